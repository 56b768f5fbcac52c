"""Taking a complaint or appeal down, and what its handler does about it, step by step.

Anyone of staff who reaches the student may take one down, also about herself; it goes to somebody
who is not meant by it. Only its handler takes steps, in their order. Each step is written once.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey, User
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.casework.models import Case, Complaint, ComplaintStep
from kithwork.casework.queries.complaints import DONE, KIND, SAID, handler_of, handlers_for
from kithwork.casework.queries.reach import reaches_case
from kithwork.casework.refusals import require
from kithwork.casework.sealing import CaseVault
from kithwork.core.casework.complaints import ComplaintStep as Step
from kithwork.core.casework.complaints import Finding, may_take
from kithwork.people.models import Student
from kithwork.people.queries.reach import require_reach

IN_WORDS = (Step.LOOKED_INTO, Step.PASSED, Step.WITHDRAWN, Step.TAKEN_FURTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What was received: codes of `models.Complaint`; `handler` None: whoever comes first."""

    kind: str
    came_from: str
    way: str
    about: str
    on: dt.date
    words: Mapping[str, str]
    person: User | None = None
    handler: User | None = None
    case: Case | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One step: what was done, what the answer says, to whom it is passed."""

    step: Step
    words: Mapping[str, str] = field(default_factory=dict)
    finding: Finding | None = None
    to: User | None = None


@transaction.atomic
def receive_complaint(*, student: Student, received: Received, by: User) -> Complaint:
    """Take a complaint down and address it to whoever handles it.

    Raises NotAllowed; Refused where nothing is said, for a day to come, for another student's
    case, or where nobody (or not the one chosen) may take it up.
    """
    require_reach(by, May.READ, Section.IDENTITY, student)
    _check(student, received, by)
    made = Complaint(
        school=student.school,
        student=student,
        case=received.case,
        kind=received.kind,
        came_from=received.came_from,
        way=received.way,
        about=received.about,
        person=received.person,
        handler=_handler(student, received),
        received_on=received.on,
        key=make_key(DataKey.Kind.SECTION),
        entered_by=by,
    )
    made.words = _sealed(made, received.words, made, SAID)
    made.save(force_insert=True)
    _note(Verb.CREATE, made, by, "complaint.received")
    return made


@transaction.atomic
def take_step(*, complaint: Complaint, deed: Deed, by: User) -> ComplaintStep:
    """Record a step of a complaint as its handler.

    Raises NotAllowed; Missing where the step does not follow; Refused where it lacks its words.
    """
    locked = Complaint.objects.select_for_update(of=("self",)).select_related("school", "key")
    complaint = locked.get(pk=complaint.pk)
    if handler_of(complaint) != by.pk:
        raise NotAllowed("Only whoever handles a complaint takes steps.")
    taken = [Step(one) for one in complaint.steps.order_by("pk").values_list("step", flat=True)]
    require(may_take(deed.step, taken))
    _check_deed(complaint, deed, taken)
    made = ComplaintStep(
        complaint=complaint,
        step=deed.step.value,
        on=_today(complaint),
        finding=deed.finding.value if deed.finding else "",
        to=deed.to,
        entered_by=by,
    )
    made.words = _sealed(complaint, deed.words, made, DONE)
    made.save(force_insert=True)
    _note(Verb.AMEND, complaint, by, f"complaint.{deed.step.value}")
    return made


def _check(student: Student, received: Received, by: User) -> None:
    if not received.words.get("said", "").strip():
        raise Refused("complaint.nothing_said")
    if received.on > clock.today(student.school.time_zone or "UTC"):
        raise Refused("complaint.day_to_come")
    case = received.case
    if case is None:
        return
    if case.student_id != student.pk or reaches_case(by, May.READ, case) is None:
        raise Refused("complaint.other_case")


def _handler(student: Student, received: Received) -> User:
    offered = handlers_for(student.school, received.person)
    if not offered:
        raise Refused("complaint.nobody_handles")
    if received.handler is None:
        return offered[0]
    if received.handler not in offered:
        raise Refused("complaint.no_such_handler")
    return received.handler


def _check_deed(complaint: Complaint, deed: Deed, taken: list[Step]) -> None:
    def said(name: str) -> bool:
        return bool(deed.words.get(name, "").strip())

    if deed.step in IN_WORDS and not said("done"):
        raise Refused("complaint.without_words")
    if deed.step is Step.ANSWERED and deed.finding is None:
        raise Refused("complaint.without_finding")
    if deed.step is Step.ANSWERED and not said("told"):
        raise Refused("complaint.without_told")
    if deed.step is Step.SHARED:
        _check_shared(complaint, taken)
    if deed.step is Step.PASSED:
        _check_passed(complaint, deed.to)


def _check_shared(complaint: Complaint, taken: list[Step]) -> None:
    if complaint.person_id is None:
        raise Refused("complaint.nobody_meant")
    if Step.SHARED in taken:
        raise Refused("complaint.shared_already")


def _check_passed(complaint: Complaint, to: User | None) -> None:
    offered = handlers_for(complaint.school, complaint.person)
    if to not in offered or to.pk == handler_of(complaint):
        raise Refused("complaint.no_such_handler")


def _sealed(
    complaint: Complaint, words: Mapping[str, str], row: Complaint | ComplaintStep, field_name: str
) -> bytes | None:
    kept = {name: text.strip() for name, text in words.items() if text.strip()}
    return CaseVault.under(complaint.key).seal_json(kept, row=row.uid, field=field_name)


def _note(verb: Verb, complaint: Complaint, by: User, reason: str) -> None:
    """The trail names the complaint and no case: who reads a case's trail is not told by it."""
    record(verb, KIND, subject=complaint.uid, by=by, school=complaint.school.uid, reason=reason)


def _today(complaint: Complaint) -> dt.date:
    return clock.today(complaint.school.time_zone or "UTC")
