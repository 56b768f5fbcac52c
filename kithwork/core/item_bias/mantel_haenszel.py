"""Mantel–Haenszel: the odds of a yes in one group against the other, at equal total scores.

Common odds ratio α = Σ A·D/N over Σ B·C/N over the tables of the score levels (Mantel & Haenszel
1959), standard error of ln α by Robins, Breslow & Greenland (1986), chi² with the continuity
correction of ½ (as in R and SPSS), Δ = −2.35·ln α on the scale of the Educational Testing Service
(Holland & Thayer 1988), where 0 is no difference. A level in which one group or one answer is
missing says nothing and falls out by itself.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

_DELTA = -2.35


@dataclass(frozen=True, slots=True, kw_only=True)
class MantelHaenszel:
    """The common odds ratio (reference group against focal), its test, and Δ with its error.

    `levels` are the score levels that say something.
    """

    odds_ratio: Estimate
    chi2: float | None
    p: float | None
    delta: float | None
    delta_se: float | None
    levels: int


def mantel_haenszel(tables: "Numbers", *, level: float = LEVEL) -> MantelHaenszel:
    """Return the statistics of score levels × 2 groups × 2 answers (yes first).

    >>> import numpy as np
    >>> found = mantel_haenszel(np.array([[[20.0, 10.0], [15.0, 15.0]]]))
    >>> round(found.odds_ratio.estimate, 6)
    2.0
    """
    import numpy as np
    from scipy.special import chdtrc, ndtri

    variant = "mantel-haenszel, Robins–Breslow–Greenland"
    totals = tables.sum(axis=(1, 2))
    kept = tables[totals > 1]
    a, b, c, d = (kept[:, row, column] for row in (0, 1) for column in (0, 1))
    n = kept.sum(axis=(1, 2))
    r, s = a * d / n, b * c / n
    people = int(totals.sum())
    if r.sum() <= 0 or s.sum() <= 0:
        why = Reason.of("item_bias.refused.no_odds")
        none = not_stated(why, variant=variant, n=people)
        return MantelHaenszel(
            odds_ratio=none, chi2=None, p=None, delta=None, delta_se=None, levels=0
        )
    ratio = float(r.sum() / s.sum())
    se = _error_of_log(a, b, c, d, n)
    reach = float(ndtri((1 + level) / 2)) * se
    interval = Interval(
        math.exp(math.log(ratio) - reach), math.exp(math.log(ratio) + reach), "wald-log", level
    )
    chi2 = _chi2(a, b, c, d, n)
    informative = (a + b > 0) & (c + d > 0) & (a + c > 0) & (b + d > 0)
    return MantelHaenszel(
        odds_ratio=stated(
            "item_bias.says.odds_ratio",
            variant=variant,
            estimate=ratio,
            se=ratio * se,
            interval=interval,
            n=people,
        ),
        chi2=chi2,
        p=float(chdtrc(1, chi2)),
        delta=_DELTA * math.log(ratio),
        delta_se=-_DELTA * se,
        levels=int(np.count_nonzero(informative)),
    )


def _error_of_log(a: "Numbers", b: "Numbers", c: "Numbers", d: "Numbers", n: "Numbers") -> float:
    """Return the standard error of the logarithm of the common odds ratio."""
    p, q = (a + d) / n, (b + c) / n
    r, s = a * d / n, b * c / n
    variance = (
        (p * r).sum() / (2 * r.sum() ** 2)
        + (p * s + q * r).sum() / (2 * r.sum() * s.sum())
        + (q * s).sum() / (2 * s.sum() ** 2)
    )
    return math.sqrt(float(variance))


def _chi2(a: "Numbers", b: "Numbers", c: "Numbers", d: "Numbers", n: "Numbers") -> float:
    expected = (a + b) * (a + c) / n
    variance = (a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1))
    away = max(abs(float((a - expected).sum())) - 0.5, 0.0)
    return away**2 / float(variance.sum())
