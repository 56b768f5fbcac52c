"""Thresholds and cells for the tests, and matrices made at random."""

from hypothesis import strategies as st

from kithwork.core.support.cells import SELF, Adequacy, Aspect, Cell, Rater
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Asked, Matrix, Tie
from kithwork.core.support.thresholds import Thresholds

THRESHOLDS = Thresholds(
    counted=2,
    strong=3,
    weak=1,
    large_gap=0.60,
    some_gap=0.30,
    raters_apart=2,
    available=2,
    little_used=1,
)
SOURCES = ("family_parent", "family_grandparent", "classmate", "teacher_homeroom")


def em(source: str, level: float | None = None, **more: object) -> Cell:
    return Cell(source=source, function=Function.EM, level=level, **more)  # type: ignore[arg-type]


def matrix_of(*cells: Cell, **more: object) -> Matrix:
    return Matrix(cells=cells, **more)  # type: ignore[arg-type]


def maybe(values: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    return st.none() | values


people = st.sampled_from([rater for rater in Rater if rater is not Rater.RECORD])
cells = st.builds(
    Cell,
    source=st.sampled_from(SOURCES),
    function=st.sampled_from(FOUR),
    rated_by=people,
    level=maybe(st.integers(0, 4)),
    adequacy=st.none() | st.sampled_from(Adequacy),
    quality=maybe(st.integers(-2, 2)),
    importance=maybe(st.integers(0, 3)),
)
own_cells = st.builds(
    Cell, source=st.just(SELF), function=st.just(Function.AP), level=maybe(st.integers(0, 4))
)
perceived = st.builds(
    Cell,
    source=st.sampled_from(SOURCES),
    function=st.sampled_from(FOUR),
    aspect=st.just(Aspect.PERCEIVED),
    level=st.none() | st.floats(0, 4),
)
asked = st.builds(
    Asked,
    function=st.sampled_from(FOUR),
    enough=st.none() | st.sampled_from(Adequacy),
    perceived=st.none() | st.floats(0, 4),
    used=maybe(st.integers(0, 4)),
    named=st.none() | st.lists(st.sampled_from(SOURCES), unique=True, max_size=3).map(tuple),
)
ties = st.builds(
    Tie,
    source=st.sampled_from(SOURCES),
    quality=maybe(st.integers(-2, 2)),
    importance=maybe(st.integers(0, 3)),
)
matrices = st.builds(
    Matrix,
    present=st.lists(st.sampled_from(SOURCES), unique=True, max_size=4).map(tuple),
    asked=st.lists(asked, unique_by=lambda one: one.function, max_size=4).map(tuple),
    ties=st.lists(ties, unique_by=lambda tie: tie.source, max_size=3).map(tuple),
    cells=st.lists(cells | own_cells | perceived, unique_by=lambda cell: cell.key, max_size=8).map(
        tuple
    ),
)
