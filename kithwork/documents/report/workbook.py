"""A report's tables as sheets of a workbook, one each: the same figures and notes under them.

Nothing is counted anew: a number that the report hides is hidden here by the same mark, and a
number has the decimals with which it is printed, so that the two cannot be subtracted from each
other. What explains the marks, the note and the source stand below the rows.
"""

from collections.abc import Iterable, Iterator

from kithwork.documents.cells import Cell, cell_text, is_number
from kithwork.documents.report import wording
from kithwork.documents.report.pictures import Chart
from kithwork.documents.report.report import Block
from kithwork.documents.report.tables import Column, Table
from kithwork.files.tables.writing import Table as Sheet


def sheets(blocks: Iterable[Block], *, language: str) -> Iterator[Sheet]:
    """Yield a sheet for each table among blocks, those of charts too, in their order."""
    for block in blocks:
        table = block.table if isinstance(block, Chart) else block
        if isinstance(table, Table):
            yield _sheet(table, language)


def _sheet(table: Table, language: str) -> Sheet:
    rows = [
        [_cell(cell, column, language) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    below = (table.caption, *wording.table_notes(table, language))
    heads = [wording.column_head(column, language) for column in table.columns]
    return Sheet(table.caption, heads, [*rows, (), *((line,) for line in below)])


def _cell(cell: Cell, column: Column, language: str) -> str | int | float:
    if isinstance(cell, int | float) and is_number(cell):
        return round(cell, column.decimals) if isinstance(cell, float) else cell
    return cell_text(cell, decimals=column.decimals, language=language)
