"""What a report says of a score over everybody: n, mean, SD and Cronbach's alpha.

SD with n − 1. Alpha is over the items of the score after reversal, on students who answered every
one of them (listwise); with pairwise deletion it would be another number, so the report names the
variant. Alpha needs two items, two students and some spread.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class ScaleSummary:
    """A score over the students who have it; `alpha_n` answered every item of it.

    None where it cannot be computed: a mean of nobody, an SD of one, an alpha without spread.
    """

    n: int
    mean: float | None
    sd: float | None
    alpha: float | None
    alpha_n: int


def summary(scores: "Numbers", items: "Numbers | None" = None) -> ScaleSummary:
    """Return the summary of `scores` (NaN: not computable); `items` are students × items, keyed."""
    import numpy as np

    known = scores[~np.isnan(scores)]
    complete = None if items is None else items[~np.isnan(items).any(axis=1)]
    return ScaleSummary(
        n=len(known),
        mean=float(known.mean()) if len(known) else None,
        sd=float(known.std(ddof=1)) if len(known) > 1 else None,
        alpha=None if complete is None else cronbach_alpha(complete),
        alpha_n=0 if complete is None else len(complete),
    )


def cronbach_alpha(items: "Numbers") -> float | None:
    """Return k/(k − 1) × (1 − Σ variance of the items / variance of their sum).

    `items`: students × items without gaps, reversed items already turned.

    >>> import numpy as np
    >>> round(cronbach_alpha(np.array([[2., 4.], [3., 3.], [5., 6.], [4., 4.]])), 6)
    0.835821
    """
    students, k = items.shape
    if students < 2 or k < 2:
        return None
    of_sum = float(items.sum(axis=1).var(ddof=1))
    if of_sum == 0:
        return None
    of_items = float(items.var(axis=0, ddof=1).sum())
    return float(k / (k - 1) * (1 - of_items / of_sum))
