"""What the eye looks for, in numbers: level, trend, variability, immediacy, overlap, consistency.

Kratochwill and others (2010, What Works Clearinghouse) name six features of a single-case chart.
Level is mean and median of a phase; trend its Theil–Sen and least-squares slope per unit of time;
variability its standard deviation (n−1), its range and the share of points inside the stability
envelope around the median (Gast and Ledford 2014); immediacy the difference between the medians of
the last three points of A and the first three of B; overlap stands in `pairs` and `overlap`;
consistency, where phases come back, the distance between the medians of phases of one condition.
Differences are B − A in the series' own units: which way is better is not turned here.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.singlecase.lines import Line, least_squares, theil_sen
from kithwork.core.singlecase.series import Rules, TwoPhases

LOOKED_AT = 3  # points on each side of the change, by which immediacy is judged


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseLook:
    """One phase as it looks; None where it has too few points.

    `slope` is Theil–Sen's, `least_squares_slope` the usual one, per unit of time; `in_envelope` is
    the share of points near the median, None for a median of 0, which has no envelope.
    """

    n: int
    missing: int
    mean: float | None
    median: float | None
    sd: float | None
    low: float | None
    high: float | None
    slope: float | None
    least_squares_slope: float | None
    in_envelope: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Both phases, and what changed between them (B − A); None where a phase lacks points."""

    a: PhaseLook
    b: PhaseLook
    mean_change: float | None
    median_change: float | None
    slope_change: float | None
    immediacy: float | None


def look(series: TwoPhases, *, rules: Rules) -> Look:
    """Return what visual analysis states of both phases."""
    a = phase_look(series.baseline, series.times_a, rules=rules)
    b = phase_look(series.intervention, series.times_b, rules=rules)
    return Look(
        a=a,
        b=b,
        mean_change=_minus(b.mean, a.mean),
        median_change=_minus(b.median, a.median),
        slope_change=_minus(b.slope, a.slope),
        immediacy=immediacy(series.a, series.b),
    )


def phase_look(
    points: Sequence[float | None], times: Sequence[float], *, rules: Rules
) -> PhaseLook:
    """Return one phase in numbers; `times` are those of the points that have a value."""
    there = [point for point in points if point is not None]
    robust, usual = theil_sen(times, there), least_squares(times, there)
    return PhaseLook(
        n=len(there),
        missing=len(points) - len(there),
        mean=statistics.fmean(there) if there else None,
        median=statistics.median(there) if there else None,
        sd=statistics.stdev(there) if len(there) > 1 else None,
        low=min(there, default=None),
        high=max(there, default=None),
        slope=_slope(robust),
        least_squares_slope=_slope(usual),
        in_envelope=share_in_envelope(there, width=rules.stable_width),
    )


def share_in_envelope(points: Sequence[float], *, width: float) -> float | None:
    """Return the share of points within `width` times the median on either side of it."""
    if not points or (middle := statistics.median(points)) == 0:
        return None
    half = width * abs(middle) * (1 + 1e-12)  # a point on the edge is inside
    return sum(abs(point - middle) <= half for point in points) / len(points)


def immediacy(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return the median of the first three B points minus that of the last three A points."""
    if min(len(a), len(b)) < LOOKED_AT:
        return None
    return statistics.median(b[:LOOKED_AT]) - statistics.median(a[-LOOKED_AT:])


def spread_of_levels(phases: Sequence[Sequence[float]]) -> float | None:
    """Return how far apart the medians of phases of one condition lie; None below two phases."""
    medians = [statistics.median(points) for points in phases if points]
    return max(medians) - min(medians) if len(medians) > 1 else None


def _slope(line: Line | None) -> float | None:
    return None if line is None else line.slope


def _minus(later: float | None, earlier: float | None) -> float | None:
    return None if later is None or earlier is None else later - earlier
