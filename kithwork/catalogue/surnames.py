"""Chinese surnames: how some are read, and which have two characters (`names/surnames.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node


@dataclass(frozen=True, slots=True)
class Surnames:
    """`readings`: surname → its syllables in pinyin; `compound`: those of two characters."""

    head: Entry
    readings: Mapping[str, tuple[str, ...]]
    compound: frozenset[str]


@cache
def surnames() -> Surnames:
    """Return the surnames of the catalogue; a compound one has as many syllables as characters."""
    return read_surnames(read_catalogue("names/surnames.yaml"))


def read_surnames(node: Node) -> Surnames:
    """Read the entry; a reading without one syllable a character is refused."""
    head, fields = entry(node, required=["readings", "compound"])
    readings = {name: _syllables(name, one) for name, one in fields["readings"].pairs().items()}
    compound = set(fields["compound"].strings(at_least=1))
    return Surnames(head, readings, frozenset(compound | {n for n in readings if len(n) > 1}))


def _syllables(surname: str, node: Node) -> tuple[str, ...]:
    syllables = tuple(node.string().split())
    if len(syllables) != len(surname) or not all(s.isascii() and s.isalpha() for s in syllables):
        raise node.error("catalogue.surname_reading", surname=surname)
    return syllables
