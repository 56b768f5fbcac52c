"""A sheet of filled-in forms, one a row, scored under one key.

Columns are `id`, one for each item of the form, and for instruments of our own the other questions;
`seconds` may say how long a form took. Every fault is found, with its row and column, before
anything is scored: a sheet is scored as a whole or not at all. No fault repeats what stood in the
cell.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.questionnaires import Answer, Question, raised_by
from kithwork.core.questionnaires import read_answer as read_question
from kithwork.core.reasons import Reason, Value
from kithwork.core.scales import Alert, AnswerError, Key, Scored, score_values
from kithwork.core.scales.answers import read_answer
from kithwork.core.sheets import Cell, CellError, Row, Sheet

ID = "id"
SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One row: whose form, the value of each item, the answers to the other questions.

    `raised` are the alerts that those other answers raise.
    """

    row: int
    id: str
    values: Mapping[str, float | None]
    others: Mapping[str, Answer | None]
    raised: tuple[Alert, ...]
    seconds: float | None


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """All forms of a sheet; where `faults` is not empty the sheet must not be used."""

    forms: tuple[FilledForm, ...]
    faults: tuple[CellError, ...]


def read_answer_sheet(sheet: Sheet, instrument: InstrumentEntry, key: Key) -> AnswerSheet:
    """Read the forms of a sheet, or find everything that is wrong with it."""
    columns = columns_of(sheet, instrument, key)
    if faults := tuple(column_faults(sheet, columns, instrument, key)):
        return AnswerSheet((), faults)
    forms: list[FilledForm] = []
    found: list[CellError] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        form = _form(row, columns, key, found=found)
        found.extend(_id_faults(form, seen))
        forms.append(form)
    if not forms:
        found.append(_fault("no_rows", sheet.header_row, None))
    return AnswerSheet(tuple(forms), tuple(found))


def score_form(form: FilledForm, key: Key) -> Scored:
    """Score one form of a sheet without faults; alerts of its other questions are among them."""
    scored = score_values(key, form.values, seconds=form.seconds)
    return replace(scored, alerts=(*scored.alerts, *form.raised)) if form.raised else scored


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """Where in a row each item and each other question stands."""

    id: int | None
    seconds: int | None
    items: Mapping[str, int]
    questions: tuple[tuple[Question, int], ...]
    unknown: tuple[str, ...]


def columns_of(sheet: Sheet, instrument: InstrumentEntry, key: Key) -> SheetColumns:
    """Return where in the sheet's rows the form stands, and which columns are none of it."""
    items = {name.casefold(): name for name in key.items}
    asked = {} if instrument.questionnaire is None else _other_questions(instrument, key)
    places = {column.strip().casefold(): place for place, column in enumerate(sheet.columns)}
    known = {ID, SECONDS, *items, *asked, *_empty_of_other_versions(sheet, instrument, places)}
    return SheetColumns(
        id=places.get(ID),
        seconds=places.get(SECONDS),
        items={items[name]: place for name, place in places.items() if name in items},
        questions=tuple((asked[name], place) for name, place in places.items() if name in asked),
        unknown=tuple(sheet.columns[place] for name, place in places.items() if name not in known),
    )


def _empty_of_other_versions(
    sheet: Sheet, instrument: InstrumentEntry, places: Mapping[str, int]
) -> set[str]:
    """Items that only another version of the form has, in columns where nothing stands."""
    items = {item.id.casefold() for item in instrument.instrument.items}
    return {
        name
        for name in items & places.keys()
        if all(_is_blank(row.cells[places[name]]) for row in sheet.rows)
    }


def _is_blank(cell: Cell) -> bool:
    return cell is None or not str(cell).strip()


def _other_questions(instrument: InstrumentEntry, key: Key) -> dict[str, Question]:
    assert instrument.questionnaire is not None
    return {
        question.id.casefold(): question
        for question in instrument.questionnaire.questions()
        if question.id not in key.items
    }


# ── faults of the columns ───────────────────────────────────────────────────────────────────


def column_faults(
    sheet: Sheet, columns: SheetColumns, instrument: InstrumentEntry, key: Key
) -> Iterator[CellError]:
    """Yield what is wrong with the header: items without a column, columns that are no item."""
    row = sheet.header_row
    if columns.id is None:
        yield _fault("missing_column", row, ID)
    missing = [name for name in key.items if name not in columns.items]
    fitting = _fitting_version(instrument, key, missing, columns)
    for name in missing:
        if fitting is None:
            yield _fault("missing_column", row, name)
        else:
            yield _fault("missing_column_of_version", row, name, version=fitting)
    known = ", ".join((ID, *key.items))
    for column in columns.unknown:
        yield _fault("unknown_column", row, column, known=known)


def _fitting_version(
    instrument: InstrumentEntry, key: Key, missing: list[str], columns: SheetColumns
) -> str | None:
    """Return another version of the form that has exactly the columns of the sheet."""
    for version in instrument.instrument.versions:
        absent = [name for name in key.items if name in version.without]
        if missing and missing == absent and not columns.unknown:
            return version.id
    return None


# ── rows ────────────────────────────────────────────────────────────────────────────────────


def _form(row: Row, columns: SheetColumns, key: Key, *, found: list[CellError]) -> FilledForm:
    values: dict[str, float | None] = {}
    others: dict[str, Answer | None] = {}
    for name, place in columns.items.items():
        item = key.items[name]
        try:
            values[name] = read_answer(
                name, _raw(row.cells[place]), answers=item.answers, responses=item.item.responses
            )
        except AnswerError as error:
            found.append(CellError(row.number, name, error.reason))
    for question, place in columns.questions:
        try:
            others[question.id] = read_question(question, row.cells[place])
        except AnswerError as error:
            found.append(CellError(row.number, question.id, error.reason))
    return FilledForm(
        row=row.number,
        id=id_of(row, columns),
        values=values,
        others=others,
        raised=_raised(columns, others),
        seconds=seconds_of(row, columns, found=found),
    )


def _raised(columns: SheetColumns, others: Mapping[str, Answer | None]) -> tuple[Alert, ...]:
    asked = [question for question, _ in columns.questions]
    return tuple(Alert(one.question, one.level) for one in raised_by(asked, others))


def _raw(cell: Cell) -> str | int | float | None:
    return cell if cell is None or isinstance(cell, str | int | float) else cell.isoformat()


def id_of(row: Row, columns: SheetColumns) -> str:
    """Return whose form a row is; empty where the row does not say."""
    cell = None if columns.id is None else row.cells[columns.id]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def seconds_of(row: Row, columns: SheetColumns, *, found: list[CellError]) -> float | None:
    """Return the seconds that the form took, None where they are not known; faults are `found`."""
    cell = None if columns.seconds is None else row.cells[columns.seconds]
    if cell is None or _is_blank(cell):
        return None
    try:
        seconds = float(str(cell))
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        found.append(_fault("seconds", row.number, SECONDS))
        return None
    return seconds


def _id_faults(form: FilledForm, seen: dict[str, int]) -> Iterator[CellError]:
    if not form.id:
        yield _fault("no_id", form.row, ID)
    elif (first := seen.setdefault(form.id, form.row)) != form.row:
        yield _fault("id_twice", form.row, ID, first=first)


def _fault(code: str, row: int | None, column: str | None, /, **params: Value) -> CellError:
    return CellError(row, column, Reason.of(f"scales.file.{code}", **params))
