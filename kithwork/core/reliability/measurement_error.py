"""The standard error of measurement of the sum score: how far a score may be from the person's own.

    SEM = SD · √(1 − reliability)

With alpha as the reliability it is the error of one sitting, not of one week: what changes a person
from day to day is in neither. Its interval is that of alpha, carried through; the SD is taken as it
was found, so that it covers a little less than it says where few people answered.
"""

import math

from kithwork.core.estimates import Estimate, Interval, not_stated, stated
from kithwork.core.items import ItemCovariances
from kithwork.core.reasons import Reason


def measurement_error(items: ItemCovariances, reliability: Estimate) -> Estimate:
    """Return the SEM of the sum of the items, in its units; `reliability` is of the same items."""
    variant = f"sem, {reliability.variant}"
    r = reliability.estimate
    if r is None:
        return not_stated(
            reliability.claim, variant=variant, n=reliability.n, missing=reliability.missing
        )
    if not 0 <= r <= 1:
        why = Reason.of("reliability.refused.sem_of_negative")
        return not_stated(why, variant=variant, n=reliability.n, missing=reliability.missing)
    sd = math.sqrt(items.total_variance)
    return stated(
        "reliability.says.sem",
        variant=variant,
        estimate=sd * math.sqrt(1 - r),
        interval=_interval(reliability.interval, sd),
        n=reliability.n,
        missing=reliability.missing,
        values={"k": items.k, "sd": sd},
    )


def _interval(of: Interval | None, sd: float) -> Interval | None:
    if of is None:
        return None
    low, high = (sd * math.sqrt(1 - min(bound, 1.0)) for bound in (of.high, of.low))
    return Interval(low, high, of.method, of.level)
