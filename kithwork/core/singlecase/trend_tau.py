"""Tau with a trend of the baseline taken into account: the Tau-U family and Tau-BC.

Tau-U (Parker, Vannest, Davis and Sauber 2011) adds Kendall's S of pairs inside the phases to the S
of A against B. With S_AB, S_A and S_B, the numbers of better minus worse pairs between the phases
and, later against earlier, inside each:

    parker    (S_AB − S_A) / (n_A·n_B)
    complete  (S_AB − S_A + S_B) / (N·(N−1)/2)

Parker's form counts pairs above the line that are not below it and so can pass 1; it is not cut
off. The complete form takes in the trend of B and every pair of the series (ties count in the
divisor). The forms in between stand in `TauU`. A correction through S_A grows with the length of A,
so series of other lengths do not compare (Brossart and others 2018).

Tau-BC, baseline corrected Tau (Tarlow 2017), takes the Theil–Sen line of A from all points, then
compares the phases: as Tau (A vs B) of what is left, or as Kendall's tau-b of what is left with the
phase, in which points that tie after correction count as ties. Whether to correct is a choice that
must be told: Tarlow corrects only where A's own trend is significant (p ≤ .05), and a line through
few points corrects with noise. Tarlow's error √(2/N · (1−τ²)) takes the line as if it were known.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.estimates import Estimate, not_stated, stated
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.lines import theil_sen
from kithwork.core.singlecase.series import TwoPhases, too_few

SAME = 1e-9  # points closer than this share of the largest are one after a line was taken away
SIGNIFICANT = 0.05  # Tarlow's level for a trend of the baseline


class Correct(StrEnum):
    """When Tau-BC takes the baseline's line away."""

    ALWAYS = "always"
    IF_TREND = "if-trend"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class TauU:
    """The pairs of a series and the forms of Tau-U that can be made of them.

    `s_ab`, `s_a`, `s_b` are better minus worse pairs between the phases and inside each;
    `pairs_ab`, `pairs_a`, `pairs_b` how many pairs there are.
    """

    s_ab: int
    s_a: int
    s_b: int
    pairs_ab: int
    pairs_a: int
    pairs_b: int

    @property
    def a_vs_b(self) -> float:
        return self.s_ab / self.pairs_ab

    @property
    def parker(self) -> float:
        """A vs B − trend A over the pairs between the phases; can pass 1."""
        return (self.s_ab - self.s_a) / self.pairs_ab

    @property
    def minus_trend_a(self) -> float:
        """A vs B − trend A over all pairs that it looks at."""
        return (self.s_ab - self.s_a) / (self.pairs_ab + self.pairs_a)

    @property
    def plus_trend_b(self) -> float:
        """A vs B + trend B over all pairs that it looks at."""
        return (self.s_ab + self.s_b) / (self.pairs_ab + self.pairs_b)

    @property
    def complete(self) -> float:
        """A vs B − trend A + trend B over all pairs of the series."""
        return (self.s_ab - self.s_a + self.s_b) / (self.pairs_ab + self.pairs_a + self.pairs_b)


def tau_u_of(a: Sequence[float], b: Sequence[float]) -> TauU:
    """Return the pairs of points in order of time, better when higher."""
    return TauU(
        s_ab=sum(_sign(y - x) for x in a for y in b),
        s_a=_kendall_s(a),
        s_b=_kendall_s(b),
        pairs_ab=len(a) * len(b),
        pairs_a=math.comb(len(a), 2),
        pairs_b=math.comb(len(b), 2),
    )


def tau_u_parker(series: TwoPhases) -> Estimate:
    """Return Tau-U as A vs B − trend A by Parker's divisor; above 1 is possible.

    >>> from kithwork.core.singlecase.series import Better
    >>> case = TwoPhases(baseline=(3, 3, 4, 5), intervention=(4, 5, 6, 7, 7), better=Better.HIGHER)
    >>> tau_u_parker(case).estimate
    0.55
    """
    return _tau_u(series, "tau_u_parker", variant="tau-u-a-vs-b-minus-trend-a-parker")


def tau_u_complete(series: TwoPhases) -> Estimate:
    """Return Tau-U as A vs B − trend A + trend B over all pairs (−1 to 1)."""
    return _tau_u(series, "tau_u_complete", variant="tau-u-minus-trend-a-plus-trend-b-all-pairs")


def tau_bc(series: TwoPhases, *, correct: Correct = Correct.ALWAYS) -> Estimate:
    """Return baseline corrected Tau as nonoverlap Tau of what the line leaves (−1 to 1)."""
    return _corrected(series, "tau_bc", correct, error=False)


def tau_bc_kendall(series: TwoPhases, *, correct: Correct = Correct.ALWAYS) -> Estimate:
    """Return baseline corrected Tau as Kendall's tau-b with the phase, as Tarlow computes it."""
    return _corrected(series, "tau_bc_kendall", correct, error=True)


def nonoverlap_tau(a: Sequence[float], b: Sequence[float], *, same: float = 0.0) -> float:
    """Return better minus worse pairs over all pairs; `same` is the width of a tie."""
    return sum(_sign(y - x, same) for x in a for y in b) / (len(a) * len(b))


def tau_b_with_phase(a: Sequence[float], b: Sequence[float], *, same: float = 0.0) -> float | None:
    """Return Kendall's tau-b of points with their phase; None where no two points differ."""
    every = (*a, *b)
    n = len(every)
    apart = sum(abs(every[j] - every[i]) > same for i in range(n) for j in range(i + 1, n))
    if not apart:
        return None
    across = sum(_sign(y - x, same) for x in a for y in b)
    return across / math.sqrt(apart * len(a) * len(b))


def _tau_u(series: TwoPhases, code: str, *, variant: str) -> Estimate:
    n = len(series.a) + len(series.b)
    if why := too_few(series, a=2, b=2):
        return not_stated(why, variant=variant, n=n, missing=series.missing)
    pairs = tau_u_of(series.better_a, series.better_b)
    estimate = pairs.parker if code == "tau_u_parker" else pairs.complete
    return stated(
        f"singlecase.says.{code}",
        variant=variant,
        estimate=estimate,
        n=n,
        missing=series.missing,
        notes=(Reason.of("singlecase.note.above_one"),) if abs(estimate) > 1 else (),
    )


def _corrected(series: TwoPhases, code: str, correct: Correct, *, error: bool) -> Estimate:
    n = len(series.a) + len(series.b)
    variant = f"{code.replace('_', '-')}-theil-sen-{correct}"
    if why := too_few(series, a=2, b=1):
        return not_stated(why, variant=variant, n=n, missing=series.missing)
    a, b, notes = _without_line(series, correct)
    same = SAME * max(map(abs, (*series.a, *series.b)))
    tau = tau_b_with_phase(a, b, same=same) if error else nonoverlap_tau(a, b, same=same)
    if tau is None:
        why = Reason.of("singlecase.refused.constant")
        return not_stated(why, variant=variant, n=n, missing=series.missing)
    return stated(
        f"singlecase.says.{code}",
        variant=variant,
        estimate=tau,
        se=math.sqrt(max(0.0, 2 / n * (1 - tau * tau))) if error else None,
        n=n,
        missing=series.missing,
        notes=notes,
    )


def _without_line(
    series: TwoPhases, correct: Correct
) -> tuple[Sequence[float], Sequence[float], tuple[Reason, ...]]:
    a, b = series.better_a, series.better_b
    p = baseline_trend_p(series) if correct is Correct.IF_TREND else 0.0
    if correct is Correct.NEVER or p > SIGNIFICANT:
        return a, b, (Reason.of("singlecase.note.not_corrected"),)
    line = theil_sen(series.times_a, a)
    assert line is not None  # two points were asked for
    left_a = [y - line.at(t) for t, y in zip(series.times_a, a, strict=True)]
    left_b = [y - line.at(t) for t, y in zip(series.times_b, b, strict=True)]
    slope = series.better.sign * line.slope
    return left_a, left_b, (Reason.of("singlecase.note.corrected", slope=slope, n=len(a)),)


def baseline_trend_p(series: TwoPhases) -> float:
    """Return the two-sided p of Kendall's tau between A and time; 1 for a baseline of one value.

    Exact without ties, else by the normal approximation (scipy).
    """
    from scipy.stats import kendalltau

    if len(set(series.a)) < 2:
        return 1.0
    return float(kendalltau(series.times_a, series.a).pvalue)


def _kendall_s(points: Sequence[float]) -> int:
    return sum(_sign(later - x) for i, x in enumerate(points) for later in points[i + 1 :])


def _sign(difference: float, same: float = 0.0) -> int:
    return (difference > same) - (difference < -same)
