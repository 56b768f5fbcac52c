"""What every part of an import shares: persons, classes, carers, facts, marks, attendance.

A part compares the file with the database and writes what differs. It is asked twice: for the
preview with the students who are known, and for writing with all, once the new ones are admitted.
What the file leaves empty stays as it is: an empty cell is not knowledge.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.catalogue.mappings import Mapping
from kithwork.cohort.records import Record
from kithwork.people.actions.imports.calendar import Calendar
from kithwork.people.actions.imports.plan import Plan, Students
from kithwork.people.actions.imports.undo import Undo
from kithwork.people.models import ImportRun

T = TypeVar("T")

BATCH = 5_000  # rows at a time: SQLite takes no more than 32,766 values in one statement


@dataclass(frozen=True, slots=True)
class Context:
    """One school's share of a file. `today` is the date it is at the school."""

    school: School
    mapping: Mapping
    records: Sequence[Record]
    calendar: Calendar
    today: dt.date

    @property
    def on(self) -> dt.date:
        """The day of the file's facts where the mapping states one for all rows, else today."""
        on = self.mapping.on
        stated = on.constant if on and on.column is None else None
        return stated if isinstance(stated, dt.date) else self.today


@dataclass(slots=True)
class Writing:
    """By whom, under which run, and what is kept for taking it back."""

    by: Who
    run: ImportRun
    undo: Undo = field(default_factory=Undo)


class Part(Protocol):
    """One part of an import."""

    def plan(self, context: Context, students: Students, *, plan: Plan) -> None:
        """Note what would become of each row of a known student, and what cannot be."""

    def write(self, context: Context, students: Students, *, writing: Writing) -> None:
        """Write all differences; every record's student is in `students`."""


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items in lists of at most `BATCH`."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
