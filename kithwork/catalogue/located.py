"""From YAML text to located nodes: a small, strict YAML in which nothing surprises.

The parser's events are composed here and not by PyYAML, because a place must survive and because
YAML 1.1 reads `no` as false, `1:30` as 90 and `007` as 7. Read are: mappings, lists, text,
`true`/`false`, whole and decimal numbers, dates such as 2026-09-01 and null. Refused are: a key
twice, anchors, aliases, tags, merge keys, a second document, infinity, dates that do not exist.
"""

import datetime as dt
import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml
from yaml import events as ev

from kithwork.catalogue.reading import CatalogueError, Node, Place, Scalar
from kithwork.core.reasons import Reason, Value

ROOT = resources.files("kithwork.catalogue")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40
_LARGEST = 2 * 1024 * 1024  # bytes; no text written by hand comes near

_NULLS = ("", "null", "~")
_FLAGS = {"true": True, "True": True, "false": False, "False": False}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_path(path: Path) -> Node:
    """Read a file of the user's own, such as a mapping; messages name it as `path` does."""
    try:
        return _decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise _refused(str(path), "catalogue.unreadable", problem=error.strerror or "") from error


def read_catalogue(name: str, *, root: Traversable = ROOT) -> Node:
    """Read a file of the catalogue, named from its root ("needs/aca.yaml")."""
    return _decoded(root.joinpath(name).read_bytes(), name)


def parse(text: str, *, file: str) -> Node:
    """Return the one document in `text`; `file` is the name that messages give it."""
    try:
        return _Composer(text, file).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", ""))
        reason = Reason.of("catalogue.not_yaml", problem=problem)
        raise CatalogueError(Place(file, line), reason) from error


def _decoded(raw: bytes, file: str) -> Node:
    if len(raw) > _LARGEST:
        raise _refused(file, "catalogue.too_large", megabytes=_LARGEST // 1024**2)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(file, "catalogue.not_utf8") from error
    return parse(text, file=file)


def _refused(file: str, code: str, /, **params: Value) -> CatalogueError:
    return CatalogueError(Place(file, 1), Reason.of(code, **params))


class _Composer:
    """Composes the events of one file; a value stands on the line of its key, if it has one."""

    def __init__(self, text: str, file: str) -> None:
        self._events: Iterator[ev.Event] = iter(yaml.parse(text, Loader=_LOADER))
        self._file = file

    def document(self) -> Node:
        started = [next(self._events), next(self._events)]
        if isinstance(started[1], ev.StreamEndEvent):
            raise self._error(started[1], "", "catalogue.no_content")
        node = self._node(next(self._events))
        next(self._events)  # the end of the document
        after = next(self._events)
        if not isinstance(after, ev.StreamEndEvent):
            raise self._error(after, "", "catalogue.second_document")
        return node

    def _node(self, event: ev.Event, *, key: str = "", line: int = 0, depth: int = 0) -> Node:
        if isinstance(event, ev.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self._error(event, key, "catalogue.no_aliases")
        if getattr(event, "tag", None) is not None:
            raise self._error(event, key, "catalogue.no_tags")
        if depth > _DEEPEST:
            raise self._error(event, key, "catalogue.too_deep", deepest=_DEEPEST)
        place = Place(self._file, line or _line(event), key)
        if isinstance(event, ev.MappingStartEvent):
            return Node(place, self._pairs(place, depth=depth + 1))
        if isinstance(event, ev.SequenceStartEvent):
            return Node(place, self._members(place, depth=depth + 1))
        assert isinstance(event, ev.ScalarEvent)
        return Node(place, self._scalar(event, key), event.value)

    def _pairs(self, place: Place, *, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(self._events), ev.MappingEndEvent):
            key = self._key(event, place)
            if key in pairs:
                first = pairs[key].place.line
                raise self._error(event, place.key, "catalogue.key_twice", key=key, first=first)
            path, line = place.at_key(key).key, _line(event)
            pairs[key] = self._node(next(self._events), key=path, line=line, depth=depth)
        return pairs

    def _key(self, event: ev.Event, place: Place) -> str:
        if not isinstance(event, ev.ScalarEvent) or event.anchor or event.tag:
            raise self._error(event, place.key, "catalogue.key_not_text")
        if event.value == "<<":
            raise self._error(event, place.key, "catalogue.no_aliases")
        return str(event.value)

    def _members(self, place: Place, *, depth: int) -> tuple[Node, ...]:
        members: list[Node] = []
        while not isinstance(event := next(self._events), ev.SequenceEndEvent):
            key = f"{place.key}[{len(members)}]"
            members.append(self._node(event, key=key, depth=depth))
        return tuple(members)

    def _scalar(self, event: ev.ScalarEvent, key: str) -> Scalar:
        written: str = event.value
        if not event.implicit[0]:  # quoted or a block: always text
            return written
        if written in _NULLS:
            return None
        if written in _FLAGS:
            return _FLAGS[written]
        if _WHOLE.fullmatch(written):
            return int(written)
        if _DECIMAL.fullmatch(written):
            return self._decimal(event, key)
        if _DATE.fullmatch(written):
            return self._date(event, key)
        return written

    def _decimal(self, event: ev.ScalarEvent, key: str) -> float:
        number = float(event.value)
        if number in (float("inf"), float("-inf")):
            raise self._error(event, key, "catalogue.not_finite")
        return number

    def _date(self, event: ev.ScalarEvent, key: str) -> dt.date:
        try:
            return dt.date.fromisoformat(event.value)
        except ValueError as error:
            raise self._error(event, key, "catalogue.no_such_date", date=event.value) from error

    def _error(self, event: ev.Event, at: str, code: str, /, **params: Value) -> CatalogueError:
        return CatalogueError(Place(self._file, _line(event), at), Reason.of(code, **params))


def _line(event: ev.Event) -> int:
    assert event.start_mark is not None  # every event of a text has one
    return event.start_mark.line + 1
