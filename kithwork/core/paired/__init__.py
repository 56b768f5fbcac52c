"""Before and after of the same students: mean difference, standardised changes, ranks."""

from kithwork.core.paired.comparison import PairedComparison, paired
from kithwork.core.paired.difference import MeanDifference, mean_difference
from kithwork.core.paired.effects import VARIANTS, StandardizedChange, standardized_changes
from kithwork.core.paired.pairs import Figures, Pairs, PairsError, figures
from kithwork.core.paired.ranks import SignedRanks, signed_ranks

__all__ = [
    "VARIANTS",
    "Figures",
    "MeanDifference",
    "PairedComparison",
    "Pairs",
    "PairsError",
    "SignedRanks",
    "StandardizedChange",
    "figures",
    "mean_difference",
    "paired",
    "signed_ranks",
    "standardized_changes",
]
