"""Every A point compared with every B point: NAP and Tau, with error and interval.

NAP, nonoverlap of all pairs (Parker and Vannest 2009) = (wins + ½·ties) / (n_A·n_B), where a win is
a pair in which the B point is better: 0.5 is no difference, 1 no overlap. Tau (A vs B) = 2·NAP − 1.
The standard error is the root of the unbiased variance of Sen (1967) and Mee (1990), as modified at
the limits by Pustejovsky (2016): with w = 1, ½ or 0 for a win, a tie or a loss, d = w − NAP, and p
the NAP kept between 1/(2·n_A·n_B) and 1 − 1/(2·n_A·n_B),

    V = [p(1−p) + Σ_i (Σ_j d)² / (n_A·n_B) + Σ_j (Σ_i d)² / (n_A·n_B) − 2·Σ d² / (n_A·n_B)]
        / ((n_A−1)·(n_B−1)),

which is unbiased without ties and a little too large with them. The other known form is Hanley and
McNeil's (1982). The interval is Newcombe's (2006) method 5, which inverts the score test with both
phases at their mean length; it is not symmetric and stays within 0 and 1. All assume points that do
not depend on each other, which one person's daily points seldom are: with dependent points the
interval is too narrow; on independent ones it holds the truth 94–97 times in 100, from five points
a phase on (`bench/coverage.py`). Neither index shows a cause.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from statistics import NormalDist

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import Rules, TwoPhases, too_few

HALVINGS = 60  # of the interval in which a limit is looked for: beyond double precision


class ErrorOfNap(StrEnum):
    UNBIASED = "unbiased"
    HANLEY_MCNEIL = "hanley-mcneil"


def nap(
    series: TwoPhases, *, error: ErrorOfNap = ErrorOfNap.UNBIASED, level: float = LEVEL
) -> Estimate:
    """Return the nonoverlap of all pairs (0–1), ties counted half.

    >>> from kithwork.core.singlecase.series import Better
    >>> case = TwoPhases(
    ...     baseline=(3, 4, 3, 5, 4), intervention=(5, 6, 4, 7, 6, 7), better=Better.HIGHER
    ... )
    >>> round(nap(case).estimate, 4)
    0.9167
    """
    return _of_pairs(series, "nap", error=error, level=level)


def tau(
    series: TwoPhases, *, error: ErrorOfNap = ErrorOfNap.UNBIASED, level: float = LEVEL
) -> Estimate:
    """Return Tau of A against B (−1 to 1): 2·NAP − 1, its error and interval from NAP's."""
    return _of_pairs(series, "tau", error=error, level=level)


def word_of(estimate: float, rules: Rules) -> str:
    """Return the word for a NAP: "weak", "medium" or "strong"."""
    if estimate >= rules.strong:
        return "strong"
    return "medium" if estimate >= rules.medium else "weak"


def share_of_wins(a: Sequence[float], b: Sequence[float]) -> float:
    """Return NAP of points that are better when higher."""
    return sum(map(sum, _wins(a, b))) / (len(a) * len(b))


def unbiased_error(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return Sen and Mee's standard error of NAP; None where a phase has fewer than two points."""
    m, n = len(a), len(b)
    if min(m, n) < 2:
        return None
    p, rows, columns, squares = _spread(a, b)
    kept = min(max(p, 1 / (2 * m * n)), 1 - 1 / (2 * m * n))
    variance = kept * (1 - kept) + (rows + columns - 2 * squares) / (m * n)
    return math.sqrt(max(0.0, variance / ((m - 1) * (n - 1))))


def hanley_mcneil_error(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return Hanley and McNeil's standard error of NAP, Q1 and Q2 counted from the pairs."""
    m, n = len(a), len(b)
    if min(m, n) < 2:
        return None
    p, rows, columns, _ = _spread(a, b)
    beyond = ((n - 1) * rows / n + (m - 1) * columns / m) / (m * n)
    return math.sqrt(max(0.0, (p * (1 - p) + beyond) / (m * n)))


def newcombe_interval(p: float, m: int, n: int, *, level: float = LEVEL) -> tuple[float, float]:
    """Return Newcombe's method-5 limits for a NAP of `p` from `m` and `n` points."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    half = (m + n) / 2 - 1

    def is_outside(theta: float) -> bool:
        spread = 1 + half * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        return (p - theta) ** 2 > z * z * theta * (1 - theta) * spread / (m * n)

    low, high = 0.0, 1.0
    inside_low = inside_high = p
    for _ in range(HALVINGS):
        middle = (low + inside_low) / 2
        low, inside_low = (middle, inside_low) if is_outside(middle) else (low, middle)
        middle = (high + inside_high) / 2
        high, inside_high = (middle, inside_high) if is_outside(middle) else (high, middle)
    return inside_low, inside_high


def _of_pairs(series: TwoPhases, code: str, *, error: ErrorOfNap, level: float) -> Estimate:
    variant = f"{code}-{error}"
    a, b = series.better_a, series.better_b
    n = len(a) + len(b)
    if why := too_few(series, a=1, b=1):
        return not_stated(why, variant=variant, n=n, missing=series.missing)
    share = share_of_wins(a, b)
    se = unbiased_error(a, b) if error is ErrorOfNap.UNBIASED else hanley_mcneil_error(a, b)
    low, high = newcombe_interval(share, len(a), len(b), level=level)
    scale, shift = (2, -1) if code == "tau" else (1, 0)
    return stated(
        f"singlecase.says.{code}",
        variant=variant,
        estimate=scale * share + shift,
        se=None if se is None else scale * se,
        interval=Interval(scale * low + shift, scale * high + shift, "newcombe-5", level),
        n=n,
        missing=series.missing,
        notes=(Reason.of("singlecase.note.at_limit"),) if share in (0, 1) else (),
        values={"share": share},
    )


def _wins(a: Sequence[float], b: Sequence[float]) -> list[list[float]]:
    return [[(y > x) + (y == x) / 2 for y in b] for x in a]


def _spread(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float, float]:
    """Return NAP and the sums of squared deviations of rows, of columns and of single pairs."""
    wins = _wins(a, b)
    p = sum(map(sum, wins)) / (len(a) * len(b))
    apart = [[win - p for win in row] for row in wins]
    rows = sum(sum(row) ** 2 for row in apart)
    columns = sum(sum(column) ** 2 for column in zip(*apart, strict=True))
    return p, rows, columns, sum(d * d for row in apart for d in row)
