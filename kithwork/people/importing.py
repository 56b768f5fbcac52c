"""What the page on columns shows: the first rows, and a mapping's text that fits the header."""

from dataclasses import dataclass
from typing import Any

from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import Kind
from kithwork.catalogue.mappings.writing import yaml_of
from kithwork.cohort.records.cells import identity
from kithwork.cohort.records.proposing import propose
from kithwork.core.reasons import Reason
from kithwork.core.sheets import Sheet
from kithwork.files.tables.reading import Choices, choices_of, read_table
from kithwork.people.actions.uploads import FILE_NAME, content_of, mapping_in
from kithwork.people.columns import Document, choose, meanings
from kithwork.people.models import ImportUpload, Student
from kithwork.people.queries.uploads import mapping_known

SAMPLE = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """A read file with the meaning of its columns so far, and what is still to be asked."""

    sheet: Sheet
    document: Document
    questions: tuple[Reason, ...]
    was_known: bool

    @property
    def sample(self) -> list[tuple[Any, ...]]:
        return [(row.number, *row.cells) for row in self.sheet.rows[:SAMPLE]]

    @property
    def meanings(self) -> dict[str, str]:
        return meanings(self.document)

    @property
    def text(self) -> str:
        return yaml_of(self.document)


def columns_of(taken: ImportUpload) -> Columns:
    """Read the waiting file and say what its columns mean: as given, as last time, or proposed."""
    sheet = read_table(content_of(taken), Choices(**taken.choices))
    given = taken.mapping
    known = "" if given else mapping_known(taken.school, taken.kind, sheet.columns)
    if given or known:
        return Columns(sheet, _document(given or known), (), bool(known))
    proposal = propose(sheet, Kind(taken.kind), name=f"{taken.kind}-{taken.school.code}")
    document: Document = dict(proposal.document)
    return Columns(
        sheet, choose(document, sheet.columns, meanings(document)), proposal.questions, False
    )


@dataclass(frozen=True, slots=True)
class Changing:
    """A row that would make or change something: whom it is about, by number and name.

    `was` is the name that the school knows under this number, where it is another one.
    """

    row: int
    number: str
    name: str
    was: str
    is_new: bool


def changing_rows(taken: ImportUpload) -> list[Changing]:
    """Return the first rows that a checked file would bring, so that a wrong number is seen."""
    states = dict(taken.outcome.get("states", []))
    if not states or taken.file is None:
        return []
    mapping = mapping_in(taken.mapping)
    sheet = read_table(content_of(taken), choices_of(mapping.reading))
    number = _cells(sheet, mapping.id.column)
    name = _cells(sheet, mapping.full_name.column if mapping.full_name else None)
    known = _names(taken, [number.get(row, "") for row in states])
    return [
        Changing(
            row=row,
            number=number.get(row, ""),
            name=name.get(row, ""),
            was=_other(known.get(number.get(row, ""), ""), name.get(row, "")),
            is_new=state == "created",
        )
        for row, state in states.items()
    ]


def _cells(sheet: Sheet, column: str | None) -> dict[int, str]:
    if column is None or column not in sheet.columns:
        return {}
    place = sheet.position(column)
    return {row.number: identity(row.cells[place]) for row in sheet.rows if row.cells[place]}


def _names(taken: ImportUpload, numbers: list[str]) -> dict[str, str]:
    students = Student.objects.filter(school=taken.school, number__in=numbers)
    return dict(students.values_list("number", "person__full_name"))


def _other(known: str, said: str) -> str:
    return known if known and said and known != said else ""


def with_choices(columns: Columns, chosen: dict[str, str], said: dict[str, Any]) -> str:
    """Return the mapping's text after a person has chosen column by column."""
    document = choose(columns.document, columns.sheet.columns, chosen)
    for mark in document.get("marks", []):
        _fill(mark, {"exam": said.get("exam"), "on": said.get("on"), "max": said.get("highest")})
    if said.get("on") and "attendance" in document:
        document["attendance"].setdefault("on", said["on"])
    return yaml_of(document)


def _document(text: str) -> Document:
    plain = parse(text, file=FILE_NAME).plain()
    assert isinstance(plain, dict), "a mapping that was kept is a mapping"
    return plain


def _fill(mark: dict[str, Any], said: dict[str, Any]) -> None:
    for name, value in said.items():
        if value and not isinstance(mark.get(name), dict):
            mark[name] = value
