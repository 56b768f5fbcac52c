"""Facts and attendance as a page tells them: in words, with day, source and who entered them."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.access.permissions import Who
from kithwork.catalogue.facts import definitions
from kithwork.core.academics import Attendance as Counts
from kithwork.core.academics import attended_share
from kithwork.people.models import Attendance, Student, StudentFact
from kithwork.people.queries.facts import facts_of
from kithwork.people.wording import codes, fact_named, named, value_in_words

OTHER = "other"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words: what, its value, true on which day, according to whom."""

    fact: str
    label: str
    value: str
    on: dt.date
    source: str
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one part of life."""

    name: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class TermAttendance:
    """A term's counts with the share of what was due that was attended, where both are known."""

    row: Attendance
    share: float | None


def fact_groups(who: Who, student: Student, *, language: str) -> tuple[FactGroup, ...]:
    """Return the facts that `who` may read, by part of life, in the catalogue's order."""
    lines = sorted(facts_of(who, student), key=lambda row: (group_of(row.fact), row.fact))
    return tuple(
        FactGroup(
            named("section", group, language), tuple(fact_line(row, language) for row in rows)
        )
        for group, rows in itertools.groupby(lines, key=lambda row: group_of(row.fact))
    )


def fact_line(row: StudentFact, language: str) -> FactLine:
    """Return one stored fact in words."""
    return FactLine(
        fact=row.fact,
        label=fact_named(row.fact, language),
        value=value_in_words(definitions().get(row.fact), row.known, language),
        on=row.on,
        source=named("source", row.source, language),
        is_withdrawn=row.value is None,
    )


def group_of(fact: str) -> str:
    """Return the part of life that a fact tells of: a code that has a word."""
    first = fact.partition(".")[0]
    return first if first in codes("section") else OTHER


def term_attendance(rows: Sequence[Attendance]) -> tuple[TermAttendance, ...]:
    """Return the terms with their shares; absences stand in where attendance was not counted."""
    return tuple(TermAttendance(row, attended_share(_counts(row)).value) for row in rows)


def _counts(row: Attendance) -> Counts:
    attended = row.attended
    if attended is None and row.due is not None and row.absences is not None:
        attended = row.due - row.absences
    return Counts(due=row.due, attended=attended)
