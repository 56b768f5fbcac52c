"""What is known of a student at present: of each fact the latest that was not superseded.

A fact belongs to a section of the matrix by the first part of its name; one that belongs to none
is treated as a survey answer, which is the section that the fewest may read.
"""

from collections.abc import Mapping

from django.db.models import QuerySet

from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.core.rules import Fact
from kithwork.people.models import Student, StudentFact
from kithwork.people.queries.reach import reaches

SECTIONS = {
    "student": Section.IDENTITY,
    "care": Section.IDENTITY,
    "school": Section.IDENTITY,
    "marks": Section.MARKS,
    "attendance": Section.MARKS,
    "aid": Section.AID,
    "household": Section.AID,
}


def section_of(fact: str) -> Section:
    """Return the section of the matrix that a fact belongs to ("care.mother_away" → identity)."""
    return SECTIONS.get(fact.partition(".")[0], Section.ANSWERS)


def facts_of(who: Who, student: Student) -> tuple[StudentFact, ...]:
    """Return the present facts that `who` may read, by name; withdrawn ones are left out."""
    latest = {row.fact: row for row in _present(student)}
    may_read = {
        section: reaches(who, Verb.READ, section, student) is not None
        for section in {section_of(fact) for fact in latest}
    }
    return tuple(
        latest[fact]
        for fact in sorted(latest)
        if latest[fact].value is not None and may_read[section_of(fact)]
    )


def standing_fact(student: Student, fact: str) -> StudentFact | None:
    """Return the row of a fact that stands at present, withdrawn or not."""
    return _present(student).filter(fact=fact).last()


def fact_values(who: Who, student: Student) -> Mapping[str, Fact]:
    """Return the same as the rules take them."""
    return {row.fact: Fact(row.known, row.on, row.source) for row in facts_of(who, student)}


def _present(student: Student) -> QuerySet[StudentFact]:
    return StudentFact.objects.filter(student=student, superseded_by=None).order_by("on", "pk")
