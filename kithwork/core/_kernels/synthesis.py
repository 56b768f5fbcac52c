"""Arrays behind a synthesis: restricted likelihood, pooled mean, and its robust error.

The effect i of cluster j is μ + u_j + w_ij + e_ij with variances τ² (between clusters), ω² (within
a cluster) and the known v_ij. A cluster's covariance is diagonal plus τ²·11', so its inverse and
determinant are known in closed form (Sherman and Morrison), and no large matrix is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
PRECISION = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Estimates and known variances; `cluster` numbers the clusters from 0 on."""

    estimates: Numbers
    variances: Numbers
    cluster: Places

    @property
    def clusters(self) -> int:
        return int(self.cluster.max()) + 1

    @property
    def is_nested(self) -> bool:
        """Whether some cluster has more than one effect."""
        return self.clusters < len(self.estimates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Variances between clusters and within one."""

    between: float
    within: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The weighted mean and its variance under the model."""

    mean: float
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Robust:
    """The bias-reduced variance of the mean (CR2) and Satterthwaite's degrees of freedom."""

    variance: float
    df: float


def restricted(effects: Effects) -> Components:
    """Return the components that maximise the restricted likelihood."""
    from scipy.optimize import minimize

    # Roots of the components are sought, of either sign, so that 0 is no edge.
    spread = float(np.sqrt(effects.estimates.var() + effects.variances.mean()))
    start = [spread / 2] * (2 if effects.is_nested else 1)
    found = minimize(
        lambda roots: _cost(effects, _components(roots)),
        start,
        method="Nelder-Mead",
        options={
            "xatol": PRECISION * spread,
            "fatol": PRECISION,
            "maxiter": 4000,
            "initial_simplex": _simplex(start),
        },
    )
    nothing = PRECISION * spread**2
    parts = _components(found.x)
    return Components(
        between=parts.between if parts.between > nothing else 0.0,
        within=parts.within if parts.within > nothing else 0.0,
    )


def pooled(effects: Effects, components: Components) -> Pooled:
    """Return the mean under given components."""
    weight, weighted, _, _ = _sums(effects, components)
    return Pooled(mean=weighted / weight, variance=1 / weight)


def weights(effects: Effects, components: Components) -> Numbers:
    """Return the share of each effect in the mean; they sum to 1."""
    inverse = 1 / (effects.variances + components.within)
    sums = np.bincount(effects.cluster, inverse)
    shares: Numbers = inverse / (1 + components.between * sums)[effects.cluster]
    shares /= shares.sum()
    return shares


def robust(effects: Effects, components: Components) -> Robust:
    """Return CR2 of the mean, with the model's covariance as working model."""
    found = pooled(effects, components)
    errors, forms, sums = [], [], []
    for place in range(effects.clusters):
        there = effects.cluster == place
        covariance = np.diag(effects.variances[there] + components.within) + components.between
        adjusted = _adjusted_weights(covariance, found.variance)
        errors.append(float(adjusted @ (effects.estimates[there] - found.mean)))
        forms.append(float(adjusted @ covariance @ adjusted))
        sums.append(float(adjusted.sum()))
    products = np.diag(forms) - found.variance * np.outer(sums, sums)
    return Robust(
        variance=float(np.square(errors).sum()),
        df=float(products.trace() ** 2 / np.square(products).sum()),
    )


def _adjusted_weights(covariance: Numbers, variance: float) -> Numbers:
    """Return 1'Φ⁻¹A·M of a cluster, where A undoes the bias of its residuals on average."""
    lower = np.linalg.cholesky(covariance)
    inner = lower.T @ (covariance - variance) @ lower
    values, vectors = np.linalg.eigh(inner)
    kept = values > PRECISION * values.max()
    root = np.where(kept, 1 / np.sqrt(np.where(kept, values, 1)), 0)
    adjustment = lower @ (vectors * root) @ vectors.T @ lower.T
    plain = np.linalg.solve(covariance, np.ones(len(covariance)))
    found: Numbers = adjustment @ plain * variance
    return found


def _components(roots: Sequence[float]) -> Components:
    return Components(
        between=float(roots[0]) ** 2, within=float(roots[1]) ** 2 if len(roots) > 1 else 0.0
    )


def _simplex(start: Sequence[float]) -> Numbers:
    corner = np.asarray(start)
    return np.vstack([corner, corner + np.diag(corner)])


def _sums(effects: Effects, components: Components) -> tuple[float, float, float, float]:
    """Return 1'V⁻¹1, 1'V⁻¹y, y'V⁻¹y and log |V|."""
    diagonal = effects.variances + components.within
    inverse = 1 / diagonal
    one = np.bincount(effects.cluster, inverse)
    two = np.bincount(effects.cluster, inverse * effects.estimates)
    factor = 1 + components.between * one
    squares = float((inverse * effects.estimates**2).sum())
    return (
        float((one / factor).sum()),
        float((two / factor).sum()),
        squares - components.between * float((two**2 / factor).sum()),
        float(np.log(diagonal).sum() + np.log(factor).sum()),
    )


def _cost(effects: Effects, components: Components) -> float:
    """Return −2 × the restricted log-likelihood, but for a constant."""
    weight, weighted, squares, determinant = _sums(effects, components)
    return determinant + float(np.log(weight)) + squares - weighted**2 / weight
