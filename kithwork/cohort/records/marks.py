"""A mark in its column: a score within the paper's maximum, or a word for "did not sit"."""

from decimal import Decimal
from typing import Any

from kithwork.catalogue.imports import file_words, limits, plain_word
from kithwork.catalogue.mappings.mapping import MarkColumns
from kithwork.cohort.records import cells
from kithwork.cohort.records.cells import CellFault
from kithwork.cohort.records.readers import Faults, Reader, Readers
from kithwork.cohort.records.records import MarkRecord
from kithwork.core.reasons import Reason
from kithwork.core.sheets import Cell, Row

ABSENT, EXCUSED, SAT = "absent", "excused", "sat"


class MarkReader:
    """Reads one mark of each row; an empty cell is no mark at all."""

    def __init__(self, columns: MarkColumns, readers: Readers, *, faults: Faults) -> None:
        self._faults = faults
        self._kind = columns.exam_kind
        self._mark: Reader[Any] = readers.of(columns.mark, _mark_parse(columns), knows_values=True)
        self._subject = readers.of(columns.subject, cells.code)
        self._exam = readers.of(columns.exam, cells.code)
        self._maximum = readers.of(columns.maximum, _maximum)
        order = columns.on.order if columns.on else "ymd"
        self._on = readers.maybe(columns.on, lambda cell: cells.date(cell, order))
        self._term = readers.maybe(columns.term, cells.count)
        self._rank = readers.maybe(columns.rank, _rank)

    def read(self, row: Row) -> MarkRecord | None:
        if not self._mark.is_filled(row):
            return None
        found = self._mark.read(row)
        subject = self._needed(row, self._subject)
        exam = self._needed(row, self._exam)
        maximum = self._needed(row, self._maximum)
        if found is None or subject is None or exam is None or maximum is None:
            return None
        score = None if found in (ABSENT, EXCUSED) else found
        if score is not None and not 0 <= score <= maximum:
            reason = Reason.of("imports.mark_out_of_range", maximum=maximum)
            self._faults.add(row.number, self._mark.column, reason=reason)
        return MarkRecord(
            subject=subject,
            exam=exam,
            maximum=maximum,
            score=score,
            state=found if score is None else SAT,
            on=self._on.read(row),
            term=self._term.read(row),
            rank=self._rank.read(row),
            exam_kind=self._kind,
            column=self._mark.column,
        )

    def _needed(self, row: Row, reader: Reader[Any]) -> Any:
        if not reader.is_filled(row):
            self._faults.add(row.number, reader.column, reason=Reason.of("imports.value_missing"))
            return None
        return reader.read(row)


def _mark_parse(columns: MarkColumns) -> Any:
    words = file_words()
    absent = {*words.absent, *(plain_word(word) for word in columns.absent)}
    excused = {*words.excused, *(plain_word(word) for word in columns.excused)}

    def parse(cell: Cell) -> Any:
        word = plain_word(cells.word_of(cell))
        if word in absent or word in excused:
            return EXCUSED if word in excused else ABSENT
        return _score(cell)

    return parse


def _score(cell: Cell) -> int | float:
    score = cells.number(cell)
    decimals = limits().decimals_of_a_mark
    if round(Decimal(str(score)), decimals) != Decimal(str(score)):
        raise CellFault("mark_too_fine", decimals=decimals)
    return score


def _maximum(cell: Cell) -> int | float:
    maximum = _score(cell)
    if not 0 < maximum <= limits().largest_mark:
        raise CellFault("maximum_out_of_range", largest=limits().largest_mark)
    return maximum


def _rank(cell: Cell) -> int:
    rank = cells.whole(cell)
    if rank < 1:
        raise CellFault("rank_below_one")
    return rank
