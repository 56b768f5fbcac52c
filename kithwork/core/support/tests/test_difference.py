"""Two matrices compared: what is a change, what was only asked for the first time, what is told."""

import pytest
from hypothesis import given

from kithwork.core.reasons import Reason
from kithwork.core.support.cells import Adequacy, Cell, Rater
from kithwork.core.support.difference import CellChange, Difference, Move, Turn, difference
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Asked, Matrix, Tie
from kithwork.core.support.survey import from_survey
from kithwork.core.support.tests.made import THRESHOLDS, em, matrices, matrix_of

EM, AP = Function.EM, Function.AP


def compare(before: Matrix, after: Matrix) -> Difference:
    return difference(before, after, thresholds=THRESHOLDS)


def ap(source: str, level: int) -> Cell:
    return Cell(source=source, function=AP, level=level)


def told(result: Difference, code: str) -> list[dict[str, object]]:
    full = f"support.change.{code}"
    return [dict(reason.params) for reason in result.reasons if reason.code == full]


def test_new_strong_tie_is_told_with_its_functions() -> None:
    # H5: "new strong tie: homeroom teacher (EM, AP)"
    before = matrix_of(em("teacher_homeroom", 1), ap("teacher_homeroom", 0))
    after = matrix_of(em("teacher_homeroom", 3), ap("teacher_homeroom", 4))
    assert told(compare(before, after), "new_strong_tie") == [
        {"source": "teacher_homeroom", "functions": "EM AP"}
    ]


def test_a_source_that_was_not_there_makes_a_new_tie() -> None:
    before = Matrix(present=("family_grandparent",))
    after = matrix_of(em("agency", 3), present=("family_grandparent", "agency"))
    result = compare(before, after)
    assert told(result, "came") == [{"source": "agency"}]
    assert told(result, "new_strong_tie") == [{"source": "agency", "functions": "EM"}]
    assert result.places == {("agency", EM)}
    assert told(compare(after, before), "went") == [{"source": "agency"}]


def test_a_strong_tie_that_nobody_had_asked_about_is_not_new() -> None:
    result = compare(Matrix(), matrix_of(em("classmate", 4)))
    assert told(result, "new_strong_tie") == []
    assert told(result, "strong_tie_first_asked") == [{"source": "classmate", "functions": "EM"}]
    assert [change.move for change in result.cells] == [Move.FIRST_ASKED]
    assert result.places == frozenset()


@pytest.mark.parametrize(
    ("then", "now", "code"),
    [
        (4, 2, "strong_tie_lost"),
        (0, 2, "tie_stronger"),
        (2, 1, "tie_weaker"),
        (3, 4, "tie_stronger"),
    ],
)
def test_moves_of_a_tie(then: int, now: int, code: str) -> None:
    result = compare(matrix_of(em("classmate", then)), matrix_of(em("classmate", now)))
    assert told(result, code) == [{"source": "classmate", "functions": "EM"}]
    assert result.places == {("classmate", EM)}


def test_stress_with_grandmother_is_told_by_the_quality_of_the_tie() -> None:
    grandmother = "family_grandparent"
    before = Matrix(ties=(Tie(source=grandmother, quality=-1),))
    after = Matrix(ties=(Tie(source=grandmother, quality=1),))
    [reduced] = told(compare(before, after), "stress_reduced")
    assert reduced == {"source": grandmother, "functions": "EM IS IN AP"}
    assert told(compare(after, before), "stress_grew")
    assert told(compare(Matrix(), before), "stress_grew") == []


def test_new_harm_is_told_and_an_old_one_is_not_new() -> None:
    harmed = matrix_of(em("partner", 3, quality=-2))
    fine = matrix_of(em("partner", 3, quality=0))
    assert told(compare(fine, harmed), "harm_now")
    assert told(compare(harmed, harmed), "harm_now") == []


def test_a_fall_of_importance_is_always_shown() -> None:
    before = matrix_of(em("family_parent", adequacy=Adequacy.FAR_TOO_LITTLE, importance=3))
    after = matrix_of(em("family_parent", adequacy=Adequacy.FAR_TOO_LITTLE, importance=0))
    result = compare(before, after)
    assert told(result, "importance_fell") == [{"source": "family_parent", "functions": "EM"}]
    assert told(result, "gap_smaller_with_importance") == [{"function": "EM"}]
    assert result.functions[0].importance_fell == ("family_parent",)
    assert [(c.field, c.before, c.after) for c in result.cells] == [("importance", 3, 0)]


@pytest.mark.parametrize(
    ("then", "now", "turn"),
    [
        (0, 0, Turn.SAME),
        (0, 1, Turn.NARROWED),
        (0, 2, Turn.CLOSED),
        (1, 3, Turn.CLOSED),
        (1, 0, Turn.WIDENED),
        (2, 0, Turn.OPENED),
        (2, 3, Turn.SAME),
        (None, 0, Turn.FIRST_ASKED),
        (0, None, Turn.NOT_ASKED_NOW),
    ],
)
def test_turns_of_a_function(then: int | None, now: int | None, turn: Turn) -> None:
    def said(answer: int | None) -> Matrix:
        enough = None if answer is None else Adequacy(answer)
        return Matrix(asked=(Asked(function=EM, enough=enough),))

    result = compare(said(then), said(now))
    assert result.functions[0].turn is turn
    assert bool(told(result, f"gap_{turn}")) is (turn is not Turn.SAME)
    assert bool(told(result, "too_much_now")) is (now == 3)


def test_between_cells_alone_a_gap_is_shown_or_no_longer_shown() -> None:
    nobody, somebody = matrix_of(em("classmate", 0)), matrix_of(em("classmate", 3))
    better = compare(nobody, somebody)
    assert better.functions[0].turn is Turn.NO_LONGER_SHOWN
    assert told(better, "gap_no_longer_shown")
    worse = compare(somebody, nobody)
    assert worse.functions[0].turn is Turn.NOW_SHOWN
    assert told(worse, "gap_now_shown")
    assert compare(Matrix(), nobody).functions[0].turn is Turn.FIRST_ASKED


def test_a_word_from_cells_is_not_her_own_word() -> None:
    from_cells = matrix_of(em("classmate", 0))
    from_her = Matrix(asked=(Asked(function=EM, enough=Adequacy.ABOUT_RIGHT),))
    result = compare(from_cells, from_her)
    assert result.functions[0].is_same_basis is False
    assert told(result, "other_basis") == [{"function": "EM"}]


def test_fragile_begins_and_ends() -> None:
    one = matrix_of(em("classmate", 3), em("family_parent", 0))
    two = matrix_of(em("classmate", 3), em("family_parent", 2))
    none = matrix_of(em("classmate", 1), em("family_parent", 0))
    assert told(compare(two, one), "now_fragile")
    assert told(compare(one, two), "no_longer_fragile")
    assert told(compare(one, none), "nobody_gives_now")


def test_two_surveys_tell_who_is_newly_named() -> None:
    def survey(*named: str) -> Matrix:
        return from_survey([Asked(function=EM, perceived=1.0, named=named)])

    result = compare(survey("family_parent"), survey("classmate"))
    assert told(result, "newly_named") == [{"source": "classmate", "functions": "EM"}]
    assert told(result, "no_longer_named") == [{"source": "family_parent", "functions": "EM"}]
    assert result.places == {("classmate", EM), ("family_parent", EM)}
    unsaid = from_survey([Asked(function=EM, perceived=1.0)])
    assert told(compare(unsaid, survey("classmate")), "newly_named") == []


def test_raters_are_compared_each_with_themselves() -> None:
    before = matrix_of(em("classmate", 1))
    after = matrix_of(em("classmate", 1), em("classmate", 4, rated_by=Rater.TEACHER))
    [change] = compare(before, after).cells
    assert change == CellChange(
        source="classmate",
        function=EM,
        aspect=change.aspect,
        rated_by=Rater.TEACHER,
        field="level",
        before=None,
        after=4,
    )


@given(matrices)
def test_no_difference_with_itself(matrix: Matrix) -> None:
    result = compare(matrix, matrix)
    assert (result.cells, result.reasons, result.places) == ((), (), frozenset())
    assert all(change.turn is Turn.SAME for change in result.functions)


@given(matrices, matrices)
def test_a_rise_one_way_is_a_fall_the_other_way(one: Matrix, other: Matrix) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.places == back.places
    opposite = {
        Move.ROSE: Move.FELL,
        Move.FELL: Move.ROSE,
        Move.FIRST_ASKED: Move.NOT_ASKED_NOW,
        Move.NOT_ASKED_NOW: Move.FIRST_ASKED,
    }
    key = lambda c: (c.source, c.function, c.aspect, c.rated_by, c.field)  # noqa: E731
    turned = {key(change): opposite[change.move] for change in back.cells}
    assert {key(change): change.move for change in there.cells} == turned


@given(matrices, matrices)
def test_every_fall_of_a_stated_importance_is_told(one: Matrix, other: Matrix) -> None:
    result = compare(one, other)
    fell = {s for change in result.functions for s in change.importance_fell if s != "self"}
    assert fell == {
        dict(reason.params)["source"]
        for reason in result.reasons
        if reason == Reason("support.change.importance_fell", reason.params)
    }
