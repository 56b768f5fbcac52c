"""The contacts of a case, opened, the latest first; and what they add up to."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.casework.actions.contacts import AMENDED, TASK, WORDS, timing_at
from kithwork.casework.models import Case, Contact, Delivered, Task
from kithwork.casework.queries.reach import require_case
from kithwork.casework.sealing import CaseVault
from kithwork.casework.wording import HEARD, SECTIONS
from kithwork.core.school_calendar import SchoolCalendar
from kithwork.people.models import Student
from kithwork.people.queries.calendar import calendar_of
from kithwork.people.queries.reach import reaches
from kithwork.people.queries.students import record_view

SHOWN = 50  # notes on the page before one asks for all


@dataclass(frozen=True, slots=True)
class OpenedContact:
    """One contact's standing note: sections with their names, techniques, promises.

    `heard` is what the student herself said of the talk, from 0 to 4, where she chose to show it.
    """

    contact: Contact
    sections: tuple[tuple[str, str], ...]
    words: Mapping[str, str]
    delivered: tuple[Delivered, ...]
    because: str
    is_locked: bool
    heard: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something promised and not done yet."""

    task: Task
    words: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Service:
    """What the contacts add up to, as purchase contracts count: sessions, visits, hours."""

    contacts: int
    sessions: int
    visits: int
    minutes: int
    by_function: tuple[tuple[str, int], ...]

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 1)


def contacts_of(who: Who, case: Case, *, most: int | None = None) -> tuple[OpenedContact, ...]:
    """Return the standing notes of a case, the latest first, all or at `most` so many.

    Raises NotAllowed.
    """
    found = _standing(who, case).order_by("-at", "-pk")[:most]
    vault, calendar = CaseVault(case), calendar_of(case.school)
    return tuple(_opened(contact, vault, calendar) for contact in found)


def contacts_before_case(who: Who, student: Student) -> tuple[OpenedContact, ...]:
    """Return the notes on a student that belong to no case, for whoever reads her cases.

    Nothing for anybody else: whether there was a talk is hers to know.
    """
    if reaches(who, Verb.READ, Section.CASE, student) is None:
        return ()
    found = Contact.objects.filter(student=student, case__isnull=True, superseded_by=None)
    notes = list(found.select_related("entered_by").prefetch_related("delivered").order_by("-at"))
    if not notes:
        return ()
    record_view(who, student, Section.CASE)
    vault, calendar = CaseVault.under(student.key), calendar_of(student.school)
    return tuple(_opened(note, vault, calendar) for note in notes)


def contact_for(who: Who, case: Case, uid: uuid.UUID) -> OpenedContact:
    """Return one standing note of a case; Http404 where there is none."""
    contact = _standing(who, case).filter(uid=uid).first()
    if contact is None:
        raise Http404("There is no such note in this case.")
    return _opened(contact, CaseVault(case), calendar_of(case.school))


def tasks_of(case: Case, *, on: dt.date) -> tuple[OpenTask, ...]:
    """Return what was promised and is not done, the most urgent first."""
    vault = CaseVault(case)
    tasks = Task.objects.filter(case=case, done_on__isnull=True)
    soonest = F("due_on").asc(nulls_last=True)
    return tuple(
        OpenTask(
            task,
            vault.open(task.words, row=task.uid, field=TASK),
            is_late=task.due_on is not None and task.due_on < on,
        )
        for task in tasks.order_by(soonest, "pk")
    )


def task_for(who: Who, case: Case, uid: uuid.UUID) -> Task:
    """Return one task of a case; Http404 where there is none."""
    require_case(who, case, Verb.READ)
    task = Task.objects.filter(case=case, uid=uid).select_related("case").first()
    if task is None:
        raise Http404("There is no such task in this case.")
    return task


def service_of(opened: tuple[OpenedContact, ...]) -> Service:
    """Return what some notes add up to."""
    functions: Counter[str] = Counter()
    for one in opened:
        for used in one.delivered:
            functions[used.function] += used.dose
    return Service(
        contacts=len(opened),
        sessions=sum(one.contact.form != "brief" for one in opened),
        visits=sum(one.contact.mode == "home" for one in opened),
        minutes=sum(one.contact.minutes or 0 for one in opened),
        by_function=tuple(sorted(functions.items())),
    )


def service_in(case: Case) -> Service:
    """Return what all standing notes of a case add up to; none is opened for it."""
    standing = Contact.objects.filter(case=case, superseded_by=None)
    given = Delivered.objects.filter(contact__in=standing).values_list("function")
    return Service(
        **standing.aggregate(
            contacts=Count("pk"),
            sessions=Count("pk", filter=~Q(form="brief")),
            visits=Count("pk", filter=Q(mode="home")),
            minutes=Coalesce(Sum("minutes"), 0),
        ),
        by_function=tuple(given.annotate(doses=Sum("dose")).order_by("function")),
    )


def _standing(who: Who, case: Case) -> QuerySet[Contact]:
    require_case(who, case, Verb.READ)
    found = Contact.objects.filter(case=case, superseded_by=None)
    return found.select_related("entered_by").prefetch_related("delivered")


def _opened(contact: Contact, vault: CaseVault, calendar: SchoolCalendar) -> OpenedContact:
    words: dict[str, Any] = vault.open_json(contact.words, row=contact.uid, field=WORDS)
    named = [*SECTIONS.get(contact.form, ())]
    return OpenedContact(
        contact=contact,
        sections=tuple((str(label), words[code]) for code, label in named if code in words),
        words=words,
        delivered=tuple(contact.delivered.all()),
        because=words.get(AMENDED, ""),
        is_locked=timing_at(contact.at, clock.now(), calendar=calendar).is_locked,
        heard=_heard(contact),
    )


def _heard(contact: Contact) -> tuple[tuple[str, int], ...]:
    """Return her own word on a talk; it is hers, and stays away unless she shows it."""
    if not contact.is_rating_shown:
        return ()
    said = contact.rating
    return tuple((str(label), said[code]) for code, label in HEARD if code in said)
