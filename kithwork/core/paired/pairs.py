"""Two measurements of the same students, and their figures.

A student with only one of the two is counted as missing and used nowhere: filling in a value would
invent a change. The difference is always after − before.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason, Value


class PairsError(ValueError):
    """Two columns that cannot be compared; the reason says why."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs(PlainResult):
    """Complete pairs, in order; `missing` counts students without both values."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    missing: int = 0

    @classmethod
    def of(cls, before: Sequence[float | None], after: Sequence[float | None]) -> "Pairs":
        """Keep the complete pairs of two columns of equal length.

        Raises PairsError for columns of different length and for a value that is not finite.
        """
        if len(before) != len(after):
            raise PairsError("paired.error.lengths", before=len(before), after=len(after))
        kept = [
            (one, two)
            for one, two in zip(before, after, strict=True)
            if one is not None and two is not None
        ]
        if not all(math.isfinite(value) for pair in kept for value in pair):
            raise PairsError("paired.error.not_finite")
        return cls(
            before=tuple(one for one, _ in kept),
            after=tuple(two for _, two in kept),
            missing=len(before) - len(kept),
        )

    @property
    def n(self) -> int:
        return len(self.before)

    @property
    def differences(self) -> tuple[float, ...]:
        """After − before, one per pair."""
        return tuple(two - one for one, two in zip(self.before, self.after, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(PlainResult):
    """Means and standard deviations (n − 1) of at least two pairs.

    `r` is the correlation of before and after, None where one of them does not vary; `sd_average`
    is the mean of the two SDs, `sd_pooled` the root of the mean variance.
    """

    mean_before: float
    mean_after: float
    sd_before: float
    sd_after: float
    sd_difference: float
    r: float | None

    @property
    def mean_difference(self) -> float:
        return self.mean_after - self.mean_before

    @property
    def sd_average(self) -> float:
        return (self.sd_before + self.sd_after) / 2

    @property
    def sd_pooled(self) -> float:
        return math.sqrt((self.sd_before**2 + self.sd_after**2) / 2)


def figures(pairs: Pairs) -> Figures:
    """Return the figures of at least two pairs."""
    one, two = statistics.stdev(pairs.before), statistics.stdev(pairs.after)
    spread = statistics.stdev(pairs.differences)
    # Differences that are equal but for the last binary digit do not vary.
    largest = max(map(abs, (*pairs.before, *pairs.after)))
    if spread <= 1e-12 * largest:
        spread = 0.0
    return Figures(
        mean_before=statistics.fmean(pairs.before),
        mean_after=statistics.fmean(pairs.after),
        sd_before=one,
        sd_after=two,
        sd_difference=spread,
        r=_correlation(pairs) if one > 0 and two > 0 else None,
    )


def _correlation(pairs: Pairs) -> float:
    """Return r; pairs on one line give 1 or −1, whatever the last binary digits say."""
    r = statistics.correlation(pairs.before, pairs.after)
    return math.copysign(1.0, r) if 1 - abs(r) <= 1e-12 else r


def refusal(pairs: Pairs) -> Reason | None:
    """Return why nothing can be computed: fewer than two pairs."""
    if pairs.n < 2:
        return Reason.of("paired.refused.few", n=pairs.n)
    return None
