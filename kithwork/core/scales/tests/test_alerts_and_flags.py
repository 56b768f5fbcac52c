"""What asks a person to act, and what makes a person look twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.scales import Alert, Flag, key_of, score, score_with
from kithwork.core.scales.tests.forms import instrument, items, self_worth, total, worries


def answered(values):
    return {str(number): value for number, value in enumerate(values, 1)}


@pytest.mark.parametrize(
    ("value", "alerts"),
    [(0, ()), (1, (Alert("9", "A2"),)), (2, (Alert("9", "A3"),)), (4, (Alert("9", "A3"),))],
)
def test_an_alert_item_fires_although_all_others_are_open(value, alerts):
    scored = score(worries(), {"9": value})
    assert scored.alerts == alerts
    assert scored.scores["total"] is None


@pytest.mark.parametrize(("last", "fires"), [(1, False), (2, True), (3, True)])
def test_a_total_alert_below_at_and_above_its_mark(last, fires):
    scored = score(worries(), answered([4, 4, 4, 4, 4, 4, 4, last, 0, 0]))
    assert scored.scores["total"] == 28 + last
    assert (Alert("total", "A1") in scored.alerts) is fires


def test_a_total_that_no_missing_answer_could_lower_fires_without_a_score():
    strict = instrument(items(10), scores=(total(items(10), percent=100),), alerts=worries().alerts)
    scored = score(strict, answered([4] * 7 + [2]))
    assert scored.scores["total"] is None
    assert scored.alerts == (Alert("total", "A1"),)
    assert score(strict, answered([4] * 7 + [1])).alerts == ()


@given(st.lists(st.integers(0, 4) | st.none(), min_size=10, max_size=10), st.integers(1, 4))
def test_the_alert_item_fires_whatever_else_is_answered(values, ninth):
    form = answered(values) | {"9": ninth}
    assert "9" in {alert.on for alert in score(worries(), form).alerts}


@pytest.mark.parametrize(
    ("values", "flags"),
    [
        ([3] * 10, (Flag.STRAIGHT_LINING,)),
        ([3] * 5 + [None] * 5, (Flag.STRAIGHT_LINING,)),
        ([3] * 4 + [None] * 6, ()),
        ([3] * 9 + [2], ()),
        ([0] * 10, ()),  # no complaint at all is an ordinary answer
    ],
)
def test_a_straight_line(values, flags):
    assert score(worries(), answered(values)).flags == flags


def test_a_straight_line_is_seen_before_reversal():
    assert score(self_worth(), answered([2] * 10), options={"order": "first"}).flags == (
        Flag.STRAIGHT_LINING,
    )


@pytest.mark.parametrize(("seconds", "flags"), [(14.9, (Flag.TOO_FAST,)), (15.0, ()), (None, ())])
def test_less_than_one_and_a_half_seconds_an_item(seconds, flags):
    key = key_of(worries())
    form = answered([1, 2] * 5)
    assert score_with(key, form, seconds=seconds).flags == flags


def test_the_same_form_again_is_flagged():
    key = key_of(worries())
    first = score_with(key, answered([1, 2] * 5))
    again = score_with(key, answered([1, 2] * 5), earlier=[first.answers])
    other = score_with(key, answered([2, 1] * 5), earlier=[first.answers])
    assert (again.flags, other.flags) == ((Flag.SAME_AS_EARLIER,), ())
