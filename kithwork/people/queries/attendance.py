"""A student's attendance, term by term, and day by day where a school keeps days."""

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


def _rows(who: Who, student: Student) -> QuerySet[Attendance]:
    require_reach(who, Verb.READ, Section.MARKS, student)
    rows = Attendance.objects.filter(student=student).select_related("term__year")
    return rows.order_by("-term__starts_on")
