"""Reads the numbers behind the academic markers, and the tables of academic warning."""

from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.facts import vocabulary
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.catalogue.rules import read_condition
from kithwork.core.academics import WarningTable
from kithwork.core.rules import Ladder, Level
from kithwork.core.rules.syntax import AnyOf
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class Markers:
    """The least number of marks for a trend, and the percentage at which absence is chronic."""

    entry: Entry
    trend_at_least: int
    chronic_absence_from_share: float


@dataclass(frozen=True, slots=True)
class WarningEntry:
    """A table of academic warning with its name and the names of its levels."""

    entry: Entry
    label: Text
    levels: tuple[tuple[str, Text], ...]
    table: WarningTable


@cache
def markers() -> Markers:
    """Return the numbers behind the markers."""
    return read_markers(read_catalogue("academics/markers.yaml"))


@cache
def warning_entries() -> tuple[WarningEntry, ...]:
    """Return the tables that ship as examples."""
    return tuple(map(read_warning, entries_of(read_catalogue("academics/warnings.yaml"))))


def read_markers(node: Node) -> Markers:
    """Read the numbers behind the markers."""
    head, fields = entry(node, required=["trend_at_least", "chronic_absence_from_share"])
    return Markers(
        head,
        fields["trend_at_least"].whole(at_least=3),
        fields["chronic_absence_from_share"].number(),
    )


def read_warning(node: Node) -> WarningEntry:
    """Read a table {levels: [{level, label, any: […]}, …]}, the gravest level first."""
    head, fields = entry(node, required=["label", "levels"])
    steps = fields["levels"].items(at_least=1)
    read = [step.mapping(required=["level", "label", "any"]) for step in steps]
    conditions = [
        AnyOf(tuple(read_condition(part, vocabulary()) for part in one["any"].items(at_least=1)))
        for one in read
    ]
    names = [(one["level"].string(), one["label"].text()) for one in read]
    if len({name for name, _ in names}) < len(names):
        raise fields["levels"].error("catalogue.twice", name=names[-1][0])
    ladder = Ladder(tuple(Level(len(names) - place, when) for place, when in enumerate(conditions)))
    mildest_first = tuple(name for name, _ in reversed(names))
    return WarningEntry(
        head, fields["label"].text(), tuple(names), WarningTable(head.id, mildest_first, ladder)
    )
