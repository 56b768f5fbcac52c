"""The conservative dual criterion: are enough B points beyond two lines of the baseline?

Fisher, Kelley and Lomas (2003): the baseline's mean line and its least-squares line are drawn on
through B and both moved by 0.25 standard deviations of the baseline towards improvement. The change
is systematic where so many B points lie beyond both that a fair coin would give them with a
probability below .05 (one-sided binomial). The share and the level stand in the catalogue. It is an
aid to the eye that holds its error rate in short, autocorrelated series better than the eye does;
below five points in B it can never be met.
"""

import math
import statistics
from dataclasses import dataclass

from kithwork.core.reasons import Reason
from kithwork.core.singlecase.lines import least_squares
from kithwork.core.singlecase.series import Rules, TwoPhases, too_few

VARIANT = "cdc-least-squares"
FEWEST_A = 3  # a line through two points passes through both, with no spread left to speak of


@dataclass(frozen=True, slots=True, kw_only=True)
class DualCriterion:
    """How many of the `n_b` points lie beyond both lines, and how many were `needed`.

    `p` is the one-sided binomial probability of so many; `is_met` and the numbers are None where
    the criterion cannot be applied, and `claim` says why. `needed` is None where no number of
    points of so short a phase could meet it.
    """

    beyond: int | None
    needed: int | None
    p: float | None
    is_met: bool | None
    n_a: int
    n_b: int
    claim: Reason
    variant: str = VARIANT


def dual_criterion(series: TwoPhases, *, rules: Rules) -> DualCriterion:
    """Apply the conservative dual criterion to the intervention phase."""
    n_a, n_b = len(series.a), len(series.b)
    if why := too_few(series, a=FEWEST_A, b=1):
        return DualCriterion(
            beyond=None, needed=None, p=None, is_met=None, n_a=n_a, n_b=n_b, claim=why
        )
    beyond = _beyond_both(series, rules.lifted)
    needed = points_needed(n_b, alpha=rules.alpha)
    p = chance_of_at_least(beyond, n_b)
    met = p < rules.alpha
    says = "met" if met else "not_met" if needed is not None else "too_short"
    return DualCriterion(
        beyond=beyond,
        needed=needed,
        p=p,
        is_met=met,
        n_a=n_a,
        n_b=n_b,
        claim=Reason.of(f"singlecase.says.cdc.{says}", beyond=beyond, n=n_b, needed=needed),
    )


def points_needed(n: int, *, alpha: float) -> int | None:
    """Return the fewest of `n` points that meet the criterion; None where even all do not.

    >>> [points_needed(n, alpha=0.05) for n in (4, 5, 8, 10, 20)]
    [None, 5, 7, 9, 15]
    """
    return next((k for k in range(n + 1) if chance_of_at_least(k, n) < alpha), None)


def chance_of_at_least(k: int, n: int) -> float:
    """Return the probability of `k` or more heads in `n` throws of a fair coin."""
    return sum(math.comb(n, i) for i in range(k, n + 1)) / float(2**n)


def _beyond_both(series: TwoPhases, lifted: float) -> int:
    a = series.better_a
    line = least_squares(series.times_a, a)
    assert line is not None  # three points were asked for
    up = lifted * statistics.stdev(a)
    mean = statistics.fmean(a)
    return sum(
        y > max(mean, line.at(time)) + up
        for time, y in zip(series.times_b, series.better_b, strict=True)
    )
