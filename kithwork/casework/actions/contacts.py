"""Contacts written down: a line, or a full note with what was done and what came of it.

A note keeps when the contact was and when it was written; late is flagged, never refused. It can
be amended by a new version; once it is locked only with the reason why.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Action, Case, Contact, Delivered, Task
from kithwork.casework.models.contacts import HEARD
from kithwork.casework.queries.cases import today_at
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.casework import deadline_entries
from kithwork.core.casework import NoteTiming, note_timing
from kithwork.core.school_calendar import SchoolCalendar
from kithwork.people.models import Student
from kithwork.people.queries.calendar import calendar_of
from kithwork.people.queries.reach import require_reach

WORDS = "contact.words"
TASK = "task.words"
AMENDED = "amended_because"
RULE = "session_note"


@dataclass(frozen=True, slots=True)
class Used:
    """A technique that was used: its function, how often, and the planned action it delivers."""

    technique: str
    function: str
    dose: int = 1
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody (client, guardian, teacher, worker) will do, until when."""

    doer: str
    words: str
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is written of a contact. `at` has its time zone; the rest as `models.Contact`."""

    at: dt.datetime
    form: str
    words: Mapping[str, str]
    mode: str = "face"
    minutes: int | None = None
    session_number: int | None = None
    stage_number: int | None = None
    present: tuple[str, ...] = ()
    risk: str = "not_asked"
    mood: int | None = None
    rating: Mapping[str, int] = field(default_factory=dict)
    is_rating_shown: bool = False
    next_at: dt.datetime | None = None
    used: tuple[Used, ...] = ()
    promises: tuple[Promise, ...] = ()


@transaction.atomic
def write_contact(
    *,
    case: Case,
    contact: Note,
    by: Who,
    amends: Contact | None = None,
    made_from: str | None = None,
    because: str = "",
) -> Contact:
    """Write down a contact, or amend its note, and return the new version.

    Raises NotAllowed, Stale, and Refused for a contact to come, an empty note, or an amendment of
    a locked note without a reason (`because`).
    """
    grant = require_case(by, case)
    if made_from is not None:
        require_version(amends, made_from)
    _check(case, contact, amends, because)
    made = fresh(Contact, amends, by=by, reason="amended" if amends else "")
    _fill(made, case.student, contact, vault=CaseVault(case), because=because)
    made.case = case
    made.series = amends.series if amends else new_uid()
    made.is_late = (
        amends.is_late if amends else timing_of(case, contact.at, made.entered_at).is_late
    )
    superseding(made)
    Delivered.objects.bulk_create(
        Delivered(
            contact=made,
            technique=one.technique,
            function=one.function,
            dose=one.dose,
            action=one.action,
        )
        for one in contact.used
    )
    _promise(case, made, contact)
    verb = Verb.CREATE if amends is None else Verb.AMEND
    reason = "late" if made.is_late and amends is None else ""
    note(verb, case, by=by, grant=grant, kind="case.contact", fields=contact.words, reason=reason)
    return made


@transaction.atomic
def write_before_case(*, student: Student, contact: Note, by: Who) -> Contact:
    """Write down a contact with a student of whom there is no case: help waits for no paper.

    By whoever accompanies her; sealed under her own key. Raises NotAllowed, Refused.
    """
    grant = require_reach(by, May.WRITE, Section.CASE, student)
    _check_words(contact)
    made = fresh(Contact, None, by=by)
    _fill(made, student, contact, vault=CaseVault.under(student.key))
    made.series = new_uid()
    calendar = calendar_of(student.school)
    made.is_late = timing_at(contact.at, made.entered_at, calendar=calendar).is_late
    superseding(made)
    record(
        Verb.CREATE,
        "case.contact",
        subject=student.uid,
        by=by,
        role=grant.role,
        school=student.school.uid,
        section=Section.CASE.value,
        fields=contact.words,
    )
    return made


@transaction.atomic
def finish_task(*, task: Task, by: Who) -> None:
    """Say that a task was done today. Raises NotAllowed."""
    grant = require_case(by, task.case)
    task.done_on = today_at(task.case)
    task.save(update_fields=["done_on"])
    note(Verb.AMEND, task.case, by=by, grant=grant, kind="case.task", fields=["done_on"])


def timing_of(case: Case, at: dt.datetime, seen_at: dt.datetime) -> NoteTiming:
    """Return when a note is due and locked, and how it stands at a moment."""
    return timing_at(at, seen_at, calendar=calendar_of(case.school))


def timing_at(at: dt.datetime, seen_at: dt.datetime, *, calendar: SchoolCalendar) -> NoteTiming:
    """As `timing_of`, on a calendar that was read already."""
    rule = deadline_entries()[RULE].rule
    return note_timing(at, max(at, seen_at), rule=rule, calendar=calendar)


def _check(case: Case, contact: Note, amends: Contact | None, because: str) -> None:
    _check_words(contact)
    if amends is None:
        return
    if amends.case_id != case.pk:
        raise ValueError("a note is amended in its own case")
    if timing_of(case, amends.at, clock.now()).is_locked and not because.strip():
        raise Refused("casework.note_locked")


def _check_words(contact: Note) -> None:
    if contact.at > clock.now():
        raise Refused("casework.contact_to_come")
    if not any(text.strip() for text in contact.words.values()):
        raise Refused("casework.note_empty")
    if unknown := set(contact.rating) - set(HEARD):
        raise ValueError(f"no such question: {', '.join(sorted(unknown))}")


def _fill(
    made: Contact, student: Student, contact: Note, *, vault: CaseVault, because: str = ""
) -> None:
    made.school, made.student = student.school, student
    for name in ("form", "mode", "at", "minutes", "session_number", "stage_number"):
        setattr(made, name, getattr(contact, name))
    made.present, made.risk, made.mood = list(contact.present), contact.risk, contact.mood
    made.rating, made.is_rating_shown = dict(contact.rating), contact.is_rating_shown
    made.next_at = contact.next_at
    said = {name: text.strip() for name, text in contact.words.items() if text.strip()}
    if because.strip():
        said[AMENDED] = because.strip()
    made.words = vault.seal_json(said, row=made.uid, field=WORDS)


def _promise(case: Case, made: Contact, contact: Note) -> None:
    vault = CaseVault(case)
    for promise in contact.promises:
        task = Task(case=case, contact=made, doer=promise.doer, due_on=promise.due_on)
        task.words = vault.seal(promise.words, row=task.uid, field=TASK)
        task.save(force_insert=True)
