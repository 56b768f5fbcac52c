"""Statistics of many arrangements at once, and what sums over cases can come to.

`rows` (r × n) tells of each arrangement which of the n points belong to B. The plain definitions
stand in `core/randomization/statistics`; a property test holds both together.
"""

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Rows = NDArray[np.bool_]
_BLOCK = 20_000  # arrangements at a time, so that what stands between stays small


def mean_differences(points: Array, rows: Rows) -> Array:
    """Return mean B − mean A of each arrangement."""
    of_b = rows @ points
    n_b = rows.sum(axis=1)
    found: Array = of_b / n_b - (points.sum() - of_b) / (len(points) - n_b)
    return found


def shares_of_wins(points: Array, rows: Rows) -> Array:
    """Return NAP of each arrangement."""
    wins = (points[None, :] > points[:, None]) + (points[None, :] == points[:, None]) / 2
    found = np.empty(len(rows))
    for start in range(0, len(rows), _BLOCK):
        of_b = rows[start : start + _BLOCK].astype(float)
        n_b = of_b.sum(axis=1)
        won = (((1 - of_b) @ wins) * of_b).sum(axis=1)
        found[start : start + _BLOCK] = won / (n_b * (len(points) - n_b))
    return found


def median_differences(points: Array, rows: Rows) -> Array:
    """Return median B − median A of each arrangement."""
    found = np.empty(len(rows))
    for start in range(0, len(rows), _BLOCK):
        part = rows[start : start + _BLOCK]
        of_b = np.nanmedian(np.where(part, points, np.nan), axis=1)
        of_a = np.nanmedian(np.where(part, np.nan, points), axis=1)
        found[start : start + _BLOCK] = of_b - of_a
    return found


def all_sums(tables: list[Array]) -> Array:
    """Return the sum over cases of every combination of one value of each table."""
    sums = tables[0]
    for table in tables[1:]:
        sums = np.add.outer(sums, table).ravel()
    return sums


def drawn_sums(tables: list[Array], draws: int, chance: np.random.Generator) -> Array:
    """Return `draws` sums over cases, each value drawn from its case's table."""
    sums = np.zeros(draws)
    for table in tables:
        sums += table[chance.integers(0, len(table), size=draws)]
    return sums


def all_sums_of_orders(tables: list[list[Array]]) -> Array:
    """Return every sum when each case gets one place; `tables[case][place]` are its values."""
    places = range(len(tables))
    parts = [
        all_sums([tables[case][place] for case, place in enumerate(order)])
        for order in permutations(places)
    ]
    return np.concatenate(parts)


def drawn_sums_of_orders(
    tables: list[list[Array]], draws: int, chance: np.random.Generator
) -> Array:
    """Return `draws` sums: a random order of places, then one value of each case in its place."""
    k = len(tables)
    orders = chance.permuted(np.tile(np.arange(k), (draws, 1)), axis=1)
    sums = np.zeros(draws)
    for case in range(k):
        for place in range(k):
            here = np.flatnonzero(orders[:, case] == place)
            values = tables[case][place]
            sums[here] += values[chance.integers(0, len(values), size=len(here))]
    return sums


def drawn_alternations(
    n: int, n_a: int, *, max_run: int | None, draws: int, chance: np.random.Generator
) -> Rows:
    """Return `draws` random arrangements of `n_a` A sessions; too long runs are drawn again."""
    whole = np.array([False] * n_a + [True] * (n - n_a))
    kept: list[Rows] = []
    found = 0
    while found < draws:
        rows = chance.permuted(np.tile(whole, (draws, 1)), axis=1)
        if max_run is not None:
            rows = rows[_longest_runs(rows) <= max_run]
        kept.append(rows)
        found += len(rows)
    return np.concatenate(kept)[:draws]


def _longest_runs(rows: Rows) -> NDArray[np.int64]:
    run = np.ones(len(rows), dtype=np.int64)
    longest = run.copy()
    for session in range(1, rows.shape[1]):
        run = np.where(rows[:, session] == rows[:, session - 1], run + 1, 1)
        longest = np.maximum(longest, run)
    return longest
