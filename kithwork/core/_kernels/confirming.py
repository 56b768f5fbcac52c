"""A confirmatory factor model Σ = ΛΦΛᵀ + Θ, fitted by maximum likelihood with Fisher's scoring.

Jöreskog (1969), Psychometrika 34. Free are the marked loadings, the factors' covariances and the
items' residual variances; one loading a factor is held at 1 and sets its scale. `sample` has n
below, not n − 1, as the likelihood of the covariances wants it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Marks = np.ndarray[Any, np.dtype[np.bool_]]

_STEPS = 500
_FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Fitted:
    """Loadings (items × factors), factor covariances, residual variances, and Σ.

    `errors` are the standard errors in the order of `Layout`, for one person: divide by √n.
    """

    loadings: Numbers
    factors: Numbers
    residuals: Numbers
    implied: Numbers
    errors: Numbers
    discrepancy: float
    converged: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each parameter stands: free loadings, factor covariances (lower), residuals."""

    loadings: tuple[tuple[int, int], ...]
    covariances: tuple[tuple[int, int], ...]
    items: int

    @property
    def count(self) -> int:
        return len(self.loadings) + len(self.covariances) + self.items


def layout(pattern: Marks) -> Layout:
    """Return the free parameters of a pattern (items × factors); each factor's first item is 1."""
    items, factors = pattern.shape
    markers = {(int(np.argmax(pattern[:, factor])), factor) for factor in range(factors)}
    loadings = tuple(
        (i, f)
        for f in range(factors)
        for i in range(items)
        if pattern[i, f] and (i, f) not in markers
    )
    covariances = tuple((a, b) for a in range(factors) for b in range(a + 1))
    return Layout(loadings, covariances, items)


def fitted(sample: Numbers, pattern: Marks) -> Fitted | None:
    """Return the most likely parameters; None where no step leads to a possible matrix."""
    places = layout(pattern)
    values = _start(sample, pattern, places)
    discrepancy, converged = _discrepancy(sample, values, places, pattern), False
    for _ in range(_STEPS):
        step = _step(sample, values, places, pattern)
        if step is None:
            return None
        values, discrepancy, moved = _halved(sample, values, step, discrepancy, places, pattern)
        if moved < _FLAT:
            converged = True
            break
    if not np.isfinite(discrepancy):
        return None
    return _found(values, places, pattern, discrepancy, converged=converged)


def _start(sample: Numbers, pattern: Marks, places: Layout) -> Numbers:
    """Return loadings by the covariance with the marker, half of each variance unexplained."""
    variances = np.diag(sample)
    values = []
    for item, factor in places.loadings:
        marker = int(np.argmax(pattern[:, factor]))
        signed = np.sign(sample[item, marker]) or 1.0
        values.append(signed * np.sqrt(variances[item] / variances[marker]))
    for a, b in places.covariances:
        marker = int(np.argmax(pattern[:, a]))
        values.append(variances[marker] / 2 if a == b else 0.0)
    return np.array([*values, *(variances / 2)])


def _unpacked(
    values: Numbers, places: Layout, pattern: Marks
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    loadings = np.zeros(pattern.shape)
    for factor in range(pattern.shape[1]):
        loadings[np.argmax(pattern[:, factor]), factor] = 1.0
    for value, place in zip(values, places.loadings, strict=False):
        loadings[place] = value
    factors = np.zeros((pattern.shape[1],) * 2)
    for value, (a, b) in zip(values[len(places.loadings) :], places.covariances, strict=False):
        factors[a, b] = factors[b, a] = value
    residuals = values[-places.items :]
    return loadings, factors, residuals, loadings @ factors @ loadings.T + np.diag(residuals)


def _discrepancy(sample: Numbers, values: Numbers, places: Layout, pattern: Marks) -> float:
    """Return log|Σ| + tr(SΣ⁻¹) − log|S| − k; infinite where Σ is no covariance matrix."""
    implied = _unpacked(values, places, pattern)[3]
    try:
        root = np.linalg.cholesky(implied)
    except np.linalg.LinAlgError:
        return float("inf")
    size = 2 * np.log(np.diag(root)).sum() - np.linalg.slogdet(sample)[1]
    return float(size + np.trace(np.linalg.solve(implied, sample)) - len(sample))


def _slopes(values: Numbers, places: Layout, pattern: Marks) -> tuple[Numbers, Numbers]:
    """Return Σ⁻¹ and the derivative of Σ by each parameter."""
    loadings, factors, _, implied = _unpacked(values, places, pattern)
    inverse: Numbers = np.asarray(np.linalg.inv(implied), dtype=np.float64)
    slopes = np.zeros((places.count, places.items, places.items))
    spread = loadings @ factors
    for number, (item, factor) in enumerate(places.loadings):
        slopes[number, item, :] += spread[:, factor]
        slopes[number, :, item] += spread[:, factor]
    for number, (a, b) in enumerate(places.covariances, start=len(places.loadings)):
        both = np.outer(loadings[:, a], loadings[:, b])
        slopes[number] = both if a == b else both + both.T
    rest = np.arange(places.items)
    slopes[places.count - places.items + rest, rest, rest] = 1.0
    return inverse, slopes


def _information(inverse: Numbers, slopes: Numbers) -> Numbers:
    """Return the expected information of one person: ½ tr(Σ⁻¹ ∂Σ Σ⁻¹ ∂Σ)."""
    turned = inverse @ slopes
    flat = turned.reshape(len(slopes), -1)
    other = turned.transpose(0, 2, 1).reshape(len(slopes), -1)
    return np.asarray(flat @ other.T / 2)


def _step(sample: Numbers, values: Numbers, places: Layout, pattern: Marks) -> Numbers | None:
    implied = _unpacked(values, places, pattern)[3]
    inverse, slopes = _slopes(values, places, pattern)
    away = inverse @ (sample - implied) @ inverse
    score = (slopes * away).sum(axis=(1, 2)) / 2
    try:
        return np.asarray(np.linalg.solve(_information(inverse, slopes), score))
    except np.linalg.LinAlgError:
        return None


def _halved(
    sample: Numbers,
    values: Numbers,
    step: Numbers,
    before: float,
    places: Layout,
    pattern: Marks,
) -> tuple[Numbers, float, float]:
    """Take the step, or as much of it as makes the model no worse; return how far it moved."""
    for _ in range(40):
        moved = values + step
        after = _discrepancy(sample, moved, places, pattern)
        if after <= before + 1e-12:
            return moved, after, float(np.abs(step).max())
        step = step / 2
    return values, before, 0.0


def _found(
    values: Numbers,
    places: Layout,
    pattern: Marks,
    discrepancy: float,
    *,
    converged: bool,
) -> Fitted | None:
    loadings, factors, residuals, implied = _unpacked(values, places, pattern)
    information = _information(*_slopes(values, places, pattern))
    if np.linalg.cond(information) > 1e12:
        return None
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return Fitted(loadings, factors, residuals, implied, errors, max(discrepancy, 0.0), converged)
