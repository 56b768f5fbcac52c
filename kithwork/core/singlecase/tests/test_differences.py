"""The difference of two phases in their own unit, held against SciPy's two-sample t."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from kithwork.core.singlecase.differences import level_difference
from kithwork.core.singlecase.series import Better, TwoPhases

A, B = (20, 20, 26, 25, 22, 23), (28, 25, 24, 27, 30, 30, 29)  # Parker & Vannest 2009
POINTS = st.lists(st.integers(0, 100), min_size=2, max_size=12)


def between(a, b, better: Better = Better.HIGHER):
    return level_difference(TwoPhases(baseline=tuple(a), intervention=tuple(b), better=better))


def test_it_is_the_difference_with_its_interval_as_a_t_test_gives_them() -> None:
    found, peer = between(A, B), ttest_ind(B, A)
    limits = peer.confidence_interval(0.95)
    assert found.estimate == pytest.approx(4.904762, abs=1e-6)
    assert found.estimate / found.se == pytest.approx(peer.statistic)
    assert (found.interval.low, found.interval.high) == pytest.approx((limits.low, limits.high))


@given(a=POINTS, b=POINTS, shift=st.integers(-50, 50))
def test_it_turns_with_the_direction_and_not_with_a_shift(a, b, shift) -> None:
    found = between(a, b)
    assert between(a, b, Better.LOWER).estimate == pytest.approx(-found.estimate)
    moved = between([one + shift for one in a], [one + shift for one in b])
    assert moved.estimate == pytest.approx(found.estimate)
    assert moved.se == pytest.approx(found.se)


def test_without_spread_it_has_no_interval_and_below_two_points_no_estimate() -> None:
    flat = between((3, 3, 3), (5, 5, 5))
    assert (flat.estimate, flat.se, flat.interval) == (2.0, 0.0, None)
    assert flat.claim.code == "singlecase.says.level_difference.point"
    assert between((3,), (5, 6)).estimate is None
