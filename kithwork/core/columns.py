"""Columns of a sheet by name, as a statistic takes them: numbers, times or words, nothing guessed.

The person names each column and what it holds; a name that is not there, text where a number should
stand, or a column without a single value is refused with its row and column, all faults at once. A
blank cell is missing, and so is a text that the person declared to mean missing; no other text is
ever read as missing or as a number. Where a file brings labels for its codes (SPSS), words are the
labels, numbers the codes. A number may be typed with full-width digits or a true minus sign.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TypeVar

from kithwork.core.reasons import Reason, Value
from kithwork.core.sheets import Cell, CellError, Row, Sheet

T = TypeVar("T")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class ColumnError(ValueError):
    """What is wrong with the columns that were asked for, each fault with its place."""

    def __init__(self, *faults: CellError) -> None:
        super().__init__(", ".join(sorted({fault.reason.code for fault in faults})))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Columns:
    """A sheet whose columns are asked for by name; `missing_as` are texts that mean missing."""

    sheet: Sheet
    missing_as: frozenset[str] = frozenset()

    @property
    def rows(self) -> tuple[int, ...]:
        """The file's row numbers, in order; every column read from here is as long."""
        return tuple(row.number for row in self.sheet.rows)

    def where(self, conditions: Sequence[tuple[str, str]]) -> "Columns":
        """Keep the rows in which each column has one of its values, by code or by label.

        Several conditions on one column are alternatives, on different columns they all hold. A
        condition that no row of the file meets is a fault: it is most often misspelt.
        """
        wanted: dict[str, list[str]] = {}
        for column, value in conditions:
            wanted.setdefault(column, []).append(value)
        rows = self.sheet.rows
        for column, values in wanted.items():
            met = {id(row) for row in self._meeting(column, values)}
            rows = tuple(row for row in rows if id(row) in met)
        if not rows:
            raise self._fault("no_rows_left", None)
        return replace(self, sheet=replace(self.sheet, rows=rows))

    def numbers(self, column: str) -> tuple[float | None, ...]:
        """Return a column of numbers, None where missing; finite, at least one of them."""
        return self._read(column, _number, "no_number")

    def times(self, column: str) -> tuple[float | None, ...]:
        """Return a column of session numbers or dates; a date, with or without hour, is days."""
        return self._read(column, _time, "no_time")

    def has_dates(self, column: str) -> bool:
        """Tell whether a column of times holds dates rather than session numbers."""
        return any(
            cell is not None and _number(cell) is None and _time(cell) is not None
            for _, cell in self._cells(column)
        )

    def words(self, column: str) -> tuple[str | None, ...]:
        """Return a column of names or categories, by label where the file has labels."""
        labels = self.sheet.labels.get(column, {})
        return self._read(column, lambda cell: labels.get(cell) or _text(cell), "no_word")

    def matching(self, patterns: Sequence[str]) -> tuple[str, ...]:
        """Return the columns that names or patterns such as "q*" stand for, each once.

        They come in the order of the patterns, and of the file within one.
        """
        found: dict[str, None] = {}
        for pattern in patterns:
            names = [name for name in self.sheet.columns if fnmatchcase(name, pattern)]
            if not names:
                names = [self._known(pattern)]
            found |= dict.fromkeys(names)
        return tuple(found)

    def complete(self, *columns: str) -> None:
        """Refuse a missing value in any of the columns, naming its row."""
        faults = [
            CellError(row.number, column, Reason.of("columns.needed"))
            for column in columns
            for row, cell in self._cells(column)
            if cell is None
        ]
        if faults:
            raise ColumnError(*faults)

    def _meeting(self, column: str, values: Collection[str]) -> Iterator[Row]:
        labels = self.sheet.labels.get(column, {})
        known: set[str] = set()
        for row, cell in self._cells(column):
            met = {_text(cell), labels.get(cell, "")} & set(values)
            known |= met
            if met:
                yield row
        for value in values:
            if value not in known:
                raise self._fault("value_not_there", column, value=value)

    def _read(
        self, column: str, read: Callable[[Cell], T | None], code: str
    ) -> tuple[T | None, ...]:
        values: list[T | None] = []
        faults: list[CellError] = []
        for row, cell in self._cells(column):
            value = None if cell is None else read(cell)
            if cell is not None and value is None:
                faults.append(CellError(row.number, column, Reason.of(f"columns.{code}")))
            values.append(value)
        if faults:
            raise ColumnError(*faults)
        if all(value is None for value in values):
            raise self._fault("all_missing", column)
        return tuple(values)

    def _cells(self, column: str) -> Iterator[tuple[Row, Cell]]:
        place = self.sheet.position(self._known(column))
        for row in self.sheet.rows:
            cell = row.cells[place]
            yield row, None if _text(cell) in self.missing_as else cell

    def _known(self, column: str) -> str:
        if column not in self.sheet.columns:
            raise self._fault("not_there", column, known=", ".join(self.sheet.columns))
        return column

    def _fault(self, code: str, column: str | None, /, **params: Value) -> ColumnError:
        return ColumnError(CellError(None, column, Reason.of(f"columns.{code}", **params)))


def _number(cell: Cell) -> float | None:
    if isinstance(cell, dt.date):
        return None
    if isinstance(cell, int | float):
        return cell
    plain = unicodedata.normalize("NFKC", _text(cell)).replace("−", "-").strip()
    return float(plain) if _NUMBER.fullmatch(plain) and abs(float(plain)) < float("inf") else None


def _time(cell: Cell) -> float | None:
    if isinstance(cell, dt.date):
        return cell.toordinal()
    if (number := _number(cell)) is not None:
        return number
    try:
        moment = dt.datetime.fromisoformat(_text(cell))
    except ValueError:
        return None
    seconds = dt.timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
    return moment.toordinal() + seconds / dt.timedelta(days=1)


def _text(cell: Cell) -> str:
    """Return a cell as text; a whole number without a decimal point, an empty cell as ""."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
