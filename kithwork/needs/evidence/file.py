"""Facts of the student's file: what was noted or imported, her birth and sex, who is away.

A parent's spell away from home is recorded with the carer; it says that the parent is away, and
since when. Nothing is concluded from a parent who does not stand in the file.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kithwork.core.rules import Fact
from kithwork.needs.evidence.batches import portions
from kithwork.people.models import Carer, CarerAway, Student, StudentFact

PARENTS = ("mother", "father")
CARERS = "carers"


def file_by_student(students: Sequence[Student]) -> dict[int, dict[str, Fact]]:
    """Return the facts of each student's file by her primary key."""
    known: defaultdict[int, dict[str, Fact]] = defaultdict(dict)
    for student in students:
        known[student.pk].update(_of_the_person(student))
    for portion in portions(students):
        for pk, name, fact in (*_of_parents(portion), *_noted(portion)):
            if name not in known[pk] or not _is_older(fact, known[pk][name]):
                known[pk][name] = fact
    return dict(known)


def _is_older(fact: Fact, other: Fact) -> bool:
    return fact.on is not None and other.on is not None and fact.on < other.on


def _of_the_person(student: Student) -> Iterator[tuple[str, Fact]]:
    person = student.person
    if person.birth:
        yield "student.birth_date", Fact(person.birth)
    if person.sex in ("female", "male"):
        yield "student.sex", Fact(person.sex)


def _noted(portion: list[int]) -> Iterator[tuple[int, str, Fact]]:
    """Facts that stand, the latest last; one that was withdrawn says nothing."""
    rows = StudentFact.objects.filter(student__in=portion, superseded_by=None)
    latest = {(row.student_id, row.fact): row for row in rows.order_by("on", "pk")}
    for (pk, name), row in latest.items():
        if row.value is not None:
            yield pk, name, Fact(row.known, row.on, row.source)


def _of_parents(portion: list[int]) -> Iterator[tuple[int, str, Fact]]:
    carers = Carer.objects.filter(student__in=portion, relation__in=PARENTS, ends_on__isnull=True)
    for carer in carers.prefetch_related("spells_away"):
        spells = sorted(carer.spells_away.all(), key=_begin)
        if spells:
            for name, fact in _of_spell(carer, spells[-1]):
                yield carer.student_id, name, fact
        if carer.is_able is not None:
            yield carer.student_id, f"care.{carer.relation}_able", Fact(carer.is_able, None, CARERS)


def _of_spell(carer: Carer, spell: CarerAway) -> Iterator[tuple[str, Fact]]:
    name = f"care.{carer.relation}"
    if spell.ends_on is not None:
        yield f"{name}_away", Fact(False, spell.ends_on, CARERS)
        return
    yield f"{name}_away", Fact(True, spell.starts_on, CARERS)
    if spell.starts_on is not None:
        yield f"{name}_away_since", Fact(spell.starts_on, spell.starts_on, CARERS)
    if spell.expected_on is not None:
        yield f"{name}_expected_on", Fact(spell.expected_on, spell.starts_on, CARERS)


def _begin(spell: CarerAway) -> tuple[bool, dt.date]:
    return spell.ends_on is None, spell.starts_on or dt.date.min
