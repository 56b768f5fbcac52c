"""The support matrix of one day: the grid with the student's own word on each function.

Filled in two passes (domain specification C3): first who is there at all (`present`), then "is it
enough?" once per function (`asked`), which is the primary finding. Cells stand only where they say
more than that. Raters stand side by side and are never averaged: where one value is needed, the
student's word is taken, else the worker's, the guardian's, the teacher's, in this order, field by
field. The same matrix holds what a programme supplies, a plan promises or a contact delivered.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from kithwork.core.support.cells import RECORDED, SELF, Adequacy, Aspect, Cell, Rater
from kithwork.core.support.errors import SupportError, check_range
from kithwork.core.support.functions import ALL, FOUR, Function

T = TypeVar("T")

_ORDER = {rater: place for place, rater in enumerate(Rater)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the student says of one function.

    `enough` is the primary finding. `perceived` 0–4 is what she believes is there (a survey's
    mean), `used` 0–4 how often she turns to it. `named` are the sources she names: an empty tuple
    is "nobody", None is "rather not say" or not asked.
    """

    function: Function
    enough: Adequacy | None = None
    perceived: float | None = None
    used: float | None = None
    named: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        check_range(self.perceived, 0, 4, field="perceived", place=self.function)
        check_range(self.used, 0, 4, field="used", place=self.function)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Quality −2…+2 and importance 0–3 of a source as a whole, unless a cell says otherwise."""

    source: str
    quality: int | None = None
    importance: int | None = None

    def __post_init__(self) -> None:
        check_range(self.quality, -2, 2, field="quality", place=self.source)
        check_range(self.importance, 0, 3, field="importance", place=self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Who is there, what the student says per function, and the cells that say more.

    Raises SupportError where a function, a tie or a cell (source, function, aspect, rater) stands
    twice.
    """

    on: dt.date | None = None
    present: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    ties: tuple[Tie, ...] = ()
    cells: tuple[Cell, ...] = ()

    def __post_init__(self) -> None:
        _refuse_doubles((asked.function for asked in self.asked), "asked")
        _refuse_doubles((tie.source for tie in self.ties), "tie")
        _refuse_doubles((cell.key for cell in self.cells), "cell")

    @property
    def rows(self) -> tuple[str, ...]:
        """Every source that is there, is named, or has a tie or a cell; each once."""
        named = (source for asked in self.asked for source in asked.named or ())
        tied = (tie.source for tie in self.ties)
        rated = (cell.source for cell in self.cells)
        return tuple(dict.fromkeys((*self.present, *named, *tied, *rated)))

    @property
    def columns(self) -> tuple[Function, ...]:
        """The four functions, and companionship where anything is said of it."""
        said = {cell.function for cell in self.cells} | {asked.function for asked in self.asked}
        return ALL if Function.CO in said else FOUR

    def of(self, function: Function) -> Asked:
        """Return what the student says of `function`; all None where she was not asked."""
        found = (asked for asked in self.asked if asked.function is function)
        return next(found, Asked(function=function))

    def at(self, source: str, function: Function) -> tuple[Cell, ...]:
        """Return the cells of one place, the student's first."""
        here = (c for c in self.cells if c.source == source and c.function is function)
        return tuple(sorted(here, key=lambda cell: _ORDER[cell.rated_by]))

    def tie(self, source: str) -> Tie:
        return next((tie for tie in self.ties if tie.source == source), Tie(source=source))


class Supply(StrEnum):
    """What the record shows of one place: silence is not a recorded none."""

    SUPPLIED = "supplied"
    RECORDED_NONE = "recorded_none"
    NOT_RECORDED = "not_recorded"


def rated_by(matrix: Matrix, rater: Rater) -> Matrix:
    """Return the matrix as one rater alone fills it; what only the student says stays hers."""
    cells = tuple(cell for cell in matrix.cells if cell.rated_by is rater)
    if rater is Rater.CLIENT:
        return replace(matrix, cells=cells)
    return replace(matrix, cells=cells, asked=(), ties=())


def others(matrix: Matrix) -> tuple[str, ...]:
    """Return the rows that count as support from others: every row but `self`."""
    return tuple(source for source in matrix.rows if source != SELF)


def is_known_absent(matrix: Matrix, source: str) -> bool:
    """Tell whether the student said who is there, and this source was not among them."""
    return bool(matrix.present) and source not in matrix.rows


def received(matrix: Matrix, source: str, *, function: Function) -> float | None:
    return first_said(matrix.at(source, function), lambda cell: cell.received)


def adequacy(matrix: Matrix, source: str, *, function: Function) -> Adequacy | None:
    return first_said(matrix.at(source, function), lambda cell: cell.adequacy)


def quality(matrix: Matrix, source: str, *, function: Function) -> int | None:
    """Return the quality of a place: its cell's, else that of the tie as a whole."""
    said = first_said(matrix.at(source, function), lambda cell: cell.quality)
    return matrix.tie(source).quality if said is None else said


def importance(matrix: Matrix, source: str, *, function: Function) -> int | None:
    """Return the importance of a place: its cell's, else that of the tie as a whole."""
    said = first_said(matrix.at(source, function), lambda cell: cell.importance)
    return matrix.tie(source).importance if said is None else said


def recorded(matrix: Matrix, source: str, *, function: Function, aspect: Aspect) -> Supply:
    """Return what the record shows of supply, plan or delivery at one place."""
    if aspect not in RECORDED:
        raise SupportError("support.error.aspect_not_recorded", aspect=aspect)
    cells = [cell for cell in matrix.at(source, function) if cell.aspect is aspect]
    if not cells:
        return Supply.NOT_RECORDED
    return Supply.RECORDED_NONE if cells[0].level == 0 else Supply.SUPPLIED


def first_said(cells: Iterable[Cell], field: Callable[[Cell], T | None]) -> T | None:
    """Return the first value that is said, cells standing in the order of their raters."""
    return next((value for cell in cells if (value := field(cell)) is not None), None)


def _refuse_doubles(keys: Iterable[object], kind: str) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise SupportError(f"support.error.twice_{kind}")
        seen.add(key)
