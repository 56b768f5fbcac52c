"""Reads the definitions of left-behind status, the kinds of arrangement and the care prompts.

A definition belongs to a jurisdiction and is valid from a day on; a status that was computed
under it names it for ever, so a definition is ended with a date and never deleted.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries, entries_of, entry
from kithwork.catalogue.facts import vocabulary
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.rules import read_condition
from kithwork.core.left_behind import CareRule, Definition, Kind
from kithwork.core.rules import Condition
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """A definition with its name, what it leaves out, and from when to when it is valid."""

    entry: Entry
    label: Text
    note: Text
    valid_from: dt.date
    valid_to: dt.date | None
    definition: Definition

    def is_valid(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind of arrangement with its name."""

    entry: Entry
    label: Text
    kind: Kind


@dataclass(frozen=True, slots=True)
class PromptEntry:
    """A care prompt: what was seen, and what to ask."""

    entry: Entry
    label: Text
    ask: Text
    rule: CareRule


@cache
def definition_entries(jurisdiction: str = "CN") -> tuple[DefinitionEntry, ...]:
    """Return the definitions of a jurisdiction, in the catalogue's order."""
    document = read_catalogue(f"jurisdictions/{jurisdiction}/left_behind.yaml")
    return tuple(read_definition(node) for node in entries_of(document))


@cache
def kind_entries() -> tuple[KindEntry, ...]:
    """Return the kinds of arrangement."""
    return tuple(read_kind(node) for node in entries("care") if _id(node, "care-kind."))


@cache
def prompt_entries() -> tuple[PromptEntry, ...]:
    """Return the care prompts."""
    return tuple(read_prompt(node) for node in entries("care") if _id(node, "care-prompt."))


def read_definition(node: Node) -> DefinitionEntry:
    """Read one definition."""
    head, fields = entry(node, required=["label", "note", "valid", "under_age", "when"])
    valid = fields["valid"].mapping(required=["from", "to"])
    return DefinitionEntry(
        entry=head,
        label=fields["label"].text(),
        note=fields["note"].text(),
        valid_from=valid["from"].date(),
        valid_to=valid.maybe("to", Node.date, None),
        definition=Definition(
            head.id,
            fields["under_age"].whole(at_least=1),
            read_condition(fields["when"], vocabulary()),
        ),
    )


def read_kind(node: Node) -> KindEntry:
    """Read one kind of arrangement."""
    head, fields = entry(node, required=["label", "when"])
    return KindEntry(head, fields["label"].text(), Kind(head.id, _when(fields)))


def read_prompt(node: Node) -> PromptEntry:
    """Read one care prompt."""
    head, fields = entry(node, required=["label", "ask", "when"])
    rule = CareRule(head.id, _when(fields))
    return PromptEntry(head, fields["label"].text(), fields["ask"].text(), rule)


def _when(fields: Fields) -> Condition:
    return read_condition(fields["when"], vocabulary())


def _id(node: Node, prefix: str) -> bool:
    return node.pairs()["id"].string().startswith(prefix)
