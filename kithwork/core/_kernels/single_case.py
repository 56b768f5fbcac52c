"""All indices of many series at once, on arrays: one row a series, all with phases of one length.

The definitions stand in `core/singlecase`, point by point; here they are computed on whole arrays,
and a property test holds both together. `a` (k × m) and `b` (k × n) are turned so that more is
better; `times` (k × (m+n)) rise. Every result is a `Found` of k-vectors; NaN stands where the plain
definition gives None.
"""

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
HALVINGS = 60
SAME = 1e-9


class Found(NamedTuple):
    """Estimate, standard error and limits of each series."""

    estimate: Array
    se: Array
    low: Array
    high: Array


def overlap(a: Array, b: Array) -> dict[str, Found]:
    """Return PND, PEM, PAND twice and IRD."""
    m, n = a.shape[1], b.shape[1]
    middle = np.median(a, axis=1)[:, None]
    stays = _share_that_stays(a, b)
    order = np.argsort(np.concatenate([a, b], axis=1), axis=1, kind="stable")
    misplaced = (order[:, :m] >= m).sum(axis=1)
    found = {
        "pnd": (b > a.max(axis=1)[:, None]).mean(axis=1),
        "pem": ((b > middle) + (b == middle) / 2).mean(axis=1),
        "pand_sort": 1 - 2 * misplaced / (m + n),
        "pand_minimum": stays,
        "ird": 1 - (m + n) ** 2 / (2 * m * n) * (1 - stays),
    }
    return {name: _bare(estimate) for name, estimate in found.items()}


def pairs(a: Array, b: Array, *, level: float) -> dict[str, Found]:
    """Return NAP and Tau with Sen and Mee's error and Newcombe's interval."""
    m, n = a.shape[1], b.shape[1]
    wins = (b[:, None, :] > a[:, :, None]) + (b[:, None, :] == a[:, :, None]) / 2
    p = wins.mean(axis=(1, 2))
    apart = wins - p[:, None, None]
    rows = (apart.sum(axis=2) ** 2).sum(axis=1)
    columns = (apart.sum(axis=1) ** 2).sum(axis=1)
    squares = (apart**2).sum(axis=(1, 2))
    kept = np.clip(p, 1 / (2 * m * n), 1 - 1 / (2 * m * n))
    variance = kept * (1 - kept) + (rows + columns - 2 * squares) / (m * n)
    se = np.sqrt(np.maximum(0, variance) / ((m - 1) * (n - 1)))
    low, high = newcombe(p, m, n, level=level)
    return {
        "nap": Found(p, se, low, high),
        "tau": Found(2 * p - 1, 2 * se, 2 * low - 1, 2 * high - 1),
    }


def newcombe(p: Array, m: int, n: int, *, level: float) -> tuple[Array, Array]:
    """Return Newcombe's method-5 limits, by halving."""
    factor = NormalDist().inv_cdf((1 + level) / 2) ** 2 / (m * n)
    half = (m + n) / 2 - 1

    def is_outside(theta: Array) -> NDArray[np.bool_]:
        spread = 1 + half * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        return (p - theta) ** 2 > factor * theta * (1 - theta) * spread

    low, high = np.zeros_like(p), np.ones_like(p)
    inside_low, inside_high = p.copy(), p.copy()
    for _ in range(HALVINGS):
        middle = (low + inside_low) / 2
        outside = is_outside(middle)
        low, inside_low = np.where(outside, middle, low), np.where(outside, inside_low, middle)
        middle = (high + inside_high) / 2
        outside = is_outside(middle)
        high, inside_high = np.where(outside, middle, high), np.where(outside, inside_high, middle)
    return inside_low, inside_high


def with_trend(a: Array, b: Array, times: Array) -> dict[str, Found]:
    """Return both Tau-U and both Tau-BC, the line always taken away."""
    m, n = a.shape[1], b.shape[1]
    across = np.sign(b[:, None, :] - a[:, :, None]).sum(axis=(1, 2))
    inside_a, inside_b = _kendall_s(a), _kendall_s(b)
    pairs_all = math.comb(m + n, 2)
    slope = _theil_sen_slope(a, times[:, :m])
    left = np.concatenate([a, b], axis=1) - slope[:, None] * times
    same = SAME * np.abs(np.concatenate([a, b], axis=1)).max(axis=1)
    left_a, left_b = left[:, :m], left[:, m:]
    beyond = _signs(left_b[:, None, :] - left_a[:, :, None], same).sum(axis=(1, 2))
    return {
        "tau_u_parker": _bare((across - inside_a) / (m * n)),
        "tau_u_complete": _bare((across - inside_a + inside_b) / pairs_all),
        "tau_bc": _bare(beyond / (m * n)),
        "tau_bc_kendall": _tau_b(left, beyond, same, m * n),
    }


def ratios(a: Array, b: Array, *, sign: int, level: float) -> dict[str, Found]:
    """Return both log response ratios and the log ratio of medians of points as they stand."""
    negative = np.minimum(a.min(axis=1), b.min(axis=1)) < 0
    with np.errstate(divide="ignore", invalid="ignore"):
        part_a, part_b = _relative_variance(a), _relative_variance(b)
        ratio = np.log(b.mean(axis=1) / a.mean(axis=1)) + part_b / 2 - part_a / 2
        medians = np.log(np.median(b, axis=1) / np.median(a, axis=1))
        error = np.hypot(_error_of_log_median(a), _error_of_log_median(b))
    no_mean = negative | (a.mean(axis=1) == 0) | (b.mean(axis=1) == 0)
    no_median = negative | (np.median(a, axis=1) == 0) | (np.median(b, axis=1) == 0)
    increasing = _normal(sign * ratio, np.sqrt(part_a + part_b), no_mean, level=level)
    return {
        "lrr_increasing": increasing,
        "lrr_decreasing": _normal(-sign * ratio, increasing.se, no_mean, level=level),
        "lrm": _normal(sign * medians, error, no_median, level=level),
    }


def standardized(a: Array, b: Array, *, level: float) -> dict[str, Found]:
    """Return the within-case SMD by the baseline's and by the pooled standard deviation."""
    m, n = a.shape[1], b.shape[1]
    of_a, of_b = _variance(a), _variance(b)
    pooled = ((m - 1) * of_a + (n - 1) * of_b) / (m + n - 2)
    difference = b.mean(axis=1) - a.mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_a, by_both = difference / np.sqrt(of_a), difference / np.sqrt(pooled)
        ratio = of_b / (n * of_a)
    se_a = np.sqrt(1 / m + ratio + by_a**2 / (2 * (m - 1)))
    se_both = np.sqrt(1 / m + 1 / n + by_both**2 / (2 * (m + n - 2)))
    j_a, j_both = 1 - 3 / (4 * (m - 1) - 1), 1 - 3 / (4 * (m + n - 2) - 1)
    return {
        "smd_baseline": _normal(j_a * by_a, j_a * se_a, of_a == 0, level=level),
        "smd_pooled": _normal(j_both * by_both, j_both * se_both, pooled == 0, level=level),
    }


def _bare(estimate: Array) -> Found:
    nothing = np.full(estimate.shape, np.nan)
    return Found(estimate, nothing, nothing, nothing)


def _normal(estimate: Array, se: Array, withheld: NDArray[np.bool_], *, level: float) -> Found:
    z = NormalDist().inv_cdf((1 + level) / 2)
    estimate, se = np.where(withheld, np.nan, estimate), np.where(withheld, np.nan, se)
    half = np.where(se == 0, np.nan, z * se)
    return Found(estimate, se, estimate - half, estimate + half)


def _share_that_stays(a: Array, b: Array) -> Array:
    cuts = np.concatenate([np.full((len(a), 1), -np.inf), a], axis=1)[:, :, None]
    stays = (a[:, None, :] <= cuts).sum(axis=2) + (b[:, None, :] > cuts).sum(axis=2)
    most: Array = stays.max(axis=1) / (a.shape[1] + b.shape[1])
    return most


def _kendall_s(points: Array) -> Array:
    earlier, later = np.triu_indices(points.shape[1], 1)
    total: Array = np.sign(points[:, later] - points[:, earlier]).sum(axis=1)
    return total


def _theil_sen_slope(points: Array, times: Array) -> Array:
    earlier, later = np.triu_indices(points.shape[1], 1)
    rise = points[:, later] - points[:, earlier]
    slope: Array = np.median(rise / (times[:, later] - times[:, earlier]), axis=1)
    return slope


def _signs(differences: Array, same: Array) -> Array:
    width = same.reshape(-1, *([1] * (differences.ndim - 1)))
    return (differences > width).astype(float) - (differences < -width)


def _tau_b(left: Array, across: Array, same: Array, pairs_ab: int) -> Found:
    earlier, later = np.triu_indices(left.shape[1], 1)
    apart = (np.abs(left[:, later] - left[:, earlier]) > same[:, None]).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        tau = np.where(apart > 0, across / np.sqrt(apart * pairs_ab), np.nan)
    nothing = np.full(tau.shape, np.nan)
    se = np.sqrt(np.maximum(0, 2 / left.shape[1] * (1 - tau**2)))
    return Found(tau, se, nothing, nothing)


def _relative_variance(points: Array) -> Array:
    part: Array = _variance(points) / (points.shape[1] * points.mean(axis=1) ** 2)
    return part


def _variance(points: Array) -> Array:
    """Return the variance (n − 1) of each row; points that are all alike give 0, not a rounding."""
    variance: Array = (points - points[:, :1]).var(axis=1, ddof=1)
    return variance


def _error_of_log_median(points: Array) -> Array:
    n = points.shape[1]
    ordered = np.sort(points, axis=1)
    place = max(1, round(n / 2 - math.sqrt(n)))
    below = sum(math.comb(n, k) for k in range(place)) / 2**n
    z = NormalDist().inv_cdf(1 - below)
    error = (np.log(ordered[:, n - place]) - np.log(ordered[:, place - 1])) / (2 * z)
    withheld: Array = np.where(ordered[:, place - 1] <= 0, np.nan, error)
    return withheld
