"""Applying a mapping to a sheet: every row typed, every fault collected, nothing half done.

All rows are read to their end even where some are wrong, so that a person mends a file once and
not row by row. A record is returned only for a row without a fault. The rules over several rows
stand here too: a student's number stands once (in lists of marks and daily attendance: once per
exam and subject, or day).
"""

import datetime as dt
from collections.abc import Callable

from kithwork.catalogue.mappings.mapping import Mapping
from kithwork.cohort.records.fields import RowReader
from kithwork.cohort.records.readers import Faults, Readers
from kithwork.cohort.records.records import Record, Records
from kithwork.core.reasons import Reason
from kithwork.core.sheets import Row, Sheet

Progress = Callable[[int, int], None]
"""Is told how many rows of how many are done."""

_EVERY = 2_000


def apply(
    mapping: Mapping, sheet: Sheet, *, today: dt.date, progress: Progress | None = None
) -> Records:
    """Return the records of the sheet's rows; `today` decides which dates lie in the future."""
    faults = Faults()
    readers = Readers(sheet, mapping.missing, faults=faults)
    row_reader = RowReader(mapping, readers, faults=faults, today=today)
    if len(faults):
        return Records(len(sheet.rows), (), tuple(faults.listed), faults.more)
    seen = _Seen(mapping, row_reader.id_column, faults=faults)
    records: list[Record] = []
    for number, row in enumerate(sheet.rows):
        if progress and number % _EVERY == 0:
            progress(number, len(sheet.rows))
        record = _record(row, row_reader, seen=seen, faults=faults)
        if record is not None:
            records.append(record)
    warnings = (*sheet.warnings, *_unused(mapping, sheet, used=readers.used))
    return Records(len(sheet.rows), tuple(records), tuple(faults.listed), faults.more, warnings)


def _record(row: Row, reader: RowReader, *, seen: "_Seen", faults: Faults) -> Record | None:
    before = len(faults)
    record = reader.record(row)
    if record is None:
        return None
    seen.check(record)
    return record if len(faults) == before else None


class _Seen:
    """What stood in earlier rows: a second row for the same thing is a fault."""

    def __init__(self, mapping: Mapping, id_column: str, *, faults: Faults) -> None:
        self._first: dict[object, int] = {}
        self._faults = faults
        self._id_column = id_column
        self._is_long = _rows_are_parts(mapping)

    def check(self, record: Record) -> None:
        """Note the record's keys, with a fault where one was there before."""
        if not self._is_long:
            self._note(
                (record.school, record.id), record.row, column=self._id_column, code="id_twice"
            )
            return
        for mark in record.marks:
            key = (record.school, record.id, mark.exam, mark.subject, mark.on, mark.term)
            self._note(key, record.row, column=mark.column, code="mark_twice")
        if record.attendance is not None:
            day = (record.school, record.id, record.attendance.on, record.attendance.term)
            self._note(day, record.row, column=self._id_column, code="attendance_twice")

    def _note(self, key: object, row: int, *, column: str, code: str) -> None:
        first = self._first.setdefault(key, row)
        if first != row:
            self._faults.add(row, column, reason=Reason.of(f"imports.{code}", first=first))


def _rows_are_parts(mapping: Mapping) -> bool:
    """Return whether a student has several rows: one per exam and subject, or per day."""
    if any(
        part is not None and part.column is not None
        for marks in mapping.marks
        for part in (marks.subject, marks.exam)
    ):
        return True
    attendance = mapping.attendance
    if attendance is None or not (attendance.per == "day" or attendance.term):
        return False
    return any(part and part.column for part in (attendance.on, attendance.term))


def _unused(mapping: Mapping, sheet: Sheet, *, used: set[str]) -> tuple[Reason, ...]:
    if "*" in mapping.ignore:
        return ()
    left = [name for name in sheet.columns if name not in used and name not in mapping.ignore]
    if not left:
        return ()
    return (Reason.of("imports.columns_unused", count=len(left), columns=", ".join(left[:20])),)
