"""The answers of many students to one instrument, as columns, from a sheet or from mapped records.

A sheet without a mapping has the columns of `kithwork score`: `id`, the items, for our own
instruments the other questions, and perhaps `seconds`. Every fault is found before anything is
scored, with its row and column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.cohort.answer_sheets import (
    SheetColumns,
    column_faults,
    columns_of,
    id_of,
    seconds_of,
)
from kithwork.cohort.records import Record
from kithwork.cohort.screening.pupils import Pupils
from kithwork.core.reasons import Reason
from kithwork.core.scales import Key
from kithwork.core.sheets import Cell, CellError, Sheet


@dataclass(frozen=True, slots=True)
class RawForms:
    """One form a student: the file's row of each, and a column of raw answers for each question.

    `named` gives the file's name of a question's column, for messages; `seconds` how long a form
    took, None where it is not known.
    """

    rows: tuple[int, ...]
    columns: Mapping[str, Sequence[Cell]]
    named: Mapping[str, str]
    seconds: tuple[float | None, ...] = ()


def forms_of_sheet(
    sheet: Sheet, instrument: InstrumentEntry, key: Key
) -> tuple[Pupils, RawForms, tuple[CellError, ...]]:
    """Return students and raw answers of a sheet; where there are faults it must not be used."""
    columns = columns_of(sheet, instrument, key)
    faults = list(column_faults(sheet, columns, instrument, key))
    ids = _ids(sheet, columns, faults) if not faults else ()
    seconds = tuple(seconds_of(row, columns, found=faults) for row in sheet.rows)
    places = dict(columns.items) | {question.id: place for question, place in columns.questions}
    forms = RawForms(
        rows=tuple(row.number for row in sheet.rows),
        columns={name: [row.cells[p] for row in sheet.rows] for name, p in places.items()},
        named={name: sheet.columns[place] for name, place in places.items()},
        seconds=seconds if columns.seconds is not None else (),
    )
    return _pupils(ids, instrument), forms, tuple(faults)


def forms_of_records(records: Sequence[Record], items: Sequence[tuple[str, str]]) -> RawForms:
    """Return the raw answers of mapped records; `items` pair an item with the file's column."""
    return RawForms(
        rows=tuple(record.row for record in records),
        columns={item: [record.answers.get(item) for record in records] for item, _ in items},
        named=dict(items),
    )


def _ids(sheet: Sheet, columns: SheetColumns, faults: list[CellError]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    column = sheet.columns[columns.id] if columns.id is not None else None
    ids = tuple(id_of(row, columns) for row in sheet.rows)
    for number, row in zip(ids, sheet.rows, strict=True):
        if not number:
            faults.append(CellError(row.number, column, Reason.of("scales.file.no_id")))
        elif (first := seen.setdefault(number, row.number)) != row.number:
            twice = Reason.of("scales.file.id_twice", first=first)
            faults.append(CellError(row.number, column, twice))
    if not ids:
        faults.append(CellError(sheet.header_row, None, Reason.of("scales.file.no_rows")))
    return ids


def _pupils(ids: tuple[str, ...], instrument: InstrumentEntry) -> Pupils:
    return Pupils(
        ids=ids,
        schools=(None,) * len(ids),
        groups={},
        marks=((),) * len(ids),
        facts={},
        source=instrument.code,
        on=None,
    )
