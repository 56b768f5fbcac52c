"""By how much the level changed, in the series' own unit.

For a series whose unit means the same for everybody: marks as z or as percentile, attendance in
percent. With m and n points, means ȳ and the SD pooled over both phases (n−1):

    D = ȳ_B − ȳ_A, turned so that positive is better;  SE = s_pooled · √(1/m + 1/n),

the interval D ± t(m + n − 2)·SE: Student's two means (1908). It assumes that both phases vary
alike and that points do not depend on each other. A log odds ratio, the usual choice for
proportions, does not exist where a phase stands at 100 %, and would leave out whoever came always.
"""

import math
import statistics

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import TwoPhases, too_few

VARIANT = "mean-difference-pooled"


def level_difference(series: TwoPhases, *, level: float = LEVEL) -> Estimate:
    """Return the difference between the means of the phases, positive for improvement.

    >>> from kithwork.core.singlecase.series import Better
    >>> found = level_difference(
    ...     TwoPhases(baseline=(1, 2, 3), intervention=(4, 5, 6), better=Better.HIGHER)
    ... )
    >>> found.estimate, round(found.se, 4)
    (3.0, 0.8165)
    """
    from scipy.stats import t

    m, n = len(series.a), len(series.b)
    if why := too_few(series, a=2, b=2):
        return not_stated(why, variant=VARIANT, n=m + n, missing=series.missing)
    difference = series.better.sign * (statistics.fmean(series.b) - statistics.fmean(series.a))
    squares = (m - 1) * statistics.variance(series.a) + (n - 1) * statistics.variance(series.b)
    df = m + n - 2
    se = math.sqrt(squares / df * (1 / m + 1 / n))
    half = float(t(df).ppf((1 + level) / 2)) * se
    return stated(
        "singlecase.says.level_difference",
        variant=VARIANT,
        estimate=difference,
        se=se,
        interval=Interval(difference - half, difference + half, "t", level) if se else None,
        n=m + n,
        missing=series.missing,
        notes=() if se else (Reason.of("singlecase.note.no_spread"),),
        values={},
    )
