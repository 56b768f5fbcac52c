"""Factors: what a questionnaire's items have in common, sought or confirmed.

`adequacy` asks whether there is anything to find, `parallel_analysis` how many factors stand out
from chance, `explore` finds them, `confirm` tests those that were meant, and `polychoric` gives
the correlations that answers in few categories hide.
"""

from kithwork.core.factors.adequacy import Adequacy, adequacy
from kithwork.core.factors.confirmatory import Confirmed, Loading, confirm
from kithwork.core.factors.exploratory import (
    Exploratory,
    ItemLoadings,
    Method,
    Rotation,
    explore,
)
from kithwork.core.factors.parallel import Parallel, parallel_analysis
from kithwork.core.factors.polychoric import Pair, Polychoric, SparseCell, polychoric

__all__ = [
    "Adequacy",
    "Confirmed",
    "Exploratory",
    "ItemLoadings",
    "Loading",
    "Method",
    "Pair",
    "Parallel",
    "Polychoric",
    "Rotation",
    "SparseCell",
    "adequacy",
    "confirm",
    "explore",
    "parallel_analysis",
    "polychoric",
]
