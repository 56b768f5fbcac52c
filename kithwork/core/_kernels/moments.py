"""Means, covariances and correlations of a table of answers, people × items, NaN where missing.

Covariances have n − 1 below. Sums of products are taken block by block around a provisional mean,
so that neither a long table nor a mean far from zero costs digits, and a block stays in the cache.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_BLOCK = 8192  # people at a time: 60 items are 4 MB


@dataclass(frozen=True, slots=True)
class Moments:
    """Means (k), covariances (k × k) and on how many people each covariance rests (k × k)."""

    means: Numbers
    covariances: Numbers
    pairs: Numbers

    @property
    def n(self) -> int:
        """The people behind the least of the covariances."""
        return int(self.pairs.min())


def has_gaps(values: Numbers) -> bool:
    """Tell whether any answer is missing, block by block and without a copy of the whole."""
    return any(
        bool(np.isnan(values[start : start + _BLOCK].sum()))
        for start in range(0, len(values), _BLOCK)
    )


def listwise(values: Numbers) -> Moments:
    """Return the moments over the people who answered every item."""
    if has_gaps(values):
        values = values[~np.isnan(values).any(axis=1)]
    return of_complete(values)


def of_complete(values: Numbers) -> Moments:
    """Return the moments of a table without gaps; one person or none gives NaN covariances."""
    people, k = values.shape
    origin = values[: min(people, 1024)].mean(axis=0) if people else np.zeros(k)
    sums, products = np.zeros(k), np.zeros((k, k))
    for start in range(0, people, _BLOCK):
        block = values[start : start + _BLOCK] - origin
        sums += block.sum(axis=0)
        products += block.T @ block
    if people < 2:
        return Moments(origin, np.full((k, k), np.nan), np.full((k, k), float(people)))
    covariances = (products - np.outer(sums, sums) / people) / (people - 1)
    return Moments(origin + sums / people, covariances, np.full((k, k), float(people)))


def pairwise(values: Numbers) -> Moments:
    """Return the moments with each covariance over the people who answered both of its items.

    The means inside a covariance are those of its own pairs; `means` are those of all answers.
    """
    known = (~np.isnan(values)).astype(np.float64)
    counts = known.sum(axis=0)
    means = np.where(known > 0, values, 0.0).sum(axis=0) / np.maximum(counts, 1)
    centred = np.where(known > 0, values - means, 0.0)
    pairs = known.T @ known
    sums = centred.T @ known  # of item i over those who answered j too
    with np.errstate(divide="ignore", invalid="ignore"):
        covariances = (centred.T @ centred - sums * sums.T / pairs) / (pairs - 1)
    covariances[pairs < 2] = np.nan
    return Moments(np.where(counts > 0, means, np.nan), covariances, pairs)


def correlations(covariances: Numbers) -> Numbers:
    """Return the correlations behind covariances; NaN where an item does not vary."""
    deviations = np.sqrt(np.diag(covariances))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = covariances / np.outer(deviations, deviations)
    found[deviations == 0, :] = np.nan
    found[:, deviations == 0] = np.nan
    np.fill_diagonal(found, np.where(deviations > 0, 1.0, np.nan))
    return np.asarray(found)
