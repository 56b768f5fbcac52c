"""What one row of a file says of one student, typed.

Nothing here is stored or sent by itself: the import writes it, the screening computes with it.
Names, contacts and addresses are left out of `repr`, so that no trace of a failure shows them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from kithwork.core.reasons import Reason
from kithwork.core.rules import Fact
from kithwork.core.sheets import CellError

Answer = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRecord:
    """A carer named in the row; what the file does not say is None."""

    relation: str
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    best_hour: str | None = field(default=None, repr=False)
    away_since: dt.date | None = None
    is_legal: bool | None = None
    is_main: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRecord:
    """One mark; `score` is None where the student was absent or excused (`state` says which).

    `score` and `maximum` are in the exam's points, `term` is the number of a term in its year.
    """

    subject: str
    exam: str
    maximum: float
    score: float | None
    state: str = "sat"
    on: dt.date | None = None
    term: int | None = None
    rank: int | None = None
    exam_kind: str = "other"
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRecord:
    """Counts of a term, or of the day `on`; what the file does not count is None."""

    per: str
    unit: str
    on: dt.date | None = None
    term: int | None = None
    due: int | None = None
    attended: int | None = None
    absences: int | None = None
    excused: int | None = None
    late: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row: `id` is the school's number of the student, or the mapping's prefix and the row.

    `on` is the day of which the row speaks, where the mapping says it. `facts` hold only what is
    known; `answers` are by item, None where an answer is missing.
    """

    row: int
    id: str = field(repr=False)
    on: dt.date | None = None
    school: str | None = None
    grade: str | None = None
    school_class: str | None = None
    name: str | None = field(default=None, repr=False)
    birth: dt.date | None = field(default=None, repr=False)
    age: int | None = None
    sex: str | None = None
    entered_on: dt.date | None = None
    phone: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    guardians: tuple[GuardianRecord, ...] = field(default=(), repr=False)
    marks: tuple[MarkRecord, ...] = ()
    attendance: AttendanceRecord | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict, repr=False)
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Records:
    """All rows that could be read, and all that was wrong.

    `rows` counts the rows of the sheet. Where there is any error, nothing may be written: the
    records show what would have come in. `errors` lists the first places, `more` counts the rest.
    """

    rows: int
    records: tuple[Record, ...]
    errors: tuple[CellError, ...] = ()
    more: int = 0
    warnings: tuple[Reason, ...] = ()
