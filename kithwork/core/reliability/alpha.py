"""Cronbach's alpha, with Feldt's interval and the large-sample standard error.

    α = k / (k − 1) · (1 − Σ variance of the items / variance of their sum)        Cronbach 1951

Alpha is the reliability of the sum where the items measure one thing equally well (essentially
tau-equivalent) with errors that do not go together; else it lies below it as a rule, and above it
where errors correlate. It is no sign that the items measure one thing. Interval (Feldt 1965,
Psychometrika 30): (1 − α̂)/(1 − α) follows F with n − 1 and (n − 1)(k − 1) degrees of freedom for
normal, tau-equivalent items. Standard error: van Zyl, Neudecker & Nel (2000), Psychometrika 65.
In `bench/coverage_questionnaires.py` Feldt's interval keeps its 95 % within two points for parallel
normal items and for five-point answers to them; where loadings differ it may cover less.
"""

import math

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.items import ItemCovariances
from kithwork.core.reasons import Reason


def alpha(items: ItemCovariances, *, level: float = LEVEL) -> Estimate:
    """Return alpha of the sum of the items; at most 1, and below 0 where items oppose each other.

    None for fewer than two items or two people, or where the sum does not vary.

    >>> import numpy as np
    >>> from kithwork.core.items import ItemMatrix
    >>> answers = ItemMatrix.of({"q1": [2, 3, 5, 4], "q2": [4, 3, 6, 4]})
    >>> round(alpha(ItemCovariances.of(answers)).estimate, 6)
    0.835821
    """
    variant = f"alpha-{items.missing}"
    if why := cannot(items):
        return not_stated(why, variant=variant, n=items.n, missing=items.dropped)
    value = alpha_of(items)
    return stated(
        "reliability.says.alpha" if value >= 0 else "reliability.says.alpha_below_zero",
        variant=variant,
        estimate=value,
        se=_standard_error(items),
        interval=feldt_interval(value, k=items.k, n=items.n, level=level),
        n=items.n,
        missing=items.dropped,
        notes=_notes(items, value),
        values={"k": items.k},
    )


def alpha_of(items: ItemCovariances) -> float:
    """Return alpha as a number, for at least two items whose sum varies."""
    shared = 1 - float(items.matrix.trace()) / items.total_variance
    return items.k / (items.k - 1) * shared


def standardized_alpha(items: ItemCovariances) -> float | None:
    """Return alpha of the items brought to one variance: k·r̄ / (1 + (k − 1)·r̄)."""
    if cannot(items) or items.constant:
        return None
    mean = mean_correlation(items)
    below = 1 + (items.k - 1) * mean
    return items.k * mean / below if below > 0 else None


def mean_correlation(items: ItemCovariances) -> float:
    """Return the mean correlation between items."""
    correlations = items.correlations()
    return float((correlations.sum() - items.k) / (items.k * (items.k - 1)))


def feldt_interval(value: float, *, k: int, n: int, level: float = LEVEL) -> Interval | None:
    """Return Feldt's interval around an alpha of k items and n people; None at alpha 1.

    >>> interval = feldt_interval(0.913, k=20, n=873)
    >>> round(interval.low, 7), round(interval.high, 7)
    (0.9044024, 0.9211588)
    """
    from scipy.special import fdtri

    if value >= 1 or n < 2 or k < 2:
        return None
    tail = (1 - level) / 2
    low, high = (
        1 - (1 - value) * float(fdtri(n - 1, (n - 1) * (k - 1), share))
        for share in (1 - tail, tail)
    )
    if not (math.isfinite(low) and math.isfinite(high)):
        return None
    return Interval(low, high, "feldt", level)


def cannot(items: ItemCovariances) -> Reason | None:
    """Return why no reliability of the sum can be computed; None if it can."""
    if items.k < 2:
        return Reason.of("reliability.refused.items", k=items.k)
    if items.n < 2:
        return Reason.of("reliability.refused.people", n=items.n, people=items.people)
    if not items.is_complete:
        return Reason.of("reliability.refused.never_together")
    if not items.total_variance > 1e-12:
        return Reason.of("reliability.refused.no_variation")
    return None


def _standard_error(items: ItemCovariances) -> float | None:
    """Return the standard error for normal answers, whatever the items' covariances."""
    matrix, k = items.matrix, items.k
    total, trace = items.total_variance, float(matrix.trace())
    squared = matrix @ matrix
    inner = total * (float(squared.trace()) + trace**2) - 2 * trace * float(squared.sum())
    variance = 2 * k**2 / ((k - 1) ** 2 * total**3) * inner / items.n
    return math.sqrt(variance) if variance >= 0 and math.isfinite(variance) else None


def _notes(items: ItemCovariances, value: float) -> tuple[Reason, ...]:
    notes = []
    if value < 0:
        notes.append(Reason.of("reliability.note.negative"))
    if items.constant:
        notes.append(Reason.of("reliability.note.constant", items=", ".join(items.constant)))
    if items.missing == "pairwise" and items.dropped:
        notes.append(Reason.of("reliability.note.pairwise", n=items.n, people=items.people))
    return tuple(notes)
