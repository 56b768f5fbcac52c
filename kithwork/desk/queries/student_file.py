"""A student's page: every part of her file that the reader may see, and nothing of the others.

A part that is closed to the reader is None, and the page says that it is not shown to her; that
is not the same as an empty part. Each section that is shown is an event of the trail.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.access.permissions import Who, may, may_school_wide
from kithwork.access.roles import Section, Verb
from kithwork.aid.queries.awards import AwardsSeen, awards_seen
from kithwork.audit import clock
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import cases_of
from kithwork.casework.queries.contacts import OpenedContact, contacts_before_case
from kithwork.core.rules import whole_years
from kithwork.needs.queries.student import NeedsOfStudent, needs_of_student
from kithwork.people.curves import Curve, curves
from kithwork.people.models import Carer, SchoolClass, Student
from kithwork.people.queries.attendance import attendance_of
from kithwork.people.queries.care import (
    CarerView,
    ContactRule,
    carers_of,
    contact_rule_of,
    own_contacts_of,
    past_carers_of,
)
from kithwork.people.queries.care_status import CareStatus, care_status
from kithwork.people.queries.classes import class_of
from kithwork.people.queries.marks import marks_of
from kithwork.people.queries.reach import reaches
from kithwork.people.queries.students import record_view, student_for
from kithwork.people.queries.ties import own_tie
from kithwork.people.queries.told import FactGroup, TermAttendance, fact_groups, term_attendance
from kithwork.people.sealed import Contact
from kithwork.safety.models import Alert
from kithwork.safety.queries import open_alerts_about, told_about
from kithwork.surveys.shown import HistoryLine, history_of


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: a code that the page puts into words, and details for it."""

    code: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudentFile:
    """What the reader may see of one student, on the day it is at her school."""

    student: Student
    today: dt.date
    age: int | None
    school_class: SchoolClass | None
    contacts: tuple[Contact, ...]
    address: str
    rule: ContactRule | None
    carers: tuple[CarerView, ...]
    past_carers: tuple[Carer, ...]
    facts: tuple[FactGroup, ...]
    care: CareStatus
    marks: tuple[Curve, ...] | None
    attendance: tuple[TermAttendance, ...] | None
    needs: NeedsOfStudent | None
    history: tuple[HistoryLine, ...] | None
    alert: Alert | None
    told: tuple[Alert, ...]
    cases: tuple[Case, ...] | None
    notes: tuple[OpenedContact, ...]
    aid: AwardsSeen | None
    may_write: bool
    may_write_marks: bool
    may_place: bool
    may_key_in: bool
    may_accompany: bool
    accompanies: bool

    @property
    def steps(self) -> tuple[Step, ...]:
        """What this file asks for next, the most urgent first; only what the reader may do."""
        asks = [Step("ask", (prompt.ask,)) for prompt in self.care.prompts]
        if self.student.left_on is not None or not self.may_write:
            return ()
        if not self.carers:
            asks.append(Step("no_carers"))
        elif self.rule is None:
            asks.append(Step("no_rule"))
        if self.care.unknown:
            asks.append(Step("care_unknown", self.care.unknown))
        return tuple(asks)


def file_of(who: User, uid: uuid.UUID, *, language: str) -> StudentFile:
    """Return a student's page for its reader; Http404 for one whom she may not see."""
    student = student_for(who, uid)
    today = clock.today(student.school.time_zone)
    contacts, address = own_contacts_of(who, student)
    marks, attendance = _learning(who, student, language)
    return StudentFile(
        student=student,
        today=today,
        age=age_on(student.person.birth, today),
        school_class=class_of(student, on=today),
        contacts=contacts,
        address=address,
        rule=contact_rule_of(who, student),
        carers=carers_of(who, student),
        past_carers=past_carers_of(who, student),
        facts=fact_groups(who, student, language=language),
        care=care_status(who, student, language=language, on=today),
        marks=marks,
        attendance=attendance,
        needs=needs_of_student(who, student, on=today, language=language),
        history=history_of(who, student),
        alert=open_alerts_about(who, [student]).get(student.pk),
        told=tuple(told_about(who, student)),
        cases=_cases(who, student),
        notes=contacts_before_case(who, student),
        aid=awards_seen(who, student) if isinstance(who, User) else None,
        may_write=reaches(who, Verb.WRITE, Section.IDENTITY, student) is not None,
        may_write_marks=reaches(who, Verb.WRITE, Section.MARKS, student) is not None,
        may_place=may_school_wide(who, Verb.WRITE, Section.CAMPAIGNS, at=student.school),
        may_key_in=reaches(who, Verb.WRITE, Section.ANSWERS, student) is not None,
        may_accompany=may(who, Verb.WRITE, Section.CASE, at=student.school),
        accompanies=own_tie(who, student) is not None,
    )


def age_on(birth: dt.date | None, day: dt.date) -> int | None:
    """Return the age in whole years, or None where the birth is not known."""
    return None if birth is None else whole_years(birth, day)


def _cases(who: Who, student: Student) -> tuple[Case, ...] | None:
    """Return the cases that one may see, or None where one works on none at this school."""
    return cases_of(who, student) if may(who, Verb.READ, Section.CASE, at=student.school) else None


def _learning(
    who: Who, student: Student, language: str
) -> tuple[tuple[Curve, ...] | None, tuple[TermAttendance, ...] | None]:
    """Return marks and attendance, or None for both where they are closed to the reader."""
    if reaches(who, Verb.READ, Section.MARKS, student) is None:
        return None, None
    record_view(who, student, Section.MARKS)
    drawn = curves(marks_of(who, student), language=language)
    return drawn, term_attendance(attendance_of(who, student))
