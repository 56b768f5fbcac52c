"""What is derived from a matrix: the vectors of C3 and C4, each boundary, and what never holds."""

from dataclasses import replace

import pytest
from hypothesis import given

from kithwork.core.reasons import Reason
from kithwork.core.support.cells import SELF, Adequacy, Aspect, Cell, Rater
from kithwork.core.support.errors import SupportError
from kithwork.core.support.findings import Finding, finding, findings
from kithwork.core.support.functions import ALL, FOUR, Function
from kithwork.core.support.levels import (
    breadth,
    discordances,
    gap_by_source,
    harmful,
    level,
)
from kithwork.core.support.matrix import Asked, Matrix, Supply, Tie, rated_by, received, recorded
from kithwork.core.support.survey import from_survey
from kithwork.core.support.tests.made import THRESHOLDS, em, matrices, matrix_of
from kithwork.core.support.thresholds import Word

EM, IS, AP = Function.EM, Function.IS, Function.AP


def emotional(matrix: Matrix) -> Finding:
    return finding(matrix, EM, thresholds=THRESHOLDS)


def codes(result: Finding) -> list[str]:
    return [reason.code.removeprefix("support.finding.") for reason in result.reasons]


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Adequacy.FAR_TOO_LITTLE, Word.LARGE_GAP),
        (Adequacy.TOO_LITTLE, Word.SOME_GAP),
        (Adequacy.ABOUT_RIGHT, Word.ENOUGH),
        (Adequacy.TOO_MUCH, Word.ENOUGH),
    ],
)
def test_the_students_word_is_the_finding(answer: Adequacy, word: Word) -> None:
    weak = matrix_of(em("classmate", 0), asked=(Asked(function=EM, enough=answer),))
    result = emotional(weak)
    assert result.word is word
    assert result.is_too_much is (answer is Adequacy.TOO_MUCH)
    assert codes(result)[0] == "she_says"
    assert ("too_much" in codes(result)) is (answer is Adequacy.TOO_MUCH)


@pytest.mark.parametrize(
    ("best", "word"), [(0, Word.LARGE_GAP), (1, Word.LARGE_GAP), (2, Word.NOT_ASKED)]
)
def test_cells_alone_show_a_large_gap_and_never_that_it_is_enough(best: int, word: Word) -> None:
    result = emotional(matrix_of(em("classmate", best), em("family_parent")))
    assert result.word is word
    assert result.reasons[0] == Reason.of(
        "support.finding.from_cells",
        function=EM,
        level=best,
        breadth=int(best == 2),
        rated=1,
        not_asked=1,
    )


def test_nothing_asked_is_not_weak() -> None:
    result = emotional(matrix_of(em("classmate"), present=("family_parent",)))
    assert result.word is Word.NOT_ASKED
    assert (result.level, result.breadth, result.is_fragile) == (None, None, None)
    assert codes(result) == ["not_asked"]


def test_level_and_breadth_leave_out_what_is_known_to_be_bad_for_her() -> None:
    matrix = matrix_of(
        em("family_parent", 4, quality=-1),
        em("classmate", 3),
        em("teacher_homeroom", 2, quality=0),
        em("family_grandparent", 1, quality=2),
    )
    assert level(matrix, EM) == 3
    assert breadth(matrix, EM, thresholds=THRESHOLDS) == 2


def test_only_harmful_support_is_a_large_gap() -> None:
    result = emotional(matrix_of(em("family_parent", 4, quality=-2)))
    assert (result.level, result.breadth, result.word) == (0, 0, Word.LARGE_GAP)


def test_quality_and_importance_of_the_tie_hold_where_the_cell_is_silent() -> None:
    cells = (em("family_parent", 4), em("classmate", 2, quality=1))
    ties = (Tie(source="family_parent", quality=-1), Tie(source="classmate", quality=-1))
    assert level(matrix_of(*cells, ties=ties), EM) == 2


def test_what_she_does_herself_stands_apart() -> None:
    own = Cell(source=SELF, function=AP, level=4, adequacy=Adequacy.ABOUT_RIGHT, importance=3)
    matrix = matrix_of(own, Cell(source="classmate", function=AP, level=1))
    result = finding(matrix, AP, thresholds=THRESHOLDS)
    assert (result.level, result.breadth, result.gap_by_source) == (1, 0, None)
    assert result.word is Word.LARGE_GAP
    with pytest.raises(SupportError):
        em(SELF, 1)


@pytest.mark.parametrize(
    ("pairs", "gap", "word"),
    [
        ([(3, 0), (1, 2)], 0.75, Word.LARGE_GAP),  # the vector of C3
        ([(3, 2), (2, 3)], 0.0, Word.ENOUGH),
        ([(0, 0), (3, 2)], 0.0, Word.ENOUGH),
        ([(0, 0)], None, Word.NOT_ASKED),
        ([(None, 0)], None, Word.NOT_ASKED),
        ([(3, None)], None, Word.NOT_ASKED),
        ([(3, 0), (2, 2)], 0.6, Word.LARGE_GAP),
        ([(3, 1), (1, 1)], 0.5, Word.SOME_GAP),
    ],
)
def test_gap_by_source(
    pairs: list[tuple[int | None, int | None]], gap: float | None, word: Word
) -> None:
    names = ("family_parent", "family_grandparent")
    matrix = matrix_of(
        *(
            em(name, importance=weight, adequacy=None if enough is None else Adequacy(enough))
            for name, (weight, enough) in zip(names, pairs, strict=False)
        )
    )
    assert gap_by_source(matrix, EM) == gap
    assert emotional(matrix).gap_word is word


@pytest.mark.parametrize(
    ("gap", "word"),
    [
        (0.2999, Word.ENOUGH),
        (0.30, Word.SOME_GAP),
        (0.5999, Word.SOME_GAP),
        (0.60, Word.LARGE_GAP),
    ],
)
def test_words_for_the_gap_are_half_open(gap: float, word: Word) -> None:
    assert THRESHOLDS.word_for_gap(gap) is word


def test_one_single_source_is_fragile_and_named() -> None:
    result = emotional(matrix_of(em("classmate", 3), em("family_parent", 1)))
    assert result.is_fragile is True
    assert Reason.of("support.finding.fragile", function=EM, source="classmate") in result.reasons
    both = emotional(matrix_of(em("classmate", 3), em("family_parent", 2)))
    assert both.is_fragile is False


def test_too_much_from_one_source_is_intrusive() -> None:
    result = emotional(matrix_of(em("family_parent", 4, adequacy=Adequacy.TOO_MUCH)))
    assert result.intrusive == ("family_parent",)
    assert "intrusive" in codes(result)


@pytest.mark.parametrize(
    ("available", "used", "under_used"),
    [(2.0, 1, True), (1.9, 1, False), (2.0, 2, False), (None, 1, None), (3.0, None, None)],
)
def test_help_that_is_there_and_hardly_used(
    available: float | None, used: int | None, under_used: bool | None
) -> None:
    matrix = Matrix(asked=(Asked(function=EM, perceived=available, used=used),))
    assert emotional(matrix).is_under_used is under_used


def test_any_raters_harm_is_heard_wherever_it_stands() -> None:
    told = em("family_parent", 4, quality=-2, rated_by=Rater.TEACHER)
    own = em("family_parent", 4, quality=1)
    assert harmful(matrix_of(own, told)) == ("family_parent",)
    assert harmful(Matrix(ties=(Tie(source="partner", quality=-2),))) == ("partner",)
    assert harmful(matrix_of(em("family_parent", 4, quality=-1))) == ()
    everything = findings(matrix_of(own, told), thresholds=THRESHOLDS)
    assert everything.reasons == (Reason.of("support.finding.harm", source="family_parent"),)
    assert everything.of(EM).level == 4


@pytest.mark.parametrize(("teacher", "pairs"), [(3, 0), (4, 1)])
def test_raters_two_apart_are_listed_for_the_worker(teacher: int, pairs: int) -> None:
    matrix = matrix_of(
        em("teacher_homeroom", 2),
        em("teacher_homeroom", teacher, rated_by=Rater.TEACHER),
        em("teacher_homeroom", rated_by=Rater.WORKER),
        em("classmate", 0, rated_by=Rater.WORKER),
    )
    found = discordances(matrix, thresholds=THRESHOLDS)
    assert len(found) == pairs
    assert all((d.one, d.other) == (Rater.CLIENT, Rater.TEACHER) for d in found)


def test_raters_are_never_averaged() -> None:
    matrix = matrix_of(
        em("classmate", 4, rated_by=Rater.TEACHER),
        em("classmate", 1, rated_by=Rater.WORKER),
        em("family_parent", 0),
    )
    assert received(matrix, "classmate", function=EM) == 1
    assert emotional(matrix).raters == (Rater.CLIENT, Rater.WORKER)
    assert level(rated_by(matrix, Rater.TEACHER), EM) == 4
    assert rated_by(matrix, Rater.CLIENT).cells == (em("family_parent", 0),)


def test_a_survey_names_sources_and_receives_nothing() -> None:
    # The worked vector of C4: items 1, 0, 2 and "did not come up" give a mean of 1.0.
    answer = Asked(
        function=EM,
        perceived=1.0,
        enough=Adequacy.TOO_LITTLE,
        named=("family_parent", "classmate"),
    )
    matrix = from_survey([answer])
    assert [(c.source, c.aspect, c.level) for c in matrix.cells] == [
        ("family_parent", Aspect.PERCEIVED, 1.0),
        ("classmate", Aspect.PERCEIVED, 1.0),
    ]
    assert all(c.received is c.quality is c.importance is None for c in matrix.cells)
    result = emotional(matrix)
    assert (result.word, result.perceived, result.level) == (Word.SOME_GAP, 1.0, None)
    assert [f.word for f in findings(matrix, thresholds=THRESHOLDS).functions] == [
        Word.SOME_GAP,
        Word.NOT_ASKED,
        Word.NOT_ASKED,
        Word.NOT_ASKED,
    ]


def test_nobody_and_rather_not_say_differ() -> None:
    assert from_survey([Asked(function=EM, named=())]).of(EM).named == ()
    assert from_survey([Asked(function=EM)]).of(EM).named is None


def test_companionship_stands_only_where_something_is_said_of_it() -> None:
    assert Matrix().columns == FOUR
    assert Matrix(asked=(Asked(function=Function.CO),)).columns == ALL


def test_supply_is_a_cell_of_the_same_matrix() -> None:
    def supplied(source: str, level: int | None) -> Cell:
        return Cell(
            source=source,
            function=IS,
            aspect=Aspect.SUPPLIED,
            rated_by=Rater.RECORD,
            level=level,
        )

    matrix = matrix_of(supplied("government", 3), supplied("school", 0), supplied("charity", None))
    states = {
        source: recorded(matrix, source, function=IS, aspect=Aspect.SUPPLIED)
        for source in ("government", "school", "charity", "agency")
    }
    assert states == {
        "government": Supply.SUPPLIED,
        "school": Supply.RECORDED_NONE,
        "charity": Supply.SUPPLIED,
        "agency": Supply.NOT_RECORDED,
    }
    assert level(matrix, IS) is None
    with pytest.raises(SupportError):
        recorded(matrix, "school", function=IS, aspect=Aspect.RECEIVED)


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", 5), ("level", -1), ("level", float("nan")), ("quality", 3), ("importance", 4)],
)
def test_a_value_out_of_range_is_refused_by_field_and_place(field: str, value: float) -> None:
    with pytest.raises(SupportError) as caught:
        em("classmate", **{field: value})  # type: ignore[arg-type]
    assert caught.value.reason.code == "support.error.range"
    assert caught.value.reason.values()["field"] == field
    assert caught.value.reason.values()["place"] == "classmate/EM"


def test_cells_that_cannot_be() -> None:
    with pytest.raises(SupportError, match="received_is_whole"):
        em("classmate", 1.5)
    with pytest.raises(SupportError, match="rater_of_aspect"):
        em("classmate", 1, rated_by=Rater.RECORD)
    with pytest.raises(SupportError, match="twice_cell"):
        matrix_of(em("classmate", 1), em("classmate", 2))
    with pytest.raises(SupportError, match="twice_asked"):
        Matrix(asked=(Asked(function=EM), Asked(function=EM)))
    with pytest.raises(SupportError, match="twice_tie"):
        Matrix(ties=(Tie(source="partner"), Tie(source="partner")))


@given(matrices)
def test_ranges_hold(matrix: Matrix) -> None:
    for result in findings(matrix, thresholds=THRESHOLDS).functions:
        assert result.level is None or 0 <= result.level <= 4
        assert result.gap_by_source is None or 0 <= result.gap_by_source <= 1
        assert (result.level is None) is (result.breadth is None)
        assert (result.enough is None) or result.word is not Word.NOT_ASKED


@given(matrices)
def test_the_order_of_cells_does_not_matter(matrix: Matrix) -> None:
    turned = replace(matrix, cells=matrix.cells[::-1], ties=matrix.ties[::-1])
    for one, other in zip(
        findings(matrix, thresholds=THRESHOLDS).functions,
        findings(turned, thresholds=THRESHOLDS).functions,
        strict=True,
    ):
        assert (one.word, one.level, one.breadth) == (other.word, other.level, other.breadth)
        assert one.gap_by_source == other.gap_by_source


@given(matrices)
def test_one_more_source_never_lowers_level_or_breadth(matrix: Matrix) -> None:
    more = replace(matrix, cells=(*matrix.cells, em("agency", 3)))
    assert (level(more, EM) or 0) >= max(level(matrix, EM) or 0, 3)
    before = breadth(matrix, EM, thresholds=THRESHOLDS) or 0
    assert breadth(more, EM, thresholds=THRESHOLDS) == before + 1


@given(matrices)
def test_a_cell_nobody_asked_about_changes_nothing(matrix: Matrix) -> None:
    silent = replace(matrix, cells=(*matrix.cells, em("agency")))
    one, other = emotional(matrix), emotional(silent)
    assert (one.word, one.level, one.breadth) == (other.word, other.level, other.breadth)
    assert one.gap_by_source == other.gap_by_source
