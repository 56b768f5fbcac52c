"""Exploratory factors: which questions go together when nobody says beforehand?

Minres (Harman & Jones 1966), which needs no distribution and no inverse, or maximum likelihood
(Jöreskog 1967) with its test that so many factors are enough: chi² by Bartlett's (1951) multiplier
n − 1 − (2k + 5)/6 − 2m/3 on the discrepancy, and RMSEA from it. Then rotation: oblimin lets the
factors correlate, which in people they do, varimax forbids it; with γ = 0 and without row
normalisation, and with Kaiser's normalisation, respectively. Factors are ordered by what they
explain and turned so that loadings are positive on the whole; neither carries meaning.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import Plain
from kithwork.core.factors.adequacy import unusable
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    from kithwork.core._kernels.factoring import Extraction
    from kithwork.core._kernels.rotation import Rotated

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Method(StrEnum):
    """How the factors are extracted."""

    MINRES = "minres"
    ML = "ml"


class Rotation(StrEnum):
    """How they are turned."""

    OBLIMIN = "oblimin"
    VARIMAX = "varimax"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLoadings:
    """An item's pattern loadings, in the order of the factors; communality and uniqueness, 0–1."""

    item: str
    loadings: tuple[float, ...]
    communality: float
    uniqueness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploratory:
    """Factors of a correlation matrix; without loadings where `why` says so.

    `variance` is the share of all items' variance that each factor explains, `residual` the root
    mean square of the residual correlations. `chi2`, `df`, `p`, `rmsea` only with maximum
    likelihood, and where degrees of freedom are left.
    """

    n: int
    factors: int
    method: Method
    rotation: Rotation
    items: tuple[ItemLoadings, ...] = ()
    correlations: tuple[tuple[float, ...], ...] = ()
    variance: tuple[float, ...] = ()
    residual: float | None = None
    chi2: float | None = None
    df: int | None = None
    p: float | None = None
    rmsea: float | None = None
    notes: tuple[Reason, ...] = ()
    why: Reason | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """F1, F2 …: the factors have no other name."""
        return tuple(f"F{number}" for number in range(1, self.factors + 1))

    @property
    def claim(self) -> Reason:
        """The sentence for a report."""
        if self.why:
            return self.why
        explained = round(100 * sum(self.variance))
        return Reason.of(
            "factors.says.exploratory", k=len(self.items), factors=self.factors, percent=explained
        )

    def to_dict(self) -> dict[str, Plain]:
        """Return the figures for JSON."""
        return {
            "factors": self.factors,
            "method": str(self.method),
            "rotation": str(self.rotation),
            "loadings": {
                one.item: dict(zip(self.names, one.loadings, strict=True)) for one in self.items
            },
            "communalities": {one.item: one.communality for one in self.items},
            "uniquenesses": {one.item: one.uniqueness for one in self.items},
            "variance": dict(zip(self.names, self.variance, strict=False)),
            "factor_correlations": [list(row) for row in self.correlations],
            "rmsr": self.residual,
            "chi2": self.chi2,
            "df": self.df,
            "p": self.p,
            "rmsea": self.rmsea,
        }


def explore(
    names: tuple[str, ...],
    correlations: "Numbers",
    *,
    n: int,
    factors: int,
    method: Method = Method.MINRES,
    rotation: Rotation = Rotation.OBLIMIN,
) -> Exploratory:
    """Return `factors` factors of a correlation matrix from n people."""
    from kithwork.core._kernels import factoring

    why = _refusal(correlations, n, factors)
    if why:
        return Exploratory(n=n, factors=factors, method=method, rotation=rotation, why=why)
    extract = factoring.minres if method is Method.MINRES else factoring.maximum_likelihood
    found = extract(correlations, factors)
    turned = _turned(found.loadings, rotation)
    fit = _fit(found, n, len(names), factors) if method is Method.ML else {}
    return Exploratory(
        n=n,
        factors=factors,
        method=method,
        rotation=rotation,
        items=_items(names, found, turned),
        correlations=tuple(tuple(map(float, row)) for row in turned.correlations),
        variance=_variance(turned),
        residual=_residual(correlations, found),
        notes=_notes(names, found, turned),
        **fit,
    )


def _refusal(correlations: "Numbers", n: int, factors: int) -> Reason | None:
    k = len(correlations)
    if why := unusable(correlations, n):
        return why
    if factors < 1 or (k - factors) ** 2 < k + factors:
        return Reason.of("factors.refused.too_many", factors=factors, k=k)
    return None


def _turned(loadings: "Numbers", rotation: Rotation) -> "Rotated":
    import numpy as np

    from kithwork.core._kernels import rotation as rotations

    if rotation is Rotation.OBLIMIN:
        return rotations.oblimin(loadings)
    if rotation is Rotation.VARIMAX:
        return rotations.varimax(loadings)
    return rotations.Rotated(loadings, np.eye(loadings.shape[1]), converged=True)


def _items(
    names: tuple[str, ...], found: "Extraction", turned: "Rotated"
) -> tuple[ItemLoadings, ...]:
    common = (found.loadings**2).sum(axis=1)
    return tuple(
        ItemLoadings(
            item=name,
            loadings=tuple(map(float, turned.loadings[place])),
            communality=float(common[place]),
            uniqueness=float(found.uniquenesses[place]),
        )
        for place, name in enumerate(names)
    )


def _variance(turned: "Rotated") -> tuple[float, ...]:
    """Return each factor's share of all variance: the diagonal of ΦΛᵀΛ over the items."""
    shares = (turned.correlations @ turned.loadings.T @ turned.loadings).diagonal()
    return tuple(float(one) / len(turned.loadings) for one in shares)


def _residual(correlations: "Numbers", found: "Extraction") -> float:
    import numpy as np

    rest = correlations - found.loadings @ found.loadings.T
    below = rest[np.tril_indices(len(rest), -1)]
    return float(np.sqrt((below**2).mean()))


def _fit(found: "Extraction", n: int, k: int, factors: int) -> dict[str, Any]:
    from scipy.special import chdtrc

    df = ((k - factors) ** 2 - (k + factors)) // 2
    if df == 0:
        return {"df": 0}
    chi2 = max(found.minimum, 0.0) * (n - 1 - (2 * k + 5) / 6 - 2 * factors / 3)
    rmsea = math.sqrt(max(chi2 - df, 0.0) / (df * (n - 1)))
    return {"chi2": chi2, "df": df, "p": float(chdtrc(df, chi2)), "rmsea": rmsea}


def _notes(names: tuple[str, ...], found: "Extraction", turned: "Rotated") -> tuple[Reason, ...]:
    from kithwork.core._kernels import factoring

    notes = []
    if not (found.converged and turned.converged):
        notes.append(Reason.of("reliability.note.not_converged"))
    edge = found.uniquenesses <= factoring.LEAST_UNIQUENESS + 1e-9
    heywood = [name for name, is_at in zip(names, edge, strict=True) if is_at]
    if heywood:
        notes.append(Reason.of("reliability.note.heywood", items=", ".join(heywood)))
    return tuple(notes)
