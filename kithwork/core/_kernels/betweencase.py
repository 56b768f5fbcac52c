"""Arrays behind the between-case effect: who shares a cell, who follows whom, how they correlate.

The model of Hedges, Pustejovsky and Shadish (2012, 2013): a value is its condition's mean, plus the
case's own level (variance τ²), plus an error of variance σ² that follows a first-order
autoregression with φ within the case. With ρ = τ²/(τ² + σ²) two values of one case that lie h apart
correlate as ρ + (1 − ρ)·φ^h, values of different cases not at all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All points of all cases, case by case in order of time.

    `phase` numbers the phases of all cases, `condition` is 0 or 1, `cell` numbers the groups of
    points that are compared between cases (−1: in none).
    """

    values: Numbers
    times: Numbers
    case: Places
    phase: Places
    condition: Places
    pair: Places
    cell: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Spread within phases: `squares` is the sum of squares about phase means, `lagged` the sum of
    products of neighbours in a case, `sizes` the number of points of each phase."""

    squares: float
    lagged: float
    sizes: Numbers


def weights_of_difference(layout: Layout) -> Numbers:
    """Return weights whose sum with the values is the mean of (B mean − A mean).

    The mean goes over pairs of phases within a case, then over cases.
    """
    cases = layout.case.max() + 1
    weights = np.zeros(len(layout.values))
    for phase in range(layout.phase.max() + 1):
        there = layout.phase == phase
        first = np.flatnonzero(there)[0]
        pairs = layout.pair[layout.case == layout.case[first]].max() + 1
        sign = 1 if layout.condition[first] else -1
        weights[there] = sign / (there.sum() * pairs * cases)
    return weights


def centring(groups: Places) -> Numbers:
    """Return the matrix that takes each value's group mean away; a place in no group gives 0."""
    same = (groups[:, None] == groups[None, :]) & (groups >= 0)[:, None]
    sizes = same.sum(axis=1)
    share = np.divide(1.0, sizes, out=np.zeros(len(groups)), where=sizes > 0)
    centre: Numbers = np.diag((groups >= 0).astype(float)) - same * share[:, None]
    return centre


def within(layout: Layout, *, follows_phases: bool) -> Within:
    """Return the spread within phases.

    Neighbours are points that follow each other in a case, where `follows_phases` in one phase.
    """
    residuals = centring(layout.phase) @ layout.values
    runs = layout.phase if follows_phases else layout.case
    neighbours = runs[1:] == runs[:-1]
    return Within(
        squares=float(residuals @ residuals),
        lagged=float((residuals[1:] * residuals[:-1])[neighbours].sum()),
        sizes=np.bincount(layout.phase).astype(float),
    )


def correlations(layout: Layout, *, phi: float, rho: float) -> Numbers:
    """Return the correlation of every two points."""
    same = layout.case[:, None] == layout.case[None, :]
    apart = np.abs(layout.times[:, None] - layout.times[None, :])
    return np.where(same, rho + (1 - rho) * _power(phi, apart), 0.0)


def _power(phi: float, apart: Numbers) -> Numbers:
    # 0 to the power 0 is 1: a value correlates fully with itself.
    return np.where(apart == 0, 1.0, np.power(phi, apart))
