"""The days of a school year by month and day."""

import datetime as dt
from dataclasses import dataclass

SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """The school year that begins in September of a calendar year."""

    begins: int

    def on(self, month: int, day: int) -> dt.date:
        """Return the day of that month in this school year."""
        return dt.date(self.begins if month >= SEPTEMBER else self.begins + 1, month, day)
