"""Arrangements: counts that are printed, what each design allows, and no other."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.randomization.designs import (
    DesignError,
    Limits,
    alternations,
    arrangements_of_ab,
    arrangements_of_abab,
    count_alternations,
    longest_run,
    shape_of,
)


def limits(least: int) -> Limits:
    return Limits(min_a=least, min_b=least)


def test_printed_counts() -> None:
    # documentation of the R package scan: three cases of 20 sessions, at least 5 and 5: 1331
    assert len(arrangements_of_ab(20, limits(5))) ** 3 == 1331
    # Onghena (1992): ABAB, 24 sessions, at least 4 a phase: 165
    assert len(arrangements_of_abab(24, limits(4))) == 165
    # Onghena and Edgington (1994): three and three sessions alternate: 20, at most two in a row: 14
    assert count_alternations(6, 3) == 20
    assert count_alternations(6, 3, max_run=2) == 14


@given(st.integers(4, 30), st.integers(1, 4), st.integers(1, 4))
def test_abab_is_counted_by_its_formula(n: int, least_a: int, least_b: int) -> None:
    rows = arrangements_of_abab(n, Limits(min_a=least_a, min_b=least_b))
    spare = n - 2 * least_a - 2 * least_b
    assert len(rows) == len(set(rows)) == (comb(spare + 3, 3) if spare >= 0 else 0)
    for row in rows:
        assert len(row) == n
        assert shape_of(row) == "ABAB"


@given(st.integers(2, 30), st.integers(1, 8), st.integers(1, 8))
def test_ab_leaves_each_phase_its_sessions(n: int, least_a: int, least_b: int) -> None:
    rows = arrangements_of_ab(n, Limits(min_a=least_a, min_b=least_b))
    assert len(rows) == max(0, n - least_a - least_b + 1)
    for row in rows:
        assert row.count(False) >= least_a
        assert row.count(True) >= least_b
        assert shape_of(row) == "AB"


@settings(deadline=None)
@given(st.integers(1, 10), st.data())
def test_alternations_are_counted_without_listing_them(n: int, data: st.DataObject) -> None:
    n_a = data.draw(st.integers(0, n))
    longest = data.draw(st.integers(1, n))
    every = list(alternations(n, n_a))
    allowed = [row for row in every if longest_run(row) <= longest]
    assert len(set(every)) == comb(n, n_a)
    assert list(alternations(n, n_a, max_run=longest)) == allowed
    assert count_alternations(n, n_a, max_run=longest) == len(allowed)


def test_no_phase_without_a_session() -> None:
    for bad in ({"min_a": 0, "min_b": 5}, {"min_a": 5, "min_b": 0}):
        with pytest.raises(DesignError):
            Limits(**bad)
    with pytest.raises(DesignError):
        Limits(min_a=1, min_b=1, max_run=0)
