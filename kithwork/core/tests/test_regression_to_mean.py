"""Regression to the mean against its specification, a simulation, and its laws."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.catalogue.words import say
from kithwork.core.regression_to_mean import (
    Again,
    RegressionError,
    expected_again,
    return_of_a_group,
)

GRADE = Again(mean=0, sd=1, r=0.8, source="grade at mid-term")


def test_domain_specification_h1():
    found = expected_again(-1.2, population=GRADE)
    assert found.expected == pytest.approx(-0.96)
    assert found.by_itself == pytest.approx(0.24)
    assert found.beyond is None


@settings(max_examples=60, deadline=None)
@given(st.floats(-3, 3), st.floats(-3, 3))
def test_a_score_is_beyond_or_within_and_says_so(pre, post):
    found = expected_again(pre, post, population=GRADE)
    assert found.beyond == pytest.approx(post - 0.8 * pre)
    assert found.is_beyond is (abs(found.beyond) > 1.959964 * 0.6)
    assert found.claim.code == f"change.again.{'beyond' if found.is_beyond else 'within'}"
    assert say(found.claim, "en") != say(found.claim, "zh-Hans")


@settings(max_examples=60, deadline=None)
@given(st.floats(-3, 3), st.floats(0, 1))
def test_nobody_is_expected_further_out_than_she_was(pre, r):
    population = Again(mean=0, sd=1, r=r, source="any")
    assert abs(expected_again(pre, population=population).expected) <= abs(pre) + 1e-12


def test_a_sample_is_less_sure_than_a_population():
    def width(n):
        population = Again(mean=0, sd=1, r=0.8, source="a sample", n=n)
        interval = expected_again(-2, population=population).interval
        return interval.high - interval.low

    whole = expected_again(-2, population=GRADE).interval
    assert width(20) > width(200) > whole.high - whole.low
    assert width(10**7) == pytest.approx(whole.high - whole.low, rel=1e-5)


def test_a_chosen_group_returns_as_drawn_students_do():
    """200,000 invented students with retest correlation .5; those below 40 the first time."""
    source = random.Random("regression")
    population = Again(mean=60, sd=15, r=0.5, source="an example")
    changes = []
    for _ in range(200_000):
        own = source.gauss(60, 15 * math.sqrt(0.5))
        first = own + source.gauss(0, 15 * math.sqrt(0.5))
        if first < 40:
            changes.append(own + source.gauss(0, 15 * math.sqrt(0.5)) - first)
    mean = sum(changes) / len(changes)
    assert return_of_a_group(40, population=population) == pytest.approx(mean, abs=0.3)


def test_above_and_below_mirror_each_other():
    population = Again(mean=60, sd=15, r=0.5, source="an example")
    below = return_of_a_group(45, population=population)
    above = return_of_a_group(75, population=population, is_below=False)
    assert above == pytest.approx(-below)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mean": float("nan"), "sd": 1, "r": 0.5},
        {"mean": 0, "sd": 0, "r": 0.5},
        {"mean": 0, "sd": 1, "r": -0.5},
        {"mean": 0, "sd": 1, "r": 0.5, "n": 2},
    ],
)
def test_figures_that_cannot_be_are_refused(wrong):
    with pytest.raises(RegressionError):
        Again(source="any", **wrong)


def test_a_cut_off_beyond_everybody_is_refused():
    with pytest.raises(RegressionError, match="nobody_chosen"):
        return_of_a_group(-1e9, population=GRADE)
