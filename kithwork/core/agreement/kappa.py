"""Kappa: agreement of two raters beyond chance, with weights for how far apart they are.

    κ = (Σ w·p − Σ w·e) / (1 − Σ w·e)

over the cells of the raters' cross-table, p the shares seen, e the shares expected by chance, w the
weight of agreement (1 on the diagonal). `NONE` counts only equal ratings (Cohen 1960); `LINEAR` has
w = 1 − |i − j|/(k − 1), `QUADRATIC` 1 − (i − j)²/(k − 1)² (Cohen 1968). Quadratic weights make
kappa look higher than linear ones on the same ratings, so the weights are part of the name. The
standard error is that of Fleiss, Cohen and Everitt (1969), the interval κ ± z·SE: a large-sample
one, too narrow below some thirty ratings and where nearly all stand in one category.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import TYPE_CHECKING

from kithwork.core.agreement.errors import AgreementError
from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

ROUNDING = 1e-12  # a variance below it is what rounding leaves of 0
FEW = 30  # ratings below which the interval is said to be rough


class Weights(StrEnum):
    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa(PlainResult):
    """`observed` and `expected` are shares of (weighted) agreement; `p` tests κ = 0, two-sided."""

    kappa: Estimate
    observed: float | None
    expected: float | None
    p: float | None


def weighted_kappa(
    first: Sequence[str | float | None],
    second: Sequence[str | float | None],
    *,
    categories: Sequence[str | float],
    weights: Weights = Weights.LINEAR,
    level: float = LEVEL,
) -> Kappa:
    """Return kappa of two raters' ratings of the same things.

    `categories` are all possible ratings in their order, used or not: leaving one out would change
    the weights. Things without both ratings are counted as missing. Raises AgreementError for
    columns of different length and for a rating that is no category.
    """
    import numpy as np

    if len(first) != len(second):
        raise AgreementError("agreement.error.lengths", first=len(first), second=len(second))
    place = {category: at for at, category in enumerate(categories)}
    counts = np.zeros((len(place), len(place)))
    missing = 0
    for at, pair in enumerate(zip(first, second, strict=True), start=1):
        if pair[0] is None or pair[1] is None:
            missing += 1
        elif pair[0] not in place or pair[1] not in place:
            raise AgreementError("agreement.error.category", at=at)
        else:
            counts[place[pair[0]], place[pair[1]]] += 1
    return _kappa(
        counts, _agreement(weights, len(place)), name=str(weights), missing=missing, level=level
    )


def kappa_of_counts(
    counts: Sequence[Sequence[float]],
    *,
    weights: Weights = Weights.LINEAR,
    disagreement: Sequence[Sequence[float]] | None = None,
    level: float = LEVEL,
) -> Kappa:
    """Return kappa of a cross-table of counts, rows one rater and columns the other.

    `disagreement`, where given, replaces `weights`: 0 on the diagonal, larger for worse (Cohen
    1968).

    >>> found = kappa_of_counts([[44, 7, 9], [5, 20, 5], [1, 3, 6]], weights=Weights.NONE)
    >>> round(found.kappa.estimate, 3)
    0.492
    """
    import numpy as np

    table = np.asarray(counts, dtype=float)
    if disagreement is None:
        return _kappa(
            table, _agreement(weights, len(table)), name=str(weights), missing=0, level=level
        )
    costs = np.asarray(disagreement, dtype=float)
    return _kappa(table, 1 - costs / costs.max(), name="given", missing=0, level=level)


def _agreement(weights: Weights, size: int) -> "Numbers":
    import numpy as np

    if size < 2:
        raise AgreementError("agreement.error.two_categories")
    apart = np.abs(np.arange(size)[:, None] - np.arange(size)[None, :]) / (size - 1)
    found: Numbers = {
        Weights.NONE: np.eye(size),
        Weights.LINEAR: 1 - apart,
        Weights.QUADRATIC: 1 - apart**2,
    }[weights]
    return found


def _kappa(
    counts: "Numbers", weights: "Numbers", *, name: str, missing: int, level: float
) -> Kappa:
    n, variant = int(counts.sum()), f"cohen-kappa-{name}"
    if n == 0:
        return _refused(Reason.of("agreement.refused.none"), variant, n=n, missing=missing)
    shares = counts / n
    chance = shares.sum(axis=1)[:, None] * shares.sum(axis=0)[None, :]
    observed, expected = float((weights * shares).sum()), float((weights * chance).sum())
    if math.isclose(expected, 1):
        why = Reason.of("agreement.refused.one_category")
        return _refused(why, variant, n=n, missing=missing)
    kappa = (observed - expected) / (1 - expected)
    se, se_of_none = _errors(shares, chance, weights, observed=observed, expected=expected, n=n)
    interval = None
    if se is not None:
        half = NormalDist().inv_cdf((1 + level) / 2) * se
        method = "fleiss-cohen-everitt-1969"
        interval = Interval(kappa - half, min(1.0, kappa + half), method, level)
    estimate = stated(
        "agreement.says.kappa",
        variant=variant,
        estimate=kappa,
        se=se,
        interval=interval,
        n=n,
        missing=missing,
        notes=tuple(_notes(n, se)),
        values={
            "observed": 100 * observed,
            "expected": 100 * expected,
            "n": n,
            "weights": f"agreement.weights.{name}",
        },
    )
    has_test = se_of_none**2 > ROUNDING
    p = math.erfc(abs(kappa) / se_of_none / math.sqrt(2)) if has_test else None
    return Kappa(kappa=estimate, observed=observed, expected=expected, p=p)


def _notes(n: int, se: float | None) -> list[Reason]:
    notes = [Reason.of("agreement.note.few", n=n)] if n < FEW else []
    if se is None:
        notes.append(Reason.of("agreement.note.no_error"))
    return notes


def _errors(
    shares: "Numbers",
    chance: "Numbers",
    weights: "Numbers",
    *,
    observed: float,
    expected: float,
    n: int,
) -> tuple[float | None, float]:
    """Return the standard error of κ, None where it comes to nothing, and that under κ = 0."""
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    margins = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    inner = weights * (1 - expected) - margins * (1 - observed)
    offset = observed * expected - 2 * expected + observed
    variance = float((shares * inner**2).sum() - offset**2) / (n * (1 - expected) ** 4)
    none = float((chance * (weights - margins) ** 2).sum() - expected**2)
    # Full agreement, or one rater with one rating: the large-sample formula gives 0, not certainty.
    se = math.sqrt(variance) if variance > ROUNDING else None
    return se, math.sqrt(max(0.0, none / (n * (1 - expected) ** 2)))


def _refused(why: Reason, variant: str, *, n: int, missing: int) -> Kappa:
    none = not_stated(why, variant=variant, n=n, missing=missing)
    return Kappa(kappa=none, observed=None, expected=None, p=None)
