"""Polychoric correlations: what would correlate if the answers were not cut into categories?

Each item is taken as a normal variable seen through thresholds; two-step maximum likelihood
(Olsson 1979, Psychometrika 44), with the standard error that counts the thresholds as estimated
(Jöreskog 1994). Product-moment correlations of few categories are too near to 0, and factors found
in them too weak. What a pair gives depends on its two-way table: cells that few people chose are
named, because one answer more moves the number there, and an empty corner sends it to ±1. No
answer is added to empty cells. Missing answers: pairwise. Interval by Fisher's z, se/(1 − r²).
"""

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import LEVEL, Estimate, Interval, Plain, not_stated, stated
from kithwork.core.items import ItemError, ItemMatrix
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

MOST_CATEGORIES = 20  # more, and the answers are better taken as numbers


@dataclass(frozen=True, slots=True)
class SparseCell:
    """A cell of a pair's table: the two answers, and how many people gave both."""

    first: float
    second: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two items: their correlation, its standard error, n, and the cells that few people chose.

    `correlation` is None where nobody answered both, or one item does not vary among those who
    did; `at_edge` says that the likelihood has its maximum at ±1.
    """

    first: str
    second: str
    correlation: float | None
    se: float | None
    n: int
    sparse: tuple[SparseCell, ...]
    at_edge: bool

    def estimate(self, *, level: float = LEVEL) -> Estimate:
        """Return the correlation with its interval and its sentence."""
        variant = "polychoric, two-step"
        if self.correlation is None:
            why = Reason.of("factors.refused.pair", first=self.first, second=self.second)
            return not_stated(why, variant=variant, n=self.n)
        notes = [Reason.of("factors.note.at_edge")] if self.at_edge else []
        if self.sparse:
            notes.append(Reason.of("factors.note.sparse", cells=len(self.sparse)))
        return stated(
            "factors.says.polychoric",
            variant=variant,
            estimate=self.correlation,
            se=self.se,
            interval=self._interval(level),
            n=self.n,
            notes=tuple(notes),
            values={"first": self.first, "second": self.second},
        )

    def _interval(self, level: float) -> Interval | None:
        from scipy.special import ndtri

        if self.correlation is None or self.se is None:
            return None
        reach = float(ndtri((1 + level) / 2)) * self.se / (1 - self.correlation**2)
        at = math.atanh(self.correlation)
        return Interval(math.tanh(at - reach), math.tanh(at + reach), "fisher-z", level)


@dataclass(frozen=True, slots=True, eq=False)
class Polychoric:
    """The matrix of polychoric correlations, and each pair of it."""

    names: tuple[str, ...]
    matrix: "Numbers"
    pairs: tuple[Pair, ...]
    notes: tuple[Reason, ...]

    @property
    def n(self) -> int:
        """The people behind the least of the correlations."""
        return min((pair.n for pair in self.pairs), default=0)

    def to_dict(self) -> dict[str, Plain]:
        """Return the correlations for JSON, with the number of sparse cells of each pair."""
        return {
            "pairs": [
                {
                    "items": [pair.first, pair.second],
                    "r": pair.correlation,
                    "se": pair.se,
                    "n": pair.n,
                    "sparse_cells": [[cell.first, cell.second, cell.count] for cell in pair.sparse],
                }
                for pair in self.pairs
            ]
        }


def polychoric(items: ItemMatrix, *, sparse_below: int) -> Polychoric:
    """Return the polychoric correlation of every pair of items.

    `sparse_below`: a cell with fewer people than that is named (the catalogue says 5). Raises
    ItemError for an item with more than 20 different answers.
    """
    import numpy as np

    from kithwork.core._kernels import polychoric as kernel

    answers, codes = _coded(items)
    tables = kernel.two_way(codes, len(answers))
    first, second = np.triu_indices(len(items.names), 1)
    chosen = tables[first, second]
    usable = _varies(chosen)
    correlations, errors, edges = (np.full(len(first), np.nan) for _ in range(3))
    if usable.any():
        found = kernel.scored(
            chosen[usable],
            kernel.thresholds(chosen[usable].sum(axis=2)),
            kernel.thresholds(chosen[usable].sum(axis=1)),
        )
        correlations[usable], errors[usable] = found.correlations, found.errors
        edges[usable] = np.isnan(found.errors)
    matrix = np.eye(len(items.names))
    matrix[first, second] = matrix[second, first] = correlations
    matrix, notes = _possible(matrix)
    pairs = _pairs(items.names, answers, chosen, correlations, errors, edges, sparse_below)
    return Polychoric(items.names, matrix, pairs, notes)


def _coded(items: ItemMatrix) -> tuple["Numbers", "np.ndarray[Any, np.dtype[np.int64]]"]:
    """Return the answers that occur, and each answer as its place among them; −1 is missing."""
    import numpy as np

    known = ~np.isnan(items.values)
    answers = np.unique(items.values[known])
    if len(answers) > MOST_CATEGORIES:
        _refuse_numbers(items)
    codes = np.searchsorted(answers, items.values)
    return answers, np.where(known, codes, -1)


def _refuse_numbers(items: ItemMatrix) -> None:
    import numpy as np

    for name, column in zip(items.names, items.values.T, strict=True):
        count = len(np.unique(column[~np.isnan(column)]))
        if count > MOST_CATEGORIES:
            raise ItemError("factors.error.categories", item=name, n=count, most=MOST_CATEGORIES)
    raise ItemError("factors.error.unlike_categories", most=MOST_CATEGORIES)


def _varies(tables: "Numbers") -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Tell in which tables both items take two answers or more."""
    import numpy as np

    rows, columns = (tables.sum(axis=2) > 0).sum(axis=1), (tables.sum(axis=1) > 0).sum(axis=1)
    return np.asarray((rows > 1) & (columns > 1))


def _possible(matrix: "Numbers") -> tuple["Numbers", tuple[Reason, ...]]:
    """Bring a matrix of pairs, each right by itself, to one that can be together.

    Eigenvalues below 10⁻⁶ are raised to it and the diagonal brought back to 1 (as Knol & ten Berge
    1989 begin); a note says so.
    """
    import numpy as np

    if bool(np.isnan(matrix).any()):
        return matrix, (Reason.of("factors.refused.no_correlation"),)
    values, vectors = np.linalg.eigh(matrix)
    if values[0] > 1e-8:
        return matrix, ()
    raised = (vectors * np.maximum(values, 1e-6)) @ vectors.T
    scale = np.sqrt(np.diag(raised))
    return np.asarray(raised / np.outer(scale, scale)), (Reason.of("factors.note.smoothed"),)


def _pairs(
    names: tuple[str, ...],
    answers: "Numbers",
    tables: "Numbers",
    correlations: "Numbers",
    errors: "Numbers",
    edges: "Numbers",
    sparse_below: int,
) -> tuple[Pair, ...]:
    sparse = _sparse(answers, tables, sparse_below)
    counts = tables.sum(axis=(1, 2))
    rows = zip(
        combinations(names, 2), correlations.tolist(), errors.tolist(), counts.tolist(),
        edges.tolist(), sparse, strict=True,
    )  # fmt: skip
    return tuple(
        Pair(
            first=first,
            second=second,
            correlation=r if r == r else None,
            se=se if se == se else None,
            n=int(n),
            sparse=cells,
            at_edge=edge == 1.0,
        )
        for (first, second), r, se, n, edge, cells in rows
    )


def _sparse(answers: "Numbers", tables: "Numbers", below: int) -> list[tuple[SparseCell, ...]]:
    """Return each table's cells with too few people, of the answers that both items have."""
    import numpy as np

    rows = tables.sum(axis=2, keepdims=True) > 0
    columns = tables.sum(axis=1, keepdims=True) > 0
    pairs, first, second = np.nonzero((tables < below) & rows & columns)
    found: list[list[SparseCell]] = [[] for _ in tables]
    named = answers.tolist()
    counts = tables[pairs, first, second].astype(int).tolist()
    for pair, a, b, count in zip(
        pairs.tolist(), first.tolist(), second.tolist(), counts, strict=True
    ):
        found[pair].append(SparseCell(named[a], named[b], count))
    return [tuple(cells) for cells in found]
