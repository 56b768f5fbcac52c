"""Facts of the student's file: what was noted or imported, her birth and sex, who is away.

A parent's spell away from home is recorded with the carer; it says that the parent is away, and
since when. Nothing is concluded from a parent who does not stand in the file.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast

from kithwork.core.reasons import Value
from kithwork.core.rules import Fact
from kithwork.needs.evidence.known import EVERYTHING, ByStudent, Facts, Known, Wanted
from kithwork.needs.evidence.whom import Member, Whom
from kithwork.people.models import Carer, CarerAway, StudentFact
from kithwork.people.models.facts import opened

PARENTS = ("mother", "father")
CARERS = "carers"
PREFIX = "care."


def file_by_student(whom: Whom, *, facts: Facts, wanted: Wanted = EVERYTHING) -> ByStudent:
    """Return the facts of each student's file by her primary key."""
    known: defaultdict[int, Known] = defaultdict(dict)
    for member in whom:
        known[member.pk].update(_of_the_person(member, facts))
    parents = _of_parents(whom, facts) if wanted.any_under(PREFIX) else ()
    for pk, name, fact in (*parents, *_noted(whom, facts, wanted)):
        of_student = known[pk]
        if name in wanted and (name not in of_student or not _is_older(fact, of_student[name])):
            of_student[name] = fact
    return known


def _is_older(fact: Fact, other: Fact) -> bool:
    return fact.on is not None and other.on is not None and fact.on < other.on


def _of_the_person(member: Member, facts: Facts) -> Iterator[tuple[str, Fact]]:
    if member.birth:
        yield "student.birth_date", facts.fact(member.birth)
    if member.sex in ("female", "male"):
        yield "student.sex", facts.fact(member.sex)


def _noted(whom: Whom, facts: Facts, wanted: Wanted) -> Iterator[tuple[int, str, Fact]]:
    """Facts that stand, the latest last; one that was withdrawn says nothing."""
    rows = StudentFact.objects.filter(student__in=whom.rows, superseded_by=None)
    if wanted.names is not None:
        rows = rows.filter(fact__in=wanted.names)
    written = rows.annotate(written=Cast("value", TextField())).order_by("on", "pk")
    latest: dict[tuple[int, str], tuple[str | None, dt.date, str]] = {}
    columns = written.values_list("student_id", "fact", "written", "on", "source")
    for pk, name, value, on, source in columns.iterator():
        latest[pk, name] = (value, on, source)
    values = {one: _read(one) for one in {stored for stored, _, _ in latest.values()}}
    for (pk, name), (stored, on, source) in latest.items():
        if (value := values[stored]) is not None:
            yield pk, name, facts.fact(value, on, source)


def _read(written: str | None) -> Value:
    """A value as the database writes it: few different ones stand in many files."""
    return None if written is None else opened(json.loads(written))


# ── parents who are away ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Spell:
    starts_on: dt.date | None
    expected_on: dt.date | None
    ends_on: dt.date | None

    @property
    def begin(self) -> tuple[bool, dt.date]:
        return self.ends_on is None, self.starts_on or dt.date.min


def _of_parents(whom: Whom, facts: Facts) -> Iterator[tuple[int, str, Fact]]:
    carers = Carer.objects.filter(student__in=whom.rows, relation__in=PARENTS, ends_on__isnull=True)
    spells = _spells(whom)
    columns = carers.order_by("pk").values_list("pk", "student_id", "relation", "is_able")
    for carer, student, relation, is_able in columns.iterator():
        if carer in spells:
            for name, fact in _of_spell(relation, spells[carer], facts):
                yield student, name, fact
        if is_able is not None:
            yield student, f"care.{relation}_able", facts.fact(is_able, None, CARERS)


def _spells(whom: Whom) -> dict[int, _Spell]:
    """The last spell of each parent who stands in a file."""
    rows = CarerAway.objects.filter(
        carer__student__in=whom.rows, carer__relation__in=PARENTS, carer__ends_on__isnull=True
    )
    columns = rows.order_by("pk").values_list("carer_id", "starts_on", "expected_on", "ends_on")
    last: dict[int, _Spell] = {}
    for carer, *days in columns.iterator():
        spell = _Spell(*days)
        if carer not in last or spell.begin >= last[carer].begin:
            last[carer] = spell
    return last


def _of_spell(relation: str, spell: _Spell, facts: Facts) -> Iterator[tuple[str, Fact]]:
    name = f"care.{relation}"
    if spell.ends_on is not None:
        yield f"{name}_away", facts.fact(False, spell.ends_on, CARERS)
        return
    yield f"{name}_away", facts.fact(True, spell.starts_on, CARERS)
    if spell.starts_on is not None:
        yield f"{name}_away_since", facts.fact(spell.starts_on, spell.starts_on, CARERS)
    if spell.expected_on is not None:
        yield f"{name}_expected_on", facts.fact(spell.expected_on, spell.starts_on, CARERS)
