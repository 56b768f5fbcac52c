"""Item statistics: what each question contributes, and what it costs.

The corrected item–total correlation (item–rest) is that of the item with the sum of the others,
taken from the covariances, so that it follows the same handling of missing answers as alpha; the
uncorrected one contains the item itself and is always higher. Floor and ceiling are the shares of
answers at the ends of the range, or of what was seen where no range is known.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.core.items import ItemCovariances, ItemMatrix
from kithwork.core.reliability.alpha import alpha_of, cannot

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """One item; correlations and alpha are None where they cannot be computed.

    `n` answered it, `missing` did not; `sd` with n − 1; `skewness` is g1 (moments, n below).
    `floor` and `ceiling` are shares 0–1 of the answers at the lowest and the highest.
    """

    name: str
    n: int
    missing: int
    mean: float | None
    sd: float | None
    skewness: float | None
    floor: float | None
    ceiling: float | None
    item_total: float | None
    item_rest: float | None
    alpha_if_dropped: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterItem:
    """The correlations between items: mean, least and greatest."""

    mean: float
    least: float
    greatest: float


def item_table(items: ItemMatrix, covariances: ItemCovariances) -> tuple[ItemStatistics, ...]:
    """Return the statistics of every item, in the order of the matrix."""
    return tuple(_statistics(items, covariances, place) for place in range(len(items.names)))


def inter_item(covariances: ItemCovariances) -> InterItem | None:
    """Return the correlations between items, of those that vary; None for fewer than two."""
    import numpy as np

    correlations = covariances.correlations()
    pairs = correlations[np.triu_indices(covariances.k, 1)]
    pairs = pairs[~np.isnan(pairs)]
    if not len(pairs):
        return None
    return InterItem(
        mean=float(pairs.mean()), least=float(pairs.min()), greatest=float(pairs.max())
    )


def _statistics(items: ItemMatrix, covariances: ItemCovariances, place: int) -> ItemStatistics:
    import numpy as np

    name = items.names[place]
    column = items.values[:, place]
    answers = column[~np.isnan(column)]
    low = items.low if items.low is not None else answers.min(initial=np.inf)
    high = items.high if items.high is not None else answers.max(initial=-np.inf)
    total, rest = _with_total(covariances, place)
    return ItemStatistics(
        name=name,
        n=len(answers),
        missing=items.people - len(answers),
        mean=float(answers.mean()) if len(answers) else None,
        sd=float(answers.std(ddof=1)) if len(answers) > 1 else None,
        skewness=_skewness(answers),
        floor=float((answers == low).mean()) if len(answers) else None,
        ceiling=float((answers == high).mean()) if len(answers) else None,
        item_total=total,
        item_rest=rest,
        alpha_if_dropped=_without(covariances, name),
    )


def _skewness(answers: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float | None:
    if len(answers) < 3:
        return None
    away = answers - answers.mean()
    spread = float((away**2).mean())
    return float((away**3).mean()) / spread**1.5 if spread > 1e-12 else None


def _with_total(covariances: ItemCovariances, place: int) -> tuple[float | None, float | None]:
    """Return the correlation of an item with the sum of all, and with the sum of the others."""
    if cannot(covariances):
        return None, None
    own = float(covariances.matrix[place, place])
    shared = float(covariances.matrix[place].sum())
    of_rest = covariances.total_variance - 2 * shared + own
    if own <= 1e-12:
        return None, None
    total = shared / math.sqrt(own * covariances.total_variance)
    return total, (shared - own) / math.sqrt(own * of_rest) if of_rest > 1e-12 else None


def _without(covariances: ItemCovariances, name: str) -> float | None:
    rest = covariances.without(name)
    return None if cannot(rest) else alpha_of(rest)
