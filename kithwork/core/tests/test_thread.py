"""The golden thread: a whole one has no gap, and each missing link is one gap of its own."""

import datetime as dt
from dataclasses import replace

import pytest

from kithwork.core.thread import (
    Thread,
    ThreadAction,
    ThreadContact,
    ThreadGoal,
    ThreadNeed,
    gaps,
)

DAY = dt.date(2026, 11, 1)
NEED = ThreadNeed(ref="n", code="N-FAM-3", evidence=1, rank=1)
GOAL = ThreadGoal(ref="g", number=1, needs=("n",), rated_on=DAY)
ACTION = ThreadAction(ref="a", technique="EM-01", goals=("g",), due_from=DAY)
CONTACT = ThreadContact(ref="c", on=DAY, actions=("a",))
WHOLE = Thread(needs=(NEED,), goals=(GOAL,), actions=(ACTION,), contacts=(CONTACT,))


def codes(thread: Thread, on: dt.date = DAY) -> list[str]:
    return [gap.reason.code.removeprefix("thread.") for gap in gaps(thread, on=on)]


def test_a_whole_thread_has_no_gap() -> None:
    assert codes(WHOLE) == []
    assert codes(Thread()) == []


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        (replace(WHOLE, needs=(replace(NEED, evidence=0),)), ["need_without_evidence"]),
        (
            replace(WHOLE, goals=(replace(GOAL, needs=()),)),
            ["need_without_goal", "goal_without_need"],
        ),
        (
            replace(WHOLE, actions=(replace(ACTION, goals=()),)),
            ["goal_without_action", "action_without_goal"],
        ),
        (replace(WHOLE, contacts=()), ["action_not_begun"]),
        (
            replace(WHOLE, contacts=(replace(CONTACT, beside=("EM-12",)),)),
            ["delivered_without_plan"],
        ),
        (replace(WHOLE, goals=(replace(GOAL, rated_on=None),)), ["goal_not_rated"]),
    ],
)
def test_each_missing_link_is_a_gap(broken: Thread, found: list[str]) -> None:
    assert codes(broken) == found


def test_a_need_ranked_low_or_left_out_with_a_reason_is_no_gap() -> None:
    for need in (replace(NEED, rank=4), replace(NEED, has_reason=True)):
        thread = Thread(needs=(need,))
        assert codes(thread) == []


def test_a_need_that_is_met_is_asked_nothing() -> None:
    assert codes(Thread(needs=(replace(NEED, evidence=0, is_open=False),))) == []


def test_an_action_is_due_from_the_first_day_of_its_stage() -> None:
    waiting = replace(WHOLE, contacts=())
    assert codes(waiting, DAY - dt.timedelta(days=1)) == []
    assert codes(waiting, DAY) == ["action_not_begun"]
