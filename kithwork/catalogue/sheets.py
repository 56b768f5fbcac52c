"""Reads the sheets to print: the five-finger card, the home-visit sheet, the teacher slip."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.core.text import Text

SHEETS = ("hand", "visit", "teacher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. `name` is what staff call it, `title` what stands on the paper.

    `lines` are its parts, `asks` what stands below; `answers` and `weeks` make a table to tick,
    `back` and `enough` the worker's side of the card.
    """

    entry: Entry
    name: Text
    title: Text
    lead: Text
    lines: tuple[Text, ...]
    asks: tuple[Text, ...]
    foot: Text
    answers: tuple[Text, ...] = ()
    weeks: int = 0
    back: Text | None = None
    enough: Text | None = None

    @property
    def code(self) -> str:
        return self.entry.id


@cache
def sheets() -> Mapping[str, Sheet]:
    """Return the sheets by their code."""
    read = map(read_sheet, entries_of(read_catalogue("casework/sheets.yaml")))
    return {one.code: one for one in read}


def read_sheet(node: Node) -> Sheet:
    """Read one sheet."""
    texts = ("name", "title", "lead", "foot")
    head, fields = entry(
        node,
        required=(*texts, "lines", "asks"),
        optional=("answers", "weeks", "back", "enough"),
    )
    return Sheet(
        entry=head,
        **{name: fields[name].text() for name in texts},
        lines=_texts(fields["lines"]),
        asks=_texts(fields["asks"]),
        answers=fields.maybe("answers", _texts, ()),
        weeks=fields.maybe("weeks", lambda one: one.whole(at_least=1), 0),
        back=fields.maybe("back", Node.text, None),
        enough=fields.maybe("enough", Node.text, None),
    )


def _texts(node: Node) -> tuple[Text, ...]:
    return tuple(one.text() for one in node.items(at_least=1))
