"""Ordered answers by logistic regression: logit P(answer ≤ j) = θ_j − xβ (proportional odds).

McCullagh (1980), Journal of the Royal Statistical Society B 42; by Fisher's scoring on counted
rows: people with equal predictors are one row, so that a million of them cost no more than their
different scores.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_STEPS = 200
_FLAT = 1e-9
_LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Fitted:
    """Thresholds (categories − 1), slopes, their standard errors, and the log-likelihood."""

    thresholds: Numbers
    slopes: Numbers
    errors: Numbers
    log_likelihood: float
    converged: bool


def fitted(predictors: Numbers, counts: Numbers) -> Fitted:
    """Fit the model; `predictors`: rows × p (p may be 0), `counts`: rows × categories.

    Every category must have been chosen by somebody.
    """
    inner = counts.shape[1] - 1
    shares = counts.sum(axis=0).cumsum()[:-1] / counts.sum()
    values = np.concatenate([np.log(shares / (1 - shares)), np.zeros(predictors.shape[1])])
    height, converged = _height(values, predictors, counts), False
    for _ in range(_STEPS):
        information, score = _scoring(values, predictors, counts)
        step: Numbers = np.asarray(np.linalg.lstsq(information, score, rcond=None)[0], float)
        values, height, moved = _climbed(values, step, height, predictors, counts)
        if moved < _FLAT:
            converged = True
            break
    information = _scoring(values, predictors, counts)[0]
    variances = np.diag(np.linalg.pinv(information, hermitian=True))
    errors = np.sqrt(np.maximum(variances, 0.0))
    return Fitted(values[:inner], values[inner:], errors[inner:], height, converged)


def _cumulative(values: Numbers, predictors: Numbers, inner: int) -> Numbers:
    at = values[:inner][None, :] - (predictors @ values[inner:])[:, None]
    return np.asarray(expit(at))


def _masses(cumulative: Numbers) -> Numbers:
    rows = len(cumulative)
    edges = np.concatenate([np.zeros((rows, 1)), cumulative, np.ones((rows, 1))], axis=1)
    return np.asarray(np.diff(edges, axis=1))


def _height(values: Numbers, predictors: Numbers, counts: Numbers) -> float:
    inner = counts.shape[1] - 1
    if (np.diff(values[:inner]) <= 0).any():
        return float("-inf")
    masses = _masses(_cumulative(values, predictors, inner))
    return float((counts * np.log(np.maximum(masses, _LEAST))).sum())


def _scoring(values: Numbers, predictors: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return the expected information and the score."""
    inner = counts.shape[1] - 1
    cumulative = _cumulative(values, predictors, inner)
    masses = np.maximum(_masses(cumulative), 1e-12)
    density = cumulative * (1 - cumulative)
    slopes = np.zeros((*counts.shape, inner + predictors.shape[1]))
    place = np.arange(inner)
    slopes[:, place, place] = density
    slopes[:, place + 1, place] = -density
    slopes[:, :, inner:] = -slopes[:, :, :inner].sum(axis=2)[:, :, None] * predictors[:, None, :]
    flat = slopes.reshape(-1, slopes.shape[2])
    expected = (counts.sum(axis=1, keepdims=True) / masses).reshape(-1, 1)
    score = flat.T @ (counts / masses).reshape(-1)
    return flat.T @ (flat * expected), score


def _climbed(
    values: Numbers, step: Numbers, before: float, predictors: Numbers, counts: Numbers
) -> tuple[Numbers, float, float]:
    for _ in range(40):
        moved = values + step
        after = _height(moved, predictors, counts)
        if after >= before - 1e-12:
            return moved, after, float(np.abs(step).max(initial=0.0))
        step = step / 2
    return values, before, 0.0
