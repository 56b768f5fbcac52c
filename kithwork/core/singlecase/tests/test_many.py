"""The arrays agree with the plain definitions, series by series."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.singlecase.indices import indices
from kithwork.core.singlecase.many import indices_of_many
from kithwork.core.singlecase.series import Better, TwoPhases
from kithwork.core.singlecase.tests.published import RULES, alone

points = st.integers(0, 12) | st.none()
phases = st.lists(points, min_size=2, max_size=7).map(tuple)


@st.composite
def series(draw: st.DrawFn) -> TwoPhases:
    a, b = draw(phases), draw(phases)
    gaps = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=14, max_size=14))
    times = tuple(sum(gaps[: place + 1]) for place in range(len(a) + len(b)))
    shift = draw(st.sampled_from([0.0, 0.1, -3.0]))
    return TwoPhases(
        baseline=tuple(x if x is None else x + shift for x in a),
        intervention=tuple(x if x is None else x + shift for x in b),
        better=draw(st.sampled_from(list(Better))),
        baseline_times=times[: len(a)],
        intervention_times=times[len(a) :],
    )


def alike(one: float | None, other: float) -> bool:
    return math.isnan(other) if one is None else one == pytest.approx(other, abs=1e-9)


@settings(deadline=None)  # the first call imports numpy
@given(st.lists(series(), min_size=1, max_size=4))
def test_arrays_and_plain_definitions_agree(some: list[TwoPhases]) -> None:
    found = indices_of_many(some, fewest=RULES.fewest)
    for place, one in enumerate(some):
        for name, index in indices(alone(one), rules=RULES).items():
            if name not in found.estimate:  # no series has phases long enough
                assert index.estimate is None
                continue
            assert alike(index.estimate, found.estimate[name][place]), name
            assert alike(index.se, found.se[name][place]), name
            limits = index.interval
            assert alike(limits and limits.low, found.low[name][place]), name
            assert alike(limits and limits.high, found.high[name][place]), name


def test_fewer_than_two_points_have_no_error() -> None:
    with pytest.raises(ValueError, match="two points"):
        indices_of_many([], fewest=1)
