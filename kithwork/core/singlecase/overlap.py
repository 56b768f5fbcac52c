"""How little the phases overlap, counted in points: PND, PEM, PAND twice, and IRD.

PND, percentage of non-overlapping data (Scruggs, Mastropieri and Casto 1987) = share of B points
better than the best A point; one outlying baseline point can make it 0.
PEM, percentage exceeding the median (Ma 2006) = share of B points better than A's median; a point
on the median counts half.
PAND, percentage of all non-overlapping data (Parker, Hagan-Burke and Vannest 2007), is two numbers
under one name. By sorting: all points are put in order, the worst n_A places belong to A, and those
that stand on the wrong side are counted; a tie across the border stands on the side of its own
phase, so that two phases of one and the same value seem not to overlap, which is noted. By minimum
removal: the greatest number of points that can stay so that every B point left is better than every
A point left, divided by all.
IRD, improvement rate difference (Parker, Vannest and Brown 2009), in the robust form, in which the
points to be removed are shared equally by the phases (Pustejovsky 2019):
1 − (N² / 2·n_A·n_B) · (1 − PAND by minimum removal).
None of them has a published sampling error, and all but PEM depend on how long the phases are.
"""

import statistics
from collections.abc import Callable
from dataclasses import replace

from kithwork.core.estimates import Estimate, not_stated, stated
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import TwoPhases, too_few

Points = tuple[float, ...]


def pnd(series: TwoPhases) -> Estimate:
    """Return the share (0–1) of B points better than the best A point."""
    return _share(series, "pnd", share_beyond_best, variant="pnd")


def pem(series: TwoPhases) -> Estimate:
    """Return the share (0–1) of B points better than A's median, points on it counted half."""
    return _share(series, "pem", share_beyond_median, variant="pem-ties-half")


def pand_sort(series: TwoPhases) -> Estimate:
    """Return PAND (0–1) by sorting all points into the places of A and of B."""
    found = _share(series, "pand_sort", share_in_place, variant="pand-sort")
    if found.estimate is None or not has_tie_at_border(series.better_a, series.better_b):
        return found
    return replace(found, notes=(Reason.of("singlecase.note.tie_at_border"),))


def pand_minimum(series: TwoPhases) -> Estimate:
    """Return PAND (0–1) by removing the fewest points that end the overlap.

    >>> from kithwork.core.singlecase.series import Better
    >>> case = TwoPhases(
    ...     baseline=(20, 20, 26, 25, 22, 23),
    ...     intervention=(28, 25, 24, 27, 30, 30, 29),
    ...     better=Better.HIGHER,
    ... )
    >>> round(13 * pand_minimum(case).estimate)
    11
    """
    return _share(series, "pand_minimum", share_that_stays, variant="pand-minimum-removal")


def ird(series: TwoPhases) -> Estimate:
    """Return the robust improvement rate difference; 1 without overlap, about 0 without effect."""
    return _share(series, "ird", improvement_rate_difference, variant="ird-robust")


def share_beyond_best(a: Points, b: Points) -> float:
    """Return the share of `b` above all of `a`."""
    best = max(a)
    return sum(point > best for point in b) / len(b)


def share_beyond_median(a: Points, b: Points) -> float:
    """Return the share of `b` above the median of `a`, points on it counted half."""
    middle = statistics.median(a)
    return sum((point > middle) + (point == middle) / 2 for point in b) / len(b)


def share_in_place(a: Points, b: Points) -> float:
    """Return the share of all points that stand on their own phase's side when sorted."""
    ordered = sorted([(point, 0) for point in a] + [(point, 1) for point in b])
    misplaced = sum(phase for _, phase in ordered[: len(a)])
    return 1 - 2 * misplaced / len(ordered)


def has_tie_at_border(a: Points, b: Points) -> bool:
    """Return whether the value at which the places of the two phases meet is in both."""
    border = sorted((*a, *b))[len(a)]
    return border in a and border in b


def share_that_stays(a: Points, b: Points) -> float:
    """Return the greatest share of points that can stay with all of `b` above all of `a`."""
    cuts = (min(*a, *b) - 1, *a)
    stays = max(sum(x <= cut for x in a) + sum(x > cut for x in b) for cut in cuts)
    return stays / (len(a) + len(b))


def improvement_rate_difference(a: Points, b: Points) -> float:
    """Return the robust improvement rate difference."""
    both = len(a) + len(b)
    return 1 - both**2 / (2 * len(a) * len(b)) * (1 - share_that_stays(a, b))


def _share(
    series: TwoPhases, code: str, share: Callable[[Points, Points], float], *, variant: str
) -> Estimate:
    n = len(series.a) + len(series.b)
    if why := too_few(series, a=1, b=1):
        return not_stated(why, variant=variant, n=n, missing=series.missing)
    return stated(
        f"singlecase.says.{code}",
        variant=variant,
        estimate=share(series.better_a, series.better_b),
        n=n,
        missing=series.missing,
    )
