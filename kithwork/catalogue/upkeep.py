"""Reads how old what is known of a student may grow before it is asked anew."""

from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node


@dataclass(frozen=True, slots=True)
class UpkeepEntry:
    """After how many days facts about care at home are asked anew."""

    entry: Entry
    care_facts_days: int


@cache
def upkeep() -> UpkeepEntry:
    """Return the catalogue's ages."""
    return read_upkeep(read_catalogue("upkeep.yaml"))


def read_upkeep(node: Node) -> UpkeepEntry:
    """Read the entry; an age is at least one day."""
    head, fields = entry(node, required=("care_facts_days",))
    return UpkeepEntry(head, fields["care_facts_days"].whole(at_least=1))
