"""Rotation of factors to simple structure: varimax, and direct oblimin with γ = 0 (quartimin).

Varimax (Kaiser 1958, Psychometrika 23) with his row normalisation, by singular values. Oblimin by
gradient projection (Jennrich 2002, Psychometrika 67): the criterion ¼ Σ over pairs of factors of
Σ λ²·λ² is followed down its slope, projected on the transformations that keep factor variances 1.
From the unrotated axes and from some drawn ones, so that a worse local minimum is not taken for
the answer; without row normalisation.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_SWEEPS = 1000
_FLAT, _ROUGH = 1e-7, 1e-3
STARTS = 4


@dataclass(frozen=True, slots=True)
class Rotated:
    """Pattern loadings, correlations of the factors, and whether the criterion settled."""

    loadings: Numbers
    correlations: Numbers
    converged: bool


def varimax(loadings: Numbers) -> Rotated:
    """Return the orthogonal rotation that spreads squared loadings most within factors."""
    factors = loadings.shape[1]
    lengths = np.sqrt((loadings**2).sum(axis=1))
    rows = loadings / np.where(lengths > 0, lengths, 1.0)[:, None]
    turn, before, converged = np.eye(factors), 0.0, False
    for _ in range(_SWEEPS):
        at = rows @ turn
        left, values, right = np.linalg.svd(rows.T @ (at**3 - at * (at**2).mean(axis=0)))
        turn, after = left @ right, float(values.sum())
        if after <= before * (1 + 1e-14):
            converged = True
            break
        before = after
    return _ordered(loadings @ turn, np.eye(factors), converged=converged)


def oblimin(loadings: Numbers, *, seed: int = 1) -> Rotated:
    """Return the oblique rotation with the least shared squared loadings, over several starts."""
    factors = loadings.shape[1]
    if factors == 1:
        return _ordered(loadings, np.eye(1), converged=True)
    draw = np.random.default_rng(seed)
    drawn = [np.linalg.qr(draw.normal(size=(factors, factors)))[0] for _ in range(STARTS)]
    rough = [
        _descended(loadings, start, flat=_ROUGH, sweeps=100) for start in (np.eye(factors), *drawn)
    ]
    lowest = min(round(value, 4) for value, _, _ in rough)
    near = next(found for found in rough if round(found[0], 4) == lowest)
    _, transform, converged = _descended(loadings, near[1], flat=_FLAT)
    pattern = loadings @ np.linalg.inv(transform).T
    return _ordered(pattern, transform.T @ transform, converged=converged)


def _descended(
    loadings: Numbers, transform: Numbers, *, flat: float, sweeps: int = _SWEEPS
) -> tuple[float, Numbers, bool]:
    """Return the criterion where the slope falls below `flat`, and the axes there."""
    step, inverse = 1.0, np.linalg.inv(transform)
    pattern = loadings @ inverse.T
    value, slope = _shared(pattern)
    for _ in range(sweeps):
        gradient = -(pattern.T @ slope @ inverse).T
        projected = gradient - transform * (transform * gradient).sum(axis=0)
        size = float(np.sqrt((projected**2).sum()))
        if size < flat:
            return value, transform, True
        step *= 2
        for _ in range(40):
            moved = transform - step * projected
            moved = moved / np.sqrt((moved**2).sum(axis=0))
            turned = np.linalg.inv(moved)
            rotated = loadings @ turned.T
            lower, tilt = _shared(rotated)
            if lower < value - 0.5 * size**2 * step:
                break
            step /= 2
        transform, inverse, pattern, value, slope = moved, turned, rotated, lower, tilt
    return value, transform, size < 1e-4


def _shared(pattern: Numbers) -> tuple[float, Numbers]:
    squares = pattern**2
    others = squares.sum(axis=1, keepdims=True) - squares
    return float((squares * others).sum() / 4), pattern * others


def _ordered(pattern: Numbers, correlations: Numbers, *, converged: bool) -> Rotated:
    """Put the factor with the largest loadings first, each the right way up."""
    order = np.argsort(-(pattern**2).sum(axis=0), kind="stable")
    signs = np.where(pattern.sum(axis=0) < 0, -1.0, 1.0)[order]
    return Rotated(
        pattern[:, order] * signs,
        correlations[np.ix_(order, order)] * np.outer(signs, signs),
        converged,
    )
