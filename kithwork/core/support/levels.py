"""What is derived from the cells of one function (domain specification C3).

All of it looks at support from others: the row `self` stands apart. A quality that is known to be
below neutral keeps a source out of level and breadth; one that nobody asked about does not.
Results are None where nobody was asked, and 0 only where somebody said so.
"""

from dataclasses import dataclass
from itertools import combinations

from kithwork.core.support.cells import Adequacy, Aspect, Rater
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import (
    Matrix,
    adequacy,
    importance,
    others,
    quality,
    received,
)
from kithwork.core.support.thresholds import Thresholds

_HARMFUL = -2  # the lowest quality a cell can have


@dataclass(frozen=True, slots=True)
class Discordance:
    """Two raters of one place who are far apart on what is received; for the worker alone.

    It opens her next talk. No informant is ever named to another.
    """

    source: str
    function: Function
    one: Rater
    other: Rater
    one_says: float
    other_says: float


def level(matrix: Matrix, function: Function) -> float | None:
    """Return the best received level 0–4 over the sources that do no harm; None if not asked.

    0 where sources were rated but all of them are of negative quality.
    """
    rated = _rated(matrix, function)
    helping = [value for source, value in rated.items() if _helps(matrix, source, function)]
    return max(helping, default=0) if rated else None


def giving(matrix: Matrix, function: Function, *, thresholds: Thresholds) -> tuple[str, ...]:
    """Return the sources that count in breadth: received often, and not of negative quality."""
    return tuple(
        source
        for source, value in _rated(matrix, function).items()
        if value >= thresholds.counted and _helps(matrix, source, function)
    )


def breadth(matrix: Matrix, function: Function, *, thresholds: Thresholds) -> int | None:
    """Return how many sources give; None if not asked."""
    if not _rated(matrix, function):
        return None
    return len(giving(matrix, function, thresholds=thresholds))


def gap_by_source(matrix: Matrix, function: Function) -> float | None:
    """Return the gap 0–1 weighted by importance; None where no importance is above 0.

    Σ importance·max(0, 2 − adequacy) / (2·Σ importance), over the sources whose importance and
    adequacy are both known. Detail, shown after the student's own word: an absent father makes it
    large although grandmother suffices, and hope given up makes it small.
    """
    weights = missing = 0
    for source in others(matrix):
        weight = importance(matrix, source, function=function)
        enough = adequacy(matrix, source, function=function)
        if weight and enough is not None:
            weights += weight
            missing += weight * max(0, Adequacy.ABOUT_RIGHT - enough)
    return missing / (2 * weights) if weights else None


def intrusive(matrix: Matrix, function: Function) -> tuple[str, ...]:
    """Return the sources that give too much of this function."""
    return tuple(
        source
        for source in others(matrix)
        if adequacy(matrix, source, function=function) is Adequacy.TOO_MUCH
    )


def harmful(matrix: Matrix) -> tuple[str, ...]:
    """Return the sources of which any rater says that a cell, or the tie as a whole, harms."""
    cells = {cell.source for cell in matrix.cells if cell.quality == _HARMFUL}
    ties = {tie.source for tie in matrix.ties if tie.quality == _HARMFUL}
    return tuple(source for source in matrix.rows if source in cells | ties)


def harmful_at(matrix: Matrix, source: str, *, function: Function) -> bool:
    """Tell whether any rater calls this place, or the tie as a whole, harmful."""
    here = any(cell.quality == _HARMFUL for cell in matrix.at(source, function))
    return here or matrix.tie(source).quality == _HARMFUL


def discordances(matrix: Matrix, *, thresholds: Thresholds) -> tuple[Discordance, ...]:
    """Return every pair of raters who are `raters_apart` or more apart on what is received."""
    found: list[Discordance] = []
    for source in matrix.rows:
        for function in matrix.columns:
            cells = [c for c in matrix.at(source, function) if c.aspect is Aspect.RECEIVED]
            said = [(cell.rated_by, cell.level) for cell in cells if cell.level is not None]
            for (one, one_says), (other, other_says) in combinations(said, 2):
                if abs(one_says - other_says) >= thresholds.raters_apart:
                    found.append(Discordance(source, function, one, other, one_says, other_says))
    return tuple(found)


def is_under_used(matrix: Matrix, function: Function, *, thresholds: Thresholds) -> bool | None:
    """Tell whether help that the student believes is there is hardly used; None if not asked."""
    asked = matrix.of(function)
    if asked.perceived is None or asked.used is None:
        return None
    return asked.perceived >= thresholds.available and asked.used <= thresholds.little_used


def _rated(matrix: Matrix, function: Function) -> dict[str, float]:
    said = {source: received(matrix, source, function=function) for source in others(matrix)}
    return {source: value for source, value in said.items() if value is not None}


def _helps(matrix: Matrix, source: str, function: Function) -> bool:
    known = quality(matrix, source, function=function)
    return known is None or known >= 0
