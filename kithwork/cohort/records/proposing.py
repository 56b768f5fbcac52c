"""A first mapping, guessed from a sheet's header and cells, for a person to look over.

Only plain cases are proposed: a header that is a known word, a column whose every cell reads as a
day in one order, a highest mark that no cell passes. What is guessed rather than known is returned
as a question, so that the page can ask it; nothing is imported by a proposal alone.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kithwork.catalogue.imports import Words, file_words, plain_word
from kithwork.catalogue.mappings.mapping import ORDERS, Kind
from kithwork.catalogue.reading import Plain
from kithwork.cohort.records import cells
from kithwork.cohort.records.cells import CellFault, word_of
from kithwork.core.reasons import Reason
from kithwork.core.sheets import Sheet

_LOOKED_AT = 2_000
_TEXTS = ("name", "phone", "address", "school", "grade", "class")
_DATES = ("birth", "entered")
_COUNTS = ("due", "attended", "absences", "excused", "late")
_CARERS = ("father", "mother", "guardian")
_OF_PERSONS = (Kind.ROSTER, Kind.PUPILS)
_OF_MARKS = (Kind.MARKS, Kind.PUPILS)
_OF_ATTENDANCE = (Kind.ATTENDANCE, Kind.PUPILS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping's text as plain values, the columns it leaves out and what is to be asked."""

    document: dict[str, Plain]
    unplaced: tuple[str, ...]
    questions: tuple[Reason, ...]


def propose(
    sheet: Sheet,
    kind: Kind,
    *,
    name: str,
    exam: str = "exam",
    on: dt.date | None = None,
) -> Proposal:
    """Return a proposal; `exam` and `on` are those of a list of marks with a column per subject."""
    found = _Found(sheet)
    document: dict[str, Plain] = {"mapping": name, "version": 1, "kind": kind.value}
    document["id"] = found.identity()
    if kind in _OF_PERSONS:
        document.update(_persons(found))
    if kind in _OF_MARKS and (marks := _marks(found, exam, on=on)):
        document["marks"] = marks
    if kind in _OF_ATTENDANCE and (attendance := _attendance(found, on)):
        document["attendance"] = attendance
    if missing := found.missing_words():
        document["missing"] = list(missing)
    unplaced = tuple(column for column in sheet.columns if column not in found.placed)
    return Proposal(document, unplaced, tuple(found.questions))


@dataclass(slots=True)
class _Found:
    """The known columns of a sheet; those that are taken; the questions that came up."""

    sheet: Sheet
    placed: list[str] = field(default_factory=list)
    questions: list[Reason] = field(default_factory=list)

    def take(self, meaning: str) -> str | None:
        """Return the first free column over which a word for `meaning` stands."""
        for column in self.sheet.columns:
            if file_words().columns.get(plain_word(column)) == meaning and self._is_free(column):
                self.placed.append(column)
                return column
        return None

    def subjects(self) -> Iterator[tuple[str, str, str]]:
        """Yield (column, group before it or "", subject) of each free column named by a subject."""
        for column in self.sheet.columns:
            group, _, last = column.rpartition(" ")
            for prefix, word in (("", column), (group, last)):
                subject = file_words().subjects.get(plain_word(word))
                if subject and self._is_free(column):
                    self.placed.append(column)
                    yield column, prefix, subject

    def words(self, column: str) -> list[str]:
        place = self.sheet.position(column)
        filled = (row.cells[place] for row in self.sheet.rows[:_LOOKED_AT])
        return list(dict.fromkeys(word_of(cell) for cell in filled if cell is not None))

    def known_words(self, column: str) -> list[str]:
        return [word for word in self.words(column) if plain_word(word) not in file_words().missing]

    def identity(self) -> Plain:
        if column := self.take("id"):
            return {"column": column}
        self.questions.append(Reason.of("imports.ask_id"))
        return {"from": "row", "prefix": "row"}

    def missing_words(self) -> list[str]:
        words = [word for column in self.placed for word in self.words(column)]
        known = file_words().missing
        return list(dict.fromkeys(word for word in words if plain_word(word) in known))

    def _is_free(self, column: str) -> bool:
        return column not in self.placed


def _persons(found: _Found) -> dict[str, Plain]:
    parts: dict[str, Plain] = {}
    for meaning in _TEXTS:
        if column := found.take(meaning):
            parts[meaning] = {"column": column}
    for meaning in _DATES:
        if column := found.take(meaning):
            parts[meaning] = _day(found, column)
    if column := found.take("age"):
        parts["age"] = {"column": column}
    if column := found.take("sex"):
        parts["sex"] = _sex(found, column)
    if guardians := _guardians(found):
        parts["guardians"] = guardians
    return parts


def _sex(found: _Found, column: str) -> Plain:
    return _words_known(found, column, file_words().sexes)


def _words_known(found: _Found, column: str, known: Words) -> Plain:
    """Place a column with the words that are known.

    The others are counted and never written down: a mapping is kept in the clear, and a cell may
    say what only a sealed record should ("mother (remarried …)").
    """
    meanings = {word: known.get(plain_word(word)) for word in found.known_words(column)}
    unknown = [word for word, meaning in meanings.items() if meaning is None]
    if unknown:
        found.questions.append(Reason.of("imports.ask_words", column=column, count=len(unknown)))
    values: dict[str, Plain] = {word: meaning for word, meaning in meanings.items() if meaning}
    return {"column": column, "values": values} if values else {"column": column}


def _day(found: _Found, column: str) -> Plain:
    words = found.known_words(column)
    orders = [order for order in ORDERS if all(_is_day(word, order) for word in words)]
    if len(orders) != 1:
        found.questions.append(Reason.of("imports.ask_order", column=column))
    order = orders[0] if orders else ORDERS[0]
    return {"column": column} if order == ORDERS[0] else {"column": column, "order": order}


def _is_day(word: str, order: str) -> bool:
    try:
        cells.date(word, order)
    except CellFault:
        return False
    return True


def _guardians(found: _Found) -> list[Plain]:
    guardians: list[Plain] = []
    for carer in _CARERS:
        relation: Plain = carer
        if carer == "guardian" and (column := found.take("guardian_relation")):
            relation = _words_known(found, column, file_words().relations)
        parts: dict[str, Plain] = {"relation": relation}
        for part in ("name", "phone"):
            if column := found.take(f"{carer}_{part}"):
                parts[part] = {"column": column}
        if len(parts) > 1:
            guardians.append(parts)
    return guardians


def _marks(found: _Found, exam: str, *, on: dt.date | None) -> list[Plain]:
    if column := found.take("mark"):
        return [_long_mark(found, column, exam=exam, on=on)]
    marks: list[Plain] = []
    for column, group, subject in found.subjects():
        mark: dict[str, Plain] = {"column": column, "subject": subject, "exam": group or exam}
        mark["max"] = _maximum(found, column)
        if on is not None:
            mark["on"] = on
        marks.append(mark)
    if marks and on is None:
        found.questions.append(Reason.of("imports.ask_exam_day"))
    return marks


def _long_mark(found: _Found, column: str, *, exam: str, on: dt.date | None) -> Plain:
    mark: dict[str, Plain] = {"column": column}
    subject, exam_column = found.take("subject"), found.take("exam")
    mark["subject"] = {"column": subject} if subject else "all"
    mark["exam"] = {"column": exam_column} if exam_column else exam
    maximum, day, rank = found.take("maximum"), found.take("on"), found.take("rank")
    mark["max"] = {"column": maximum} if maximum else _maximum(found, column)
    if day:
        mark["on"] = _day(found, day)
    elif on is not None:
        mark["on"] = on
    else:
        found.questions.append(Reason.of("imports.ask_exam_day"))
    if rank:
        mark["rank"] = {"column": rank}
    return mark


def _maximum(found: _Found, column: str) -> int:
    highest = max(_numbers(found.known_words(column)), default=0)
    fitting = [maximum for maximum in file_words().maxima if maximum >= highest]
    maximum = fitting[0] if fitting and highest else 100
    found.questions.append(Reason.of("imports.ask_maximum", column=column, maximum=maximum))
    return maximum


def _numbers(words: Sequence[str]) -> Iterator[float]:
    for word in words:
        try:
            yield cells.number(word)
        except CellFault:
            continue


def _attendance(found: _Found, on: dt.date | None) -> Plain:
    counts: dict[str, Plain] = {}
    for count in _COUNTS:
        if column := found.take(count):
            counts[count] = {"column": column}
    if not counts:
        return None
    day = found.take("on")
    if day:
        return {**counts, "per": "day", "on": _day(found, day)}
    if on is not None:
        return {**counts, "on": on}
    found.questions.append(Reason.of("imports.ask_exam_day"))
    return counts
