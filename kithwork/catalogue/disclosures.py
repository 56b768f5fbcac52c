"""Reads to whom something of a case may be told, and by which consent."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.consent import purpose_entries
from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class Receiver:
    """A kind of receiver; `purpose`: the consent that lets her be told, "" where there is none.

    `is_inside`: nobody outside the team received it.
    """

    entry: Entry
    label: Text
    purpose: str
    is_inside: bool = False

    @property
    def code(self) -> str:
        return self.entry.id


@cache
def receivers() -> Mapping[str, Receiver]:
    """Return the receivers by their code, in the order in which they are offered."""
    read = map(read_receiver, entries_of(read_catalogue("casework/disclosures.yaml")))
    return {one.code: one for one in read}


def read_receiver(node: Node) -> Receiver:
    """Read one kind of receiver."""
    head, fields = entry(node, required=["label"], optional=["purpose", "is_inside"])
    purpose = fields.maybe("purpose", lambda one: one.string(among=tuple(purpose_entries())), "")
    is_inside = fields.maybe("is_inside", Node.flag, False)
    return Receiver(head, fields["label"].text(), purpose, is_inside)
