"""Split-half reliability: how well two halves of a questionnaire agree.

Spearman–Brown steps the correlation of the halves up to full length, 2r / (1 + r), and supposes
equal variances (Spearman 1910, Brown 1910); Guttman's λ4 = 4·cov(A, B) / variance of the sum does
not (Guttman 1945; Flanagan and Rulon 1939). Another split gives another number, so the split is
always named; over all halvings of an even number of items λ4 has alpha as its mean (Cronbach
1951), and its maximum is a lower bound to reliability that favours chance in small samples.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import Estimate, not_stated, stated
from kithwork.core.items import ItemCovariances
from kithwork.core.reasons import Reason
from kithwork.core.reliability.alpha import cannot

if TYPE_CHECKING:
    import numpy as np

    Half = np.ndarray[Any, np.dtype[np.bool_]]

ALL_SPLITS_UP_TO = 16  # items: 6,435 halvings


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitHalves:
    """The halves odd and even items, and first and second half; λ4 over all halvings.

    `least`, `mean` and `greatest` are None above 16 items.
    """

    odd_even: Estimate
    odd_even_lambda4: Estimate
    first_second: Estimate
    least: float | None
    mean: float | None
    greatest: float | None


def split_halves(items: ItemCovariances) -> SplitHalves:
    """Return the split-half reliabilities; with an odd number of items the halves differ by one."""
    import numpy as np

    odd = np.arange(items.k) % 2 == 0
    first = np.arange(items.k) < (items.k + 1) // 2
    every = [] if cannot(items) or items.k > ALL_SPLITS_UP_TO else _all_lambda4(items)
    return SplitHalves(
        odd_even=_spearman_brown(items, odd, "odd-even"),
        odd_even_lambda4=_lambda4(items, odd, "odd-even"),
        first_second=_spearman_brown(items, first, "first-second"),
        least=min(every, default=None),
        mean=sum(every) / len(every) if every else None,
        greatest=max(every, default=None),
    )


def _spearman_brown(items: ItemCovariances, half: "Half", split: str) -> Estimate:
    variant = f"spearman-brown, {split}"
    if why := cannot(items):
        return not_stated(why, variant=variant, n=items.n, missing=items.dropped)
    of_a, of_b, together = _halved(items, half)
    if of_a <= 0 or of_b <= 0:
        why = Reason.of("reliability.refused.flat_half")
        return not_stated(why, variant=variant, n=items.n, missing=items.dropped)
    r = together / (of_a * of_b) ** 0.5
    if 1 + r < 1e-12:
        why = Reason.of("reliability.refused.opposite_halves")
        return not_stated(why, variant=variant, n=items.n, missing=items.dropped)
    return _said(variant, 2 * r / (1 + r), items)


def _lambda4(items: ItemCovariances, half: "Half", split: str) -> Estimate:
    variant = f"lambda4, {split}"
    if why := cannot(items):
        return not_stated(why, variant=variant, n=items.n, missing=items.dropped)
    return _said(variant, 4 * _halved(items, half)[2] / items.total_variance, items)


def _halved(items: ItemCovariances, half: "Half") -> tuple[float, float, float]:
    """Return the variances of both halves and their covariance."""
    a = half.astype(float)
    b = 1 - a
    return (
        float(a @ items.matrix @ a),
        float(b @ items.matrix @ b),
        float(a @ items.matrix @ b),
    )


def _all_lambda4(items: ItemCovariances) -> list[float]:
    """Return λ4 of every halving once; of an odd number, every split into near halves."""
    import numpy as np

    size = items.k // 2
    chosen = list(combinations(range(items.k), size))
    if items.k % 2 == 0:
        chosen = [half for half in chosen if half[0] == 0]
    halves = np.zeros((len(chosen), items.k))
    halves[np.arange(len(chosen))[:, None], np.array(chosen)] = 1
    together = ((halves @ items.matrix) * (1 - halves)).sum(axis=1)
    return [float(value) for value in 4 * together / items.total_variance]


def _said(variant: str, value: float, items: ItemCovariances) -> Estimate:
    return stated(
        "reliability.says.halves",
        variant=variant,
        estimate=value,
        n=items.n,
        missing=items.dropped,
        values={"k": items.k},
    )
