"""The small-sample correction in closed form, and the limits against their definition."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kithwork.core.standardized import (
    hedges_approximate,
    hedges_exact,
    noncentral_f_limits,
    noncentral_t_limits,
)


@pytest.mark.parametrize(
    ("df", "factor"),
    [
        (2, 1 / math.sqrt(math.pi)),
        (3, math.sqrt(math.pi / 6)),
        (4, math.sqrt(2 / math.pi)),
        (5, math.sqrt(math.pi * 9 / 40)),
    ],
)
def test_the_correction_in_closed_form(df, factor):
    """Γ at halves and wholes is known, so J is too; the approximation is within .008 of it."""
    assert hedges_exact(df) == pytest.approx(factor)
    assert hedges_approximate(df) == pytest.approx(factor, abs=0.008)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(-1200, 1200).map(lambda t: t / 100),
    st.integers(1, 300),
    st.sampled_from([0.8, 0.95, 0.99]),
)
def test_the_value_stands_at_the_edges_of_its_limits(t, df, level):
    low, high = noncentral_t_limits(t, df, level=level)
    assert low < high
    assert stats.nct.cdf(t, df, low) == pytest.approx((1 + level) / 2, abs=1e-6)
    assert stats.nct.cdf(t, df, high) == pytest.approx((1 - level) / 2, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.01, 60), st.integers(1, 9), st.integers(2, 300))
def test_limits_of_a_ratio(f, df1, df2):
    low, high = noncentral_f_limits(f, df1, df2, level=0.95)
    assert 0 <= low <= high
    for limit, edge in ((low, 0.975), (high, 0.025)):
        if limit > 0:
            assert stats.ncf.cdf(f, df1, df2, limit) == pytest.approx(edge, abs=1e-6)
        else:
            assert stats.f.cdf(f, df1, df2) <= edge + 1e-9


def test_a_t_that_is_all_but_zero_has_the_limits_of_zero():
    nothing = noncentral_t_limits(1e-200, 3, level=0.95)
    assert nothing == noncentral_t_limits(0, 3, level=0.95)
    assert nothing == pytest.approx((-1.959964, 1.959964), abs=1e-6)


@given(st.integers(2, 500))
def test_the_correction_shrinks_and_vanishes(df):
    assert 0 < hedges_exact(df) < hedges_exact(df + 1) < 1
