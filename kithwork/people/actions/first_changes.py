"""The first rows that a checked file would bring, kept sealed beside the file.

Whoever confirms sees them, so that a number that belongs to another child is noticed. They are read
once, when the file is checked, and go with the file's key.
"""

import json
from collections.abc import Collection
from collections.abc import Mapping as Mapped
from dataclasses import dataclass

from kithwork.access.keys.vault import Vault
from kithwork.catalogue.mappings import Mapping
from kithwork.cohort.records.cells import CellFault, identity
from kithwork.core.sheets import Cell, Sheet
from kithwork.people.actions.imports import RowState
from kithwork.people.models import ImportUpload

SEALED = "upload.shown"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class FirstChange:
    """A row that would make or change something: its student's number and name in the file."""

    row: int
    number: str
    name: str
    is_new: bool


def first_changes(
    mapping: Mapping, sheet: Sheet, states: Mapped[int, RowState]
) -> list[FirstChange]:
    """Return the first rows that would make or change something, in the file's order."""
    changing = sorted(row for row, state in states.items() if state != RowState.UNCHANGED)[:SHOWN]
    number = _cells(sheet, mapping.id.column, changing)
    name = _cells(sheet, mapping.full_name.column if mapping.full_name else None, changing)
    return [
        FirstChange(row, number.get(row, ""), name.get(row, ""), states[row] == RowState.CREATED)
        for row in changing
    ]


def seal(taken: ImportUpload, changes: list[FirstChange]) -> bytes | None:
    """Return the rows sealed under the file's key."""
    assert taken.key is not None, "a file that waits has a key"
    rows = [[one.row, one.number, one.name, one.is_new] for one in changes]
    text = json.dumps(rows, ensure_ascii=False) if rows else ""
    return Vault(taken.key).seal(text, row=taken.uid, field=SEALED)


def opened_changes(taken: ImportUpload) -> list[FirstChange]:
    """Return the rows that were sealed when the file was checked; none once it has gone."""
    if taken.shown is None or taken.key is None:
        return []
    text = Vault(taken.key).open(taken.shown, row=taken.uid, field=SEALED)
    return [FirstChange(*row) for row in json.loads(text)]


def _cells(sheet: Sheet, column: str | None, wanted: Collection[int]) -> dict[int, str]:
    if column is None or column not in sheet.columns:
        return {}
    place = sheet.position(column)
    return {
        row.number: _told(row.cells[place])
        for row in sheet.rows
        if row.number in wanted and row.cells[place]
    }


def _told(cell: Cell) -> str:
    """Return a cell's text; "" for one that is wrong, of which the check tells."""
    try:
        return identity(cell)
    except CellFault:
        return ""
