"""Every index of many series at once, on arrays.

For a region's worth of series, or a simulation: the same numbers as `indices`, without sentences.
Series are put together by the lengths of their phases and computed as arrays in `core/_kernels`.
The values are amounts; proportions and goals are asked for one series at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.core.estimates import LEVEL
from kithwork.core.singlecase.series import TwoPhases

if TYPE_CHECKING:
    from kithwork.core._kernels.single_case import Array, Found


@dataclass(frozen=True, slots=True)
class ManyIndices:
    """Name → estimates, standard errors and limits, one for each series in the order given.

    NaN stands where `indices` gives None: too few points, no ratio, no spread.
    """

    estimate: Mapping[str, "Array"]
    se: Mapping[str, "Array"]
    low: Mapping[str, "Array"]
    high: Mapping[str, "Array"]


def indices_of_many(
    series: Sequence[TwoPhases], *, fewest: int = 2, level: float = LEVEL
) -> ManyIndices:
    """Compute every index of every series that has at least `fewest` (≥ 2) points a phase."""
    import numpy as np

    if fewest < 2:
        raise ValueError("errors need at least two points a phase")
    results: list[dict[str, Array]] = [{} for _ in range(4)]
    for places, found in _found(series, fewest=fewest, level=level):
        for name, four in found.items():
            for into, values in zip(results, four, strict=True):
                into.setdefault(name, np.full(len(series), np.nan))[places] = values
    return ManyIndices(*results)


def _found(
    series: Sequence[TwoPhases], *, fewest: int, level: float
) -> "list[tuple[list[int], dict[str, Found]]]":
    alike: dict[tuple[int, int, int], list[int]] = {}
    for place, one in enumerate(series):
        key = (len(one.a), len(one.b), one.better.sign)
        if min(key[:2]) >= fewest:
            alike.setdefault(key, []).append(place)
    return [
        (places, _of_one_shape([series[place] for place in places], level=level))
        for places in alike.values()
    ]


def _of_one_shape(series: Sequence[TwoPhases], *, level: float) -> "dict[str, Found]":
    import numpy as np

    from kithwork.core._kernels import single_case as kernel

    a = np.array([one.a for one in series], dtype=float)
    b = np.array([one.b for one in series], dtype=float)
    times = np.array([(*one.times_a, *one.times_b) for one in series], dtype=float)
    sign = series[0].better.sign
    better_a, better_b = sign * a, sign * b
    return {
        **kernel.overlap(better_a, better_b),
        **kernel.pairs(better_a, better_b, level=level),
        **kernel.with_trend(better_a, better_b, times),
        **kernel.ratios(a, b, sign=sign, level=level),
        **kernel.standardized(better_a, better_b, level=level),
    }
