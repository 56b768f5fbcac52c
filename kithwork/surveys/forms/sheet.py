"""A class's forms keyed in on one sheet: a row for each student, a cell for each item.

Only what is wrong stays to be mended: a row that is saved has no cells any more, and a row whose
answers ask for somebody to speak to the student waits for the name.
"""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from kithwork.access.models import School, User
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.scales import KeyedItem
from kithwork.core.text import Text
from kithwork.surveys.filling import Filled
from kithwork.surveys.forms.paper import answer_keys, speaker_field
from kithwork.surveys.forms.strip import StripForm, raw


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its field, what is typed in it, and the keys that it takes."""

    name: str
    item: str
    typed: str
    keys: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of one student, and who is named to speak to her."""

    student: uuid.UUID
    cells: tuple[Cell, ...]
    speaker: str

    @property
    def is_empty(self) -> bool:
        return not any(cell.typed for cell in self.cells)

    @property
    def speaker_field(self) -> str:
        return _speaker(self.student)


class SheetForm(StripForm):
    """The strip, and what is typed in the cells."""

    def __init__(
        self, entry: InstrumentEntry, *args: Any, school: School | None = None, **options: Any
    ) -> None:
        super().__init__(entry, *args, **options)
        self.speakers = speaker_field(school) if school is not None else None

    @cached_property
    def columns(self) -> tuple[KeyedItem, ...]:
        """The items, in the order of the paper."""
        return tuple(self.grid_key.items.values())

    @property
    def asked(self) -> list[tuple[str, Text]]:
        """Each item with its wording where it is loaded for this form, else its neutral tag."""
        return [(one.id, self.beside.asks.get(one.id, one.item.tag)) for one in self.columns]

    @cached_property
    def speaker_names(self) -> list[tuple[str, str]]:
        """Who may be named to speak to a student: uid and name."""
        found = self.speakers.queryset if self.speakers and self.speakers.queryset else ()
        return [(str(user.uid), user.name) for user in found]

    def row_of(self, student: uuid.UUID) -> SheetRow:
        """Return a student's row with what is typed in it."""
        cells = tuple(
            Cell(name := f"{student}:{one.id}", one.id, self._typed(name), _keys(one))
            for one in self.columns
        )
        return SheetRow(student, cells, self._typed(_speaker(student)))

    def filled_row(self, row: SheetRow) -> Filled:
        """Return the form that a row holds."""
        by_key = {one.id: _by_key(one) for one in self.columns}
        answers = {
            cell.item: by_key[cell.item].get(typed, typed) if (typed := raw(cell.typed)) else None
            for cell in row.cells
        }
        return self.filled_with(answers)

    def speaker_of(self, row: SheetRow) -> User | None:
        """Return who is named in a row, None where nobody is or the name is not on the list."""
        if self.speakers is None:
            return None
        try:
            named = self.speakers.clean(row.speaker)
        except forms.ValidationError:
            return None
        assert named is None or isinstance(named, User)
        return named

    def _typed(self, name: str) -> str:
        sent = self.data if isinstance(self.data, MultiValueDict) else {}
        return str(sent.get(name, "")).strip()


def _speaker(student: uuid.UUID) -> str:
    return f"{student}:speaker"


def _keys(item: KeyedItem) -> str:
    return "".join(one.key for one in answer_keys(item))


def _by_key(item: KeyedItem) -> dict[str, str]:
    """Return the answer that each key stands for; digits of a range stand for themselves."""
    return {one.key: one.value for one in answer_keys(item)}
