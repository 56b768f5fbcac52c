"""The between-case standardised mean difference of Hedges, Pustejovsky and Shadish.

It puts a study of a few cases on the scale of a study of two groups: the mean change from baseline
to treatment divided by the standard deviation *between students* (τ² + σ²), not within one.

    D = mean over cases of (mean under treatment − mean in baseline)
    S² = variance between cases, pooled over the places where cases can be compared
    r = Σ e_t·e_(t−1) / Σ e_t²,  e = deviation from the phase's mean; neighbours follow each other
        in one phase in (AB)^k, in one case in a multiple baseline
    φ = r + Σ((n_p − 1)/n_p) / Σ(n_p − 1)   over phases p of n_p points (bias of r at φ = 0)
    σ² = Σ e² / E(Σ e²; φ)          ρ = 1 − σ²/S², at least 0
    ν = tr(AΣ)² / tr(AΣAΣ)          θ² = c'Σc, for S² = y'Ay/tr(A), D = c'y, Σ the correlations
    δ = J(ν)·D/S                     J(ν) = 1 − 3/(4ν − 1)
    V = J(ν)²·[ν/(ν − 2)·(θ² + δ²) − δ²/J(ν)²]

Sources: Hedges, Pustejovsky and Shadish (2012), *Research Synthesis Methods* 3:224–239, for (AB)^k;
(2013) 4:324–341, for multiple baselines. The model supposes stable phases without trend, one effect
for all cases and normal errors. The interval is δ ± t(ν)·√V.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.core.betweencase.cases import FEWEST_CASES, Case, Design, check_design
from kithwork.core.betweencase.layout import has_whole_times, layout_of
from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import Better
from kithwork.core.standardized import hedges_approximate

if TYPE_CHECKING:
    from kithwork.core._kernels.betweencase import Layout, Numbers

FEWEST_DF = 2.0  # the variance is infinite at 2 degrees of freedom and below
LARGEST_PHI = 0.99
ROUNDING = 1e-20  # squares below this share of the values' own are what rounding leaves of 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweenCase(PlainResult):
    """`delta` is positive where the change is for the better; its `se` is the root of `variance`.

    `df` are the degrees of freedom of the standard deviation between cases, `phi` the
    autocorrelation, `rho` the share of variance that lies between cases, `raw_difference` the mean
    change in the measure's own unit, `sd` the standard deviation between cases. All are None where
    the effect cannot be computed.
    """

    design: Design
    delta: Estimate
    variance: float | None = None
    df: float | None = None
    phi: float | None = None
    rho: float | None = None
    raw_difference: float | None = None
    sd: float | None = None


def between_case(
    cases: Sequence[Case], *, design: Design, better: Better, level: float = LEVEL
) -> BetweenCase:
    """Return the effect of one study; CasesError where the cases do not have the design."""
    check_design(cases, design)
    n, missing = len(cases), sum(one.missing for one in cases)
    if n < FEWEST_CASES:
        few = Reason.of("betweencase.refused.cases", n=n, needed=FEWEST_CASES)
        return _refused(few, design, n=n, missing=missing)
    layout = layout_of(cases, design)
    found = _moments(layout, design)
    if isinstance(found, Reason):
        return _refused(found, design, n=n, missing=missing)
    notes = (*found.notes, *_notes(cases))
    return _stated(found, design, better=better, level=level, n=n, missing=missing, notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moments:
    difference: float
    variance_between: float
    phi: float
    rho: float
    df: float
    theta_squared: float
    notes: tuple[Reason, ...]


def _moments(layout: "Layout", design: Design) -> _Moments | Reason:
    """Return the moments of the data, or the reason why there are none."""
    from kithwork.core._kernels import betweencase as kernel

    spread = kernel.within(layout, follows_phases=design is Design.AB_K)
    between = kernel.centring(layout.cell)
    degrees = float(between.trace())
    variance = float(layout.values @ between @ layout.values) / degrees if degrees > 0 else 0.0
    if degrees <= 0:
        return Reason.of("betweencase.refused.not_comparable")
    if spread.sizes.sum() == len(spread.sizes):
        return Reason.of("betweencase.refused.single_points")
    nothing = ROUNDING * float(layout.values @ layout.values)
    if variance <= nothing or spread.squares <= nothing:
        return Reason.of("betweencase.refused.no_variation")
    bias = ((spread.sizes - 1) / spread.sizes).sum() / (spread.sizes - 1).sum()
    phi = spread.lagged / spread.squares + float(bias)
    notes = []
    if abs(phi) > LARGEST_PHI:
        phi = math.copysign(LARGEST_PHI, phi)
        notes.append(Reason.of("betweencase.note.phi_bounded", limit=LARGEST_PHI))
    rho = 1 - _variance_within(layout, spread.squares, phi) / variance
    if rho < 0:
        rho = 0.0
        notes.append(Reason.of("betweencase.note.no_spread_between"))
    weights = kernel.weights_of_difference(layout)
    correlations = kernel.correlations(layout, phi=phi, rho=rho)
    return _Moments(
        difference=float(weights @ layout.values),
        variance_between=variance,
        phi=phi,
        rho=rho,
        df=_degrees_of_freedom(between, correlations),
        theta_squared=float(weights @ correlations @ weights),
        notes=tuple(notes),
    )


def _variance_within(layout: "Layout", squares: float, phi: float) -> float:
    """Return σ²: the squares about phase means over what they would be on average at σ² = 1."""
    from kithwork.core._kernels import betweencase as kernel

    expected = kernel.centring(layout.phase) @ kernel.correlations(layout, phi=phi, rho=0.0)
    return squares / float(expected.trace())


def _degrees_of_freedom(form: "Numbers", correlations: "Numbers") -> float:
    product = form @ correlations
    return float(product.trace() ** 2 / (product * product.T).sum())


def _stated(
    found: _Moments,
    design: Design,
    *,
    better: Better,
    level: float,
    n: int,
    missing: int,
    notes: tuple[Reason, ...],
) -> BetweenCase:
    from scipy.stats import t as student

    if found.df <= FEWEST_DF:
        few = Reason.of("betweencase.refused.df", df=found.df)
        return _refused(few, design, n=n, missing=missing)
    sd = math.sqrt(found.variance_between)
    factor = hedges_approximate(found.df)
    delta = better.sign * factor * found.difference / sd
    inflation = found.df / (found.df - 2)
    inner = inflation * (found.theta_squared + delta**2) - delta**2 / factor**2
    variance = factor**2 * inner
    half = float(student.ppf((1 + level) / 2, found.df)) * math.sqrt(variance)
    estimate = stated(
        "betweencase.says.delta",
        variant=f"hps-{design}",
        estimate=delta,
        se=math.sqrt(variance),
        interval=Interval(delta - half, delta + half, "t-of-nu", level),
        n=n,
        missing=missing,
        notes=notes,
        values={"n": n},
    )
    return BetweenCase(
        design=design,
        delta=estimate,
        variance=variance,
        df=found.df,
        phi=found.phi,
        rho=found.rho,
        raw_difference=found.difference,
        sd=sd,
    )


def _notes(cases: Sequence[Case]) -> list[Reason]:
    notes = [Reason.of("betweencase.note.model")]
    if missing := sum(one.missing for one in cases):
        notes.append(Reason.of("betweencase.note.missing", n=missing))
    if not has_whole_times(cases):
        notes.append(Reason.of("betweencase.note.order_of_sessions"))
    return notes


def _refused(why: Reason, design: Design, *, n: int, missing: int) -> BetweenCase:
    none = not_stated(why, variant=f"hps-{design}", n=n, missing=missing)
    return BetweenCase(design=design, delta=none)
