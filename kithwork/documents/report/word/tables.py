"""A report's table in a Word file: the head repeats on each page, no row breaks across two.

Built as elements, not cell by cell through python-docx, which takes seconds for long tables.
"""

from typing import Any

from kithwork.documents.cells import Cell, cell_text
from kithwork.documents.report import wording
from kithwork.documents.report.tables import Column, Table
from kithwork.documents.report.word.page import TEXT_WIDTH
from kithwork.documents.report.word.styles import TABLE_STYLE
from kithwork.documents.report.word.xml import mm, text_run, w

LONGEST_UNBROKEN = 16  # rows; a longer table may break between pages

_CELL_STYLE = "ReportCell"


def table_element(table: Table, language: str) -> Any:
    """Return the table as a `w:tbl` element, with its caption as its description."""
    widths = _widths(table.columns)
    heads = [wording.column_head(column, language) for column in table.columns]
    last = len(table.rows)
    return w(
        "tbl",
        _properties(table),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        _row(heads, table.columns, widths, is_head=True, stays=True),
        *(
            _row(
                _texts(row, table.columns, language),
                table.columns,
                widths,
                is_total=table.has_total and at == last,
                stays=at < last <= LONGEST_UNBROKEN,
            )
            for at, row in enumerate(table.rows, start=1)
        ),
    )


def _properties(table: Table) -> Any:
    look = w(
        "tblLook", val="04A0", firstRow=1, lastRow=int(table.has_total), firstColumn=1, noVBand=1
    )
    return w(
        "tblPr",
        w("tblStyle", val=TABLE_STYLE.replace(" ", "")),
        w("tblW", w=mm(TEXT_WIDTH), type="dxa"),
        w("tblLayout", type="fixed"),
        look,
        w("tblCaption", val=table.caption),
    )


def _widths(columns: tuple[Column, ...]) -> list[int]:
    shares = sum(column.share for column in columns)
    return [mm(TEXT_WIDTH * column.share / shares) for column in columns]


def _texts(row: tuple[Cell, ...], columns: tuple[Column, ...], language: str) -> list[str]:
    pairs = zip(row, columns, strict=True)
    return [cell_text(cell, decimals=column.decimals, language=language) for cell, column in pairs]


def _row(
    texts: list[str],
    columns: tuple[Column, ...],
    widths: list[int],
    *,
    is_head: bool = False,
    is_total: bool = False,
    stays: bool = False,
) -> Any:
    properties = w("trPr", w("cantSplit"))
    if is_head:
        properties.append(w("tblHeader"))
    cells = [
        _cell(text, column, width, bold=is_head or is_total, stays=stays)
        for text, column, width in zip(texts, columns, widths, strict=True)
    ]
    return w("tr", properties, *cells)


def _cell(text: str, column: Column, width: int, *, bold: bool, stays: bool) -> Any:
    properties = w("pPr", w("pStyle", val=_CELL_STYLE))
    if stays:
        properties.append(w("keepNext"))
    if column.numeric:
        properties.append(w("jc", val="right"))
    paragraph = w("p", properties, text_run(text, bold=bold))
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center")), paragraph)
