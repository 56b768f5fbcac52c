"""T: every vector of the specification, the refusals, and what T must never do."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.goals.attainment import Goal, attainment, t_score, weight_of
from kithwork.core.goals.errors import GoalError
from kithwork.core.reasons import Reason

levels = st.integers(-2, 2)
weights = st.integers(1, 9)
weighted = st.lists(st.tuples(levels, weights), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("scores", "given_weights", "t"),
    [  # domain specification L, ρ = .3
        ([0, 0, 0], None, 50.00),
        ([-1, -1, -1], None, 36.31),
        ([-1] * 4, None, 35.49),
        ([-2], None, 30.00),
        ([2], None, 70.00),
        ([1, 0, -1, 2], None, 57.25),
        ([1, 0, -1, 2], [3, 2, 1, 2], 60.64),
        ([1, 1, 0, 1], None, 60.88),
        ([2] * 5, None, 80.15),
        ([-2] * 5, None, 19.85),
    ],
)
def test_t_of_the_specification(
    scores: list[int], given_weights: list[float] | None, t: float
) -> None:
    assert t_score(scores, given_weights) == pytest.approx(t, abs=0.005)


def test_t_of_the_demo_case() -> None:
    # L: "GAS 36→59 (three goals)"
    goals = [Goal(name=str(i), baseline=-1, achieved=level) for i, level in enumerate((1, 0, 1))]
    result = attainment(goals)
    assert result.t_baseline == pytest.approx(36.31, abs=0.005)
    assert result.t_achieved == pytest.approx(59.13, abs=0.005)
    assert result.change == pytest.approx(22.82, abs=0.005)


def goal(baseline: int | None = -1, achieved: int | None = 0, **more: float) -> Goal:
    return Goal(name="evening study", baseline=baseline, achieved=achieved, **more)


@pytest.mark.parametrize(
    ("scores", "given_weights", "rho", "code"),
    [
        ([], None, 0.3, "no_goals"),
        ([0, 0], [0, 0], 0.3, "weight"),
        ([0, 0], [1, 0], 0.3, "weight"),
        ([0], [-1], 0.3, "weight"),
        ([0], [math.nan], 0.3, "weight"),
        ([0], [math.inf], 0.3, "weight"),
        ([3], None, 0.3, "level"),
        ([-3], None, 0.3, "level"),
        ([0.5], None, 0.3, "level"),
        ([0], None, 1.01, "rho"),
        ([0], None, -0.01, "rho"),
        ([0], None, math.nan, "rho"),
    ],
)
def test_what_is_refused(
    scores: list[int], given_weights: list[float] | None, rho: float, code: str
) -> None:
    with pytest.raises(GoalError) as caught:
        t_score(scores, given_weights, rho=rho)
    assert caught.value.reason.code == f"goals.error.{code}"


def test_no_goals_at_all_is_refused() -> None:
    with pytest.raises(GoalError, match="no_goals"):
        attainment([])


def test_a_refusal_names_the_goal_by_its_position() -> None:
    with pytest.raises(GoalError) as caught:
        attainment([goal(), goal(achieved=3)])
    assert caught.value.reason.values()["goal"] == 2
    with pytest.raises(GoalError, match="level"):
        attainment([goal(achieved=None), goal(achieved=3)])


@pytest.mark.parametrize(("importance", "difficulty", "weight"), [(1, 1, 1), (3, 2, 6), (3, 3, 9)])
def test_weight_is_importance_times_difficulty(
    importance: int, difficulty: int, weight: int
) -> None:
    assert weight_of(importance=importance, difficulty=difficulty) == weight


@pytest.mark.parametrize(("importance", "difficulty"), [(0, 1), (1, 0), (4, 1), (1, 4)])
def test_weights_out_of_one_to_three_are_refused(importance: int, difficulty: int) -> None:
    with pytest.raises(GoalError, match="one_to_three"):
        weight_of(importance=importance, difficulty=difficulty)


def test_a_goal_that_is_not_rated_leaves_t_open() -> None:
    result = attainment([goal(), goal(achieved=None), goal()])
    assert (result.t_achieved, result.change, result.missing) == (None, None, 1)
    assert result.t_baseline is not None
    assert result.goals[1].is_attained is result.goals[1].change is None
    assert Reason.of("goals.note.not_rated", n=1, of=3) in result.notes


def codes(*goals: Goal) -> set[str]:
    return {reason.code.removeprefix("goals.note.") for reason in attainment(goals).notes}


def test_notes_say_what_t_hides() -> None:
    assert codes(goal(), goal(), goal()) == {"no_ranking"}
    assert codes(goal(achieved=2), goal(achieved=2), goal(achieved=-1)) == {
        "no_ranking",
        "hidden_below",
    }
    assert codes(goal(achieved=-2), goal(), goal()) == {"no_ranking", "slipped"}
    assert "how_many" in codes(goal(), goal())
    assert "how_many" not in codes(*[goal()] * 5)
    assert "how_many" in codes(*[goal()] * 6)


@given(weighted)
def test_order_does_not_matter_and_fifty_is_expected(pairs: list[tuple[int, int]]) -> None:
    scores, given_weights = [x for x, _ in pairs], [float(w) for _, w in pairs]
    forward = t_score(scores, given_weights)
    assert forward == pytest.approx(t_score(scores[::-1], given_weights[::-1]))
    assert t_score([0] * len(scores), given_weights) == 50
    assert t_score([-x for x in scores], given_weights) == pytest.approx(100 - forward)


@given(weighted, st.integers(1, 5))
def test_only_the_ratio_of_weights_counts(pairs: list[tuple[int, int]], factor: int) -> None:
    scores, given_weights = [x for x, _ in pairs], [float(w) for _, w in pairs]
    scaled = [weight * factor for weight in given_weights]
    assert t_score(scores, given_weights) == pytest.approx(t_score(scores, scaled))


@given(weighted)
def test_a_better_level_never_lowers_t(pairs: list[tuple[int, int]]) -> None:
    goals = [goal(baseline=0, achieved=x, weight=w) for x, w in pairs]
    raised = [replace(goals[0], achieved=2), *goals[1:]]
    before, after = attainment(goals).t_achieved, attainment(raised).t_achieved
    assert before is not None
    assert after is not None
    assert after >= before
