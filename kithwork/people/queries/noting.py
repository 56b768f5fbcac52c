"""Which facts one may note about a student, by part of life, and what stands of each.

Only facts that a person can learn in a talk or on a visit: marks and attendance have records of
their own, and birth and sex stand with the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.catalogue.facts import FactDefinition, definitions
from kithwork.people.models import Student, StudentFact
from kithwork.people.queries.facts import facts_of, section_of
from kithwork.people.queries.reach import reaches, require_reach
from kithwork.people.queries.told import FactLine, fact_line
from kithwork.people.wording import codes, named

ELSEWHERE = frozenset({"student.birth_date", "student.sex", "student.age", "as_of"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of life that can be noted: its code and word, its facts, and how many are known."""

    code: str
    name: str
    facts: tuple[FactDefinition, ...]
    known: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of a fact, in words, with who entered it and when."""

    line: FactLine
    row: StudentFact


def parts_for(who: Who, student: Student, *, language: str) -> tuple[Part, ...]:
    """Return the parts of life of which one may note facts about a student."""
    known = {row.fact for row in facts_of(who, student)}
    return tuple(
        Part(code, named("section", code, language), facts, sum(one.id in known for one in facts))
        for code in codes("section")
        if (facts := _facts_of(code)) and _may_note(who, student, facts)
    )


def part_for(who: Who, student: Student, code: str, *, language: str) -> Part:
    """Return one part, or raise Http404 where there is none that one may note."""
    for part in parts_for(who, student, language=language):
        if part.code == code:
            return part
    raise Http404("There is no such part that you may note.")


def standing_of(student: Student, part: Part) -> Mapping[str, StudentFact]:
    """Return the rows that stand of a part's facts, withdrawn ones among them."""
    rows = StudentFact.objects.filter(
        student=student, superseded_by=None, fact__in=[one.id for one in part.facts]
    )
    return {row.fact: row for row in rows.order_by("on", "pk")}


def history_of(who: Who, student: Student, part: Part, *, language: str) -> tuple[HistoryLine, ...]:
    """Return every entry of a part's facts, the newest first. Raises NotAllowed."""
    require_reach(who, Verb.READ, section_of(part.facts[0].id), student)
    rows = StudentFact.objects.filter(student=student, fact__in=[one.id for one in part.facts])
    rows = rows.select_related("entered_by").order_by("-entered_at", "-pk")
    return tuple(HistoryLine(fact_line(row, language), row) for row in rows)


def _facts_of(code: str) -> tuple[FactDefinition, ...]:
    return tuple(
        one
        for one in definitions().values()
        if one.id.partition(".")[0] == code and one.id not in ELSEWHERE
    )


def _may_note(who: Who, student: Student, facts: tuple[FactDefinition, ...]) -> bool:
    section = section_of(facts[0].id)
    if section == Section.MARKS:
        return False
    return reaches(who, Verb.WRITE, section, student) is not None
