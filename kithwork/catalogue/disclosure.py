"""Reads which numbers a table may show."""

from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.core.disclosure import DisclosurePolicy

LIMITS = ("smallest_shown", "smallest_filter", "smallest_rate_base")


@dataclass(frozen=True, slots=True)
class DisclosureEntry:
    """The policy, with the entry that a stored report names."""

    entry: Entry
    policy: DisclosurePolicy


@cache
def disclosure_entry() -> DisclosureEntry:
    """Return the policy of the installation."""
    return read_disclosure(read_catalogue("disclosure.yaml"))


def read_disclosure(node: Node) -> DisclosureEntry:
    """Read the limits; each is at least 2."""
    head, fields = entry(node, required=LIMITS)
    limits = {name: fields[name].whole(at_least=2) for name in LIMITS}
    return DisclosureEntry(head, DisclosurePolicy(**limits))
