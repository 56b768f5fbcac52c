"""Opening a case, and who works on it.

A case begins with an enquiry: through whom, about what, and the quick questions about danger. A
yes to one of them raises an alert with somebody's name on it in the same moment; the paper waits
for nothing and nothing waits for the paper.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey, User
from kithwork.access.permissions import Held, NotAllowed, Who, require_some
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.casework.actions.papers import save_record
from kithwork.casework.actions.writing import author, note
from kithwork.casework.models import Case, CaseMember, StatusEvent
from kithwork.casework.numbers import next_number
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.reach import SUPERVISES, reaches_case
from kithwork.casework.queries.signing import supervisors_at
from kithwork.catalogue.casework import guards_entry
from kithwork.catalogue.papers import papers
from kithwork.core.casework import Status
from kithwork.people.actions.ties import tie
from kithwork.people.models import Student, StudentTie
from kithwork.people.queries.ties import own_tie
from kithwork.safety.actions import Source, raise_alert
from kithwork.safety.models import Alert

SCREEN_FIELDS = ("risk_self", "risk_from_others", "risk_to_others", "risk_tonight", "risk_away")
YES = "yes"


class SpeakerNeeded(Refused):
    """A quick question was answered with yes: somebody must be named who speaks to the student."""

    def __init__(self) -> None:
        super().__init__("casework.speaker_needed")


@dataclass(frozen=True, slots=True)
class Opened:
    """The case, and the alert that its quick questions raised."""

    case: Case
    alert: Alert | None


@transaction.atomic
def open_case(
    *,
    student: Student,
    enquiry: Mapping[str, Any],
    received_on: dt.date,
    by: Who,
    worker: User | None = None,
    speaker: User | None = None,
) -> Opened:
    """Open a case for a student; `worker` works on it, by default whoever opens it.

    Raises NotAllowed, Refused, and SpeakerNeeded where a quick question was answered with yes and
    nobody is named.
    """
    grant = _require_opener(by, student)
    owner = worker or author(by)
    if owner is None:
        raise Refused("casework.worker_missing")
    if danger(enquiry) and speaker is None:
        raise SpeakerNeeded
    case = _make(student, enquiry, received_on, by)
    _join(case, owner, CaseMember.Part.WORKER, by)
    enquiry_paper = papers()["enquiry"]
    record = save_record(case, enquiry_paper, on=received_on, words=enquiry, before=None, by=by)
    note(Verb.CREATE, case, by=by, grant=grant, fields=record.filled)
    return Opened(case, _alert(case, enquiry, speaker, by))


@transaction.atomic
def add_member(*, case: Case, user: User, part: CaseMember.Part, by: Who) -> CaseMember:
    """Let somebody else work on a case too, and open the student's file to her.

    A supervisor who is asked sees this case, and neither the student's file nor another case of
    whoever asks. Said by somebody who works on it or supervises it. Raises NotAllowed, Refused.
    """
    grant = _require_inside(by, case)
    if part is CaseMember.Part.SUPERVISOR and user not in supervisors_at(case):
        raise Refused("casework.not_a_supervisor")
    made = _join(case, user, part, by)
    note(Verb.PERMISSION, case, by=by, grant=grant, reason=f"member.{part.value}")
    return made


@transaction.atomic
def end_member(*, member: CaseMember, by: Who) -> None:
    """End somebody's work on a case today. The last one stays: a case is never nobody's.

    Raises NotAllowed, Refused.
    """
    case = member.case
    grant = _require_inside(by, case)
    others = CaseMember.objects.filter(~SUPERVISES, case=case, ends_on__isnull=True)
    is_worker = member.part != CaseMember.Part.SUPERVISOR
    if is_worker and not others.exclude(pk=member.pk).exists():
        raise Refused("casework.last_member")
    member.ends_on = today_at(case)
    member.save(update_fields=["ends_on"])
    note(Verb.PERMISSION, case, by=by, grant=grant, reason="member.ended")


def danger(enquiry: Mapping[str, Any]) -> bool:
    """Whether a quick question about danger was answered with yes."""
    return any(enquiry.get(field) == YES for field in SCREEN_FIELDS)


def _require_opener(by: Who, student: Student) -> Held:
    refusal = "You may not open a case at this school."
    return require_some(by, May.WRITE, Section.CASE, at=student.school, refusal=refusal)


def _require_inside(by: Who, case: Case) -> Held:
    grant = reaches_case(by, May.WRITE, case) or reaches_case(by, May.SIGN, case)
    if grant is None:
        raise NotAllowed("You may not say who works on this case.")
    return grant


def _make(student: Student, enquiry: Mapping[str, Any], on: dt.date, by: Who) -> Case:
    case = Case.objects.create(
        school=student.school,
        student=student,
        number=next_number(student.school, on),
        key=make_key(DataKey.Kind.CASE),
        source=str(enquiry.get("source") or ""),
        urgency=str(enquiry.get("urgency") or ""),
        received_on=on,
        created_by=author(by),
    )
    StatusEvent.objects.create(
        case=case,
        to=Status.ENQUIRY.value,
        on=clock.today(student.school.time_zone),
        entered_by=author(by),
    )
    return case


def _join(case: Case, user: User, part: CaseMember.Part, by: Who) -> CaseMember:
    today = today_at(case)
    if part is not CaseMember.Part.SUPERVISOR and own_tie(user, case.student) is None:
        tie(student=case.student, user=user, kind=StudentTie.Kind.OWN, on=today, by=by)
    member, _is_new = CaseMember.objects.get_or_create(
        case=case,
        user=user,
        ends_on=None,
        defaults={"part": part.value, "starts_on": today, "entered_by": author(by)},
    )
    return member


def _alert(case: Case, enquiry: Mapping[str, Any], speaker: User | None, by: Who) -> Alert | None:
    if not danger(enquiry) or speaker is None:
        return None
    level = guards_entry().quick_screen_level
    source = Source("case", case.uid)
    return raise_alert(student=case.student, level=level, source=source, speaker=speaker, by=by)
