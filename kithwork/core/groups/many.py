"""Two or more groups at once, and then every two of them.

Means by Welch's analysis of variance (1951), which does not suppose equal spread; ranks by Kruskal
and Wallis (1952; SciPy's). How much of the differences between students goes with the group:

    ω² = (SSB − (k − 1)·MSW) / (SST + MSW)   (Hays 1963), not below 0
    ε² = (H − k + 1) / (n − k) for ranks     (Kelley 1935; Tomczak and Tomczak 2014), not below 0

The interval of ω² comes from the noncentral F, λ/(λ + n) (Steiger 2004), and supposes equal spread.
Every two groups are compared by Welch's t, the p corrected for how many such comparisons there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, variance

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.groups.corrections import Correction, corrected
from kithwork.core.groups.samples import Sample, varies
from kithwork.core.groups.two import Test, TwoGroups, two_groups
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason
from kithwork.core.standardized import noncentral_f_limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(PlainResult):
    """Two of the groups; the p of Welch's t corrected by Holm and by Benjamini and Hochberg."""

    comparison: TwoGroups
    p: float | None
    p_holm: float | None
    p_benjamini_hochberg: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyGroups(PlainResult):
    """All groups together, and every pair of them."""

    welch: Test
    kruskal: Test
    omega_squared: Estimate
    epsilon_squared: Estimate
    pairs: tuple[Pair, ...]


def many_groups(groups: Sequence[Sample], *, level: float = LEVEL) -> ManyGroups:
    """Compare two or more groups."""
    kruskal = _kruskal(groups)
    return ManyGroups(
        welch=_welch(groups),
        kruskal=kruskal,
        omega_squared=_omega_squared(groups, level=level),
        epsilon_squared=_epsilon_squared(groups, kruskal),
        pairs=_pairs(groups, level=level),
    )


def _welch(groups: Sequence[Sample]) -> Test:
    from scipy.stats import f

    name = "welch-anova"
    if why := _no_means(groups, each_varies=True):
        return Test(name=name, statistic=None, df=(), p=None, why_not=why)
    k = len(groups)
    weights = [group.n / variance(group.values) for group in groups]
    means = [fmean(group.values) for group in groups]
    total = sum(weights)
    grand = fmean(means, weights)
    between = sum(w * (mean - grand) ** 2 for w, mean in zip(weights, means, strict=True))
    unsure = sum(
        (1 - w / total) ** 2 / (group.n - 1) for w, group in zip(weights, groups, strict=True)
    )
    ratio = between / (k - 1) / (1 + 2 * (k - 2) / (k * k - 1) * unsure)
    df = (float(k - 1), (k * k - 1) / (3 * unsure))
    return Test(name=name, statistic=ratio, df=df, p=float(f.sf(ratio, *df)))


def _kruskal(groups: Sequence[Sample]) -> Test:
    from scipy.stats import kruskal

    name = "kruskal-wallis"
    if why := _no_ranks(groups):
        return Test(name=name, statistic=None, df=(), p=None, why_not=why)
    found = kruskal(*(group.values for group in groups))
    return Test(
        name=name,
        statistic=float(found.statistic),
        df=(float(len(groups) - 1),),
        p=float(found.pvalue),
    )


def _omega_squared(groups: Sequence[Sample], *, level: float) -> Estimate:
    n, missing = _sizes(groups)
    if why := _no_means(groups):
        return not_stated(why, variant="omega-squared", n=n, missing=missing)
    k = len(groups)
    grand = fmean(value for group in groups for value in group.values)
    between = sum(group.n * (fmean(group.values) - grand) ** 2 for group in groups)
    inside = sum((value - fmean(group.values)) ** 2 for group in groups for value in group.values)
    error = inside / (n - k)
    estimate = max(0.0, (between - (k - 1) * error) / (between + inside + error))
    ratio = between / (k - 1) / error
    low, high = noncentral_f_limits(ratio, k - 1, n - k, level=level)
    return stated(
        "groups.says.omega_squared",
        variant="omega-squared",
        estimate=estimate,
        interval=Interval(low / (low + n), high / (high + n), "noncentral-f", level),
        n=n,
        missing=missing,
        values={"percent": 100 * estimate, "k": k},
    )


def _epsilon_squared(groups: Sequence[Sample], kruskal: Test) -> Estimate:
    n, missing = _sizes(groups)
    if kruskal.statistic is None or n <= len(groups):
        why = kruskal.why_not or Reason.of("groups.refused.no_variation")
        return not_stated(why, variant="epsilon-squared", n=n, missing=missing)
    k = len(groups)
    return stated(
        "groups.says.epsilon_squared",
        variant="epsilon-squared",
        estimate=max(0.0, (kruskal.statistic - k + 1) / (n - k)),
        n=n,
        missing=missing,
        values={"k": k},
    )


def _pairs(groups: Sequence[Sample], *, level: float) -> tuple[Pair, ...]:
    found = [two_groups(one, two, level=level) for one, two in combinations(groups, 2)]
    p_values = [one.tests[0].p for one in found]
    holm = corrected(p_values, Correction.HOLM)
    discovery = corrected(p_values, Correction.BENJAMINI_HOCHBERG)
    return tuple(
        Pair(comparison=one, p=p, p_holm=first, p_benjamini_hochberg=second)
        for one, p, first, second in zip(found, p_values, holm, discovery, strict=True)
    )


def _sizes(groups: Sequence[Sample]) -> tuple[int, int]:
    return sum(group.n for group in groups), sum(group.missing for group in groups)


def _no_means(groups: Sequence[Sample], *, each_varies: bool = False) -> Reason | None:
    for group in groups:
        if group.n < 2:
            return Reason.of("groups.refused.few", group=group.name, n=group.n)
    if not any(map(varies, groups)):
        return Reason.of("groups.refused.no_variation")
    constant = [group.name for group in groups if not varies(group)]
    if constant and each_varies:
        return Reason.of("groups.refused.constant_group", group=constant[0])
    return None


def _no_ranks(groups: Sequence[Sample]) -> Reason | None:
    for group in groups:
        if group.n < 1:
            return Reason.of("groups.refused.few", group=group.name, n=group.n)
    if len({value for group in groups for value in group.values}) == 1:
        return Reason.of("groups.refused.no_variation")
    return None
