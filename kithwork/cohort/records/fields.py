"""One row to one record: who, marks, attendance, facts and answers, as the mapping says."""

import datetime as dt
from collections.abc import Iterable
from collections.abc import Mapping as Mapped
from typing import Any, TypeVar

from kithwork.catalogue.imports import file_words, plain_word
from kithwork.catalogue.mappings.mapping import (
    AttendanceColumns,
    FactColumn,
    GuardianColumns,
    Identity,
    Mapping,
    Pick,
)
from kithwork.catalogue.mappings.reading import SEXES
from kithwork.cohort.records import cells
from kithwork.cohort.records.cells import CellFault
from kithwork.cohort.records.marks import MarkReader
from kithwork.cohort.records.readers import Faults, Reader, Readers, unknown_word
from kithwork.cohort.records.records import Answer, AttendanceRecord, GuardianRecord, Record
from kithwork.core.reasons import Reason
from kithwork.core.rules import Fact, FactType, Kind, whole_years
from kithwork.core.sheets import Cell, Row

T = TypeVar("T")


class RowReader:
    """All readers of one mapping over one sheet."""

    def __init__(
        self, mapping: Mapping, readers: Readers, *, faults: Faults, today: dt.date
    ) -> None:
        self._faults = faults
        self._today = today
        self._identity = _IdentityReader(mapping.id, readers, faults=faults)
        self._on = readers.maybe(mapping.on, _date(mapping.on))
        self._school = readers.maybe(mapping.school, cells.code)
        self._grade = readers.maybe(mapping.grade, cells.code)
        self._class = readers.maybe(mapping.school_class, lambda cell: cells.text(cell, "class"))
        self._name = readers.maybe(mapping.full_name, cells.name)
        self._birth = readers.maybe(mapping.birth, _date(mapping.birth))
        self._age = readers.maybe(mapping.age, cells.age)
        self._sex = readers.maybe(mapping.sex, _sex)
        self._entered = readers.maybe(mapping.entered_on, _date(mapping.entered_on))
        self._phone = readers.maybe(mapping.phone, cells.text)
        self._address = readers.maybe(mapping.address, cells.text)
        self._guardians = [_GuardianReader(one, readers) for one in mapping.guardians]
        self._marks = [MarkReader(one, readers, faults=faults) for one in mapping.marks]
        self._attendance = (
            _AttendanceReader(mapping.attendance, readers, faults=faults)
            if mapping.attendance
            else None
        )
        self._facts = [_FactReader(one, readers, source=mapping.name) for one in mapping.facts]
        self._answers = _answer_readers(mapping, readers)

    @property
    def id_column(self) -> str:
        return self._identity.column

    def record(self, row: Row) -> Record | None:
        """Return the row's record, None where it has no number of a student."""
        identity = self._identity.read(row)
        if identity is None:
            return None
        on = self._on.read(row)
        return Record(
            row=row.number,
            id=identity,
            on=on,
            school=self._school.read(row),
            grade=self._grade.read(row),
            school_class=self._class.read(row),
            name=self._name.read(row),
            birth=self._checked_birth(row),
            age=self._age.read(row),
            sex=self._sex.read(row),
            entered_on=self._entered.read(row),
            phone=self._phone.read(row),
            address=self._address.read(row),
            guardians=_present(one.read(row) for one in self._guardians),
            marks=_present(one.read(row) for one in self._marks),
            attendance=self._attendance.read(row) if self._attendance else None,
            facts=self._read_facts(row, on),
            answers={item: reader.read(row) for item, reader in self._answers},
        )

    def _checked_birth(self, row: Row) -> dt.date | None:
        birth: dt.date | None = self._birth.read(row)
        if birth is None:
            return None
        if birth > self._today:
            self._faults.add(
                row.number, self._birth.column, reason=Reason.of("imports.date_in_future")
            )
            return None
        try:
            cells.check_age(whole_years(birth, self._today) or 0)
        except CellFault as fault:
            self._faults.add(row.number, self._birth.column, reason=fault.reason)
        return birth

    def _read_facts(self, row: Row, on: dt.date | None) -> Mapped[str, Fact]:
        return {one.fact: found for one in self._facts if (found := one.read(row, on)) is not None}


def _present(found: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(one for one in found if one is not None)


class _IdentityReader:
    def __init__(self, identity: Identity, readers: Readers, *, faults: Faults) -> None:
        self._prefix = identity.prefix
        self._faults = faults
        self._reader: Reader[str] = readers.maybe(
            Pick(column=identity.column) if identity.column else None, cells.identity
        )
        self.column = self._reader.column

    def read(self, row: Row) -> str | None:
        if self._prefix is not None:
            return f"{self._prefix}-{row.number}"
        if not self._reader.is_filled(row):
            self._faults.add(row.number, self.column, reason=Reason.of("imports.id_missing"))
            return None
        before = len(self._faults)
        identity = self._reader.read(row)
        if identity is None and len(self._faults) == before:  # a word that means "not known"
            self._faults.add(row.number, self.column, reason=Reason.of("imports.id_missing"))
        return identity


class _GuardianReader:
    """A carer counts as named where the row gives a name, a telephone or a day of leaving."""

    def __init__(self, columns: GuardianColumns, readers: Readers) -> None:
        self._relation = readers.of(columns.relation, cells.code)
        self._name = readers.maybe(columns.name, cells.name)
        self._phone = readers.maybe(columns.phone, cells.text)
        self._hour = readers.maybe(columns.best_hour, cells.text)
        self._away = readers.maybe(columns.away_since, _date(columns.away_since))
        self._legal = readers.maybe(columns.is_legal, cells.flag)
        self._main = readers.maybe(columns.is_main, cells.flag)

    def read(self, row: Row) -> GuardianRecord | None:
        relation, name = self._relation.read(row), self._name.read(row)
        phone, away = self._phone.read(row), self._away.read(row)
        if relation is None or (name is None and phone is None and away is None):
            return None
        return GuardianRecord(
            relation=relation,
            name=name,
            phone=phone,
            best_hour=self._hour.read(row),
            away_since=away,
            is_legal=self._legal.read(row),
            is_main=self._main.read(row),
        )


class _AttendanceReader:
    def __init__(self, columns: AttendanceColumns, readers: Readers, *, faults: Faults) -> None:
        self._per, self._unit, self._faults = columns.per, columns.unit, faults
        self._on = readers.maybe(columns.on, _date(columns.on))
        self._term = readers.maybe(columns.term, cells.count)
        self._due = readers.maybe(columns.due, cells.count)
        self._attended = readers.maybe(columns.attended, cells.count)
        self._absences = readers.maybe(columns.absences, cells.count)
        self._excused = readers.maybe(columns.excused, cells.count)
        self._late = readers.maybe(columns.late, cells.count)

    def read(self, row: Row) -> AttendanceRecord | None:
        record = AttendanceRecord(
            per=self._per,
            unit=self._unit,
            on=self._on.read(row),
            term=self._term.read(row),
            due=self._due.read(row),
            attended=self._attended.read(row),
            absences=self._absences.read(row),
            excused=self._excused.read(row),
            late=self._late.read(row),
        )
        counts = (record.due, record.attended, record.absences, record.late)
        if all(count is None for count in counts):
            return None
        self._within(row, record.attended, whole=record.due, reader=self._attended)
        self._within(row, record.absences, whole=record.due, reader=self._absences)
        self._within(row, record.excused, whole=record.absences, reader=self._excused)
        return record

    def _within(
        self, row: Row, part: int | None, *, whole: int | None, reader: Reader[int]
    ) -> None:
        if part is not None and whole is not None and part > whole:
            reason = Reason.of("imports.count_above_its_whole")
            self._faults.add(row.number, reader.column, reason=reason)


class _FactReader:
    """Facts of a file with one day are made once per different word."""

    def __init__(self, column: FactColumn, readers: Readers, *, source: str) -> None:
        self.fact = column.fact
        self._source = source
        self._reader: Reader[Any] = readers.of(column.pick, _fact_parse(column))
        self._made: dict[Any, Fact] = {}

    def read(self, row: Row, on: dt.date | None) -> Fact | None:
        value = self._reader.read(row)
        if value is None:
            return None
        key = (type(value), value, on)
        if (fact := self._made.get(key)) is None:
            fact = self._made[key] = Fact(value, on=on, source=self._source)
        return fact


def _fact_parse(column: FactColumn) -> Any:
    kinds = {
        Kind.NUMBER: cells.number,
        Kind.FLAG: cells.flag,
        Kind.TEXT: cells.text,
        Kind.DATE: _date(column.pick),
        Kind.CHOICE: _choice(column.type),
    }
    return kinds[column.type.kind]


def _choice(of_type: FactType) -> Any:
    known = {plain_word(choice): choice for choice in of_type.choices}

    def parse(cell: Cell) -> str:
        choice = known.get(plain_word(cells.word_of(cell)))
        if choice is None:
            raise unknown_word(list(of_type.choices))
        return choice

    return parse


def _sex(cell: Cell) -> str:
    sexes = file_words().sexes
    word = plain_word(cells.word_of(cell))
    found = word if word in SEXES else sexes.get(word)
    if found is None:
        raise unknown_word(list(sexes))
    return found


def _date(pick: Pick | None) -> Any:
    order = pick.order if pick else "ymd"
    return lambda cell: cells.date(cell, order)


def _answer_readers(mapping: Mapping, readers: Readers) -> list[tuple[str, Reader[Answer]]]:
    answers = mapping.answers
    if answers is None:
        return []
    return [
        (
            item,
            readers.of(
                Pick(column=column, values=answers.values, missing=answers.missing),
                _answer,
                knows_values=True,
            ),
        )
        for item, column in answers.items
    ]


def _answer(cell: Cell) -> Answer:
    try:
        return cells.number(cell)
    except CellFault:
        return cells.text(cell)
