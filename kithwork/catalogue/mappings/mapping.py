"""The typed mapping: for each thing that is known of a student, where in the file it stands.

A value is either the same for every row (`school: gh`) or read from a column
(`school: {column: School, values: {Green Hill: gh}}`): a `Pick`. Words of the file that mean "not
known" (99, NA, 缺) are named, so that they are never read as an answer. The grammar stands in
docs/guide/mappings.md.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kithwork.catalogue.facts import FactDefinition
from kithwork.catalogue.reading import Plain, Scalar
from kithwork.core.needs import NeedDefinition
from kithwork.core.rules import Condition, FactType
from kithwork.core.text import Text

ORDERS = ("ymd", "dmy", "mdy")


class Kind(StrEnum):
    """What a file is about; `PUPILS` is everything in one row per student."""

    ROSTER = "roster"
    MARKS = "marks"
    ATTENDANCE = "attendance"
    ANSWERS = "answers"
    PUPILS = "pupils"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Where a value comes from: `column`, or `constant` for all rows (then `column` is None).

    `values` gives our value for a word of the file; with none the word itself is taken. `missing`
    are words that mean "not known" in this column, beside the mapping's own. `order` says how a
    date is written in digits.
    """

    column: str | None = None
    constant: Scalar = None
    values: tuple[tuple[str, Scalar], ...] = ()
    missing: tuple[str, ...] = ()
    order: str = "ymd"


@dataclass(frozen=True, slots=True)
class ReadingHints:
    """How the file is to be read; `None` leaves it to be found. `header` is a row number."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header: int | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The school's number of a student; or, where the file has none, `prefix` and the row.

    A number made of the row means nothing outside this file: the same student in another file is
    another record.
    """

    column: str | None = None
    prefix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianColumns:
    """One carer whom each row names."""

    relation: Pick
    name: Pick | None = None
    phone: Pick | None = None
    best_hour: Pick | None = None
    away_since: Pick | None = None
    is_legal: Pick | None = None
    is_main: Pick | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkColumns:
    """One mark per row: a column of marks, its exam and subject, and what can be reached.

    `term` is the number of the term in its school year; with none it is found by the day `on`.
    """

    mark: Pick
    subject: Pick
    exam: Pick
    maximum: Pick
    on: Pick | None = None
    term: Pick | None = None
    rank: Pick | None = None
    exam_kind: str = "other"
    absent: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceColumns:
    """Counts of a term or of one day, in days, sessions or lessons."""

    per: str
    unit: str
    on: Pick | None = None
    term: Pick | None = None
    due: Pick | None = None
    attended: Pick | None = None
    absences: Pick | None = None
    excused: Pick | None = None
    late: Pick | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactColumn:
    """A fact of the vocabulary read from a column."""

    fact: str
    type: FactType
    pick: Pick


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerColumns:
    """The answers to one instrument: each item's column, and what its words are worth.

    `version`, `coding` and `options` say which printed form it was (the order of its items …).
    """

    instrument: str
    items: tuple[tuple[str, str], ...]
    version: str | None = None
    coding: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    population: str | None = None
    values: tuple[tuple[str, Scalar], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermSpan:
    number: int
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True, slots=True)
class YearSpan:
    """The school year that the file is about, for an installation that does not know it yet."""

    label: str
    starts: dt.date
    ends: dt.date
    terms: tuple[TermSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class PackNeed:
    """A need of the file's own, with the label that lists show."""

    definition: NeedDefinition
    label: Text


@dataclass(frozen=True, slots=True)
class PackList:
    """A list of the students for whom a condition holds."""

    id: str
    label: Text
    when: Condition


@dataclass(frozen=True, slots=True)
class Pack:
    """The mapping's own facts, and the rules over them and over the catalogue's facts."""

    facts: tuple[FactDefinition, ...] = ()
    needs: tuple[PackNeed, ...] = ()
    lists: tuple[PackList, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """All that one file's columns mean.

    `on` is the day on which the file's facts were true. `groups` are the fields by which tables
    are made: "school", "grade", "class", "sex" or a fact. `ignore` are columns left out
    knowingly, "*" all that are not named. `content_hash` tells one mapping from another, and
    `document` is the whole as plain values, for writing it again.
    """

    name: str
    version: str
    kind: Kind
    title: Text | None
    source: str | None
    reading: ReadingHints
    missing: tuple[str, ...]
    id: Identity
    on: Pick | None
    school: Pick | None
    grade: Pick | None
    school_class: Pick | None
    full_name: Pick | None
    birth: Pick | None
    age: Pick | None
    sex: Pick | None
    entered_on: Pick | None
    phone: Pick | None
    address: Pick | None
    guardians: tuple[GuardianColumns, ...]
    marks: tuple[MarkColumns, ...]
    attendance: AttendanceColumns | None
    facts: tuple[FactColumn, ...]
    answers: AnswerColumns | None
    groups: tuple[str, ...]
    ignore: tuple[str, ...]
    year: YearSpan | None
    pack: Pack
    content_hash: str
    document: Plain
