"""The number by which arrangements are compared, larger for more improvement.

Any function of the points of A and of B will do; those named here are the ones in use. The values
come turned so that more is better.
"""

import statistics
from collections.abc import Callable, Sequence
from enum import StrEnum

from kithwork.core.singlecase.pairs import share_of_wins
from kithwork.core.singlecase.visual import LOOKED_AT

Points = Sequence[float]
Function = Callable[[Points, Points], float]


class Statistic(StrEnum):
    MEAN_DIFFERENCE = "mean-difference"
    MEDIAN_DIFFERENCE = "median-difference"
    NAP = "nap"
    TAU = "tau"
    IMMEDIACY = "immediacy"

    @property
    def no_difference(self) -> float:
        """The value when nothing changed."""
        return 0.5 if self is Statistic.NAP else 0.0

    @property
    def function(self) -> Function:
        return _FUNCTIONS[self]


def mean_difference(a: Points, b: Points) -> float:
    """Return the mean of B minus the mean of A."""
    return statistics.fmean(b) - statistics.fmean(a)


def median_difference(a: Points, b: Points) -> float:
    """Return the median of B minus the median of A."""
    return statistics.median(b) - statistics.median(a)


def tau(a: Points, b: Points) -> float:
    """Return 2·NAP − 1."""
    return 2 * share_of_wins(a, b) - 1


def immediate_change(a: Points, b: Points) -> float:
    """Return the median of the first three of B minus that of the last three of A."""
    return statistics.median(b[:LOOKED_AT]) - statistics.median(a[-LOOKED_AT:])


_FUNCTIONS: dict[Statistic, Function] = {
    Statistic.MEAN_DIFFERENCE: mean_difference,
    Statistic.MEDIAN_DIFFERENCE: median_difference,
    Statistic.NAP: share_of_wins,
    Statistic.TAU: tau,
    Statistic.IMMEDIACY: immediate_change,
}
