"""The five levels: proposed from four numbers, without overlap or hole, and checked as written."""

import datetime as dt
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kithwork.core.goals.anchors import LEVELS, Measure, Proposal, check_texts, propose
from kithwork.core.goals.errors import GoalError

EVENINGS = Measure(unit="evenings", is_counted=True, lowest=0, highest=7)
ABSENCES = Measure(unit="absences", is_counted=True, lowest=0)
HOURS = Measure(unit="hours", is_counted=False, lowest=0)


def said(proposal: Proposal) -> list[tuple[str, list[float]]]:
    """Each level's word and numbers, from −2 to +2."""
    return [
        (
            anchor.reason.code.removeprefix("goals.anchor."),
            [float(v) for v in anchor.reason.values().values() if not isinstance(v, str)],  # type: ignore[arg-type]
        )
        for anchor in proposal.anchors
    ]


def test_evening_study() -> None:
    # after the example of G3: 2 evenings at baseline, 4 expected
    proposal = propose(EVENINGS, baseline=2, expected=4, step=1)
    assert proposal.baseline_level == -1
    assert said(proposal) == [
        ("between", [1, 0]),
        ("between", [3, 2]),
        ("exactly", [4]),
        ("exactly", [5]),
        ("between", [7, 6]),
    ]


def test_what_should_fall_is_scaled_downwards() -> None:
    proposal = propose(ABSENCES, baseline=8, expected=4, step=2)
    assert said(proposal) == [
        ("more_than", [8]),
        ("between", [8, 5]),
        ("between", [4, 3]),
        ("between", [2, 1]),
        ("exactly", [0]),
    ]


def test_the_baseline_stands_at_the_bottom_where_nothing_is_worse() -> None:
    speaks = Measure(unit="times", is_counted=True, lowest=0)
    proposal = propose(speaks, baseline=0, expected=2)
    assert proposal.baseline_level == -2
    assert said(proposal) == [
        ("exactly", [0]),
        ("exactly", [1]),
        ("exactly", [2]),
        ("exactly", [3]),
        ("or_more", [4]),
    ]


def test_measured_values_are_said_as_ranges_without_a_hole() -> None:
    proposal = propose(HOURS, baseline=5.5, expected=7, step=0.5)
    assert said(proposal) == [
        ("from_to_below", [5.5, 0]),
        ("from_to_below", [7, 5.5]),
        ("from_to_below", [7.5, 7]),
        ("from_to_below", [8, 7.5]),
        ("or_more", [8]),
    ]
    minutes = Measure(unit="minutes", is_counted=False)
    falling = propose(minutes, baseline=60, expected=45)
    assert [word for word, _ in said(falling)] == [
        "more_than",
        "above_up_to",
        "above_up_to",
        "above_up_to",
        "or_less",
    ]


def test_steps_of_very_different_size_are_remarked_upon() -> None:
    uneven = propose(ABSENCES, baseline=20, expected=10, step=2)
    assert [reason.code for reason in uneven.remarks] == ["goals.anchor.uneven"]
    assert propose(ABSENCES, baseline=20, expected=10, step=5).remarks == ()


@pytest.mark.parametrize(
    ("measure", "numbers", "code"),
    [
        (EVENINGS, (3, 3, 1), "no_way"),
        (EVENINGS, (math.nan, 3, 1), "no_way"),
        (EVENINGS, (2, math.inf, 1), "no_way"),
        (EVENINGS, (2, 8, 1), "beyond_limits"),
        (EVENINGS, (-1, 3, 1), "beyond_limits"),
        (EVENINGS, (2, 4, 0), "step"),
        (EVENINGS, (2, 4, -1), "step"),
        (EVENINGS, (2, 4, 0.5), "whole_numbers"),
        (EVENINGS, (2, 4, 2), "no_room_above"),
        (EVENINGS, (0, 1, 1), "no_room_below"),
    ],
)
def test_what_is_refused(measure: Measure, numbers: tuple[float, float, float], code: str) -> None:
    baseline, expected, step = numbers
    with pytest.raises(GoalError) as caught:
        propose(measure, baseline=baseline, expected=expected, step=step)
    assert caught.value.reason.code == f"goals.error.{code}"


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 10), st.booleans(), st.booleans())
def test_every_value_stands_at_exactly_one_level(
    baseline: int, expected: int, step: int, counted: bool, bounded: bool
) -> None:
    measure = Measure(unit="x", is_counted=counted, lowest=0 if bounded else None, highest=None)
    try:
        proposal = propose(measure, baseline=baseline, expected=expected, step=step)
    except GoalError:
        assume(False)
    sign = 1 if expected > baseline else -1

    def stands(value: float) -> list[int]:
        return [
            anchor.level
            for anchor in proposal.anchors
            if (anchor.worst is None or sign * value >= sign * anchor.worst)
            and (anchor.best is None or sign * value < sign * anchor.best)
        ]

    for value in range(80):
        assert len(stands(value)) == 1
    assert stands(baseline) == [proposal.baseline_level]
    assert stands(expected) == [0]
    assert tuple(anchor.level for anchor in proposal.anchors) == LEVELS


TEXTS = ("none", "two evenings", "four evenings", "five evenings", "six evenings")


def test_five_different_texts_pass() -> None:
    assert check_texts(TEXTS) == ()


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (("none", "", "four", "five", "six"), ["missing"]),
        (("none", "two  evenings", "Two evenings", "five", "six"), ["same"]),
        (("", "", "", "", ""), ["missing"] * 5),
    ],
)
def test_missing_and_equal_texts(texts: tuple[str, ...], codes: list[str]) -> None:
    assert [r.code.removeprefix("goals.anchors.") for r in check_texts(texts)] == codes


def test_texts_written_after_the_work_began() -> None:
    begun = dt.date(2026, 9, 1)
    assert check_texts(TEXTS, written_on=begun, begun_on=begun) == ()
    [late] = check_texts(TEXTS, written_on=dt.date(2026, 9, 2), begun_on=begun)
    assert late.code == "goals.anchors.late"
    with pytest.raises(GoalError, match="five_anchors"):
        check_texts(TEXTS[:4])
