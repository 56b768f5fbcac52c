"""Typed reading of located YAML, so that every complaint names file, line and key.

A loader of the catalogue never sees dictionaries: it sees a `Node`, which knows where it stands
and hands out a typed value or refuses with a `CatalogueError` ("needs/aca.yaml, line 12,
severity[0].when: …"). Unknown keys are refused, so a misspelt key is an error and not a silence.
The same nodes read the files that people write themselves, such as the mapping of a roster.
Nodes come from `kithwork.catalogue.located`; the entries of a folder from `…catalogue.entries`.
"""

import datetime as dt
import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kithwork.core.reasons import Reason, Value
from kithwork.core.text import Text

Scalar = str | int | float | bool | dt.date | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]
T = TypeVar("T")
D = TypeVar("D")

_SHORT_LIST = 12  # so many known names are still worth listing in a message


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file and the path of keys that leads there ("severity[0].when")."""

    file: str
    line: int
    key: str = ""

    def at_key(self, key: str) -> "Place":
        return replace(self, key=f"{self.key}.{key}" if self.key else key)


class CatalogueError(Exception):
    """What is wrong with a text of the catalogue, and where.

    `reason` is a code of `catalogue/words` with its values; `str()` says it in English and
    `said_in` in either language, each beginning with file, line and key.
    """

    def __init__(self, place: Place, reason: Reason) -> None:
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

    def said_in(self, language: str) -> str:
        from kithwork.catalogue.words import said_at  # words are themselves read by this module

        return said_at(self.place, self.reason, language)

    def __str__(self) -> str:
        return self.said_in("en")


class Fields(Mapping[str, "Node"]):
    """The values of a mapping whose keys were checked."""

    def __init__(self, values: Mapping[str, "Node"]) -> None:
        self._values = values

    def __getitem__(self, key: str) -> "Node":
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def maybe(self, key: str, read: Callable[["Node"], T], default: D) -> T | D:
        """Read an optional key: `default` where it is absent or null."""
        node = self._values.get(key)
        return default if node is None or node.is_null else read(node)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file that knows where it stands.

    `content` is a scalar, a tuple of nodes (a list) or a dictionary of nodes (a mapping);
    `written` is a scalar as its author typed it ("0.50").
    """

    place: Place
    content: "Scalar | tuple[Node, ...] | dict[str, Node]"
    written: str = ""

    @property
    def is_null(self) -> bool:
        return self.content is None

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.content, dict)

    @property
    def is_list(self) -> bool:
        return isinstance(self.content, tuple)

    # ── refusing ────────────────────────────────────────────────────────────────────────────

    def error(self, code: str, /, **params: Value) -> CatalogueError:
        """Return (to be raised) the refusal of this value for the reason `code`."""
        return CatalogueError(self.place, Reason.of(code, **params))

    def unknown(self, what: str, name: str, known: Collection[str]) -> CatalogueError:
        """Return the refusal of a name that is none of `known`, with the nearest if one is near.

        `what` is a word code for the kind of name, such as "catalogue.what.fact".
        """
        near = difflib.get_close_matches(name, known, n=1)
        if near:
            return self.error("catalogue.unknown_near", what=what, name=name, near=near[0])
        if 0 < len(known) <= _SHORT_LIST:
            listed = ", ".join(sorted(known))
            return self.error("catalogue.unknown_among", what=what, name=name, known=listed)
        return self.error("catalogue.unknown", what=what, name=name)

    # ── mappings and lists ──────────────────────────────────────────────────────────────────

    def mapping(self, *, required: Collection[str] = (), optional: Collection[str] = ()) -> Fields:
        """Return the values of a mapping; a missing or an unknown key is an error."""
        pairs = self.pairs()
        known = {*required, *optional}
        for key, node in pairs.items():
            if key not in known:
                raise node.unknown("catalogue.what.key", key, known)
        for key in required:
            if key not in pairs:
                raise self.error("catalogue.missing_key", key=key)
        return Fields(pairs)

    def pairs(self) -> dict[str, "Node"]:
        """Return the values of a mapping whose keys are free, in the order of the file."""
        if not isinstance(self.content, dict):
            raise self._not("catalogue.what.mapping")
        return self.content

    def items(self, *, at_least: int = 0) -> tuple["Node", ...]:
        """Return the members of a list of `at_least` so many."""
        if not isinstance(self.content, tuple):
            raise self._not("catalogue.what.list")
        if len(self.content) < at_least:
            raise self.error("catalogue.too_few", at_least=at_least, n=len(self.content))
        return self.content

    def strings(self, *, among: Collection[str] = (), at_least: int = 0) -> tuple[str, ...]:
        """Return the members of a list of different strings."""
        read: dict[str, None] = {}
        for node in self.items(at_least=at_least):
            if (one := node.string(among=among)) in read:
                raise node.error("catalogue.twice", name=one)
            read[one] = None
        return tuple(read)

    # ── scalars ─────────────────────────────────────────────────────────────────────────────

    def scalar(self) -> Scalar:
        """Return a string, number, flag, date or None, as YAML shows it."""
        if isinstance(self.content, dict | tuple):
            raise self._not("catalogue.what.value")
        return self.content

    def string(self, *, among: Collection[str] = ()) -> str:
        """Return a text that is not empty; with `among`, one of these."""
        if not isinstance(self.content, str):
            raise self._not("catalogue.what.text")
        if not self.content.strip():
            raise self.error("catalogue.empty")
        if among and self.content not in among:
            raise self.unknown("catalogue.what.choice", self.content, among)
        return self.content

    def number(self) -> int | float:
        """Return a finite number; a flag is none."""
        if isinstance(self.content, bool) or not isinstance(self.content, int | float):
            raise self._not("catalogue.what.number")
        return self.content

    def whole(self, *, at_least: int | None = None) -> int:
        """Return a whole number, of `at_least` so much."""
        if isinstance(self.content, bool) or not isinstance(self.content, int):
            raise self._not("catalogue.what.whole_number")
        if at_least is not None and self.content < at_least:
            raise self.error("catalogue.too_small", at_least=at_least)
        return self.content

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.content, bool):
            raise self._not("catalogue.what.flag")
        return self.content

    def date(self) -> dt.date:
        """Return a date, written as 2026-09-01."""
        if not isinstance(self.content, dt.date):
            raise self._not("catalogue.what.date")
        return self.content

    def text(self) -> Text:
        """Return a wording in every language: {en: …, zh-Hans: …}."""
        fields = self.mapping(required=("en", "zh-Hans"))
        return Text(en=fields["en"].string(), zh_hans=fields["zh-Hans"].string())

    def plain(self) -> Plain:
        """Return the content without places: dictionaries, lists and scalars."""
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, tuple):
            return [node.plain() for node in self.content]
        return self.content

    def _not(self, what: str) -> CatalogueError:
        return self.error("catalogue.not_a", what=what)
