"""Attendance of a term or of single days, replaced where the file counts otherwise."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kithwork.cohort.records import AttendanceRecord, Record
from kithwork.people.actions.attendance import COUNTS, NewAttendance, record_attendance_many
from kithwork.people.actions.imports.calendar import NoTerm
from kithwork.people.actions.imports.parts import Context, Writing, batches
from kithwork.people.actions.imports.plan import Plan, RowState, Students
from kithwork.people.models import Attendance, Term

CHANGING = (*COUNTS, "unit", "term", "entered_at", "entered_by", "run")
Key = tuple[int, int | None, dt.date | None]
"""The student, the term where the row counts a whole term, else the day."""


@dataclass(frozen=True, slots=True)
class _Said:
    record: Record
    attendance: AttendanceRecord
    term: Term


class Attendances:
    """Counts per student; what the file does not count is kept from what was known."""

    def plan(self, context: Context, students: Students, *, plan: Plan) -> None:
        if context.mapping.attendance is None:
            return
        known = _known(context)
        for one in _said(context, plan):
            student = students.get(one.record.id)
            if student is not None:
                stored = known.get(_key(student.pk, one))
                plan.note(one.record.row, _state(context, one.attendance, stored=stored))

    def write(self, context: Context, students: Students, *, writing: Writing) -> None:
        if context.mapping.attendance is None:
            return
        known = _known(context)
        changed: list[tuple[NewAttendance, Attendance | None]] = []
        for one in _said(context, None):
            student = students[one.record.id]
            stored = known.get(_key(student.pk, one))
            if _state(context, one.attendance, stored=stored) is not RowState.UNCHANGED:
                on = _day(one.attendance)
                counts = _merged(one.attendance, stored)
                new = NewAttendance(student, one.term, on, one.attendance.unit, **counts)
                changed.append((new, stored))
        for batch in batches(changed):
            _record(context, batch, writing=writing)


def _said(context: Context, plan: Plan | None) -> Iterator[_Said]:
    for record in context.records:
        attendance = record.attendance
        if attendance is None:
            continue
        try:
            day = attendance.on or context.on
            yield _Said(record, attendance, context.calendar.term_of(day, attendance.term))
        except NoTerm as problem:
            if plan is None:
                raise
            plan.fault(record.row, None, reason=problem.reason)


def _day(attendance: AttendanceRecord) -> dt.date | None:
    return attendance.on if attendance.per == "day" else None


def _key(student: int, said: _Said) -> Key:
    day = _day(said.attendance)
    return (student, said.term.pk if day is None else None, day)


def _known(context: Context) -> dict[Key, Attendance]:
    rows = Attendance.objects.filter(student__school=context.school)
    return {(row.student_id, row.term_id if row.on is None else None, row.on): row for row in rows}


def _merged(attendance: AttendanceRecord, stored: Attendance | None) -> dict[str, int | None]:
    said = {count: getattr(attendance, count) for count in COUNTS}
    if stored is None:
        return said
    return {
        count: getattr(stored, count) if value is None else value for count, value in said.items()
    }


def _state(
    context: Context, attendance: AttendanceRecord, *, stored: Attendance | None
) -> RowState:
    if stored is None:
        is_list = context.mapping.kind == "attendance"
        return RowState.CREATED if is_list else RowState.UPDATED
    before = {count: getattr(stored, count) for count in COUNTS}
    same = _merged(attendance, stored) == before and attendance.unit == stored.unit
    return RowState.UNCHANGED if same else RowState.UPDATED


def _record(
    context: Context, batch: list[tuple[NewAttendance, Attendance | None]], *, writing: Writing
) -> None:
    before = [stored for _, stored in batch if stored is not None]
    writing.undo.before(before, CHANGING)
    record_attendance_many(
        school=context.school, rows=[row for row, _ in batch], by=writing.by, run=writing.run
    )
    kept = [row.pk for row in before]
    writing.undo.after(Attendance.objects.filter(pk__in=kept), CHANGING)
    new = [row.student.pk for row, stored in batch if stored is None]
    made = Attendance.objects.filter(run=writing.run, student__in=new).exclude(pk__in=kept)
    writing.undo.made(made)
