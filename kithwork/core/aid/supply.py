"""The supply side of the matrix: which functions come from which source, as far as recorded.

A programme or service in force fills the place of each of its functions under its source. How much
of the need that covers is rarely known, so the level stays open unless somebody stated it. That a
source gives nothing of a function is itself a record, with its day; a programme in force overrules
it. Source: domain specification E6 (supplied, recorded none, not recorded).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.core.support.cells import Aspect, Cell, Evidence, EvidenceKind, Rater
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Matrix, Supply

PLENTY = 4  # the whole of what is needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A programme or service in force on the day: who gives it, and which functions it serves.

    `covers` is what share of the need it meets, 0 < covers ≤ 1, where somebody has stated it.
    `ref` names the record, `since` its first day.
    """

    ref: str
    source: str
    functions: tuple[Function, ...]
    is_service: bool
    since: dt.date
    covers: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNone:
    """Somebody stated on a day that a source gives nothing of a function."""

    ref: str
    source: str
    function: Function
    on: dt.date


def supply_matrix(
    offers: Iterable[Offer], nothing: Iterable[StatedNone] = (), *, on: dt.date
) -> Matrix:
    """Return the supply as a matrix of `supplied` cells; a recorded none has level 0."""
    cells: dict[tuple[str, Function], Cell] = {
        (one.source, one.function): _cell(one.source, one.function, level=0, rests=(_of(one),))
        for one in nothing
    }
    for place, here in _by_place(offers).items():
        cells[place] = _cell(*place, level=_level(here), rests=tuple(map(_offered, here)))
    return Matrix(on=on, cells=tuple(cells.values()))


def state_of(matrix: Matrix, function: Function) -> Supply:
    """Return what the record shows of a function over all sources.

    Supplied where one source gives it; a recorded none only where something was stated and nothing
    is supplied; else not recorded.
    """
    levels = [cell.level for cell in matrix.cells if cell.function is function]
    if not levels:
        return Supply.NOT_RECORDED
    return Supply.RECORDED_NONE if all(level == 0 for level in levels) else Supply.SUPPLIED


def states(matrix: Matrix) -> dict[Function, Supply]:
    """Return what the record shows of each of the four functions."""
    return {function: state_of(matrix, function) for function in FOUR}


def _by_place(offers: Iterable[Offer]) -> dict[tuple[str, Function], list[Offer]]:
    found: dict[tuple[str, Function], list[Offer]] = {}
    for offer in offers:
        for function in offer.functions:
            found.setdefault((offer.source, function), []).append(offer)
    return found


def _level(offers: list[Offer]) -> float | None:
    stated = [offer.covers for offer in offers if offer.covers is not None]
    return min(1.0, sum(stated)) * PLENTY if stated else None


def _cell(
    source: str, function: Function, *, level: float | None, rests: tuple[Evidence, ...]
) -> Cell:
    return Cell(
        source=source,
        function=function,
        aspect=Aspect.SUPPLIED,
        rated_by=Rater.RECORD,
        level=level,
        evidence=rests,
    )


def _of(one: StatedNone) -> Evidence:
    return Evidence(kind=EvidenceKind.DOCUMENT, ref=one.ref, on=one.on, informant=one.source)


def _offered(offer: Offer) -> Evidence:
    return Evidence(
        kind=EvidenceKind.DOCUMENT, ref=offer.ref, on=offer.since, informant=offer.source
    )
