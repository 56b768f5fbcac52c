"""Marks in one unit: the first in which every mark that was got can be told."""

import pytest

from kithwork.core.academics.marks import Mark
from kithwork.core.academics.units import Sat, Unit, in_one_unit


def sat(raw: float | None, *, mean: float | None = None, rank: float | None = None) -> Sat:
    sd = None if mean is None else 10.0
    mark = Mark("exam", "maths", raw, 120.0, cohort_mean=mean, cohort_sd=sd)
    return Sat(mark, rank, None if rank is None else 40)


@pytest.mark.parametrize(
    ("marks", "unit", "values"),
    [
        ([sat(60, mean=50), sat(70, mean=65)], Unit.Z, (1.0, 0.5)),
        ([sat(60, mean=50, rank=10), sat(70, rank=1)], Unit.PERCENTILE, (76.25, 98.75)),
        ([sat(60, mean=50, rank=10), sat(90, mean=65), sat(30)], Unit.PERCENT, (50, 75, 25)),
        ([sat(60, mean=50), sat(None)], Unit.Z, (1.0, None)),
        ([sat(None), sat(None)], Unit.Z, (None, None)),
        ([], Unit.Z, ()),
    ],
)
def test_one_unit_holds_for_the_whole_series(marks, unit, values) -> None:
    found = in_one_unit(marks)
    assert (found.unit, found.values) == (unit, pytest.approx(values))


def test_an_exam_in_which_all_scored_alike_has_no_z() -> None:
    mark = Mark("exam", "maths", 60.0, 120.0, cohort_mean=60.0, cohort_sd=0.0)
    assert in_one_unit([Sat(mark)]).unit is Unit.PERCENT
