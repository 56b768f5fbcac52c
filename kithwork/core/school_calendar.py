"""On which days a school works, and when its terms run.

Two things are kept apart: a working day (the office is there: clocks of a few days run on these,
in the holidays between terms too, for a child in danger cannot wait for September) and a day of
term (pupils are there). A weekend day may be worked in exchange for a holiday (调休).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Term:
    """A term by its name, with its first and last day."""

    name: str
    starts: dt.date
    ends: dt.date

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise ValueError("a term ends after it starts")


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The days of one school, in its own time zone.

    `days_off`: weekdays without work, 0 = Monday; `holidays`: single days off; `worked`: days on
    which the school works although they would be off; `terms` in order; `day_ends`: when the
    school day is over.
    """

    timezone: dt.tzinfo
    day_ends: dt.time
    days_off: frozenset[int] = WEEKEND
    holidays: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    terms: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        if not self.days_off < frozenset(range(7)):
            raise ValueError("a school works on at least one day of the week")
        for earlier, later in zip(self.terms, self.terms[1:], strict=False):
            if later.starts <= earlier.ends:
                raise ValueError("terms stand in order and do not overlap")

    def is_working_day(self, day: dt.date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() not in self.days_off and day not in self.holidays

    def is_term_day(self, day: dt.date) -> bool:
        return self.is_working_day(day) and self.term_of(day) is not None

    def term_of(self, day: dt.date) -> Term | None:
        return next((term for term in self.terms if term.starts <= day <= term.ends), None)

    def next_term(self, after: dt.date) -> Term | None:
        """Return the first term that starts after a day, where the calendar reaches so far."""
        return next((term for term in self.terms if term.starts > after), None)

    def working_days_after(self, day: dt.date) -> Iterator[dt.date]:
        """Return the working days that follow `day`, without end."""
        while True:
            day += dt.timedelta(days=1)
            if self.is_working_day(day):
                yield day

    def add_working_days(self, day: dt.date, number: int) -> dt.date:
        """Return the working day that is the `number`-th after `day`; `day` itself never counts."""
        if number < 1:
            raise ValueError("working days are counted from 1")
        return next(islice(self.working_days_after(day), number - 1, None))

    def on_or_after(self, day: dt.date) -> dt.date:
        """Return `day` if it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment in the school's time. Raises ValueError where it has no time zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return moment.astimezone(self.timezone)

    def end_of(self, day: dt.date) -> dt.datetime:
        """Return the end of a school day."""
        return dt.datetime.combine(day, self.day_ends, self.timezone)

    def midnight_after(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), self.timezone)
