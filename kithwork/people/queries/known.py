"""What the rules may know of a student from her file: her facts, her birth and sex, who is away.

A parent's spell away from home is recorded with the carer. Where no fact of its own says
otherwise on a later day, it says that the parent is away, and since when. Nothing is concluded
from a parent who does not stand in the file: that is unknown.
"""

import datetime as dt
from collections.abc import Iterator

from kithwork.access.permissions import Who
from kithwork.core.rules import Fact
from kithwork.people.models import Carer, CarerAway, Student
from kithwork.people.queries.facts import fact_values

PARENTS = ("mother", "father")
SOURCE = "carers"


def known_of(who: Who, student: Student) -> dict[str, Fact]:
    """Return the facts of a student that `who` may read, with what carers and person add."""
    known = dict(_of_the_person(student)) | dict(_of_parents(student))
    for name, fact in fact_values(who, student).items():
        if name not in known or not _is_older(fact, known[name]):
            known[name] = fact
    return known


def _is_older(fact: Fact, other: Fact) -> bool:
    return fact.on is not None and other.on is not None and fact.on < other.on


def _of_the_person(student: Student) -> Iterator[tuple[str, Fact]]:
    person = student.person
    if person.birth:
        yield "student.birth_date", Fact(person.birth, None, None)
    if person.sex in ("female", "male"):
        yield "student.sex", Fact(person.sex, None, None)


def _of_parents(student: Student) -> Iterator[tuple[str, Fact]]:
    carers = Carer.objects.filter(student=student, relation__in=PARENTS, ends_on__isnull=True)
    for carer in carers.prefetch_related("spells_away"):
        spells = sorted(carer.spells_away.all(), key=_begin)
        if spells:
            yield from _of_spell(carer, spells[-1])
        if carer.is_able is not None:
            yield f"care.{carer.relation}_able", Fact(carer.is_able, None, SOURCE)


def _of_spell(carer: Carer, spell: CarerAway) -> Iterator[tuple[str, Fact]]:
    name = f"care.{carer.relation}"
    if spell.ends_on is not None:
        yield f"{name}_away", Fact(False, spell.ends_on, SOURCE)
        return
    yield f"{name}_away", Fact(True, spell.starts_on, SOURCE)
    if spell.starts_on is not None:
        yield f"{name}_away_since", Fact(spell.starts_on, spell.starts_on, SOURCE)
    if spell.expected_on is not None:
        yield f"{name}_expected_on", Fact(spell.expected_on, spell.starts_on, SOURCE)


def _begin(spell: CarerAway) -> tuple[bool, dt.date]:
    return spell.ends_on is None, spell.starts_on or dt.date.min
