"""By how many standard deviations the level changed, and how much of the way to the goal.

The within-case standardized mean difference of one series (Gingerich 1984; Busk and Serlin 1992),
corrected for small samples by J(ν) = 1 − 3/(4ν − 1) (Hedges 1981):

    baseline  J(n_A−1) · (ȳ_B − ȳ_A)/s_A,
              SE² = J² · (1/n_A + s_B²/(n_B·s_A²) + d²/(2(n_A−1)))
    pooled    J(N−2) · (ȳ_B − ȳ_A)/s_pooled,
              SE² = J² · (1/n_A + 1/n_B + d²/(2(N−2)))

with d the uncorrected difference. It is not the d of a group study: it is scaled by how much this
person varies from day to day, and must not stand beside effects between people (the between-case
SMD is made for that). Percent of goal obtained (Ferron and others 2020) = 100·(ȳ_B − ȳ_A)/(goal −
ȳ_A), its error by the delta method. Intervals are est ± z·SE and assume independent points. On such
points they hold the truth 93–97 times in 100 from ten points a phase on; with five points that of
the pooled SMD does so too, that of the percent of goal 91 times, and that of the baseline SMD
between 97 (no difference) and 89 (two standard deviations) times (`bench/coverage.py`).
"""

import math
import statistics
from statistics import NormalDist

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import TwoPhases, too_few


def smd_baseline(series: TwoPhases, *, level: float = LEVEL) -> Estimate:
    """Return the within-case SMD by the baseline's SD, positive for improvement."""
    variant = "smd-baseline-sd-corrected"
    if why := too_few(series, a=2, b=2):
        return _no(series, why, variant)
    sd_a, sd_b = statistics.stdev(series.a), statistics.stdev(series.b)
    if sd_a == 0:
        return _no(series, Reason.of("singlecase.refused.no_sd"), variant)
    m, n = len(series.a), len(series.b)
    d = _difference(series) / sd_a
    j = small_sample_factor(m - 1)
    se = j * math.sqrt(1 / m + sd_b**2 / (n * sd_a**2) + d * d / (2 * (m - 1)))
    return _of(series, "smd_baseline", j * d, se=se, level=level, variant=variant)


def smd_pooled(series: TwoPhases, *, level: float = LEVEL) -> Estimate:
    """Return the within-case SMD by the SD pooled over both phases, positive for improvement."""
    variant = "smd-pooled-sd-corrected"
    if why := too_few(series, a=2, b=2):
        return _no(series, why, variant)
    m, n = len(series.a), len(series.b)
    squares = (m - 1) * statistics.variance(series.a) + (n - 1) * statistics.variance(series.b)
    if squares == 0:
        return _no(series, Reason.of("singlecase.refused.no_sd"), variant)
    d = _difference(series) / math.sqrt(squares / (m + n - 2))
    j = small_sample_factor(m + n - 2)
    se = j * math.sqrt(1 / m + 1 / n + d * d / (2 * (m + n - 2)))
    return _of(series, "smd_pooled", j * d, se=se, level=level, variant=variant)


def percent_of_goal(series: TwoPhases, *, goal: float, level: float = LEVEL) -> Estimate:
    """Return the percent of the way from the baseline's mean to the goal (100 = there)."""
    variant = "pogo-delta"
    if why := too_few(series, a=2, b=2):
        return _no(series, why, variant)
    mean_a, mean_b = statistics.fmean(series.a), statistics.fmean(series.b)
    way = goal - mean_a
    if series.better.sign * way <= 0:
        return _no(series, Reason.of("singlecase.refused.goal_reached", goal=goal), variant)
    of_a = statistics.variance(series.a) / len(series.a) * ((mean_b - goal) / way) ** 2
    of_b = statistics.variance(series.b) / len(series.b)
    se = 100 / abs(way) * math.sqrt(of_a + of_b)
    percent = 100 * (mean_b - mean_a) / way
    return _of(series, "pogo", percent, se=se, level=level, variant=variant, goal=goal)


def small_sample_factor(df: int) -> float:
    """Return J, by which a standardized difference is made unbiased (Hedges 1981).

    >>> round(small_sample_factor(5), 4)
    0.8421
    """
    return 1 - 3 / (4 * df - 1)


def _difference(series: TwoPhases) -> float:
    return series.better.sign * (statistics.fmean(series.b) - statistics.fmean(series.a))


def _of(
    series: TwoPhases,
    code: str,
    estimate: float,
    *,
    se: float,
    level: float,
    variant: str,
    goal: float | None = None,
) -> Estimate:
    z = NormalDist().inv_cdf((1 + level) / 2)
    interval = Interval(estimate - z * se, estimate + z * se, "normal", level) if se else None
    return stated(
        f"singlecase.says.{code}",
        variant=variant,
        estimate=estimate,
        se=se,
        interval=interval,
        n=len(series.a) + len(series.b),
        missing=series.missing,
        notes=(Reason.of("singlecase.note.no_spread"),) if se == 0 else (),
        values={} if goal is None else {"goal": goal},
    )


def _no(series: TwoPhases, why: Reason, variant: str) -> Estimate:
    n = len(series.a) + len(series.b)
    return not_stated(why, variant=variant, n=n, missing=series.missing)
