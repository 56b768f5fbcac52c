"""Standardised changes of pairs: one name, several numbers, so each is named.

The mean of after − before divided by a standard deviation. Which one decides the meaning:

    d_z      SD of the differences: grows with the correlation of before and after, and cannot be
             compared with an effect between groups
    d_av     mean of the two SDs (Cumming 2012)
    d_pooled root of the mean of the two variances (Bonett 2008)
    d_rm     SD of the differences / √(2·(1 − r)) (Morris and DeShon 2002)
    d_pre    SD before (Becker 1988)

Intervals: d_z by the noncentral t, exact under normality; d_av and d_pooled by the standard error
of Bonett (2008) for the pooled standardiser, d_pre by his for one standardiser; d_rm by the large-
sample variance of Borenstein and others (2009, eq. 4.28). `corrected` multiplies by the exact
J(n − 1) of Hedges (1981).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.paired.pairs import Figures, Pairs, figures, refusal
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason
from kithwork.core.standardized import hedges_exact, noncentral_t_limits

VARIANTS = ("d_z", "d_av", "d_pooled", "d_rm", "d_pre")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardizedChange(PlainResult):
    """One variant: as it is, and `corrected` for small samples (Hedges' g of that variant)."""

    raw: Estimate
    corrected: Estimate


def standardized_changes(pairs: Pairs, *, level: float = LEVEL) -> Mapping[str, StandardizedChange]:
    """Return every variant by its name; one that cannot be computed says why.

    >>> from kithwork.core.paired.pairs import Pairs
    >>> found = standardized_changes(Pairs(before=(3, 4, 5, 6), after=(4, 6, 6, 9)))
    >>> round(found["d_z"].raw.estimate, 4), round(found["d_pre"].raw.estimate, 4)
    (1.8278, 1.3555)
    """
    if why := refusal(pairs):
        return {name: _refused(name, pairs, why) for name in VARIANTS}
    found = figures(pairs)
    return {name: _variant(name, pairs, found, level=level) for name in VARIANTS}


def _variant(name: str, pairs: Pairs, found: Figures, *, level: float) -> StandardizedChange:
    if why := _missing_standardizer(name, found):
        return _refused(name, pairs, why)
    d = found.mean_difference / _standardizer(name, found)
    se, interval = _error(name, pairs.n, found, d, level=level)
    factor = hedges_exact(pairs.n - 1) if pairs.n > 2 else None
    if factor is None:
        few = Reason.of("paired.refused.few_to_correct", n=pairs.n)
        corrected = not_stated(few, variant=f"hedges-{name}", n=pairs.n, missing=pairs.missing)
    else:
        corrected = _stated(f"hedges-{name}", pairs, d, se, interval, factor=factor)
    return StandardizedChange(
        raw=_stated(name, pairs, d, se, interval, factor=1), corrected=corrected
    )


def _standardizer(name: str, found: Figures) -> float:
    if name == "d_rm":
        assert found.r is not None  # `_missing_standardizer` saw to it
        return found.sd_difference / math.sqrt(2 * (1 - found.r))
    return {
        "d_z": found.sd_difference,
        "d_av": found.sd_average,
        "d_pooled": found.sd_pooled,
        "d_pre": found.sd_before,
    }[name]


def _missing_standardizer(name: str, found: Figures) -> Reason | None:
    if name == "d_rm":
        if found.r is None:
            return Reason.of("paired.refused.no_correlation")
        if found.sd_difference == 0 or found.r >= 1:
            return Reason.of("paired.refused.no_variation")
        return None
    if _standardizer(name, found) == 0:
        return Reason.of("paired.refused.no_variation")
    return None


def _error(name: str, n: int, found: Figures, d: float, *, level: float) -> tuple[float, Interval]:
    if name == "d_z":
        return _noncentral(n, d, level=level)
    variances = {"d_rm": _borenstein, "d_pre": _bonett_one}
    se = math.sqrt(variances.get(name, _bonett_pooled)(n, found, d))
    method = {"d_rm": "borenstein-2009", "d_pre": "bonett-2008-one-sd"}.get(name, "bonett-2008")
    half = _normal_quantile(level) * se
    return se, Interval(d - half, d + half, method, level)


def _noncentral(n: int, d: float, *, level: float) -> tuple[float, Interval]:
    """Return the large-sample error of d_z and its exact interval."""
    se = math.sqrt(1 / n + d * d / (2 * n))
    low, high = noncentral_t_limits(d * math.sqrt(n), n - 1, level=level)
    return se, Interval(low / math.sqrt(n), high / math.sqrt(n), "noncentral-t", level)


def _bonett_pooled(n: int, found: Figures, d: float) -> float:
    """Return the variance of d by the root of the mean variance (Bonett 2008, eq. 15)."""
    one, two = found.sd_before**2, found.sd_after**2
    mean = (one + two) / 2
    covariance = (one + two - found.sd_difference**2) / 2
    shape = d * d * (one * one + two * two + 2 * covariance**2) / (8 * (n - 1) * mean * mean)
    return shape + found.sd_difference**2 / ((n - 1) * mean)


def _bonett_one(n: int, found: Figures, d: float) -> float:
    """Return the variance of d by the SD before (Bonett 2008)."""
    return d * d / (2 * (n - 1)) + found.sd_difference**2 / ((n - 1) * found.sd_before**2)


def _borenstein(n: int, found: Figures, d: float) -> float:
    """Return the variance of d_rm, (1/n + d²/2n)·2(1 − r)."""
    assert found.r is not None
    return (1 / n + d * d / (2 * n)) * 2 * (1 - found.r)


def _normal_quantile(level: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + level) / 2)


def _stated(
    variant: str, pairs: Pairs, d: float, se: float, interval: Interval, *, factor: float
) -> Estimate:
    low, high = interval.low * factor, interval.high * factor
    return stated(
        "paired.says.standardized",
        variant=variant,
        estimate=d * factor,
        se=se * factor,
        interval=Interval(low, high, interval.method, interval.level),
        n=pairs.n,
        missing=pairs.missing,
        values={"variant": variant, "n": pairs.n},
    )


def _refused(name: str, pairs: Pairs, why: Reason) -> StandardizedChange:
    def none(variant: str) -> Estimate:
        return not_stated(why, variant=variant, n=pairs.n, missing=pairs.missing)

    return StandardizedChange(raw=none(name), corrected=none(f"hedges-{name}"))
