"""Marks of several exams in one unit, so that a series never mixes two.

Exams differ in how hard they are, so the first choice is z against those who sat the same exam;
where an exam has no mean or spread, the percentile of the rank; where one has no rank either, the
percentage of its maximum. One unit holds for the whole series: a z of 0.5 beside a percentage of
75 would look like a leap. Source: domain specification F4, docs/methods/academics.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.academics.marks import Mark, percent, z_score
from kithwork.core.academics.ranks import percentile


class Unit(StrEnum):
    """The unit of a series of marks: SDs of those who sat the exam, percentile, percentage."""

    Z = "z"
    PERCENTILE = "percentile"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Sat:
    """A mark, and the rank with it where the school gave one; `rank` 1 is the best."""

    mark: Mark
    rank: float | None = None
    cohort_size: int | None = None


@dataclass(frozen=True, slots=True)
class InOneUnit:
    """The values of marks in their order, None where there was no mark; all in `unit`."""

    unit: Unit
    values: tuple[float | None, ...]


def in_one_unit(sat: Sequence[Sat]) -> InOneUnit:
    """Return marks in the first unit in which every one of them that was got can be told.

    >>> easy = Mark("June", "maths", 90.0, 120.0)
    >>> hard = Mark("July", "maths", 60.0, 120.0, cohort_mean=48.0, cohort_sd=12.0)
    >>> in_one_unit([Sat(hard)]).values
    (1.0,)
    >>> in_one_unit([Sat(easy), Sat(hard)])
    InOneUnit(unit=<Unit.PERCENT: 'percent'>, values=(75.0, 50.0))
    """
    for unit, value_in in _TOLD.items():
        values = tuple(None if one.mark.raw is None else value_in(one) for one in sat)
        got = [one.mark.raw is not None for one in sat]
        if not any(is_got and value is None for is_got, value in zip(got, values, strict=True)):
            return InOneUnit(unit, values)
    raise AssertionError("every mark that was got is a percentage of its maximum")


_TOLD: dict[Unit, Callable[[Sat], float | None]] = {
    Unit.Z: lambda one: z_score(one.mark).value,
    Unit.PERCENTILE: lambda one: percentile(one.rank, one.cohort_size).value,
    Unit.PERCENT: lambda one: percent(one.mark).value,
}
