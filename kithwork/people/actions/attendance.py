"""Attendance, entered for a term or a day; what is not known stays unknown."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.models import School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_roster, require_writing
from kithwork.people.actions.trail import note
from kithwork.people.models import Attendance, ImportRun, Student, Term

COUNTS = ("due", "attended", "absences", "excused", "late")


@dataclass(frozen=True, slots=True)
class NewAttendance:
    """One student's counts for a term (`on` None) or a day, in days, sessions or lessons."""

    student: Student
    term: Term
    on: dt.date | None = None
    unit: str = Attendance.Unit.SESSION.value
    due: int | None = None
    attended: int | None = None
    absences: int | None = None
    excused: int | None = None
    late: int | None = None


@transaction.atomic
def record_attendance(*, attendance: NewAttendance, by: Who) -> None:
    """Enter or correct one student's attendance. Raises NotAllowed, Refused."""
    student = attendance.student
    grant = require_writing(by, Section.MARKS, student)
    _recorded([attendance], by, run=None)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        section=Section.MARKS,
        subject=student.uid,
        fields=["attendance"],
    )


@transaction.atomic
def record_attendance_many(
    *, school: School, rows: Sequence[NewAttendance], by: Who, run: ImportRun | None = None
) -> None:
    """Enter or correct the attendance of many; one event with their number."""
    grant = require_roster(by, school)
    if any(row.student.school_id != school.pk for row in rows):
        raise Refused("people.other_school")
    _recorded(rows, by, run=run)
    note(
        Verb.AMEND,
        "attendance",
        by=by,
        grant=grant,
        school=school,
        section=Section.MARKS,
        fields=["attendance"],
        size=len(rows),
    )


def _recorded(rows: Iterable[NewAttendance], by: Who, *, run: ImportRun | None) -> None:
    """Replace what stood for the same student and term or day, keeping the row's identity."""
    new = list(rows)
    for row in new:
        _check(row)
    known = {
        (one.student_id, one.term_id if one.on is None else None, one.on): one
        for one in Attendance.objects.filter(student__in={row.student.pk for row in new})
    }
    to_create: list[Attendance] = []
    to_update: list[Attendance] = []
    for row in new:
        stored = known.get((row.student.pk, row.term.pk if row.on is None else None, row.on))
        kept = _set(stored or Attendance(student=row.student, on=row.on), row, by, run)
        (to_create if stored is None else to_update).append(kept)
    Attendance.objects.bulk_create(to_create, batch_size=500)
    fields = [*COUNTS, "unit", "term", "entered_at", "entered_by", "run"]
    Attendance.objects.bulk_update(to_update, fields, batch_size=200)


def _set(kept: Attendance, row: NewAttendance, by: Who, run: ImportRun | None) -> Attendance:
    kept.term, kept.unit, kept.run = row.term, row.unit, run
    for count in COUNTS:
        setattr(kept, count, getattr(row, count))
    kept.entered_at = clock.now()
    kept.entered_by = by if isinstance(by, User) else None
    return kept


def _check(row: NewAttendance) -> None:
    if row.term.year.school_id != row.student.school_id:
        raise Refused("people.other_school")
    counts = [getattr(row, count) for count in COUNTS]
    if all(count is None for count in counts):
        raise Refused("people.attendance_empty")
    if any(count is not None and count < 0 for count in counts) or not (
        _within(row.attended, row.due)
        and _within(row.absences, row.due)
        and _within(row.excused, row.absences)
    ):
        raise Refused("people.attendance_counts")
    if row.on and not row.term.starts_on <= row.on <= row.term.ends_on:
        raise Refused("people.day_outside_term")


def _within(part: int | None, whole: int | None) -> bool:
    return part is None or whole is None or part <= whole
