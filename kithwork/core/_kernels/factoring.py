"""Common factors of a correlation matrix: least residuals (minres) and maximum likelihood.

Both are minimised over the uniquenesses alone, the loadings following from an eigenvalue problem:
Harman & Jones (1966), Psychometrika 31, and Jöreskog (1967), Psychometrika 32; the gradients are
those of Jöreskog (1977). A uniqueness is held at or above 0.005, where a Heywood case would end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

Numbers = np.ndarray[Any, np.dtype[np.float64]]

LEAST_UNIQUENESS = 0.005


@dataclass(frozen=True, slots=True)
class Extraction:
    """Unrotated loadings (items × factors), uniquenesses, the minimum, and whether it was found."""

    loadings: Numbers
    uniquenesses: Numbers
    minimum: float
    converged: bool


def minres(correlations: Numbers, factors: int) -> Extraction:
    """Return the factors that leave the least sum of squared residual correlations.

    The minimum is ½ Σ (r − r̂)² over the whole matrix.
    """

    def loss(uniquenesses: Numbers) -> tuple[float, Numbers]:
        values, vectors = np.linalg.eigh(correlations - np.diag(uniquenesses))
        rest, axes = values[:-factors], vectors[:, :-factors]
        return float((rest**2).sum() / 2), -(axes**2 @ rest)

    uniquenesses, minimum, converged = _minimised(loss, _start(correlations))
    values, vectors = np.linalg.eigh(correlations - np.diag(uniquenesses))
    loadings = vectors[:, -factors:] * np.sqrt(np.maximum(values[-factors:], 0.0))
    return Extraction(_upright(loadings[:, ::-1]), uniquenesses, minimum, converged)


def maximum_likelihood(correlations: Numbers, factors: int) -> Extraction:
    """Return the factors most likely under normal data; the minimum is Jöreskog's discrepancy.

    log|Σ| + tr(S Σ⁻¹) − log|S| − k. Needs a positive definite matrix.
    """

    def scaled(uniquenesses: Numbers) -> tuple[Numbers, Numbers]:
        roots = np.sqrt(uniquenesses)
        found: tuple[Numbers, Numbers] = np.linalg.eigh(correlations / np.outer(roots, roots))
        return found

    def loss(uniquenesses: Numbers) -> tuple[float, Numbers]:
        values, vectors = scaled(uniquenesses)
        rest, axes = values[:-factors], vectors[:, :-factors]
        minimum = float((rest - np.log(rest) - 1).sum())
        return minimum, (axes**2 @ (1 - rest)) / uniquenesses

    uniquenesses, minimum, converged = _minimised(loss, _start(correlations))
    values, vectors = scaled(uniquenesses)
    stretch = np.sqrt(np.maximum(values[-factors:] - 1, 0.0))
    loadings = np.sqrt(uniquenesses)[:, None] * vectors[:, -factors:] * stretch
    return Extraction(_upright(loadings[:, ::-1]), uniquenesses, minimum, converged)


def _minimised(
    loss: Callable[[Numbers], tuple[float, Numbers]], start: Numbers
) -> tuple[Numbers, float, bool]:
    found = minimize(
        loss,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(LEAST_UNIQUENESS, 1.0)] * len(start),
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 2000, "maxfun": 4000},
    )
    flat = np.abs(found.jac * ((found.x > LEAST_UNIQUENESS) & (found.x < 1.0))).max(initial=0.0)
    return found.x, float(found.fun), bool(found.success or flat < 1e-5)


def _start(correlations: Numbers) -> Numbers:
    """Return half of what the other items leave of each item, a start inside the bounds."""
    try:
        rest = 1 / np.diag(np.linalg.inv(correlations))
    except np.linalg.LinAlgError:
        rest = np.full(len(correlations), 0.5)
    return np.asarray(np.clip(rest / 2, 2 * LEAST_UNIQUENESS, 0.9))


def _upright(loadings: Numbers) -> Numbers:
    """Turn each factor so that its loadings sum to a number not below 0."""
    return np.asarray(loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0))
