"""The matrix made ready to be drawn: the support quilt, the same on every page and paper.

Columns are the functions, rows the sources; each patch is filled by how much is received (or
believed to be there, supplied, planned, delivered), its edge tells whether it is enough, a mark
where it harms, a ring where it changed. A head row sums up each function. Here stands what is
drawn; colours, letters, sizes and words are the business of whoever draws.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.support.cells import SELF, Adequacy, Aspect, Cell
from kithwork.core.support.findings import Finding, finding
from kithwork.core.support.functions import Function
from kithwork.core.support.levels import harmful_at
from kithwork.core.support.matrix import Matrix, adequacy, others
from kithwork.core.support.thresholds import Thresholds, Word

Place = tuple[str, Function]


class Layer(StrEnum):
    """What of the matrix is drawn."""

    SUPPORT = "support"  # received, else perceived
    SUPPLY = "supply"
    PLAN = "plan"
    DELIVERY = "delivery"
    STATED = "stated"  # by many students: the head row is the share who say it is enough


_ASPECTS = {
    Layer.SUPPORT: (Aspect.RECEIVED, Aspect.PERCEIVED),
    Layer.SUPPLY: (Aspect.SUPPLIED,),
    Layer.PLAN: (Aspect.PLANNED,),
    Layer.DELIVERY: (Aspect.DELIVERED,),
    Layer.STATED: (Aspect.STATED,),
}


class Edge(StrEnum):
    """What the edge of a patch tells."""

    LARGE_GAP = "large_gap"
    SOME_GAP = "some_gap"
    ENOUGH = "enough"
    TOO_MUCH = "too_much"
    NOT_ASKED = "not_asked"


_EDGES = {
    Adequacy.FAR_TOO_LITTLE: Edge.LARGE_GAP,
    Adequacy.TOO_LITTLE: Edge.SOME_GAP,
    Adequacy.ABOUT_RIGHT: Edge.ENOUGH,
    Adequacy.TOO_MUCH: Edge.TOO_MUCH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """One patch. `fill` 0–4, None where the amount is not known.

    `is_there` tells a source that is named, or supplies, by an amount nobody knows, from a place
    of which nothing is said.
    """

    function: Function
    fill: float | None
    aspect: Aspect | None
    is_there: bool
    edge: Edge
    is_harmful: bool = False
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A source and its patches, one per column; `is_apart` is the student herself."""

    source: str
    patches: tuple[Patch, ...]

    @property
    def is_apart(self) -> bool:
        return self.source == SELF


@dataclass(frozen=True, slots=True, kw_only=True)
class Quilt:
    """Columns in their fixed order, the head row (all sources together), then the sources."""

    layer: Layer
    columns: tuple[Function, ...]
    head: tuple[Patch, ...]
    rows: tuple[Row, ...]


def quilt_of(
    matrix: Matrix,
    *,
    thresholds: Thresholds,
    order: Iterable[str],
    layer: Layer = Layer.SUPPORT,
    rows: Collection[str] | None = None,
    columns: tuple[Function, ...] | None = None,
    changed: Collection[Place] = (),
) -> Quilt:
    """Return the drawing of one layer of a matrix.

    `order` is the order of the sources in the catalogue; a source outside it stands after them and
    the student herself last. `rows` and `columns` are those to draw (default: those of the
    matrix), so that two quilts side by side have the same. `changed` places get a ring.
    """
    functions = matrix.columns if columns is None else columns
    return Quilt(
        layer=layer,
        columns=functions,
        head=tuple(_head(matrix, f, layer=layer, thresholds=thresholds) for f in functions),
        rows=tuple(
            Row(
                source=source,
                patches=tuple(
                    _patch(matrix, (source, function), layer=layer, changed=changed)
                    for function in functions
                ),
            )
            for source in _ordered(matrix.rows if rows is None else rows, order)
        ),
    )


def quilts_of(
    before: Matrix,
    after: Matrix,
    *,
    thresholds: Thresholds,
    order: Iterable[str],
    changed: Collection[Place],
) -> tuple[Quilt, Quilt]:
    """Return two quilts to stand side by side: the same rows, the changes ringed in the second."""
    known = tuple(order)
    rows = tuple(dict.fromkeys((*before.rows, *after.rows)))
    columns = max(before.columns, after.columns, key=len)

    def drawn(matrix: Matrix, ringed: Collection[Place]) -> Quilt:
        return quilt_of(
            matrix, thresholds=thresholds, order=known, rows=rows, columns=columns, changed=ringed
        )

    return drawn(before, ()), drawn(after, changed)


def _ordered(sources: Collection[str], order: Iterable[str]) -> tuple[str, ...]:
    known = [source for source in order if source in sources and source != SELF]
    unknown = [source for source in sources if source not in known and source != SELF]
    return (*known, *unknown, *(source for source in sources if source == SELF))


def _patch(matrix: Matrix, place: Place, *, layer: Layer, changed: Collection[Place]) -> Patch:
    source, function = place
    here = matrix.at(source, function)
    cell = _drawn(here, layer)
    enough = adequacy(matrix, source, function=function) if layer is Layer.SUPPORT else None
    return Patch(
        function=function,
        fill=None if cell is None else cell.level,
        aspect=None if cell is None else cell.aspect,
        is_there=cell is not None and (cell.aspect is not Aspect.RECEIVED),
        edge=Edge.NOT_ASKED if enough is None else _EDGES[enough],
        is_harmful=layer is Layer.SUPPORT and harmful_at(matrix, source, function=function),
        is_changed=place in changed,
    )


def _drawn(cells: tuple[Cell, ...], layer: Layer) -> Cell | None:
    """Return the cell to draw: of the first aspect that states a level, else of any."""
    of_layer = [c for aspect in _ASPECTS[layer] for c in cells if c.aspect is aspect]
    stated = (cell for cell in of_layer if cell.level is not None)
    return next(stated, next((c for c in of_layer), None))


def _head(matrix: Matrix, function: Function, *, layer: Layer, thresholds: Thresholds) -> Patch:
    if layer is Layer.STATED:
        return _share_enough(matrix, function)
    if layer is not Layer.SUPPORT:
        return _sum_of_record(matrix, function, layer)
    result = finding(matrix, function, thresholds=thresholds)
    fill, aspect = _amount(result)
    return Patch(
        function=function,
        fill=fill,
        aspect=aspect,
        is_there=result.enough is not None,
        edge=_edge_of(result),
        is_harmful=any(harmful_at(matrix, s, function=function) for s in matrix.rows),
    )


def _share_enough(matrix: Matrix, function: Function) -> Patch:
    share = matrix.of(function).perceived
    return Patch(
        function=function,
        fill=share,
        aspect=None if share is None else Aspect.STATED,
        is_there=share is not None,
        edge=Edge.NOT_ASKED,
    )


def _sum_of_record(matrix: Matrix, function: Function, layer: Layer) -> Patch:
    cells = [_drawn(matrix.at(source, function), layer) for source in others(matrix)]
    there = [cell for cell in cells if cell is not None]
    given = [cell.level for cell in there if cell.level != 0]
    stated = [level for level in given if level is not None]
    return Patch(
        function=function,
        fill=max(stated, default=None if given or not there else 0),
        aspect=_ASPECTS[layer][0] if there else None,
        is_there=bool(there),
        edge=Edge.NOT_ASKED,
    )


def _amount(result: Finding) -> tuple[float | None, Aspect | None]:
    if result.level is not None:
        return result.level, Aspect.RECEIVED
    if result.perceived is not None:
        return result.perceived, Aspect.PERCEIVED
    return None, None


def _edge_of(result: Finding) -> Edge:
    if result.is_too_much:
        return Edge.TOO_MUCH
    return Edge.NOT_ASKED if result.word is Word.NOT_ASKED else Edge(result.word.value)
