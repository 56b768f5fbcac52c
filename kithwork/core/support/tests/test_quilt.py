"""The drawing model: what fills a patch, what its edge says, and the order of rows."""

from hypothesis import given

from kithwork.core.support.cells import SELF, Adequacy, Aspect, Cell, Rater
from kithwork.core.support.difference import difference
from kithwork.core.support.functions import ALL, FOUR, Function
from kithwork.core.support.matrix import Asked, Matrix
from kithwork.core.support.quilt import Edge, Layer, Patch, Quilt, quilt_of, quilts_of
from kithwork.core.support.survey import from_survey
from kithwork.core.support.tests.made import SOURCES, THRESHOLDS, em, matrices, matrix_of

EM, IS, AP = Function.EM, Function.IS, Function.AP


def quilt(matrix: Matrix, layer: Layer = Layer.SUPPORT) -> Quilt:
    return quilt_of(matrix, thresholds=THRESHOLDS, order=SOURCES, layer=layer)


def patch(drawn: Quilt, source: str, function: Function = EM) -> Patch:
    [row] = [row for row in drawn.rows if row.source == source]
    return next(one for one in row.patches if one.function is function)


def test_fill_edge_and_harm_of_a_patch() -> None:
    drawn = quilt(matrix_of(em("classmate", 3, adequacy=Adequacy.TOO_LITTLE, quality=-2)))
    one = patch(drawn, "classmate")
    assert (one.fill, one.aspect, one.edge) == (3, Aspect.RECEIVED, Edge.SOME_GAP)
    assert one.is_harmful
    assert drawn.head[0].is_harmful
    silent = patch(drawn, "classmate", IS)
    assert (silent.fill, silent.is_there, silent.edge) == (None, False, Edge.NOT_ASKED)


def test_received_none_is_not_the_same_as_not_asked() -> None:
    drawn = quilt(matrix_of(em("classmate", 0), em("family_parent")))
    assert patch(drawn, "classmate").fill == 0
    assert patch(drawn, "family_parent").fill is None


def test_a_named_source_is_filled_at_the_perceived_level() -> None:
    answers = [
        Asked(function=EM, perceived=1.25, enough=Adequacy.TOO_LITTLE, named=("classmate",)),
        Asked(function=IS, named=("school",)),
    ]
    drawn = quilt(from_survey(answers))
    assert patch(drawn, "classmate").fill == 1.25
    assert patch(drawn, "classmate").aspect is Aspect.PERCEIVED
    too_few = patch(drawn, "school", IS)
    assert (too_few.fill, too_few.is_there) == (None, True)
    assert (drawn.head[0].fill, drawn.head[0].edge) == (1.25, Edge.SOME_GAP)


def test_what_was_received_is_drawn_before_what_was_perceived() -> None:
    believed = Cell(source="classmate", function=EM, aspect=Aspect.PERCEIVED, level=3.5)
    assert patch(quilt(matrix_of(believed, em("classmate", 1))), "classmate").fill == 1
    assert patch(quilt(matrix_of(believed, em("classmate"))), "classmate").fill == 3.5


def test_too_much_has_an_edge_of_its_own() -> None:
    drawn = quilt(Matrix(asked=(Asked(function=EM, enough=Adequacy.TOO_MUCH),)))
    assert drawn.head[0].edge is Edge.TOO_MUCH


def test_supply_shows_a_recorded_none_and_a_silence_apart() -> None:
    def supplied(source: str, level: int | None) -> Cell:
        return Cell(
            source=source,
            function=IS,
            aspect=Aspect.SUPPLIED,
            rated_by=Rater.RECORD,
            level=level,
        )

    matrix = matrix_of(supplied("government", None), supplied("school", 0), em("classmate", 4))
    drawn = quilt(matrix, Layer.SUPPLY)
    states = [
        (one.fill, one.is_there)
        for source in ("government", "school", "classmate")
        for one in [patch(drawn, source, IS)]
    ]
    assert states == [(None, True), (0, True), (None, False)]
    assert patch(drawn, "classmate").fill is None
    assert [(head.fill, head.is_there) for head in drawn.head[:2]] == [(None, False), (None, True)]


def test_rows_stand_in_the_order_of_the_catalogue_and_self_last() -> None:
    own = Cell(source=SELF, function=AP, level=3)
    matrix = matrix_of(own, em("neighbour", 1), em("classmate", 1), em("family_parent", 1))
    drawn = quilt(matrix)
    assert [row.source for row in drawn.rows] == [
        "family_parent",
        "classmate",
        "neighbour",
        SELF,
    ]
    assert [row.is_apart for row in drawn.rows] == [False, False, False, True]


def test_before_and_after_have_the_same_rows_and_columns() -> None:
    before = matrix_of(em("classmate", 1), em("family_parent", 0))
    club = Cell(source="online", function=Function.CO, level=2)
    after = matrix_of(em("classmate", 3), em("teacher_homeroom", 4), club)
    changes = difference(before, after, thresholds=THRESHOLDS)
    one, other = quilts_of(
        before, after, thresholds=THRESHOLDS, order=SOURCES, changed=changes.places
    )
    assert [row.source for row in one.rows] == [row.source for row in other.rows]
    assert one.columns == other.columns == ALL
    assert not any(p.is_changed for row in one.rows for p in row.patches)
    assert [
        (row.source, p.function) for row in other.rows for p in row.patches if p.is_changed
    ] == [("classmate", EM)]


@given(matrices)
def test_every_source_has_one_row_and_every_row_every_column(matrix: Matrix) -> None:
    drawn = quilt(matrix)
    assert sorted(row.source for row in drawn.rows) == sorted(matrix.rows)
    assert all(tuple(p.function for p in row.patches) == drawn.columns for row in drawn.rows)
    assert tuple(p.function for p in drawn.head) == drawn.columns == FOUR


def test_a_recorded_none_of_one_source_does_not_hide_what_another_supplies() -> None:
    def supplied(source: str, level: float | None) -> Cell:
        return Cell(
            source=source,
            function=EM,
            aspect=Aspect.SUPPLIED,
            rated_by=Rater.RECORD,
            level=level,
        )

    none, some = supplied("school", 0), supplied("agency", None)
    head = quilt(Matrix(cells=(none, some)), Layer.SUPPLY).head[0]
    assert (head.fill, head.is_there) == (None, True)
    head = quilt(Matrix(cells=(none,)), Layer.SUPPLY).head[0]
    assert (head.fill, head.is_there) == (0, True)
