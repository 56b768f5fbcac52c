"""Differences of rates and numbers needed against published figures."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.catalogue.words import say
from kithwork.core.change import ChangeError, number_needed
from kithwork.core.change.numbers_needed import newcombe_difference, number_needed_of_d, wilson


@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:873–890, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe_1998_differences(one, two, low, high):
    interval = newcombe_difference(one, two)
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:857–872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_newcombe_1998_single_shares(count, of, low, high):
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("d", "nnt"), [(0.2, 8.9), (0.5, 3.6), (0.8, 2.3)])
def test_kraemer_and_kupfer_2006(d, nnt):
    assert number_needed_of_d(d) == pytest.approx(nnt, abs=0.05)
    assert number_needed_of_d(-d) == pytest.approx(-nnt, abs=0.05)


def test_no_effect_needs_everybody():
    assert number_needed_of_d(0) == math.inf


def test_the_number_is_the_difference_turned_over():
    found = number_needed(helped=56, of_helped=70, others=48, of_others=80)
    assert found.nnt.estimate == pytest.approx(5)
    assert found.nnt.interval.low == pytest.approx(1 / 0.3339, abs=1e-3)
    assert found.nnt.interval.high == pytest.approx(1 / 0.0524, abs=2e-2)
    assert "about 5.0 must be helped" in say(found.nnt.claim, "en")
    assert "5.0" in say(found.nnt.claim, "zh-Hans")


def test_limits_that_run_through_infinity_are_no_interval():
    found = number_needed(helped=5, of_helped=10, others=4, of_others=10)
    assert found.nnt.interval is None
    assert "change.note.nnt_through_infinity" in [note.code for note in found.nnt.notes]


def test_harm_is_said_as_harm():
    found = number_needed(helped=10, of_helped=100, others=60, of_others=100)
    assert found.nnt.estimate < 0
    assert found.nnt.interval.low < found.nnt.estimate < found.nnt.interval.high
    assert "did worse" in say(found.nnt.claim, "en")


def test_no_difference_no_number():
    found = number_needed(helped=3, of_helped=6, others=5, of_others=10)
    assert found.nnt.estimate is None
    assert found.nnt.claim.code == "change.refused.no_difference"


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_groups_change_places(n, m, data):
    one = (data.draw(st.integers(0, n)), n)
    two = (data.draw(st.integers(0, m)), m)
    here, there = newcombe_difference(one, two), newcombe_difference(two, one)
    assert here.low == pytest.approx(-there.high, abs=1e-12)
    difference = one[0] / n - two[0] / m
    assert -1 <= here.low <= difference + 1e-12
    assert difference - 1e-12 <= here.high <= 1


@pytest.mark.parametrize("counts", [(-1, 5, 1, 5), (6, 5, 1, 5), (1, 5, 1, 0)])
def test_counts_that_cannot_be_are_refused(counts):
    helped, of_helped, others, of_others = counts
    with pytest.raises(ChangeError):
        number_needed(helped=helped, of_helped=of_helped, others=others, of_others=of_others)
