"""The standard error of measurement of the sum score: how far a score may be from the person's own.

    SEM = SD of the sum · √(1 − alpha) = √(k · mean square of the residuals)

by alpha of the same items (Lord & Novick 1968), so it is the error of one sitting, not of one week:
what changes a person from day to day is not in it. With ν = (n − 1)(k − 1) degrees of freedom the
residuals of parallel normal items follow chi², which gives the interval SEM·√(ν / χ²_ν) (as for any
variance) and the standard error SEM / √(2ν). In `bench/coverage_questionnaires.py` the interval
keeps its 95 % for parallel items; where items differ in spread it may cover less.
"""

import math

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.items import ItemCovariances
from kithwork.core.reasons import Reason
from kithwork.core.reliability.alpha import alpha_of, cannot

_VARIANT = "sem, alpha"


def measurement_error(items: ItemCovariances, *, level: float = LEVEL) -> Estimate:
    """Return the SEM of the sum of the items, in its units; none where alpha is none or below 0."""
    variant = f"{_VARIANT}-{items.missing}"
    if why := cannot(items):
        return not_stated(why, variant=variant, n=items.n, missing=items.dropped)
    r = alpha_of(items)
    if r < 0:
        why = Reason.of("reliability.refused.sem_of_negative")
        return not_stated(why, variant=variant, n=items.n, missing=items.dropped)
    sd = math.sqrt(items.total_variance)
    value = sd * math.sqrt(max(1 - r, 0.0))
    freedom = (items.n - 1) * (items.k - 1)
    return stated(
        "reliability.says.sem",
        variant=variant,
        estimate=value,
        se=value / math.sqrt(2 * freedom),
        interval=_interval(value, freedom, level),
        n=items.n,
        missing=items.dropped,
        values={"k": items.k, "sd": sd},
    )


def _interval(value: float, freedom: int, level: float) -> Interval:
    from scipy.special import chdtri

    tail = (1 - level) / 2
    low, high = (
        value * math.sqrt(freedom / float(chdtri(freedom, share))) for share in (tail, 1 - tail)
    )
    return Interval(low, high, "chi-square", level)
