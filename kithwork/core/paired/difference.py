"""The mean difference of pairs with Student's t (1908).

    t = mean difference / (SD of the differences / √n),   n − 1 degrees of freedom

The interval is mean ± t quantile × standard error. It supposes that the mean of the differences is
about normal: with few pairs and a lopsided scale the ranks (`kithwork.core.paired.ranks`) are the
safer reading. It tells that something changed, never why.
"""

import math
from dataclasses import dataclass

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.paired.pairs import Pairs, figures, refusal
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

VARIANT = "paired-t"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanDifference(PlainResult):
    """The mean of after − before; `t`, `df`, two-sided `p` are None where it has no error."""

    difference: Estimate
    t: float | None
    df: int | None
    p: float | None


def mean_difference(pairs: Pairs, *, level: float = LEVEL) -> MeanDifference:
    """Return the mean difference, its interval and its t test.

    >>> from kithwork.core.paired.pairs import Pairs
    >>> found = mean_difference(Pairs(before=(3, 4, 5, 6), after=(4, 6, 6, 9)))
    >>> round(found.t, 4), found.df, round(found.p, 4)
    (3.6556, 3, 0.0354)
    """
    if why := refusal(pairs):
        return _without_error(not_stated(why, variant=VARIANT, n=pairs.n, missing=pairs.missing))
    found = figures(pairs)
    mean = found.mean_difference
    if found.sd_difference == 0:
        return _without_error(
            stated(
                "paired.says.difference",
                variant=VARIANT,
                estimate=mean,
                n=pairs.n,
                missing=pairs.missing,
                notes=(Reason.of("paired.note.all_the_same"),),
                values={"n": pairs.n},
            )
        )
    return _with_error(pairs, mean, se=found.sd_difference / math.sqrt(pairs.n), level=level)


def _with_error(pairs: Pairs, mean: float, *, se: float, level: float) -> MeanDifference:
    from scipy.stats import t as student

    df, ratio = pairs.n - 1, mean / se
    half = float(student.ppf((1 + level) / 2, df)) * se
    difference = stated(
        "paired.says.difference",
        variant=VARIANT,
        estimate=mean,
        se=se,
        interval=Interval(mean - half, mean + half, "student-t", level),
        n=pairs.n,
        missing=pairs.missing,
        notes=(Reason.of("paired.note.no_cause"),),
        values={"n": pairs.n},
    )
    p = float(2 * student.sf(abs(ratio), df))
    return MeanDifference(difference=difference, t=ratio, df=df, p=p)


def _without_error(difference: Estimate) -> MeanDifference:
    return MeanDifference(difference=difference, t=None, df=None, p=None)
