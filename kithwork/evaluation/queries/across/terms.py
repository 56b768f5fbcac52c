"""The school terms by which cases are grouped: a case belongs to the term in which it came.

A holiday belongs to the term before it, so that every day has one; what came before the first term
of the calendar has a group of its own.
"""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass

from kithwork.access.models import School
from kithwork.people.models import Term

BEFORE = "before"


@dataclass(frozen=True, slots=True)
class TermSeen:
    """A term; `key` is what an address says for it ("2025-2026-1"), `year` its school year."""

    key: str
    year: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a school in order."""

    terms: tuple[TermSeen, ...]

    def key_of(self, day: dt.date) -> str:
        place = bisect_right([one.starts_on for one in self.terms], day)
        return self.terms[place - 1].key if place else BEFORE


def terms_of(school: School) -> Terms:
    """Return the terms of a school, the oldest first."""
    rows = Term.objects.filter(year__school=school).select_related("year").order_by("starts_on")
    return Terms(
        tuple(
            TermSeen(f"{row.year.label}-{row.number}", row.year.label, row.starts_on, row.ends_on)
            for row in rows
        )
    )
