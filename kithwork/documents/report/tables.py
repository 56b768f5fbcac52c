"""Tables of a report: columns with units and alignment, rows, a caption above, notes below.

Numbers are printed by their column, so that figures align and one table never mixes decimals;
a cell without a number says why (`documents.cells`).
"""

from dataclasses import dataclass

from kithwork.documents.cells import Cell, Mark, is_number
from kithwork.documents.report.texts import ReportError, collection, line, line_or_empty
from kithwork.documents.report.texts import text as any_text

_SHARE_OF_TEXT, _SHARE_OF_NUMBERS = 5, 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its unit if any, and how its numbers are printed.

    `share` is the column's part of the table's width, relative to the other columns; 0 leaves it
    to the kind of column.
    """

    head: str
    unit: str = ""
    numeric: bool = False
    decimals: int = 0
    share: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", line(self.head, "table column, head"))
        object.__setattr__(self, "unit", line_or_empty(self.unit, "table column, unit"))
        if self.decimals < 0 or self.share < 0:
            raise ReportError("table column: decimals and share are not below 0")
        if self.share == 0:
            usual = _SHARE_OF_NUMBERS if self.numeric else _SHARE_OF_TEXT
            object.__setattr__(self, "share", usual)


def number(head: str, *, unit: str = "", decimals: int = 0, share: int = 0) -> Column:
    """Return a column of numbers, aligned on the right."""
    return Column(head, unit, numeric=True, decimals=decimals, share=share)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. The first cell of each row names it.

    With `has_total` the last row is the total. `source` says where the figures come from.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    source: str = ""
    has_total: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "caption", line(self.caption, "table, caption"))
        object.__setattr__(self, "note", any_text(self.note, "table, note"))
        object.__setattr__(self, "source", line_or_empty(self.source, "table, source"))
        collection(self.columns, "table, columns")
        collection(self.rows, "table, rows")
        rows = tuple(self._checked(row, at) for at, row in enumerate(self.rows, start=1))
        object.__setattr__(self, "rows", rows)

    def _checked(self, row: tuple[Cell, ...], at: int) -> tuple[Cell, ...]:
        if len(row) != len(self.columns):
            raise ReportError(f"table, row {at}: {len(row)} cells for {len(self.columns)} columns")
        return tuple(
            _checked_cell(cell, f"table, row {at}, column {place}")
            for place, cell in enumerate(row, start=1)
        )

    @property
    def marks(self) -> frozenset[Mark]:
        """The marks that stand in the table's cells."""
        return frozenset(cell for row in self.rows for cell in row if isinstance(cell, Mark))


def _checked_cell(cell: Cell, where: str) -> Cell:
    if isinstance(cell, Mark):
        return cell
    if isinstance(cell, str):
        return any_text(cell, where)
    if not is_number(cell):
        kind = type(cell).__name__
        raise ReportError(f"{where}: expected text, a finite number or a Mark, got {kind}")
    return cell
