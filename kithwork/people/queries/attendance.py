"""A student's attendance, term by term, and day by day where a school keeps days."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.people.models import Attendance, Student
from kithwork.people.queries.reach import require_reach


def attendance_of(who: Who, student: Student) -> tuple[Attendance, ...]:
    """Return the rows for whole terms, with term and year, the latest first. Raises NotAllowed."""
    return tuple(_rows(who, student).filter(on__isnull=True))


def days_of(who: Who, student: Student) -> tuple[Attendance, ...]:
    """Return the rows for single days, the latest first. Raises NotAllowed."""
    return tuple(_rows(who, student).filter(on__isnull=False).order_by("-on"))


def days_of_many(students: Iterable[int]) -> dict[int, tuple[Attendance, ...]]:
    """Return the rows for single days of many students by their keys, the earliest first.

    For numbers over all of them: whoever shows one student's days asks `days_of`.
    """
    rows = Attendance.objects.filter(student__in=list(students), on__isnull=False)
    found: dict[int, tuple[Attendance, ...]] = {}
    for row in rows.order_by("on", "pk"):
        found[row.student_id] = (*found.get(row.student_id, ()), row)
    return found


def _rows(who: Who, student: Student) -> QuerySet[Attendance]:
    require_reach(who, Verb.READ, Section.MARKS, student)
    rows = Attendance.objects.filter(student=student).select_related("term__year")
    return rows.order_by("-term__starts_on")
