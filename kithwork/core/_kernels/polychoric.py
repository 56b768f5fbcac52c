"""Polychoric correlations of many pairs of ordered answers at once, by two-step maximum likelihood.

Olsson (1979), Psychometrika 44: the thresholds of each item come from its own frequencies, then
each correlation maximises Σ n_ij log π_ij over its two-way table, with π_ij the bivariate normal
mass of the cell. The derivative of π_ij by the correlation is the normal density at the corners of
the cell, so that Fisher's scoring needs no numerical derivative; all pairs are scored together.

The standard error counts the thresholds as estimated too: the influence of one person on the
correlation is that of the score, less what the person does to it through the thresholds, and its
mean square over the observed cells divided by n is the variance (Jöreskog 1994, Psychometrika 59).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from kithwork.core._kernels.bivariate_normal import density, distribution

Numbers = np.ndarray[Any, np.dtype[np.float64]]

EDGE = 0.9999  # a table with empty corners has its maximum at ±1, where the density ends
_STEPS = 60
_TOLERANCE = 1e-10
_LEAST = 1e-12  # of a cell's probability


@dataclass(frozen=True, slots=True)
class Pairs:
    """For each pair its correlation and its standard error, NaN at the edge."""

    correlations: Numbers
    errors: Numbers
    converged: np.ndarray[Any, np.dtype[np.bool_]]


def thresholds(counts: Numbers) -> Numbers:
    """Return the normal quantiles between categories, −∞ first and +∞ last (Olsson's first step).

    `counts`: items × categories; categories nobody chose have equal thresholds on both sides.
    """
    shares = counts.cumsum(axis=1) / counts.sum(axis=1, keepdims=True)
    shares[:, -1] = 1.0
    return np.concatenate([np.full((len(counts), 1), -np.inf), ndtri(shares)], axis=1)


def two_way(codes: np.ndarray[Any, np.dtype[np.int64]], categories: int) -> Numbers:
    """Return every two-way table: items × items × categories × categories.

    `codes`: people × items, 0 … categories − 1, and −1 where missing (pairwise deletion).
    """
    people, items = codes.shape
    chosen = np.zeros((people, items * categories), dtype=np.float32)
    rows, columns = np.nonzero(codes >= 0)
    chosen[rows, columns * categories + codes[rows, columns]] = 1.0
    products = np.zeros((items * categories, items * categories))
    for start in range(0, people, 1 << 20):  # exact in single precision up to 2²⁴ people
        block = chosen[start : start + (1 << 20)]
        products += block.T @ block
    return products.reshape(items, categories, items, categories).transpose(0, 2, 1, 3)


def scored(tables: Numbers, rows: Numbers, columns: Numbers) -> Pairs:
    """Return the correlation of each table (pairs × r × c) with its thresholds.

    `rows`: pairs × (r + 1), `columns`: pairs × (c + 1), as `thresholds` gives them.
    """
    n = tables.sum(axis=(1, 2))
    rho = _start(tables)
    h, k = rows[:, :, None], columns[:, None, :]
    settled = np.zeros(len(tables), dtype=bool)
    for _ in range(_STEPS):
        masses, slopes = _cells(h, k, rho)
        score = (tables * slopes / masses).sum(axis=(1, 2))
        information = n * (slopes**2 / masses).sum(axis=(1, 2))
        step = np.clip(score / np.maximum(information, _LEAST), -0.3, 0.3)
        step = np.clip(step, (-EDGE - rho) / 2, (EDGE - rho) / 2)
        rho = np.where(settled, rho, rho + step)
        settled |= np.abs(step) < _TOLERANCE
        if settled.all():
            break
    at_edge = np.abs(rho) > EDGE - 1e-3
    errors = np.where(at_edge, np.nan, _errors(tables / n[:, None, None], h, k, rho) / np.sqrt(n))
    return Pairs(rho, errors, settled | at_edge)


def _errors(shares: Numbers, h: Numbers, k: Numbers, rho: Numbers) -> Numbers:
    """Return the standard deviation of one person's influence on each correlation."""
    masses, slopes = _cells(h, k, rho)
    score = slopes / masses
    of_rows = _through_thresholds(shares, score, h, k, rho)
    of_columns = _through_thresholds(
        np.swapaxes(shares, 1, 2),
        np.swapaxes(score, 1, 2),
        np.swapaxes(k, 1, 2),
        np.swapaxes(h, 1, 2),
        rho,
    )
    influence = score - of_rows[:, :, None] - of_columns[:, None, :]
    spread = (shares * influence**2).sum(axis=(1, 2)) - (shares * influence).sum(axis=(1, 2)) ** 2
    known = np.where(spread > _LEAST, spread, np.nan)  # 0: the table fixes it, people do not
    return np.asarray(np.sqrt(known) / (slopes**2 / masses).sum(axis=(1, 2)))


def _through_thresholds(
    shares: Numbers, score: Numbers, h: Numbers, k: Numbers, rho: Numbers
) -> Numbers:
    """Return what a person of each row category does to the score through the rows' thresholds."""
    inner = h[:, 1:-1, :]
    at = rho[:, None, None]
    heights = np.exp(-(inner**2) / 2) / np.sqrt(2 * np.pi)
    given = ndtr((k - at * np.where(np.isfinite(inner), inner, 0.0)) / np.sqrt(1 - at**2))
    moved = np.diff(given, axis=2)  # ∂π/∂threshold of the category below, over the density
    pull = (moved * (score[:, :-1, :] - score[:, 1:, :])).sum(axis=2)
    pull = np.where(heights[:, :, 0] > 0, pull, 0.0)
    below = shares.sum(axis=2).cumsum(axis=1)[:, :-1]
    categories = np.arange(shares.shape[1])
    is_below = categories[:, None] <= categories[None, :-1]
    return np.asarray(((is_below[None] - below[:, None, :]) * pull[:, None, :]).sum(axis=2))


def _cells(h: Numbers, k: Numbers, rho: Numbers) -> tuple[Numbers, Numbers]:
    """Return each cell's probability and its derivative by the correlation."""
    at = rho[:, None, None]
    corners, heights = distribution(h, k, at), density(h, k, at)
    return np.maximum(_boxes(corners), _LEAST), _boxes(heights)


def _boxes(corners: Numbers) -> Numbers:
    return np.asarray(np.diff(np.diff(corners, axis=1), axis=2))


def _start(tables: Numbers) -> Numbers:
    """Return the product-moment correlation of the category numbers, a near and safe start."""
    n = tables.sum(axis=(1, 2))
    x = np.arange(tables.shape[1], dtype=float)[None, :, None]
    y = np.arange(tables.shape[2], dtype=float)[None, None, :]
    mean_x = (tables * x).sum(axis=(1, 2)) / n
    mean_y = (tables * y).sum(axis=(1, 2)) / n
    dx, dy = x - mean_x[:, None, None], y - mean_y[:, None, None]
    products = (tables * dx * dy).sum(axis=(1, 2))
    spreads = np.sqrt((tables * dx**2).sum(axis=(1, 2)) * (tables * dy**2).sum(axis=(1, 2)))
    return np.asarray(np.clip(products / np.maximum(spreads, _LEAST), -0.9, 0.9))
