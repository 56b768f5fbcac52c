"""The reliability of a questionnaire: how far its answers agree with each other.

`reliability` gives everything from one table of answers; `alpha`, `omega`, `split_halves`,
`item_table` and `measurement_error` give their parts from covariances, also published ones.
"""

from kithwork.core.reliability.alpha import alpha, feldt_interval, standardized_alpha
from kithwork.core.reliability.halves import SplitHalves, split_halves
from kithwork.core.reliability.item_table import InterItem, ItemStatistics, inter_item, item_table
from kithwork.core.reliability.measurement_error import measurement_error
from kithwork.core.reliability.omega import GeneralLoading, Omega, bootstrap, omega
from kithwork.core.reliability.retest import Retest, retest
from kithwork.core.reliability.summary import Reliability, SumScore, reliability

__all__ = [
    "GeneralLoading",
    "InterItem",
    "ItemStatistics",
    "Omega",
    "Reliability",
    "Retest",
    "SplitHalves",
    "SumScore",
    "alpha",
    "bootstrap",
    "feldt_interval",
    "inter_item",
    "item_table",
    "measurement_error",
    "omega",
    "reliability",
    "retest",
    "split_halves",
    "standardized_alpha",
]
