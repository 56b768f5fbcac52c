"""Attendance of the latest term that has any: its counts, or the sum of its days.

A school that knows only the absences says nothing of the share of what was due.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kithwork.core.academics import Attendance as Counts
from kithwork.core.academics import attendance_facts
from kithwork.core.rules import Fact
from kithwork.needs.evidence.batches import portions
from kithwork.people.models import Attendance, Student

SOURCE = "attendance"


def attendance_by_student(students: Sequence[Student]) -> dict[int, dict[str, Fact]]:
    """Return `attendance.…` of each student by her primary key."""
    found: dict[int, dict[str, Fact]] = {}
    for portion in portions(students):
        rows = Attendance.objects.filter(student__in=portion).select_related("term")
        by_student: defaultdict[int, list[Attendance]] = defaultdict(list)
        for row in rows.order_by("term__starts_on", "on"):
            by_student[row.student_id].append(row)
        for pk, kept in by_student.items():
            found[pk] = _facts([row for row in kept if row.term_id == kept[-1].term_id])
    return found


def _facts(rows: list[Attendance]) -> dict[str, Fact]:
    """Facts of one term: what was counted for the whole of it goes before its days."""
    counted = [row for row in rows if row.on is None] or rows
    due, absences = _sum(counted, "due"), _sum(counted, "absences")
    attended, late = _sum(counted, "attended"), _sum(counted, "late")
    if attended is None and due is not None and absences is not None:
        attended = due - absences
    facts = attendance_facts(Counts(due=due, attended=attended, late=late))
    if absences is not None:
        facts["attendance.absences"] = Fact(absences, source=SOURCE)
    days = [row.on for row in counted if row.on is not None]
    on = max(days) if days else min(rows[0].term.ends_on, rows[0].entered_at.date())
    return {name: replace(fact, on=on) for name, fact in facts.items()}


def _sum(rows: list[Attendance], count: str) -> int | None:
    """Return a sum that leaves nothing out, or None."""
    counts = [getattr(row, count) for row in rows]
    known = [one for one in counts if one is not None]
    return sum(known) if len(known) == len(counts) else None
