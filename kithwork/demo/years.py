"""School years and terms around a day, as the calendar in mainland China runs."""

import datetime as dt
from dataclasses import dataclass

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.people.actions.calendar import add_term, open_year
from kithwork.people.models import SchoolYear, Term

SITTINGS = {
    1: (("midterm", (11, 10)), ("final", (1, 12))),
    2: (("midterm", (4, 20)), ("final", (7, 2))),
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """An exam week: what kind, and when."""

    kind: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A school year in the database, its terms, and the exam weeks of each that are over."""

    year: SchoolYear
    terms: tuple[Term, ...]
    sittings: dict[int, tuple[Sitting, ...]]


def first_year_of(day: dt.date) -> int:
    """Return the calendar year in which the school year of a day began."""
    return day.year if day.month >= 9 else day.year - 1


def open_years(school: School, as_of: dt.date, *, count: int, by: Who) -> dict[int, YearPlan]:
    """Open the last `count` school years of a school, by the calendar year of their beginning."""
    last = first_year_of(as_of)
    return {
        begins: _open(school, begins, as_of, by) for begins in range(last - count + 1, last + 1)
    }


def _open(school: School, begins: int, as_of: dt.date, by: Who) -> YearPlan:
    ends = begins + 1
    year = open_year(
        school=school,
        label=f"{begins}-{ends}",
        starts_on=dt.date(begins, 9, 1),
        ends_on=dt.date(ends, 8, 31),
        by=by,
    )
    spans = {
        1: (dt.date(begins, 9, 1), dt.date(ends, 1, 20)),
        2: (dt.date(ends, 2, 20), dt.date(ends, 7, 10)),
    }
    terms = tuple(
        add_term(year=year, number=number, starts_on=first, ends_on=last, by=by)
        for number, (first, last) in spans.items()
    )
    sittings = {term.pk: _over(term, begins, as_of) for term in terms}
    return YearPlan(year, terms, sittings)


def _over(term: Term, begins: int, as_of: dt.date) -> tuple[Sitting, ...]:
    days = (
        Sitting(kind, dt.date(begins if month >= 9 else begins + 1, month, day))
        for kind, (month, day) in SITTINGS[term.number]
    )
    return tuple(sitting for sitting in days if sitting.on <= as_of - dt.timedelta(days=3))
