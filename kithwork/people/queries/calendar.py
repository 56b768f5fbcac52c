"""The calendar of a school as the rules take it: its time zone, its day, its terms."""

from zoneinfo import ZoneInfo

from kithwork.access.models import School
from kithwork.catalogue.school_day import school_day
from kithwork.core.school_calendar import SchoolCalendar
from kithwork.core.school_calendar import Term as CalendarTerm
from kithwork.people.models import Term


def calendar_of(school: School) -> SchoolCalendar:
    """Return the calendar on which the clocks of a school run."""
    terms = Term.objects.filter(year__school=school).select_related("year").order_by("starts_on")
    ordinary = school_day()
    return SchoolCalendar(
        timezone=ZoneInfo(school.time_zone or "UTC"),
        day_ends=ordinary.day_ends,
        days_off=ordinary.days_off,
        terms=tuple(
            CalendarTerm(f"{term.year.label}-{term.number}", term.starts_on, term.ends_on)
            for term in terms
        ),
    )
