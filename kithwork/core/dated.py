"""The day of the question: rules read it as a fact, so that no rule ever asks a clock."""

import datetime as dt

from kithwork.core.rules import Fact, Facts

AS_OF = "as_of"
BIRTH = "student.birth_date"


def dated(facts: Facts, as_of: dt.date) -> dict[str, Fact]:
    """Return the facts with the day on which the question is asked."""
    return {**facts, AS_OF: Fact(as_of)}


def birthday(birth: dt.date, age: int) -> dt.date:
    """Return the day on which somebody turns `age`; born on 29 February, 1 March in common years.

    >>> birthday(dt.date(2010, 5, 4), 16)
    datetime.date(2026, 5, 4)
    >>> birthday(dt.date(2012, 2, 29), 14)
    datetime.date(2026, 3, 1)
    """
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:  # 29 February
        return dt.date(birth.year + age, 3, 1)
