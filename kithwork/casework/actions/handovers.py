"""Handing a case over to a colleague (form F25): one writes the sheet, the other takes it.

Nothing changes before it is taken. Then the new worker reads and writes from the day on, and the
one before until the end of that day; her file closes to her with it, unless another case of the
student is hers. An open alert is handed over by itself first, so that nobody waits for a talk.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kithwork.access.models import User
from kithwork.access.permissions import NotAllowed, Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Verb as May
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import author, note
from kithwork.casework.models import Case, CaseMember, Handover, HandoverStep
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.handovers import STEP, WORDS, receivers_for
from kithwork.casework.queries.reach import reaches_case
from kithwork.casework.sealing import CaseVault
from kithwork.people.models import StudentTie
from kithwork.safety.models import Alert

KIND = "case.handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is handed over, from which day on; `client` is a code of `models.handovers.AGREES`."""

    to: User
    on: dt.date
    client: str
    words: Mapping[str, str]


@transaction.atomic
def hand_over(*, case: Case, giver: User, sheet: Sheet, by: Who) -> Handover:
    """Write the sheet by which `giver` hands the case over; it waits until it is taken.

    Written by herself, or by the supervisor for somebody who is away. Raises NotAllowed, and
    Refused for a day gone by, a colleague who cannot have it, an open alert that the giver answers
    for, a student who was not told without a reason, or where a handover waits already.
    """
    grant = reaches_case(by, May.WRITE, case) if by == giver else reaches_case(by, May.SIGN, case)
    if grant is None:
        raise NotAllowed("A case is handed over by whoever works on it, or by the supervisor.")
    _require_member(case, giver)
    _require_sheet(case, giver, sheet)
    made = Handover(
        case=case,
        giver=giver,
        receiver=sheet.to,
        on=sheet.on,
        client=sheet.client,
        entered_by=author(by),
    )
    kept = {name: text.strip() for name, text in sheet.words.items() if text.strip()}
    made.words = CaseVault(case).seal_json(kept, row=made.uid, field=WORDS)
    made.save(force_insert=True)
    note(Verb.CREATE, case, by=by, grant=grant, kind=KIND, reason="handover.written")
    return made


@transaction.atomic
def take_over(*, handover: Handover, by: User) -> CaseMember:
    """Take a case over, as its receiver: both have signed, access changes on the day.

    A day that is past by now becomes today. Raises NotAllowed; Refused where it is over, or where
    an alert that the giver answers for was raised after the sheet was written.
    """
    case = handover.case
    if by.pk != handover.receiver_id or not receivers_for(case).filter(pk=by.pk).exists():
        raise NotAllowed("This case was not handed over to you.")
    if _answers_for_an_alert(case, handover.giver):
        raise Refused("casework.handover.alert_since")
    _end(handover, "taken", "", by)
    today = today_at(case)
    on = max(handover.on, today)
    part = CaseMember.objects.filter(case=case, user=handover.giver, ends_on=None).first()
    made = CaseMember.objects.create(
        case=case,
        user=by,
        part=part.part if part else CaseMember.Part.WORKER.value,
        starts_on=on,
        entered_by=by,
    )
    _open_file(case, by, on)
    CaseMember.objects.filter(case=case, user=handover.giver, ends_on=None).update(ends_on=on)
    _close_file(case, handover.giver, on, by=by)
    _note_permission(case, by, "handover.taken")
    return made


@transaction.atomic
def decline(*, handover: Handover, words: str, by: User) -> HandoverStep:
    """Not take a case over, with the reason. Raises NotAllowed, Refused."""
    if by.pk != handover.receiver_id:
        raise NotAllowed("This case was not handed over to you.")
    if not words.strip():
        raise Refused("casework.reason_missing")
    made = _end(handover, "declined", words, by)
    _note_permission(handover.case, by, "handover.declined")
    return made


@transaction.atomic
def withdraw(*, handover: Handover, by: Who) -> HandoverStep:
    """Take a handover back that was not taken yet. Raises NotAllowed, Refused."""
    case = handover.case
    grant = reaches_case(by, May.WRITE, case) or reaches_case(by, May.SIGN, case)
    if grant is None:
        raise NotAllowed("A handover is withdrawn by whoever works on the case.")
    made = _end(handover, "withdrawn", "", by)
    note(Verb.AMEND, case, by=by, grant=grant, kind=KIND, reason="handover.withdrawn")
    return made


def _require_member(case: Case, giver: User) -> None:
    if not CaseMember.objects.filter(case=case, user=giver, ends_on__isnull=True).exists():
        raise Refused("casework.handover.not_hers")
    if Handover.objects.filter(case=case, giver=giver, end=None).exists():
        raise Refused("casework.handover.waits")


def _require_sheet(case: Case, giver: User, sheet: Sheet) -> None:
    if sheet.on < today_at(case):
        raise Refused("casework.handover.day_past")
    if not receivers_for(case).filter(pk=sheet.to.pk).exists():
        raise Refused("casework.not_for_this_role")
    if sheet.client != "agrees" and not sheet.words.get("client", "").strip():
        raise Refused("casework.handover.client_words")
    if _answers_for_an_alert(case, giver):
        raise Refused("casework.handover.alert_first")


def _answers_for_an_alert(case: Case, giver: User) -> bool:
    mine = Alert.objects.filter(student=case.student, speaker=giver, spoken_at__isnull=True)
    return mine.exists()


def _end(handover: Handover, step: str, words: str, by: Who) -> HandoverStep:
    made = HandoverStep(handover=handover, step=step, entered_by=author(by))
    made.words = CaseVault(handover.case).seal(words, row=made.uid, field=STEP)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("casework.handover.over") from None
    return made


def _open_file(case: Case, user: User, on: dt.date) -> None:
    """Tie the new worker to the student from the day on, if she does not accompany her already."""
    _tie, is_new = StudentTie.objects.get_or_create(
        student=case.student,
        user=user,
        kind=StudentTie.Kind.OWN,
        ends_on=None,
        defaults={"starts_on": on, "entered_by": user},
    )
    if is_new:
        _note_tie(case, user, "tie.own")


def _close_file(case: Case, giver: User, on: dt.date, *, by: User) -> None:
    others = CaseMember.objects.filter(case__student=case.student, user=giver, ends_on__isnull=True)
    if others.exists():
        return
    ties = StudentTie.objects.filter(
        student=case.student, user=giver, kind=StudentTie.Kind.OWN, ends_on=None
    )
    if ties.update(ends_on=on):
        _note_tie(case, by, "untie.own")


def _note_tie(case: Case, by: User, reason: str) -> None:
    record(
        Verb.PERMISSION,
        "student",
        subject=case.student.uid,
        by=by,
        school=case.school.uid,
        reason=reason,
    )


def _note_permission(case: Case, by: User, reason: str) -> None:
    record(
        Verb.PERMISSION,
        KIND,
        subject=case.uid,
        by=by,
        school=case.school.uid,
        reason=reason,
    )
