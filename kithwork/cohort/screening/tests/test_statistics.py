"""Summaries of scores: figures against an authority, and what cannot be computed."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from kithwork.cohort.screening.statistics import ScaleSummary, cronbach_alpha, summary

DATA = Path(__file__).parents[5] / "shared" / "data"


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("first", "last", "alpha"),
    [(1, 3, 0.6261171), (4, 6, 0.8827069), (7, 9, 0.6884550), (1, 9, 0.7604886)],
)
def test_alpha_of_nine_ability_tests(first: int, last: int, alpha: float) -> None:
    """Holzinger & Swineford 1939; figures as printed by semTools::reliability (R)."""
    with (DATA / "holzinger_swineford_1939.csv").open() as file:
        rows = list(csv.DictReader(file))
    items = np.array([[float(row[f"x{i}"]) for i in range(first, last + 1)] for row in rows])
    assert cronbach_alpha(items) == pytest.approx(alpha, abs=5e-8)


def test_a_summary_leaves_out_whom_it_cannot_score() -> None:
    items = np.array([[2.0, 4.0], [3.0, 3.0], [5.0, np.nan], [5.0, 6.0], [4.0, 4.0]])
    told = summary(np.array([3.0, 3.0, math.nan, 5.5, 4.0]), items)
    assert (told.n, told.mean, told.alpha_n) == (4, 3.875, 4)
    assert told.sd == pytest.approx(1.1814539, abs=1e-7)
    assert told.alpha == pytest.approx(0.835821, abs=1e-6)


def test_what_cannot_be_computed_is_none() -> None:
    nobody = np.array([math.nan])
    assert summary(nobody) == ScaleSummary(0, None, None, None, 0)
    assert summary(np.array([2.0])).sd is None
    assert cronbach_alpha(np.array([[1.0, 2.0]])) is None
    assert cronbach_alpha(np.array([[1.0], [2.0]])) is None
    assert cronbach_alpha(np.array([[1.0, 2.0], [1.0, 2.0]])) is None
