"""What the page on columns shows: the first rows, and a mapping's text that fits the header."""

from dataclasses import dataclass
from typing import Any

from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import Kind
from kithwork.catalogue.mappings.writing import yaml_of
from kithwork.cohort.records.proposing import propose
from kithwork.core.reasons import Reason
from kithwork.core.sheets import Sheet
from kithwork.files.tables.reading import Choices, read_table
from kithwork.people.actions.first_changes import opened_changes
from kithwork.people.actions.uploads import FILE_NAME, content_of
from kithwork.people.columns import NUMBER, Document, choose, meanings
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

    def numbers_nobody(self, chosen: dict[str, str]) -> bool:
        """Whether no column was recognised as the student's number, and none is chosen."""
        asks = any(question.code == "imports.ask_id" for question in self.questions)
        return asks and NUMBER not in chosen.values()


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
    changes = opened_changes(taken)
    known = _names(taken, [one.number for one in changes]) if changes else {}
    return [
        Changing(
            row=one.row,
            number=one.number,
            name=one.name,
            was=_other(known.get(one.number, ""), one.name),
            is_new=one.is_new,
        )
        for one in changes
    ]


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
