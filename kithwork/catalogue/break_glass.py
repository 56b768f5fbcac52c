"""The rule for breaking the glass (`access/break_glass.yaml`)."""

from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node

KEYS = ("open_minutes", "review_hours", "reason_at_least")


@dataclass(frozen=True, slots=True)
class BreakGlassRule:
    """How many minutes it opens, within how many hours it is reviewed, how long a reason is."""

    head: Entry
    open_minutes: int
    review_hours: int
    reason_at_least: int


@cache
def break_glass_rule() -> BreakGlassRule:
    """Return the rule of the catalogue."""
    return read_break_glass(read_catalogue("access/break_glass.yaml"))


def read_break_glass(node: Node) -> BreakGlassRule:
    """Read the entry; each number is at least one."""
    head, fields = entry(node, required=KEYS)
    return BreakGlassRule(head, *(fields[key].whole(at_least=1) for key in KEYS))
