"""From times and values to places on the paper, and the round numbers beside them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_STEPS = (1, 2, 2.5, 5, 10)
_NEAR_ZERO = 0.5  # a lowest value below this share of the highest draws the axis from 0


@dataclass(frozen=True, slots=True)
class Scale:
    """Values `low` … `high` over places `start` … `end`; `ticks` are round values between."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def scale_of_values(values: Iterable[float], *, start: float, end: float) -> Scale:
    """Return a scale that holds all values, from 0 where the lowest is not far above it."""
    found = sorted(values)
    low, high = found[0], found[-1]
    if 0 <= low <= _NEAR_ZERO * high:
        low = 0.0
    if low == high:
        low, high = low - 1, high + 1
    step = _step((high - low) / 4)
    low, high = step * math.floor(low / step), step * math.ceil(high / step)
    ticks = tuple(low + step * place for place in range(round((high - low) / step) + 1))
    return Scale(low, high, start, end, ticks)


def scale_of_times(times: Iterable[float], *, start: float, end: float, most: int) -> Scale:
    """Return a scale with half a session's room on both sides and about `most` whole ticks."""
    found = sorted(set(times))
    gap = min((b - a for a, b in pairwise(found)), default=1.0)
    low, high = found[0] - gap / 2, found[-1] + gap / 2
    step = max(1, round(_step((high - low) / most)))
    first = math.ceil(found[0] / step) * step
    ticks = tuple(float(tick) for tick in range(first, math.floor(found[-1]) + 1, step))
    return Scale(low, high, start, end, ticks)


def _step(least: float) -> float:
    """Return the smallest round step of at least `least`."""
    size = 10 ** math.floor(math.log10(least))
    return next(step * size for step in _STEPS if step * size >= least * (1 - 1e-9))
