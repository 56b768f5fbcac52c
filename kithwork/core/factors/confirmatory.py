"""Confirmatory factors: do the questions form the groups that they were written for?

Maximum likelihood on the covariances (Jöreskog 1969), of people who answered everything. All
figures are on the scale of the normal likelihood with n below: chi² = n·F; AIC = −2 log L + 2q and
BIC = −2 log L + q·log n with the constants of log L, so that they compare with lavaan's and Mplus's
and not with those of programs that leave the constants out. With chi²_0 of the model in which
nothing goes together:

    CFI = 1 − max(chi² − df, 0) / max(chi²_0 − df_0, chi² − df, 0)                Bentler 1990
    TLI = (chi²_0/df_0 − chi²/df) / (chi²_0/df_0 − 1)                    Tucker & Lewis 1973
    RMSEA = √(max(chi² − df, 0) / (df·n)), interval by non-central chi²         Steiger 1990
    SRMR = √(mean of (s − σ)²/(s_ii s_jj)) over the lower triangle with diagonal  Bentler 1995

Scale answers are no normal numbers: with few categories or skewed answers chi² is too large.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import Interval, Plain
from kithwork.core.items import ItemCovariances, ItemError
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    from kithwork.core._kernels.confirming import Fitted

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

RMSEA_LEVEL = 0.90  # the custom for this one figure (Browne & Cudeck 1993)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """An item on its factor: in the factor's own units (first item 1, so without error) and
    standardised, −1 to 1 as a rule."""

    item: str
    factor: str
    estimate: float
    se: float | None
    standardized: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The fit of a factor model; every figure is None where it could not be fitted, `why` says so.

    `p` tests exact fit; `rmsea` has a 90 % interval and `p_close` for RMSEA ≤ .05.
    """

    n: int
    parameters: int
    chi2: float | None = None
    df: int | None = None
    p: float | None = None
    baseline_chi2: float | None = None
    baseline_df: int | None = None
    cfi: float | None = None
    tli: float | None = None
    rmsea: float | None = None
    rmsea_interval: Interval | None = None
    p_close: float | None = None
    srmr: float | None = None
    log_likelihood: float | None = None
    aic: float | None = None
    bic: float | None = None
    bic_adjusted: float | None = None
    loadings: tuple[Loading, ...] = ()
    factor_correlations: tuple[tuple[str, str, float], ...] = ()
    residual_variances: tuple[tuple[str, float], ...] = ()
    notes: tuple[Reason, ...] = ()
    why: Reason | None = None

    @property
    def claim(self) -> Reason:
        """The sentence for a report."""
        if self.why:
            return self.why
        return Reason.of(
            "factors.says.confirmed",
            chi2=self.chi2,
            df=self.df,
            cfi=self.cfi,
            rmsea=self.rmsea,
            srmr=self.srmr,
            n=self.n,
        )

    def to_dict(self) -> dict[str, Plain]:
        """Return the figures for JSON."""
        figures = (
            "n", "parameters", "chi2", "df", "p", "baseline_chi2", "baseline_df", "cfi", "tli",
            "rmsea", "p_close", "srmr", "log_likelihood", "aic", "bic", "bic_adjusted",
        )  # fmt: skip
        document: dict[str, Plain] = {name: getattr(self, name) for name in figures}
        around = self.rmsea_interval
        document["rmsea_ci"] = [around.low, around.high] if around else None
        document["rmsea_ci_level"] = around.level if around else None
        document["loadings"] = {
            one.item: {
                "factor": one.factor, "est": one.estimate, "se": one.se, "std": one.standardized,
            }
            for one in self.loadings
        }  # fmt: skip
        document["factor_correlations"] = [
            {"factors": [a, b], "r": r} for a, b, r in self.factor_correlations
        ]
        document["residual_variances"] = dict(self.residual_variances)
        return document


def confirm(items: ItemCovariances, model: Mapping[str, Sequence[str]]) -> Confirmed:
    """Fit a model in which each item belongs to one factor: {"reading": ["x4", "x5", "x6"], …}.

    Items of the table that the model does not name are left out. Raises ItemError for an item that
    is not there, one on two factors, or a factor with fewer than two items.
    """
    import numpy as np

    from kithwork.core._kernels import confirming

    names = _named(items, model)
    places = [items.names.index(name) for name in names]
    pattern = np.array([[name in members for members in model.values()] for name in names])
    covariances = items.matrix[places][:, places]
    count = confirming.layout(pattern).count
    df = len(names) * (len(names) + 1) // 2 - count
    if why := _refusal(items, covariances, names, df):
        return Confirmed(n=items.n, parameters=count, why=why)
    sample = covariances * (items.n - 1) / items.n
    found = confirming.fitted(sample, pattern)
    if found is None:
        why = Reason.of("factors.refused.no_solution")
        return Confirmed(n=items.n, parameters=count, why=why)
    return _confirmed(items.n, sample, found, df=df, count=count, model=model, names=names)


def _named(items: ItemCovariances, model: Mapping[str, Sequence[str]]) -> list[str]:
    named = [name for members in model.values() for name in members]
    for name in named:
        if name not in items.names:
            raise ItemError("items.error.unknown", item=name, known=", ".join(items.names))
        if named.count(name) > 1:
            raise ItemError("items.error.twice", item=name)
    for factor, members in model.items():
        if len(members) < 2:
            raise ItemError("factors.error.few_items", factor=factor)
    return named


def _refusal(
    items: ItemCovariances, covariances: "Numbers", names: Sequence[str], df: int
) -> Reason | None:
    import numpy as np

    if df < 0:
        return Reason.of("factors.refused.not_identified", df=df)
    if items.n <= len(names):
        return Reason.of("factors.refused.people", n=items.n, k=len(names))
    flat = [name for name in items.constant if name in names]
    if flat:
        return Reason.of("reliability.refused.constant", items=", ".join(flat))
    scale = np.sqrt(np.diag(covariances))
    if not np.linalg.eigvalsh(covariances / np.outer(scale, scale))[0] > 1e-10:
        return Reason.of("reliability.refused.singular")
    return None


def _confirmed(
    n: int,
    sample: "Numbers",
    found: "Fitted",
    *,
    df: int,
    count: int,
    model: Mapping[str, Sequence[str]],
    names: Sequence[str],
) -> Confirmed:
    import numpy as np
    from scipy.special import chdtrc

    k = len(names)
    chi2 = n * found.discrepancy
    scale = np.sqrt(np.diag(sample))
    baseline = -n * float(np.linalg.slogdet(sample / np.outer(scale, scale))[1])
    baseline_df = k * (k - 1) // 2
    over, baseline_over = max(chi2 - df, 0.0), max(baseline - baseline_df, 0.0)
    likelihood = (
        -n
        / 2
        * (
            k * math.log(2 * math.pi)
            + float(np.linalg.slogdet(found.implied)[1])
            + float(np.trace(np.linalg.solve(found.implied, sample)))
        )
    )
    return Confirmed(
        n=n,
        parameters=count,
        chi2=chi2,
        df=df,
        p=float(chdtrc(df, chi2)) if df else None,
        baseline_chi2=baseline,
        baseline_df=baseline_df,
        cfi=1 - over / max(baseline_over, over) if max(baseline_over, over) > 0 else 1.0,
        tli=_tli(chi2, df, baseline, baseline_df),
        rmsea=math.sqrt(over / (df * n)) if df else None,
        rmsea_interval=_rmsea_interval(chi2, df, n) if df else None,
        p_close=_p_close(chi2, df, n) if df else None,
        srmr=_srmr(sample, found.implied),
        log_likelihood=likelihood,
        aic=-2 * likelihood + 2 * count,
        bic=-2 * likelihood + count * math.log(n),
        bic_adjusted=-2 * likelihood + count * math.log((n + 2) / 24),
        loadings=_loadings(found, n, model, names),
        factor_correlations=_factor_correlations(found, tuple(model)),
        residual_variances=tuple(
            (name, float(value)) for name, value in zip(names, found.residuals, strict=True)
        ),
        notes=_notes(found, names),
    )


def _tli(chi2: float, df: int, baseline: float, baseline_df: int) -> float | None:
    if not df or not baseline_df or baseline <= baseline_df:
        return None
    of_baseline = baseline / baseline_df
    return (of_baseline - chi2 / df) / (of_baseline - 1)


def _rmsea_interval(chi2: float, df: int, n: int) -> Interval:
    """Return the 90 % interval: where this chi² would be the 95th and the 5th centile."""
    tail = (1 - RMSEA_LEVEL) / 2
    low, high = (
        math.sqrt(_non_centrality(chi2, df, share) / (df * n)) for share in (1 - tail, tail)
    )
    return Interval(low, high, "steiger", RMSEA_LEVEL)


def _non_centrality(chi2: float, df: int, share: float) -> float:
    from scipy.optimize import brentq
    from scipy.special import chdtr, chndtr

    if chdtr(df, chi2) <= share:
        return 0.0
    top = chi2 + 10.0
    while chndtr(chi2, df, top) > share:
        top *= 2
    return float(brentq(lambda at: chndtr(chi2, df, at) - share, 1e-12, top, xtol=1e-10))


def _p_close(chi2: float, df: int, n: int) -> float:
    """Return the p of a test that RMSEA is .05 or less (Browne & Cudeck 1993)."""
    from scipy.special import chndtr

    return 1 - float(chndtr(chi2, df, 0.05**2 * df * n))


def _srmr(sample: "Numbers", implied: "Numbers") -> float:
    import numpy as np

    scale = np.sqrt(np.diag(sample))
    rest = (sample - implied) / np.outer(scale, scale)
    lower = rest[np.tril_indices(len(rest))]
    return float(np.sqrt((lower**2).mean()))


def _loadings(
    found: "Fitted", n: int, model: Mapping[str, Sequence[str]], names: Sequence[str]
) -> tuple[Loading, ...]:
    import numpy as np

    from kithwork.core._kernels import confirming

    pattern = np.array([[name in members for members in model.values()] for name in names])
    errors = dict(zip(confirming.layout(pattern).loadings, found.errors, strict=False))
    of_items = np.sqrt(np.diag(found.implied))
    of_factors = np.sqrt(np.maximum(np.diag(found.factors), 0.0))
    return tuple(
        Loading(
            item=name,
            factor=factor,
            estimate=float(found.loadings[item, place]),
            se=float(errors[item, place]) / math.sqrt(n) if (item, place) in errors else None,
            standardized=float(found.loadings[item, place] * of_factors[place] / of_items[item]),
        )
        for place, (factor, members) in enumerate(model.items())
        for item, name in enumerate(names)
        if name in members
    )


def _factor_correlations(
    found: "Fitted", factors: tuple[str, ...]
) -> tuple[tuple[str, str, float], ...]:
    variances = found.factors.diagonal()
    return tuple(
        (factors[b], factors[a], float(found.factors[a, b] / (variances[a] * variances[b]) ** 0.5))
        for a in range(len(factors))
        for b in range(a)
        if variances[a] > 0 and variances[b] > 0
    )


def _notes(found: "Fitted", names: Sequence[str]) -> tuple[Reason, ...]:
    notes = []
    if not found.converged:
        notes.append(Reason.of("reliability.note.not_converged"))
    below = [name for name, rest in zip(names, found.residuals, strict=True) if rest < 0]
    if below or bool((found.factors.diagonal() < 0).any()):
        notes.append(Reason.of("factors.note.impossible", items=", ".join(below)))
    return tuple(notes)
