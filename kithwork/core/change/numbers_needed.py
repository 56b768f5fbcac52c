"""How many must be helped for one more to do well: the number needed to treat.

    NNT = 1 / (p1 − p0)      (Laupacis, Sackett and Roberts 1988)

for the shares that did well with help and without. Its interval is that of the difference turned
over: the difference's is Newcombe's (1998) hybrid score interval, method 10. Where that holds 0,
the limits of NNT run through infinity (Altman 1998) and are not two numbers with an interval
between; the difference is then the better thing to report. From a standardised difference d of two
normal groups: NNT = 1/(2Φ(d/√2) − 1) (Kraemer and Kupfer 2006). Without a group that had no help
there is no number needed.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

from kithwork.core.change.basis import ChangeError
from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

VARIANT = "nnt-newcombe-10"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberNeeded(PlainResult):
    """`difference` is p1 − p0 (−1…1); `nnt` is negative where help did worse (needed to harm)."""

    difference: Estimate
    nnt: Estimate


def number_needed(
    *, helped: int, of_helped: int, others: int, of_others: int, level: float = LEVEL
) -> NumberNeeded:
    """Return the number needed from counts that did well among those with help and without.

    Raises ChangeError for counts that cannot be.

    >>> found = number_needed(helped=56, of_helped=70, others=48, of_others=80)
    >>> round(found.nnt.estimate, 6), round(found.difference.interval.low, 4)
    (5.0, 0.0524)
    """
    for count, of in ((helped, of_helped), (others, of_others)):
        if of < 1 or not 0 <= count <= of:
            raise ChangeError("change.error.counts")
    one, two = helped / of_helped, others / of_others
    n = of_helped + of_others
    interval = newcombe_difference((helped, of_helped), (others, of_others), level=level)
    difference = stated(
        "change.says.rates",
        variant="newcombe-10",
        estimate=one - two,
        se=math.sqrt(one * (1 - one) / of_helped + two * (1 - two) / of_others),
        interval=interval,
        n=n,
        values={"one": 100 * one, "two": 100 * two, "points": 100 * (one - two)},
    )
    return NumberNeeded(difference=difference, nnt=_turned_over(one - two, interval, n))


def newcombe_difference(
    one: tuple[int, int], two: tuple[int, int], *, level: float = LEVEL
) -> Interval:
    """Return Newcombe's method 10 for the difference of two shares, each as (count, of)."""
    p1, p2 = one[0] / one[1], two[0] / two[1]
    low1, high1 = wilson(*one, level=level)
    low2, high2 = wilson(*two, level=level)
    return Interval(
        max(-1.0, p1 - p2 - math.hypot(p1 - low1, high2 - p2)),
        min(1.0, p1 - p2 + math.hypot(high1 - p1, p2 - low2)),
        "newcombe-10",
        level,
    )


def wilson(count: int, of: int, *, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's (1927) score limits of a share.

    >>> low, high = wilson(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (count + z * z / 2) / (of + z * z)
    half = z / (of + z * z) * math.sqrt(count * (of - count) / of + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def number_needed_of_d(d: float) -> float:
    """Return NNT from a standardised difference of two normal groups; infinite at 0.

    >>> [round(number_needed_of_d(d), 1) for d in (0.2, 0.5, 0.8)]
    [8.9, 3.6, 2.3]
    """
    share = 2 * NormalDist().cdf(d / math.sqrt(2)) - 1
    return math.inf if share == 0 else 1 / share


def _turned_over(difference: float, interval: Interval, n: int) -> Estimate:
    if difference == 0:
        return not_stated(Reason.of("change.refused.no_difference"), variant=VARIANT, n=n)
    through_infinity = interval.low <= 0 <= interval.high
    limits = None
    notes: tuple[Reason, ...] = (Reason.of("change.note.nnt_needs_comparison"),)
    if through_infinity:
        notes = (*notes, Reason.of("change.note.nnt_through_infinity"))
    else:
        low, high = sorted((1 / interval.low, 1 / interval.high))
        limits = Interval(low, high, "newcombe-10", interval.level)
    return stated(
        "change.says.nnt" if difference > 0 else "change.says.nnh",
        variant=VARIANT,
        estimate=1 / difference,
        interval=limits,
        n=n,
        notes=notes,
        values={"count": abs(1 / difference)},
    )
