"""The bivariate normal distribution, on arrays: its density and its distribution function.

P(X ≤ h, Y ≤ k) through Owen's T function (Owen 1956, Annals of Mathematical Statistics 27), which
scipy gives to machine precision for every correlation inside (−1, 1).
"""

from typing import Any

import numpy as np
from scipy.special import ndtr, owens_t

Numbers = np.ndarray[Any, np.dtype[np.float64]]


_AS_GOOD_AS_ZERO = 1e-15


def density(h: Numbers, k: Numbers, rho: Numbers) -> Numbers:
    """Return the density at (h, k); 0 where one of them is infinite."""
    rest = 1 - rho**2
    finite = np.isfinite(h) & np.isfinite(k)
    x, y = np.where(finite, h, 0.0), np.where(finite, k, 0.0)
    exponent = -(x**2 - 2 * rho * x * y + y**2) / (2 * rest)
    return np.asarray(np.where(finite, np.exp(exponent) / (2 * np.pi * np.sqrt(rest)), 0.0))


def distribution(h: Numbers, k: Numbers, rho: Numbers) -> Numbers:
    """Return P(X ≤ h, Y ≤ k) for −1 < rho < 1; h and k may be infinite."""
    h, k, rho = np.broadcast_arrays(_plain(h), _plain(k), rho)
    finite = np.isfinite(h) & np.isfinite(k)
    x, y = np.where(finite, h, 1.0), np.where(finite, k, 1.0)
    inside = _finite(x, y, rho)
    edge = np.where((h == -np.inf) | (k == -np.inf), 0.0, np.minimum(ndtr(h), ndtr(k)))
    return np.asarray(np.where(finite, inside, edge))


def _plain(point: Numbers) -> Numbers:
    """Return 0 for what is as good as 0: one over it would overflow."""
    return np.where(np.abs(point) < _AS_GOOD_AS_ZERO, 0.0, point)


def _finite(h: Numbers, k: Numbers, rho: Numbers) -> Numbers:
    root = np.sqrt(1 - rho**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_h = np.where(h == 0, np.sign(k) * np.inf, (k - rho * h) / (h * root))
        of_k = np.where(k == 0, np.sign(h) * np.inf, (h - rho * k) / (k * root))
    opposite = (h * k < 0) | ((h * k == 0) & (h + k < 0))
    found = (ndtr(h) + ndtr(k)) / 2 - owens_t(h, of_h) - owens_t(k, of_k) - opposite / 2
    origin = 0.25 + np.arcsin(rho) / (2 * np.pi)
    return np.asarray(np.clip(np.where((h == 0) & (k == 0), origin, found), 0.0, 1.0))
