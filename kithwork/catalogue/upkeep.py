"""Reads how old what is known of a student may grow, and how long what is unfinished is kept."""

from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node


@dataclass(frozen=True, slots=True)
class UpkeepEntry:
    """Ages in days: of facts about care at home until they are asked anew; of typing that was
    never saved, and of files that were never brought in, until they are erased; of a code by which
    a password is chosen until it is void; of the names of those considered for casework at a school
    without terms. In hours: of a file on the workbench."""

    entry: Entry
    care_facts_days: int
    draft_days: int
    upload_days: int
    invitation_days: int
    choosing_days: int
    workbench_hours: int


@cache
def upkeep() -> UpkeepEntry:
    """Return the catalogue's ages."""
    return read_upkeep(read_catalogue("upkeep.yaml"))


def read_upkeep(node: Node) -> UpkeepEntry:
    """Read the entry; an age is at least one day, or one hour."""
    days = ("care_facts_days", "draft_days", "upload_days", "invitation_days", "choosing_days")
    ages = (*days, "workbench_hours")
    head, fields = entry(node, required=ages)
    return UpkeepEntry(head, *(fields[age].whole(at_least=1) for age in ages))
