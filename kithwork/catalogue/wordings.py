"""Reads and checks the official wording of a scale that an organisation has a right to use.

The catalogue ships keys and neutral tags (domain specification D2). Whoever holds a licence loads
the wording from a table of four columns (item, answer, en, zh-Hans) or the same as YAML. Rows that
begin with @ tell of the file itself; a row with an item and no answer is a question; with an
answer and no item, a label of every item; with both, of that item alone. Every fault names its
row and column, and never what stood there.
"""

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TypeVar

from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError, Node
from kithwork.core.reasons import Reason, Value
from kithwork.core.scales import Key, ScaleError, key_of
from kithwork.core.sheets import CellError

COLUMNS = ("item", "answer", "en", "zh-Hans")
HEADS = (
    "@instrument",
    "@version",
    "@coding",
    "@choice",
    "@licence",
    "@source",
    "@confirmed_by",
    "@confirmed_on",
    "@opening",
)
NEEDED = ("@instrument", "@source", "@confirmed_by", "@confirmed_on")
NEEDS_LICENCE = frozenset({"C", "D"})
LARGEST = 1024 * 1024  # bytes
ALL = ""  # the item of a label that holds for all

Where = TypeVar("Where", str, tuple[str, str])
Said = Mapping[str, str]  # by language, "en" and "zh-Hans"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A wording as it was loaded; `labels` by item ("" for all) and answer."""

    instrument: str
    version: str
    coding: str
    choices: Mapping[str, str]
    licence: str
    source: str
    confirmed_by: str
    confirmed_on: dt.date
    opening: Said
    asks: Mapping[str, Said]
    labels: Mapping[str, Mapping[str, Said]]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which every question stands."""
        return tuple(one for one in COLUMNS[2:] if all(one in said for said in self.asks.values()))

    def is_in(self, language: str) -> bool:
        """Whether every question stands in a reader's language, "en" or any Chinese tag."""
        return ("zh-Hans" if language.lower().startswith("zh") else "en") in self.languages

    @property
    def content_hash(self) -> str:
        told = asdict(self) | {"confirmed_on": self.confirmed_on.isoformat()}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class WordingError(Exception):
    """What is wrong with a file, each fault with its row and column."""

    def __init__(self, faults: Iterable[CellError]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    item: str
    answer: str
    said: Said


@dataclass(slots=True)
class _Table:
    """What the lines say, before it is held against the key; `rows` tell where each stood."""

    heads: dict[str, _Line] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    asks: dict[str, _Line] = field(default_factory=dict)
    labels: dict[tuple[str, str], _Line] = field(default_factory=dict)
    faults: list[CellError] = field(default_factory=list)

    def fault(self, line: _Line | None, column: str | None, code: str, **params: Value) -> None:
        row = line.row if line else None
        reason = Reason.of(f"surveys.wording.{code}", **params)
        self.faults.append(CellError(row, column, reason))

    def head(self, name: str) -> str:
        line = self.heads.get(name)
        return next(iter(line.said.values()), "") if line else ""


def read_wording(content: bytes, *, name: str) -> Wording:
    """Return the wording in a file, checked against the key. Raises WordingError.

    A name that ends in .yaml or .yml is read as YAML, everything else as CSV.
    """
    text = _decoded(content)
    is_yaml = name.lower().endswith((".yaml", ".yml"))
    table = _sorted_out(_yaml_lines(text) if is_yaml else _csv_lines(text))
    entry = _entry(table)
    key = _key(table, entry) if entry else None
    if entry and key:
        _check_licence(table, entry)
        _check_items(table, key)
        _check_labels(table, key)
    day = _day(table)
    if table.faults or key is None or day is None:
        raise WordingError(sorted(table.faults, key=lambda one: (one.row or 0, one.column or "")))
    return _wording(table, key, day)


# ── lines ───────────────────────────────────────────────────────────────────────────────────


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST:
        raise WordingError([_whole("too_large")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WordingError([_whole("not_utf8")]) from None


def _csv_lines(text: str) -> Iterator[_Line]:
    reader = csv.DictReader(io.StringIO(text))
    missing = [one for one in COLUMNS[:2] if one not in (reader.fieldnames or ())]
    if missing or not set(COLUMNS[2:]) & set(reader.fieldnames or ()):
        raise WordingError([CellError(1, None, Reason.of("surveys.wording.columns"))])
    for row in reader:
        cells = {name: str(row.get(name) or "").strip() for name in COLUMNS}
        if any(cells.values()):
            said = {one: cells[one] for one in COLUMNS[2:] if cells[one]}
            yield _Line(reader.line_num, cells["item"], cells["answer"], said)


def _yaml_lines(text: str) -> Iterator[_Line]:
    try:
        root = parse(text, file="wording").pairs()
        for name, node in root.items():
            yield from _of_key(name, node)
    except CatalogueError as error:
        raise WordingError([CellError(error.place.line, None, error.reason)]) from error


def _of_key(name: str, node: Node) -> Iterator[_Line]:
    if name == "item_answers":
        for item, answers in node.pairs().items():
            yield from _each(answers, partial(_pair, item))
    elif name in ("items", "answers"):
        is_item = name == "items"
        yield from _each(node, lambda one: (one, "") if is_item else (ALL, one))
    elif name == "choices":
        for choice, said in node.pairs().items():
            yield _Line(said.place.line, "@choice", choice, {"en": said.string()})
    elif name == "opening":
        yield _Line(node.place.line, "@opening", "", _said(node))
    else:
        told = str(node.scalar()).strip()
        yield _Line(node.place.line, f"@{name}", "", {"en": told} if told else {})


def _pair(item: str, answer: str) -> tuple[str, str]:
    return item, answer


def _each(node: Node, place: Callable[[str], tuple[str, str]]) -> Iterator[_Line]:
    for name, said in node.pairs().items():
        item, answer = place(name)
        yield _Line(said.place.line, item, answer, _said(said))


def _said(node: Node) -> Said:
    found = node.mapping(optional=COLUMNS[2:])
    return {language: found[language].string() for language in found}


def _sorted_out(lines: Iterable[_Line]) -> _Table:
    table = _Table()
    for line in lines:
        if line.item == "@choice":
            table.choices[line.answer] = next(iter(line.said.values()), "")
        elif line.item.startswith("@"):
            if line.item not in HEADS:
                table.fault(line, "item", "unknown_head", known=", ".join(HEADS))
            _once(table, table.heads, line.item, line)
        elif not line.said:
            table.fault(line, "en", "without_words")
        elif line.answer:
            _once(table, table.labels, (line.item, line.answer), line)
        else:
            _once(table, table.asks, line.item, line)
    return table


def _once(table: _Table, found: dict[Where, _Line], key: Where, line: _Line) -> None:
    if key in found:
        table.fault(line, "item", "twice", first=found[key].row)
    found[key] = line


# ── against the key ─────────────────────────────────────────────────────────────────────────


def _entry(table: _Table) -> InstrumentEntry | None:
    for name in NEEDED:
        if not table.head(name):
            table.fault(table.heads.get(name), None, "no_head", head=name)
    line, code = table.heads.get("@instrument"), table.head("@instrument")
    entry = instruments().get(code)
    if code and entry is None:
        table.fault(line, "en", "no_such_instrument")
    if entry is not None and entry.questionnaire is not None:
        table.fault(line, "en", "is_our_own")
        return None
    return entry


def _key(table: _Table, entry: InstrumentEntry) -> Key | None:
    try:
        return key_of(
            entry.instrument,
            version=table.head("@version") or None,
            coding=table.head("@coding") or None,
            options=table.choices,
        )
    except ScaleError as error:
        table.faults.append(CellError(None, None, error.reason))
        return None


def _check_licence(table: _Table, entry: InstrumentEntry) -> None:
    if entry.licence.kind in NEEDS_LICENCE and not table.head("@licence"):
        table.fault(table.heads.get("@licence"), None, "no_licence", kind=entry.licence.kind)


def _check_items(table: _Table, key: Key) -> None:
    for item, line in table.asks.items():
        if item not in key.items:
            table.fault(line, "item", "no_such_item", known=", ".join(key.items))
    for item in key.items:
        if item not in table.asks:
            table.fault(None, "item", "item_missing", item=item)
    if table.asks and not _in_all(table.asks.values()):
        table.fault(None, None, "no_language")


def _in_all(lines: Iterable[_Line]) -> set[str]:
    return set.intersection(*(set(line.said) for line in lines))


def _check_labels(table: _Table, key: Key) -> None:
    codes = {item: set(answer_codes(key, item)) for item in key.items}
    known = set().union(*codes.values())
    for (item, answer), line in table.labels.items():
        if item and item not in codes:
            table.fault(line, "item", "no_such_item", known=", ".join(codes))
        elif answer not in (codes[item] if item else known):
            of = codes[item] if item else known
            table.fault(line, "answer", "no_such_answer", known=", ".join(sorted(of)))
    for item, answers in codes.items():
        for answer in sorted(answers):
            is_named = (item, answer) in table.labels or (ALL, answer) in table.labels
            if not is_named and not _has_label(key, item, answer):
                table.fault(None, "answer", "answer_missing", item=item, answer=answer)


def answer_codes(key: Key, item: str) -> tuple[str, ...]:
    """Return what stands for each answer of an item: its code, or its number in the coding."""
    keyed = key.items[item]
    responses = keyed.item.responses
    if responses.words_only:
        return tuple(one.code for one in responses.options if one.value is not None)
    return tuple(f"{keyed.lo + step:g}" for step in range(int(keyed.hi - keyed.lo) + 1))


def _has_label(key: Key, item: str, answer: str) -> bool:
    responses = key.items[item].item.responses
    return any(one.code == answer and one.label is not None for one in responses.options)


def _day(table: _Table) -> dt.date | None:
    said = table.head("@confirmed_on")
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        if said:
            table.fault(table.heads["@confirmed_on"], "en", "no_day")
        return None


def _wording(table: _Table, key: Key, day: dt.date) -> Wording:
    labels: dict[str, dict[str, Said]] = {}
    for (item, answer), line in table.labels.items():
        labels.setdefault(item, {})[answer] = line.said
    return Wording(
        instrument=key.form.instrument,
        version=key.form.version,
        coding=key.form.coding,
        choices=dict(key.form.choices),
        licence=table.head("@licence"),
        source=table.head("@source"),
        confirmed_by=table.head("@confirmed_by"),
        confirmed_on=day,
        opening=table.heads["@opening"].said if "@opening" in table.heads else {},
        asks={item: table.asks[item].said for item in key.items},
        labels=labels,
    )


def _whole(code: str) -> CellError:
    return CellError(None, None, Reason.of(f"surveys.wording.{code}"))
