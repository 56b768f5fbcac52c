"""Pairs compared by ranks: Wilcoxon's signed-rank test (1945), Hodges–Lehmann, rank-biserial.

Differences of 0 are dropped, as Wilcoxon did; equal sizes share their mean rank. Two names of one
test give different figures, so both are returned by name: `exact` counts all 2^n signs of the ranks
at hand (ties included), `normal` uses the normal distribution with the variance corrected for ties,
with and without a continuity correction. The typical change is the Hodges–Lehmann estimate, the
median of the means of all pairs of differences (1963), with the interval of Tukey that the exact
distribution without ties gives: at ties it is a little too wide. The matched-pairs rank-biserial
correlation is (rises − falls) / all, in ranks (Kerby 2014).
"""

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.paired.pairs import Pairs, refusal
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

EXACT_UP_TO = 50  # pairs: the sums of ranks are counted one by one up to here
MEANS_MADE_UP_TO = 1000  # differences: half a million means


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRanks(PlainResult):
    """Wilcoxon's test of pairs.

    `rank_sum` is the sum of the ranks of rises; `zeros` differences were dropped, `used` remained.
    `p_exact` is None beyond EXACT_UP_TO pairs; all p are two-sided, None where no pair changed.
    `rank_biserial` lies in −1…1. `typical` is the Hodges–Lehmann estimate of the change.
    """

    rank_sum: float
    used: int
    zeros: int
    p_exact: float | None
    p_normal: float | None
    p_normal_corrected: float | None
    rank_biserial: float | None
    typical: Estimate
    notes: tuple[Reason, ...]


def signed_ranks(pairs: Pairs, *, level: float = LEVEL) -> SignedRanks:
    """Return Wilcoxon's test, exact and approximate, and the typical change.

    >>> from kithwork.core.paired.pairs import Pairs
    >>> found = signed_ranks(Pairs(before=(3, 4, 5, 6), after=(4, 6, 6, 9)))
    >>> found.rank_sum, found.p_exact
    (10.0, 0.125)
    """
    changed = [one for one in pairs.differences if one != 0]
    ranks = mean_ranks([abs(one) for one in changed])
    rises = math.fsum(rank for rank, one in zip(ranks, changed, strict=True) if one > 0)
    normal, corrected = _normal_p(ranks, rises)
    total = math.fsum(ranks)
    return SignedRanks(
        rank_sum=rises,
        used=len(changed),
        zeros=pairs.n - len(changed),
        p_exact=_exact_p(ranks, rises),
        p_normal=normal,
        p_normal_corrected=corrected,
        rank_biserial=(2 * rises - total) / total if changed else None,
        typical=_typical(pairs, level=level),
        notes=tuple(_notes(pairs, changed)),
    )


def mean_ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value from 1 on; equal values share the mean of their ranks."""
    order = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(order, start=1)))}
    times = Counter(values)
    return [first[value] + (times[value] - 1) / 2 for value in values]


def _exact_p(ranks: Sequence[float], rises: float) -> float | None:
    """Return P over all signs of the ranks at hand that the sum is as far out, times two."""
    if not ranks or len(ranks) > EXACT_UP_TO:
        return None
    counts = _sums([round(2 * rank) for rank in ranks])  # half ranks made whole
    at = round(2 * rises)
    all_signs: int = 2 ** len(ranks)
    low, high = sum(counts[: at + 1]), sum(counts[at:])
    return min(1.0, 2 * min(low, high) / all_signs)


def _sums(parts: Sequence[int]) -> list[int]:
    """Return in how many ways each sum, from 0 on, is made of the parts."""
    counts = [1]
    for part in parts:
        longer = counts + [0] * part
        for at, ways in enumerate(counts):
            longer[at + part] += ways
        counts = longer
    return counts


def _normal_p(ranks: Sequence[float], rises: float) -> tuple[float | None, float | None]:
    """Return the two-sided p of the normal distribution without and with continuity correction."""
    n = len(ranks)
    ties = sum(times**3 - times for times in Counter(ranks).values())
    variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48
    if variance <= 0:
        return None, None
    away = abs(rises - n * (n + 1) / 4)
    sd = math.sqrt(variance)
    return _two_sided(away / sd), _two_sided(max(0.0, away - 0.5) / sd)


def _two_sided(z: float) -> float:
    return math.erfc(z / math.sqrt(2))


def _typical(pairs: Pairs, *, level: float) -> Estimate:
    variant = "hodges-lehmann"
    if why := refusal(pairs):
        return not_stated(why, variant=variant, n=pairs.n, missing=pairs.missing)
    means = _MeansOfTwo(pairs.differences)
    outside = _outside(pairs.n, level=level)
    interval = None
    if outside is not None:
        low, high = means.at(outside), means.at(means.count - 1 - outside)
        interval = Interval(low, high, "signed-rank", level)
    middle = (means.count - 1) // 2
    return stated(
        "paired.says.typical",
        variant=variant,
        estimate=(means.at(middle) + means.at(means.count - 1 - middle)) / 2,
        interval=interval,
        n=pairs.n,
        missing=pairs.missing,
        values={"n": pairs.n},
    )


class _MeansOfTwo:
    """The means of every two differences, each with itself too, in order.

    All of them are made up to MEANS_MADE_UP_TO differences; beyond, one is sought by halving.
    """

    def __init__(self, differences: Sequence[float]) -> None:
        import numpy as np

        self.ordered = np.sort(np.asarray(differences, dtype=float))
        n = len(self.ordered)
        self.count = n * (n + 1) // 2
        self.made = None
        if n <= MEANS_MADE_UP_TO:
            sums = np.add.outer(self.ordered, self.ordered)[np.triu_indices(n)]
            self.made = np.sort(sums / 2)

    def at(self, place: int) -> float:
        """Return the mean at a place from 0 on."""
        if self.made is not None:
            return float(self.made[place])
        low, high = float(self.ordered[0]), float(self.ordered[-1])
        for _ in range(80):  # halves, until doubles cannot tell them apart
            middle = (low + high) / 2
            low, high = (low, middle) if self._up_to(middle) > place else (middle, high)
        return high

    def _up_to(self, limit: float) -> int:
        """Return how many means are not above `limit`."""
        import numpy as np

        partners = np.searchsorted(self.ordered, 2 * limit - self.ordered, side="right")
        below = np.maximum(partners - np.arange(len(self.ordered)), 0)
        return int(below.sum())


def _outside(n: int, *, level: float) -> int | None:
    """Return how many means of two lie outside at each end; None where n is too small."""
    tail = (1 - level) / 2
    if n > EXACT_UP_TO:
        centre = n * (n + 1) / 4
        sd = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
        return max(0, math.floor(centre + statistics.NormalDist().inv_cdf(tail) * sd) - 1)
    below, all_signs = 0, 2**n
    for at, ways in enumerate(_sums(range(1, n + 1))):
        below += ways
        if below / all_signs > tail:
            return at - 1 if at else None
    return None


def _notes(pairs: Pairs, changed: Sequence[float]) -> list[Reason]:
    notes = []
    if zeros := pairs.n - len(changed):
        notes.append(Reason.of("paired.note.zeros", n=zeros))
    if len(set(map(abs, changed))) < len(changed):
        notes.append(Reason.of("paired.note.ties"))
    if len(changed) > EXACT_UP_TO:
        notes.append(Reason.of("paired.note.not_exact", n=len(changed), up_to=EXACT_UP_TO))
    return notes
