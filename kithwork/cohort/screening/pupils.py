"""The students of one file: one line each, whatever rows the file had.

A list of marks has several rows of a student; they are joined by school and number. What the file
does not know stays unknown. Names, contacts and addresses are not taken over at all: a screening
has no use for them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kithwork.cohort.records import MarkRecord, Record
from kithwork.cohort.records.facts import facts_of
from kithwork.core.academics import Attendance, attendance_facts
from kithwork.core.reasons import Value
from kithwork.core.rules import Fact

_FIELDS: Mapping[str, Callable[[Record], str | None]] = {
    "school": lambda record: record.school,
    "grade": lambda record: record.grade,
    "class": lambda record: record.school_class,
    "sex": lambda record: record.sex,
}


@dataclass(frozen=True, slots=True)
class Pupils:
    """The students of a file, in its order.

    `ids` are the file's own numbers, unique within `schools`; `groups` hold for each grouping the
    group of every student, None where it is not known; `facts` hold columns by the name of the
    fact; `source` and `on` say where all of it comes from and which day it describes.
    """

    ids: tuple[str, ...]
    schools: tuple[str | None, ...]
    groups: Mapping[str, tuple[Value, ...]]
    marks: tuple[tuple[MarkRecord, ...], ...]
    facts: Mapping[str, Sequence[Value]]
    source: str
    on: dt.date | None

    def __len__(self) -> int:
        return len(self.ids)


def pupils_of(
    records: Iterable[Record], *, groups: Sequence[str], source: str, on: dt.date | None = None
) -> Pupils:
    """Return the students of the records; `groups` are fields or facts by which tables are made."""
    joined: dict[tuple[str | None, str], _Joined] = {}
    for record in records:
        one = joined.setdefault((record.school, record.id), _Joined())
        one.add(record, source=source)
    students = list(joined.values())
    names = dict.fromkeys(name for one in students for name in one.facts)
    facts = {name: [_value(one.facts, name) for one in students] for name in names}
    return Pupils(
        ids=tuple(number for _, number in joined),
        schools=tuple(school for school, _ in joined),
        groups={name: tuple(one.group(name) for one in students) for name in groups},
        marks=tuple(tuple(one.marks) for one in students),
        facts=facts,
        source=source,
        on=on,
    )


@dataclass(slots=True)
class _Joined:
    """What the rows read so far say of one student."""

    facts: dict[str, Fact] = field(default_factory=dict)
    marks: list[MarkRecord] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def add(self, record: Record, *, source: str) -> None:
        self.facts |= facts_of(record, source=source)
        self.facts |= _attendance(record)
        self.marks += record.marks
        for name, read in _FIELDS.items():
            value = read(record)
            if value is not None:
                self.fields[name] = value

    def group(self, name: str) -> Value:
        return self.fields.get(name) if name in _FIELDS else _value(self.facts, name)


def _attendance(record: Record) -> dict[str, Fact]:
    counts = record.attendance
    if counts is None or counts.per != "term" or counts.due is None or counts.attended is None:
        return {}
    return attendance_facts(Attendance(due=counts.due, attended=counts.attended, late=counts.late))


def _value(facts: Mapping[str, Fact], name: str) -> Value:
    return facts[name].value if name in facts else None
