"""Which row names the columns, and what each column is called.

Lists from schools begin with a title, a date or a remark. When nobody says which row is the header,
it is the first of the first thirty filled rows that fills at least half as many cells as the widest
of them, has a word in it and is not merged across columns. A person can always name another.

A header may span two rows: a column's name merged downwards is found above, and where the lower row
says the same word under two merged groups ("midterm: maths, Chinese; final: maths, Chinese") the
group's name is put before it. Anything else that leaves a filled column without a name of its own
is refused: a guess here moves marks into the wrong subject.
"""

import datetime as dt
from collections import Counter

from kithwork.core.reasons import Reason
from kithwork.core.sheets import Cell, CellError, Row, Sheet
from kithwork.files.tables.errors import refuse, refuse_all
from kithwork.files.tables.grids import Grid, Merge, letters

LOOKED_AT = 30


def sheet_of(grid: Grid, *, header: int | None = None) -> Sheet:
    """Return the sheet under the given or found header row; a `TableError` names every bad row."""
    row = _given(grid, header) if header is not None else _found(grid)
    _refuse_merged(grid, row)
    names = _names(grid, row)
    body = [each for each in grid.rows if each.number > row.number]
    if not body:
        raise refuse("no_rows", row=row.number)
    if grid.kind == "csv":
        _refuse_ragged(body, len(row.cells))
    places = _places(names, body)
    _refuse_repeated([(place, names[place] or "") for place in places], row.number)
    return Sheet(
        columns=tuple(names[place] or "" for place in places),
        rows=tuple(_cut(each, places) for each in body),
        header_row=row.number,
        kind=grid.kind,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        sheet=grid.sheet,
        sheets=grid.sheets,
        warnings=grid.warnings,
    )


def _given(grid: Grid, header: int) -> Row:
    for row in grid.rows:
        if row.number == header:
            return row
    raise refuse("header_row_empty", row=header)


def _found(grid: Grid) -> Row:
    looked_at = grid.rows[:LOOKED_AT]
    widest = max(_filled(row) for row in looked_at)
    wide = [row for row in looked_at if 2 * _filled(row) >= widest]
    for row in wide:
        if _has_word(row) and not _merged_across(grid, row):
            return row
    return wide[0]


def _filled(row: Row) -> int:
    return sum(cell is not None for cell in row.cells)


def _has_word(row: Row) -> bool:
    return any(isinstance(cell, str) and not _is_number(cell) for cell in row.cells)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _merged_across(grid: Grid, row: Row) -> Merge | None:
    for merge in grid.merges:
        if merge.is_across and merge.first_row <= row.number <= merge.last_row:
            return merge
    return None


def _refuse_merged(grid: Grid, row: Row) -> None:
    if merge := _merged_across(grid, row):
        column = letters(merge.first_column)
        raise refuse("merged_header", row=row.number, column=column, cells=merge.name())


def _names(grid: Grid, row: Row) -> list[str | None]:
    own = [_name(cell) or _name_above(grid, row, column=column) for column, cell in _numbered(row)]
    repeated = {name for name, count in Counter(own).items() if name and count > 1}
    return [
        _with_group(grid, row, column=column, name=name) if name in repeated else name
        for column, name in enumerate(own, start=1)
    ]


def _numbered(row: Row) -> list[tuple[int, Cell]]:
    return list(enumerate(row.cells, start=1))


def _name(cell: Cell) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return " ".join(str(cell).split()) or None


def _name_above(grid: Grid, row: Row, *, column: int) -> str | None:
    for merge in grid.merges:
        if not merge.is_across and merge.covers(row.number, column):
            return _name(_cell_at(grid, merge.first_row, column=column))
    return None


def _with_group(grid: Grid, row: Row, *, column: int, name: str | None) -> str | None:
    for merge in grid.merges:
        if merge.is_across and merge.covers(row.number - 1, column):
            group = _name(_cell_at(grid, merge.first_row, column=merge.first_column))
            return f"{group} {name}" if group else name
    return name


def _cell_at(grid: Grid, row: int, *, column: int) -> Cell:
    for each in grid.rows:
        if each.number == row:
            return each.cells[column - 1] if column <= len(each.cells) else None
    return None


def _refuse_ragged(body: list[Row], width: int) -> None:
    errors = [
        CellError(
            row.number,
            None,
            Reason.of(
                "files.row_too_short" if len(row.cells) < width else "files.row_too_long",
                expected=width,
                found=len(row.cells),
            ),
        )
        for row in body
        if len(row.cells) != width and not _ends_blank(row, width)
    ]
    if errors:
        raise refuse_all(errors)


def _ends_blank(row: Row, width: int) -> bool:
    return len(row.cells) > width and all(cell is None for cell in row.cells[width:])


def _places(names: list[str | None], body: list[Row]) -> list[int]:
    """Return the positions of the named columns; a filled column without a name is refused."""
    width = max(len(row.cells) for row in body)
    nameless = [place for place in range(width) if place >= len(names) or names[place] is None]
    for place in nameless:
        for row in body:
            if place < len(row.cells) and row.cells[place] is not None:
                raise refuse("column_without_name", row=row.number, column=letters(place + 1))
    return [place for place, name in enumerate(names) if name is not None]


def _refuse_repeated(named: list[tuple[int, str]], row: int) -> None:
    first: dict[str, int] = {}
    errors = []
    for place, name in named:
        if name in first:
            reason = Reason.of("files.column_twice", first=letters(first[name] + 1))
            errors.append(CellError(row, f"{name} ({letters(place + 1)})", reason))
        first.setdefault(name, place)
    if errors:
        raise refuse_all(errors)


def _cut(row: Row, places: list[int]) -> Row:
    cells = row.cells
    if len(cells) == len(places):
        return row
    return Row(row.number, tuple(cells[at] if at < len(cells) else None for at in places))
