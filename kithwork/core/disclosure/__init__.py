"""Small numbers in published tables: which cells are shown, and why the others are not."""

from kithwork.core.disclosure.groups import GroupCounts, SuppressedGroups, suppress_groups
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
    "Rate",
    "SuppressedGroups",
    "SuppressedTable",
    "rate_of_class",
    "refuse_difference",
    "refuse_small_filter",
    "suppress",
    "suppress_groups",
]
