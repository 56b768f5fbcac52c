"""Small numbers in published tables: which cells are shown, and why the others are not."""

from kithwork.core.disclosure.groups import GroupCounts, SuppressedGroups, suppress_groups
from kithwork.core.disclosure.nested import NestedGroups, suppress_nested
from kithwork.core.disclosure.partitions import ShownPartition, shown_partition, shown_sizes
from kithwork.core.disclosure.parts import shown_part
from kithwork.core.disclosure.tables import (
    Cell,
    CountTable,
    DisclosurePolicy,
    SuppressedTable,
)
from kithwork.core.disclosure.two_way import suppress
from kithwork.core.disclosure.views import (
    Rate,
    rate_of_class,
    refuse_difference,
    refuse_small_filter,
)

__all__ = [
    "Cell",
    "CountTable",
    "DisclosurePolicy",
    "GroupCounts",
    "NestedGroups",
    "Rate",
    "ShownPartition",
    "SuppressedGroups",
    "SuppressedTable",
    "rate_of_class",
    "refuse_difference",
    "refuse_small_filter",
    "shown_part",
    "shown_partition",
    "shown_sizes",
    "suppress",
    "suppress_groups",
    "suppress_nested",
]
