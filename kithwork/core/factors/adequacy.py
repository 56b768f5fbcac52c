"""Is there anything in the correlations for factors to find?

Kaiser–Meyer–Olkin (Kaiser & Rice 1974, Educational and Psychological Measurement 34): the squared
correlations against those left once all other items are held constant,

    MSA = Σ r² / (Σ r² + Σ q²)        q_ij = −(R⁻¹)_ij / √((R⁻¹)_ii (R⁻¹)_jj)

Bartlett (1951): chi² = −(n − 1 − (2k + 5)/6)·log|R| with k(k − 1)/2 degrees of freedom tests that
nothing correlates at all; with many people it is always significant and says little.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import Plain
from kithwork.core.items import ItemCovariances
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adequacy:
    """KMO of all items and of each (0–1), and Bartlett's test; None throughout with `why`."""

    n: int
    kmo: float | None = None
    of_items: Mapping[str, float] | None = None
    chi2: float | None = None
    df: int | None = None
    p: float | None = None
    why: Reason | None = None

    def to_dict(self) -> dict[str, Plain]:
        """Return the figures for JSON."""
        return {
            "kmo": self.kmo,
            "kmo_items": dict(self.of_items) if self.of_items else None,
            "bartlett": {"chi2": self.chi2, "df": self.df, "p": self.p},
        }


def adequacy(names: tuple[str, ...], correlations: "Numbers", *, n: int) -> Adequacy:
    """Return KMO and Bartlett's test of a correlation matrix from n people."""
    import numpy as np
    from scipy.special import chdtrc

    k = len(names)
    if why := unusable(correlations, n):
        return Adequacy(n=n, why=why)
    inverse = np.linalg.inv(correlations)
    scale = np.sqrt(np.diag(inverse))
    left = (inverse / np.outer(scale, scale)) ** 2
    squared = correlations**2
    np.fill_diagonal(left, 0.0)
    np.fill_diagonal(squared, 0.0)
    chi2 = -(n - 1 - (2 * k + 5) / 6) * float(np.linalg.slogdet(correlations)[1])
    df = k * (k - 1) // 2
    whole = squared.sum() + left.sum()
    each = squared.sum(axis=0) / np.maximum(squared.sum(axis=0) + left.sum(axis=0), 1e-300)
    return Adequacy(
        n=n,
        kmo=float(squared.sum() / whole) if whole > 0 else None,
        of_items=dict(zip(names, (float(one) for one in each), strict=True)),
        chi2=chi2,
        df=df,
        p=float(chdtrc(df, max(chi2, 0.0))),
    )


def of_items(items: ItemCovariances) -> Adequacy:
    """Return KMO and Bartlett's test of the product-moment correlations of items."""
    return adequacy(items.names, items.correlations(), n=items.n)


def unusable(correlations: "Numbers", n: int) -> Reason | None:
    """Return why no factors can be sought in a matrix; None if they can."""
    import numpy as np

    k = len(correlations)
    if k < 3:
        return Reason.of("factors.refused.three_items", k=k)
    if n < 3:
        return Reason.of("factors.refused.people", n=n, k=k)
    if bool(np.isnan(correlations).any()):
        return Reason.of("factors.refused.no_correlation")
    if not np.linalg.eigvalsh(correlations)[0] > 1e-10:
        return Reason.of("factors.refused.singular")
    return None
