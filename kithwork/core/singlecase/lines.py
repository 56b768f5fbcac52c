"""Straight lines through one phase: Theil–Sen, which outliers move little, and least squares.

Theil (1950) and Sen (1968): the slope is the median of the slopes of all pairs of points, the
intercept the median of y − slope·t. Least squares is the usual line. Slopes are per unit of time.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Line:
    """y = intercept + slope · time."""

    slope: float
    intercept: float

    def at(self, time: float) -> float:
        return self.intercept + self.slope * time


def theil_sen(times: Sequence[float], points: Sequence[float]) -> Line | None:
    """Return the Theil–Sen line; None below two points.

    >>> theil_sen((1, 2, 3, 4, 5), (1, 2, 30, 4, 5)).slope
    1.0
    """
    if len(points) < 2:
        return None
    pairs = combinations(zip(times, points, strict=True), 2)
    slope = statistics.median((y2 - y1) / (t2 - t1) for (t1, y1), (t2, y2) in pairs)
    rest = [y - slope * t for t, y in zip(times, points, strict=True)]
    return Line(slope, statistics.median(rest))


def least_squares(times: Sequence[float], points: Sequence[float]) -> Line | None:
    """Return the least-squares line; None below two points."""
    if len(points) < 2:
        return None
    middle, mean = statistics.fmean(times), statistics.fmean(points)
    spread = sum((t - middle) ** 2 for t in times)
    together = sum((t - middle) * (y - mean) for t, y in zip(times, points, strict=True))
    slope = together / spread
    return Line(slope, mean - slope * middle)
