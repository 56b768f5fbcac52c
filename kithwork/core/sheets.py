"""A table as it was read: named columns, typed cells, and where in the file each row stands.

This is the one form in which the rest of the house meets a file. What makes it (bytes, encodings,
workbooks) lives in `files.tables`; what gives its columns a meaning lives in `cohort.records`. A
row number is always the one that a spreadsheet programme shows beside the row, so that a person can
go there: the first row is 1, a record with line breaks inside its quotes counts once, and blank
rows count.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from kithwork.core.reasons import Reason

Cell = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file and its cells, as many as the sheet has columns."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its header found and every cell typed; an empty cell is `None`.

    `kind` is the format found in the content ("csv", "xlsx", "xls", "ods", "sav"), never the one
    that the name claims. `encoding` and `delimiter` are `None` for workbooks, `sheet` and `sheets`
    for text. `labels` are the words that a file brings for the codes in a column (SPSS).
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int
    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    warnings: tuple[Reason, ...] = ()
    labels: Mapping[str, Mapping[Cell, str]] = field(default_factory=dict)

    def position(self, column: str) -> int:
        """Return where `column` stands in each row's cells; a `KeyError` when it is not there."""
        try:
            return self.columns.index(column)
        except ValueError:
            raise KeyError(column) from None


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong at one place of a file.

    `row` is the file's row number, `column` the header's name (or the letter of a column that has
    none); both are `None` where the fault is the whole file's. A reason never carries what stood in
    the cell: it may be a child's name.
    """

    row: int | None
    column: str | None
    reason: Reason
