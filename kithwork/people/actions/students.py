"""Students: admitted, and leaving. One at a time by a form, many at once by a roster."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.models import DataKey, School
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.ids import chance
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.persons import PersonDetails, make_persons
from kithwork.people.actions.stale import require_version
from kithwork.people.actions.tokens import add_tokens
from kithwork.people.actions.trail import note
from kithwork.people.models import Enrolment, Student, StudentTie

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
PSEUDONYM_SIGNS = 10
LEAVING = ("left_on", "left_reason")


@dataclass(frozen=True, slots=True)
class NewStudent:
    """A student to be admitted: the school's number, the person, and since when."""

    number: str
    person: PersonDetails
    entered_on: dt.date | None = None


@transaction.atomic
def admit(*, school: School, student: NewStudent, by: Who) -> Student:
    """Admit one student and return her. Raises NotAllowed, Refused."""
    grant = require_roster(by, school)
    [made] = _admitted(school, [student])
    note(Verb.CREATE, "student", by=by, grant=grant, school=school, subject=made.uid)
    return made


@transaction.atomic
def admit_many(*, school: School, students: Sequence[NewStudent], by: Who) -> list[Student]:
    """Admit the students of a roster, in its order; one event with their number."""
    grant = require_roster(by, school)
    made = _admitted(school, students)
    note(Verb.CREATE, "student", by=by, grant=grant, school=school, size=len(made))
    return made


@transaction.atomic
def leave(
    *, student: Student, on: dt.date, reason: str, by: Who, version: str | None = None
) -> None:
    """Let a student leave the school on a day; `reason` is a code. Her class ends with it.

    Raises NotAllowed, Stale, and Refused where she had not entered by then.
    """
    grant = require_roster(by, student.school)
    require_version(student.enrolments.filter(ends_on__isnull=True).first(), version)
    _let_go(student.school, {student.pk: on}, reason)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        fields=LEAVING,
        reason=reason,
    )
    student.refresh_from_db()


@transaction.atomic
def leave_many(*, school: School, students: Mapping[int, dt.date], reason: str, by: Who) -> None:
    """Let students (by primary key) leave, each on her day; one event with their number."""
    grant = require_roster(by, school)
    _let_go(school, students, reason)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=school,
        fields=LEAVING,
        reason=reason,
        size=len(students),
    )


def _admitted(school: School, students: Sequence[NewStudent]) -> list[Student]:
    _check_numbers(school, [student.number for student in students])
    persons = make_persons(
        school, [student.person for student in students], kind=DataKey.Kind.STUDENT
    )
    rows = [
        Student(
            school=school,
            person=person,
            number=student.number.strip(),
            pseudonym=_pseudonym(),
            key=person.key,
            entered_on=student.entered_on,
        )
        for student, person in zip(students, persons, strict=True)
    ]
    made = Student.objects.bulk_create(rows, batch_size=500)
    add_tokens(made)
    return made


def _check_numbers(school: School, numbers: Sequence[str]) -> None:
    stripped = [number.strip() for number in numbers]
    if not all(stripped):
        raise Refused("people.number_missing")
    if len(set(stripped)) < len(stripped):
        raise Refused("people.number_twice")
    taken = Student.objects.filter(school=school).values_list("number", flat=True)
    if (len(stripped) == 1 and taken.filter(number=stripped[0]).exists()) or (
        len(stripped) > 1 and not set(stripped).isdisjoint(taken.iterator())
    ):
        raise Refused("people.number_taken")


def _pseudonym() -> str:
    drawn = chance(5 * PSEUDONYM_SIGNS)
    return "S" + "".join(ALPHABET[drawn >> 5 * place & 31] for place in range(PSEUDONYM_SIGNS))


def _let_go(school: School, days: Mapping[int, dt.date], reason: str) -> None:
    students = Student.objects.filter(school=school).in_bulk(list(days))
    if len(students) != len(days):
        raise Refused("people.other_school")
    for student in students.values():
        student.left_on, student.left_reason = days[student.pk], reason
        if student.entered_on and student.left_on < student.entered_on:
            raise Refused("people.leaves_before_entering")
    Student.objects.bulk_update(students.values(), ["left_on", "left_reason"], batch_size=500)
    for day in set(days.values()):
        _end_open([pk for pk, on in days.items() if on == day], day)


def _end_open(students: list[int], on: dt.date) -> None:
    for model in (Enrolment, StudentTie):
        rows = model.objects.filter(student__in=students, ends_on__isnull=True)
        rows.filter(starts_on__gt=on).delete()
        rows.update(ends_on=on)
