"""Until when a file is kept.

Each country, and often each organisation, has its own periods (`catalogue/jurisdictions/*/
retention.yaml`); the rule here only counts. Of several ends the latest holds: "ten years after
closure or to the age of 23, whichever is later". A legal hold stands above any date.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.core.dated import birthday
from kithwork.core.deadlines import add_months
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long one kind of file is kept: years after it was closed, and until an age."""

    item: str
    label: Text
    years_after: int | None
    until_age: int | None = None

    def __post_init__(self) -> None:
        if self.years_after is None and self.until_age is None:
            raise ValueError("a file is kept for so many years or until an age")


def keep_until(rule: RetentionRule, closed_on: dt.date, *, birth: dt.date | None) -> dt.date | None:
    """Return the first day on which a file may be erased; None while it cannot be told.

    It cannot be told where the rule counts by age and the birth is not known: then it is kept.
    """
    ends = []
    if rule.years_after is not None:
        ends.append(add_months(closed_on, 12 * rule.years_after))
    if rule.until_age is not None:
        if birth is None:
            return None
        ends.append(birthday(birth, rule.until_age))
    return max(ends)
