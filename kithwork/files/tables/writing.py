"""Rows to files that people open in a spreadsheet: CSV and Excel.

Text that a spreadsheet would run as a formula gets an apostrophe before it in CSV
(`core.spreadsheets`). In Excel files the cell's type says that it is text, so nothing is changed.
Numbers and dates stay what they are. CSV is UTF-8 with a byte order mark, without which Excel
shows Chinese as rubbish.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kithwork.core.sheets import Cell
from kithwork.core.spreadsheets import harmless

_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767
_WIDEST = 60
# The same rows give the same bytes, whenever they are written.
_MADE_ON = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet to write: its name, its columns' names and rows of as many cells."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file: UTF-8 with byte order mark, lines end in CR LF (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_written(name) for name in columns])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(tables: Sequence[Table]) -> bytes:
    """Return an Excel file with one sheet per table, headers in bold and kept in sight."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"created": _MADE_ON})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, table in zip(_sheet_names(tables), tables, strict=True):
            _fill(workbook.add_worksheet(name), table, bold=bold, date=date)
    return stream.getvalue()


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else cell


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """Return names that Excel takes: short, without []:*?/\\ and different from each other."""
    names: list[str] = []
    for table in tables:
        base = table.name.translate(_FORBIDDEN_IN_NAMES).strip(" '")[:_LONGEST_NAME] or "1"
        name, number = base, 2
        while name.casefold() in {given.casefold() for given in names}:
            suffix = f" {number}"
            name = base[: _LONGEST_NAME - len(suffix)] + suffix
            number += 1
        names.append(name)
    return names


def _fill(sheet: Any, table: Table, *, bold: Any, date: Any) -> None:
    widths = [_width(name) for name in table.columns]
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, bold)
    for number, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells):
            _write(sheet, number, column=column, cell=cell, date=date)
            widths[column] = max(widths[column], _width(cell))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, _WIDEST) + 2)
    sheet.freeze_panes(1, 0)


def _write(sheet: Any, row: int, *, column: int, cell: Cell, date: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, _fitting(cell))
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, cell, date)
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def _width(cell: Cell) -> int:
    """Return how many columns of text a cell needs: a Chinese character takes two."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in str("" if cell is None else cell))
