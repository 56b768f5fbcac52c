"""Groups compared: what each looks like, what is supposed, differences, effects, corrections."""

from kithwork.core.groups.assumptions import Assumptions
from kithwork.core.groups.comparison import Comparison, compare
from kithwork.core.groups.corrections import Correction, corrected
from kithwork.core.groups.many import ManyGroups, Pair, many_groups
from kithwork.core.groups.samples import Described, GroupsError, Sample, samples
from kithwork.core.groups.two import Test, TwoGroups, two_groups

__all__ = [
    "Assumptions",
    "Comparison",
    "Correction",
    "Described",
    "GroupsError",
    "ManyGroups",
    "Pair",
    "Sample",
    "Test",
    "TwoGroups",
    "compare",
    "corrected",
    "many_groups",
    "samples",
    "two_groups",
]
