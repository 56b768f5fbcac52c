"""A mapping's picks over one sheet: from a row to a value, faults kept with their place.

Most columns hold few different words, so each reader remembers what a cell meant: fifty thousand
rows of "yes" and "no" are understood twice.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from kithwork.catalogue.imports import plain_word
from kithwork.catalogue.mappings.mapping import Pick
from kithwork.catalogue.reading import Scalar
from kithwork.cohort.records.cells import CellFault, word_of
from kithwork.core.reasons import Reason
from kithwork.core.sheets import Cell, CellError, Row, Sheet

T = TypeVar("T")
Parse = Callable[[Cell], Any]

LISTED = 200
_NAMED_WORDS = 8
_REMEMBERED = 10_000


@dataclass(slots=True)
class Faults:
    """All that is wrong in a file; the first places are listed, the others counted."""

    listed: list[CellError] = field(default_factory=list)
    more: int = 0

    def add(self, row: int | None, column: str | None, *, reason: Reason) -> None:
        if len(self.listed) < LISTED:
            self.listed.append(CellError(row, column, reason))
        else:
            self.more += 1

    def __len__(self) -> int:
        return len(self.listed) + self.more


class Reader(Generic[T]):
    """Reads one pick; `read` gives None for a cell that is empty, missing or at fault."""

    __slots__ = ("_constant", "_faults", "_known", "_parse", "_place", "column")

    def __init__(
        self, place: int, column: str, *, parse: Parse, faults: Faults, constant: Any = None
    ) -> None:
        self.column = column
        self._place = place
        self._parse = parse
        self._faults = faults
        self._constant = constant
        self._known: dict[Cell, Any] = {}

    def read(self, row: Row) -> T | None:
        if self._place < 0:
            value: T | None = self._constant
            return value
        cell = row.cells[self._place]
        if cell is None:
            return None
        try:
            found = self._known[cell]
        except KeyError:
            found = self._understand(cell)
        if type(found) is Reason:
            self._faults.add(row.number, self.column, reason=found)
            return None
        result: T | None = found
        return result

    def is_filled(self, row: Row) -> bool:
        return self._place < 0 or row.cells[self._place] is not None

    def _understand(self, cell: Cell) -> Any:
        try:
            found = self._parse(cell)
        except CellFault as fault:
            found = fault.reason
        if len(self._known) < _REMEMBERED:
            self._known[cell] = found
        return found


class Readers:
    """Makes readers for one sheet, and knows which columns of it are used."""

    def __init__(self, sheet: Sheet, missing: tuple[str, ...], *, faults: Faults) -> None:
        self._places = {column: place for place, column in enumerate(sheet.columns)}
        self._plain = {plain_word(column): column for column in reversed(sheet.columns)}
        self._header_row = sheet.header_row
        self._missing = missing
        self._faults = faults
        self.used: set[str] = set()

    def of(self, pick: Pick, parse: Parse, *, knows_values: bool = False) -> Reader[Any]:
        """Return the reader of a pick; a column that the file has not is a fault of its header.

        With `knows_values` a word that the pick does not list is still parsed: a mark may be a
        number or one of a few words.
        """
        if pick.column is None:
            return Reader(
                -1, "", parse=parse, faults=self._faults, constant=self._constant(pick, parse)
            )
        understand = _listed(pick, parse, knows_others=knows_values) if pick.values else parse
        missing = (*self._missing, *pick.missing)
        return self._reader(pick.column, _unless_missing(missing, understand))

    def maybe(self, pick: Pick | None, parse: Parse, *, knows_values: bool = False) -> Reader[Any]:
        """Return the reader of a pick that may be absent: then every row gives None."""
        if pick is None:
            return Reader(-1, "", parse=parse, faults=self._faults)
        return self.of(pick, parse, knows_values=knows_values)

    def _reader(self, column: str, parse: Parse) -> Reader[Any]:
        found = column if column in self._places else self._plain.get(plain_word(column))
        if found is None:
            self._faults.add(self._header_row, column, reason=self._not_there(column))
            return Reader(-1, column, parse=parse, faults=self._faults)
        self.used.add(found)
        return Reader(self._places[found], found, parse=parse, faults=self._faults)

    def _constant(self, pick: Pick, parse: Parse) -> Any:
        try:
            return _ours(pick.constant, parse)
        except CellFault as fault:
            self._faults.add(None, None, reason=fault.reason)
            return None

    def _not_there(self, column: str) -> Reason:
        near = difflib.get_close_matches(column, list(self._places), n=1)
        if near:
            return Reason.of("imports.column_not_there_near", near=near[0])
        return Reason.of("imports.column_not_there", count=len(self._places))


def _unless_missing(words: tuple[str, ...], parse: Parse) -> Parse:
    plain = {plain_word(word) for word in words}
    if not plain:
        return parse
    return lambda cell: None if plain_word(word_of(cell)) in plain else parse(cell)


def _listed(pick: Pick, parse: Parse, *, knows_others: bool) -> Parse:
    known = {plain_word(word): value for word, value in pick.values}
    words = [word for word, _ in pick.values]

    def understand(cell: Cell) -> Any:
        word = plain_word(word_of(cell))
        if word in known:
            return _ours(known[word], parse)
        if knows_others:
            return parse(cell)
        raise unknown_word(words)

    return understand


def _ours(value: Scalar, parse: Parse) -> Any:
    """Return a value that stands in the mapping: typed already, or parsed like a cell."""
    return value if value is None or isinstance(value, bool) else parse(value)


def unknown_word(words: list[str]) -> CellFault:
    """Return the fault of a word that is none of the known ones, which it names."""
    shown = ", ".join(words[:_NAMED_WORDS]) + (" …" if len(words) > _NAMED_WORDS else "")
    return CellFault("value_unknown", known=shown)
