"""What holds for every instrument that does not say otherwise: `scales/conventions.yaml`."""

from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.core.questionnaires import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """The usual missing rule, quality flags, criterion of reliable change, and pace of reading."""

    entry: Entry
    answered_percent: int
    seconds_per_item: float
    straight_from: int
    reliable: float
    pace: Pace
    sitting_seconds: int


@cache
def conventions() -> Conventions:
    """Return the conventions."""
    names = ("answered_percent", "seconds_per_item", "straight_from", "reliable", "pace")
    head, fields = entry(
        read_catalogue("scales/conventions.yaml"), required=(*names, "sitting_seconds")
    )
    return Conventions(
        entry=head,
        answered_percent=fields["answered_percent"].whole(at_least=1),
        seconds_per_item=fields["seconds_per_item"].number(),
        straight_from=fields["straight_from"].whole(at_least=2),
        reliable=fields["reliable"].number(),
        pace=_pace(fields["pace"]),
        sitting_seconds=fields["sitting_seconds"].whole(at_least=1),
    )


def _pace(node: Node) -> Pace:
    fields = node.mapping(required=("words", "characters", "choice", "ticks", "month"))
    return Pace(
        words=fields["words"].number(),
        characters=fields["characters"].number(),
        choice=fields["choice"].number(),
        ticks=fields["ticks"].number(),
        month=fields["month"].number(),
    )
