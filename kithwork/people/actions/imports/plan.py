"""What an import would do, row by row, before anything is written.

A row is *created* where its student (or its mark, in a list of marks) is new, *updated* where the
file says anything else than what is known, else *unchanged*. *Left* counts the students whom a
roster does not name any more. Where there is any error nothing may be written.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kithwork.access.models import School
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError
from kithwork.people.models import Student

Progress = Callable[[str, int, int], None]
"""Is told a stage's code and how many steps of how many are done."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """The progress of which nobody wants to hear."""


class RowState(StrEnum):
    """What becomes of a row; the later win over the earlier."""

    UNCHANGED = "unchanged"
    UPDATED = "updated"
    CREATED = "created"


@dataclass(frozen=True, slots=True)
class Leaver:
    """A student of the school whom the roster does not name."""

    student: Student
    class_name: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """Let those leave whom the roster does not name, on a day; nothing happens unless asked."""

    on: dt.date
    reason: str = "not_on_roster"


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of the file by what becomes of them, and students left out by a roster."""

    rows: int
    created: int
    updated: int
    unchanged: int
    left: int

    def as_json(self) -> dict[str, int]:
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "left": self.left,
        }


@dataclass(slots=True)
class Plan:
    """The outcome of reading and comparing one file."""

    rows: int
    states: dict[int, RowState] = field(default_factory=dict)
    leavers: list[Leaver] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    more: int = 0
    warnings: list[Reason] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        states = list(self.states.values())
        return Counts(
            rows=self.rows,
            created=states.count(RowState.CREATED),
            updated=states.count(RowState.UPDATED),
            unchanged=states.count(RowState.UNCHANGED),
            left=len(self.leavers),
        )

    @property
    def fingerprint(self) -> str:
        """The same for two plans that would do the same to the same rows and leave out the same."""
        states = sorted((row, state.value) for row, state in self.states.items())
        left = sorted(leaver.student.pk for leaver in self.leavers)
        return hashlib.sha256(json.dumps([states, left]).encode()).hexdigest()

    @property
    def is_good(self) -> bool:
        return not self.errors and not self.more

    def note(self, row: int, state: RowState) -> None:
        """Say what becomes of a row; being new outweighs being changed."""
        order = list(RowState)
        present = self.states.get(row, RowState.UNCHANGED)
        self.states[row] = max(present, state, key=order.index)

    def fault(self, row: int | None, column: str | None, *, reason: Reason) -> None:
        """Note that something cannot be written."""
        if len(self.errors) < LISTED:
            self.errors.append(CellError(row, column, reason))
        else:
            self.more += 1


LISTED = 200

Students = Mapping[str, Student]
"""The known students of one school by their numbers."""
