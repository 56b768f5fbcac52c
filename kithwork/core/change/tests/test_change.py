"""Reliable change against the table of domain specification D5 and published figures."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.change import ChangeBasis, ChangeError, Verdict, change_between, raw_change
from kithwork.core.reasons import Reason
from kithwork.core.scales.definitions import Better
from kithwork.core.text import Text

DISTRESS = ChangeBasis(
    sd=5.5,
    r=0.86,
    better=Better.LOWER,
    criterion=1.96,
    population=Text("invented", "示例"),
    source="domain specification D5",
    cut_off=10,
    step=1,
)
WELLBEING = replace(
    DISTRESS, sd=20, r=0.803, better=Better.HIGHER, cut_off=50, step=4, meaningful=10
)


def codes(change):
    return [note.code for note in change.notes]


@pytest.mark.parametrize(
    ("sd", "r", "step", "s_diff", "limit", "threshold"),
    [
        (5.5, 0.86, 1, 2.91, 5.70, 6),
        (5.5, 0.78, 1, 3.65, 7.15, 8),
        (4.7, 0.93, 1, 1.76, 3.45, 4),
        (3.72, 0.84, 1, 2.10, 4.12, 5),
        (13.2, 0.85, 1, 7.23, 14.17, 15),
        (13.2 / 12, 0.85, 1 / 12, 0.60, 1.18, 1.25),
        (20, 0.803, 4, 12.55, 24.6, 28),
        (0.70, 0.69, 1 / 6, 0.55, 1.08, 7 / 6),
        (5, 0.85, 1, 2.74, 5.37, 6),
        (5, 0.83, 1, 2.92, 5.71, 6),
        (1.7, 0.72, 1, 1.27, 2.49, 3),
    ],
)
def test_the_table_of_the_specification(sd, r, step, s_diff, limit, threshold):
    change = change_between(0, 0, replace(DISTRESS, sd=sd, r=r, step=step))
    assert change.s_diff == pytest.approx(s_diff, abs=0.005)
    assert 1.96 * change.s_diff == pytest.approx(limit, abs=0.05)
    assert change.threshold == pytest.approx(threshold)


def test_jacobson_and_truax_1991():
    change = change_between(47.5, 32.5, replace(DISTRESS, sd=7.5, r=0.80, cut_off=None))
    assert change.sem == pytest.approx(3.354102, abs=5e-7)
    assert change.s_diff == pytest.approx(4.743416, abs=5e-7)
    assert change.rci == pytest.approx(-3.162278, abs=5e-7)


def test_fourteen_to_eight_is_a_recovery():
    change = change_between(14, 8, DISTRESS)
    assert change.rci == pytest.approx(-2.06, abs=0.005)
    assert (change.reliable, change.crossed, change.clinically_significant) == (True, True, True)
    assert change.verdict is Verdict.RECOVERED
    assert codes(change) == ["change.note.crossed_to_other"]


def test_fourteen_to_nine_is_within_error_although_it_crosses():
    change = change_between(14, 9, DISTRESS)
    assert change.rci == pytest.approx(-1.72, abs=0.005)
    assert (change.reliable, change.crossed, change.clinically_significant) == (False, True, False)
    assert change.verdict is Verdict.NO_RELIABLE_CHANGE
    assert codes(change) == ["change.note.crossed_within_error.below"]


@pytest.mark.parametrize(
    ("pre", "post", "verdict", "crossed"),
    [
        (16, 9, Verdict.RECOVERED, True),
        (16, 10, Verdict.RELIABLY_IMPROVED, False),  # the cut-off itself is on the clinical side
        (16, 11, Verdict.NO_RELIABLE_CHANGE, False),
        (10, 4, Verdict.RECOVERED, True),
        (9, 3, Verdict.RELIABLY_IMPROVED, False),
        (9, 9, Verdict.NO_RELIABLE_CHANGE, False),
        (9, 10, Verdict.NO_RELIABLE_CHANGE, True),
        (4, 10, Verdict.RELIABLY_WORSE, True),
        (12, 18, Verdict.RELIABLY_WORSE, False),
    ],
)
def test_verdicts_around_the_cut_off_where_lower_is_better(pre, post, verdict, crossed):
    change = change_between(pre, post, DISTRESS)
    assert (change.verdict, change.crossed) == (verdict, crossed)


@pytest.mark.parametrize(
    ("pre", "post", "verdict", "crossed"),
    [
        (24, 52, Verdict.RECOVERED, True),
        (20, 48, Verdict.RELIABLY_IMPROVED, False),
        (22, 50, Verdict.RELIABLY_IMPROVED, False),  # 50 is on the clinical side
        (48, 52, Verdict.NO_RELIABLE_CHANGE, True),
        (80, 50, Verdict.RELIABLY_WORSE, True),
    ],
)
def test_verdicts_around_the_cut_off_where_higher_is_better(pre, post, verdict, crossed):
    change = change_between(pre, post, WELLBEING)
    assert (change.verdict, change.crossed) == (verdict, crossed)


def test_a_meaningful_difference_within_error_is_named_as_such():
    change = change_between(40, 52, WELLBEING)
    assert change.verdict is Verdict.NO_RELIABLE_CHANGE
    assert Reason.of("change.note.meaningful_within_error", points=10) in change.notes
    assert "change.note.meaningful_within_error" not in codes(change_between(40, 48, WELLBEING))
    assert "change.note.meaningful_within_error" not in codes(change_between(40, 80, WELLBEING))


def test_without_a_cut_off_there_is_no_crossing_and_no_recovery():
    change = change_between(20, 5, replace(DISTRESS, cut_off=None))
    assert (change.crossed, change.clinically_significant) == (None, None)
    assert change.verdict is Verdict.RELIABLY_IMPROVED
    assert codes(change) == ["change.note.no_cut_off"]


def test_unconfirmed_figures_are_named_as_such():
    assert "change.note.unconfirmed" in codes(
        change_between(14, 8, replace(DISTRESS, status="unconfirmed"))
    )


@pytest.mark.parametrize(("pre", "post"), [(None, 8), (14, None), (None, None)])
def test_a_missing_score_gives_no_verdict(pre, post):
    change = change_between(pre, post, DISTRESS)
    assert (change.verdict, change.difference, change.rci) == (Verdict.NOT_COMPUTABLE, None, None)


def test_perfect_reliability_gives_no_verdict():
    change = change_between(14, 8, replace(DISTRESS, r=1.0))
    assert (change.verdict, change.difference) == (Verdict.NOT_COMPUTABLE, -6)
    assert codes(change) == ["change.note.no_error"]


def test_a_tool_without_figures_gives_the_raw_change_alone():
    change = raw_change(1.0, 1.75, because=Reason.of("change.note.unvalidated"))
    assert (change.verdict, change.difference, change.rci) == (Verdict.NOT_COMPUTABLE, 0.75, None)
    assert (change.basis, codes(change)) == (None, ["change.note.unvalidated"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"sd": 0},
        {"sd": -1},
        {"sd": math.inf},
        {"sd": math.nan},
        {"r": -0.1},
        {"r": 1.1},
        {"step": 0},
    ],
)
def test_figures_that_cannot_be_are_refused(wrong):
    with pytest.raises(ChangeError):
        replace(DISTRESS, **wrong)


scores = st.integers(0, 27)


@given(scores, scores)
def test_swapping_the_scores_turns_the_index_round(pre, post):
    there, back = change_between(pre, post, DISTRESS), change_between(post, pre, DISTRESS)
    assert there.rci == -back.rci
    assert (there.reliable, there.crossed) == (back.reliable, back.crossed)


@given(scores, scores)
def test_the_threshold_and_the_index_agree(pre, post):
    change = change_between(pre, post, DISTRESS)
    assert change.reliable is (abs(post - pre) >= change.threshold)


@given(scores, scores)
def test_only_a_reliable_change_for_the_better_that_crosses_is_a_recovery(pre, post):
    change = change_between(pre, post, DISTRESS)
    recovered = change.reliable and pre >= 10 and post < 10
    assert (change.verdict is Verdict.RECOVERED) is recovered
