"""Attendance of the latest term that has any: its counts, or the sum of its days.

A school that knows only the absences says nothing of the share of what was due.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kithwork.core.academics import Attendance as Counts
from kithwork.core.academics import attendance_facts
from kithwork.needs.evidence.known import EVERYTHING, ByStudent, Facts, Known, Wanted
from kithwork.needs.evidence.whom import Whom
from kithwork.people.models import Attendance

SOURCE = "attendance"
PREFIX = "attendance."

_COLUMNS = (
    "student_id",
    "term_id",
    "on",
    "due",
    "attended",
    "absences",
    "late",
    "term__ends_on",
    "entered_at",
)


@dataclass(frozen=True, slots=True)
class _Row:
    """What was recorded of a term (`on` is None) or a day."""

    student: int
    term: int
    on: dt.date | None
    due: int | None
    attended: int | None
    absences: int | None
    late: int | None
    term_ends_on: dt.date
    entered_at: dt.datetime


def attendance_by_student(whom: Whom, *, facts: Facts, wanted: Wanted = EVERYTHING) -> ByStudent:
    """Return `attendance.…` of each student by her primary key."""
    if not wanted.any_under(PREFIX):
        return {}
    return {
        student: {name: one for name, one in _facts(rows, facts).items() if name in wanted}
        for student, rows in _last_terms(whom)
    }


def _last_terms(whom: Whom) -> Iterator[tuple[int, list[_Row]]]:
    """The rows of each student's last term."""
    rows = Attendance.objects.filter(student__in=whom.rows)
    ordered = rows.order_by("student_id", "term__starts_on", "term_id", "pk")
    of_students = groupby(ordered.values_list(*_COLUMNS).iterator(), key=lambda row: row[0])
    for student, found in of_students:
        kept = [_Row(*row) for row in found]
        yield student, [row for row in kept if row.term == kept[-1].term]


def _facts(rows: list[_Row], facts: Facts) -> Known:
    """Facts of one term: what was counted for the whole of it goes before its days."""
    counted = [row for row in rows if row.on is None] or rows
    due, absences = _sum([row.due for row in counted]), _sum([row.absences for row in counted])
    attended, late = _sum([row.attended for row in counted]), _sum([row.late for row in counted])
    if attended is None and due is not None and absences is not None:
        attended = due - absences
    found = attendance_facts(Counts(due=due, attended=attended, late=late))
    days = [row.on for row in counted if row.on is not None]
    on = max(days) if days else min(rows[0].term_ends_on, rows[0].entered_at.date())
    known = {name: facts.fact(one.value, on, one.source) for name, one in found.items()}
    if absences is not None:
        known["attendance.absences"] = facts.fact(absences, on, SOURCE)
    return known


def _sum(counts: Sequence[int | None]) -> int | None:
    """Return a sum that leaves nothing out, or None."""
    known = [one for one in counts if one is not None]
    return sum(known) if len(known) == len(counts) else None
