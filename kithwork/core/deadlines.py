"""Until when something is due, from a span of time and the calendar of the school.

The units differ in what stops the clock. Minutes, hours, days and months run through everything.
Working hours run day and night, but only on working days: 24 working hours from Friday 17:00 end
on Monday 17:00. Working days end with the school day of the last one; the day on which the clock
starts does not count. "Same day" ends at midnight, "school day" with the school day, and where
that is over already (or there is none) after 24 hours.
"""

import calendar as month_lengths
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.school_calendar import SchoolCalendar

DAY = dt.timedelta(days=1)


class Unit(StrEnum):
    """What a span counts, and with it what stops its clock."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_HOURS = "working_hours"
    SAME_DAY = "same_day"
    SCHOOL_DAY = "school_day"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit; 0 minutes means now, and of a same day or school day there is one."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        least = 0 if self.unit is Unit.MINUTES else 1
        if self.amount < least:
            raise ValueError(f"a span counts at least {least} of its unit")
        if self.unit in (Unit.SAME_DAY, Unit.SCHOOL_DAY) and self.amount != 1:
            raise ValueError("a same day or a school day is counted once")


def due_at(start: dt.datetime, span: Span, calendar: SchoolCalendar) -> dt.datetime:
    """Return when what began at `start` is due, in the school's time.

    Raises ValueError where `start` has no time zone.
    """
    return _CLOCKS[span.unit](calendar.local(start), span.amount, calendar)


def add_months(day: dt.date, number: int) -> dt.date:
    """Return the same day `number` months on, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    last = month_lengths.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def _minutes(start: dt.datetime, amount: int, calendar: SchoolCalendar) -> dt.datetime:
    elapsed = start.astimezone(dt.UTC) + dt.timedelta(minutes=amount)
    return elapsed.astimezone(calendar.timezone)


def _hours(start: dt.datetime, amount: int, calendar: SchoolCalendar) -> dt.datetime:
    return _minutes(start, 60 * amount, calendar)


def _working_hours(start: dt.datetime, amount: int, calendar: SchoolCalendar) -> dt.datetime:
    left = dt.timedelta(hours=amount)
    now = start
    while True:
        if not calendar.is_working_day(now.date()):
            now = calendar.midnight_after(calendar.add_working_days(now.date(), 1) - DAY)
        midnight = calendar.midnight_after(now.date())
        until_midnight = midnight.astimezone(dt.UTC) - now.astimezone(dt.UTC)
        if left <= until_midnight:
            return (now.astimezone(dt.UTC) + left).astimezone(calendar.timezone)
        left -= until_midnight
        now = midnight


def _same_day(start: dt.datetime, _amount: int, calendar: SchoolCalendar) -> dt.datetime:
    return calendar.midnight_after(start.date())


def _school_day(start: dt.datetime, _amount: int, calendar: SchoolCalendar) -> dt.datetime:
    ends = calendar.end_of(start.date())
    if calendar.is_working_day(start.date()) and start < ends:
        return ends
    return _hours(start, 24, calendar)


def _days(start: dt.datetime, amount: int, calendar: SchoolCalendar) -> dt.datetime:
    day = start.date() + amount * DAY
    return dt.datetime.combine(day, start.time(), calendar.timezone)


def _working_days(start: dt.datetime, amount: int, calendar: SchoolCalendar) -> dt.datetime:
    return calendar.end_of(calendar.add_working_days(start.date(), amount))


def _months(start: dt.datetime, amount: int, calendar: SchoolCalendar) -> dt.datetime:
    return calendar.end_of(add_months(start.date(), amount))


_CLOCKS: Mapping[Unit, Callable[[dt.datetime, int, SchoolCalendar], dt.datetime]] = {
    Unit.MINUTES: _minutes,
    Unit.HOURS: _hours,
    Unit.WORKING_HOURS: _working_hours,
    Unit.SAME_DAY: _same_day,
    Unit.SCHOOL_DAY: _school_day,
    Unit.DAYS: _days,
    Unit.WORKING_DAYS: _working_days,
    Unit.MONTHS: _months,
}
