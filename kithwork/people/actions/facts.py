"""Facts, recorded and withdrawn: always as a new row that supersedes the one before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.models import School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.catalogue.facts import vocabulary
from kithwork.core.reasons import Value
from kithwork.core.rules import FactError, Vocabulary, check_value
from kithwork.people.actions.allowed import require_roster, require_writing
from kithwork.people.actions.stale import require_version
from kithwork.people.actions.trail import note
from kithwork.people.models import ImportRun, Student, StudentFact
from kithwork.people.models.facts import Stored, storable
from kithwork.people.queries.facts import section_of, standing_fact

Present = Mapping[tuple[int, str], list[StudentFact]]  # by student and fact, the latest last


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact of the vocabulary about a student: true on a day, according to a source (a code)."""

    student: Student
    fact: str
    value: Value
    on: dt.date
    source: str


@transaction.atomic
def record_fact(*, fact: NewFact, by: Who, version: str | None = None) -> StudentFact:
    """Record a fact; the one of the same name that stood before is superseded.

    Raises NotAllowed, Stale, and Refused for a fact or a value that the catalogue does not know.
    """
    _check(fact, vocabulary())
    require_version(standing_fact(fact.student, fact.fact), version)
    return _one(fact, by, fields=[fact.fact])


@transaction.atomic
def note_facts(*, facts: Sequence[NewFact], versions: Mapping[str, str], by: Who) -> int:
    """Record what was learned of one student in one talk, and return how many facts are new.

    A value that already stands is not entered again; None withdraws. `versions` are the rows, by
    fact, that the form was made from. Raises NotAllowed, Stale, Refused.
    """
    new = new_among(facts)
    for fact in new:
        require_version(standing_fact(fact.student, fact.fact), versions.get(fact.fact, ""))
        if fact.value is not None:
            _check(fact, vocabulary())
        _one(fact, by, fields=[fact.fact])
    return len(new)


@transaction.atomic
def withdraw_fact(
    *, student: Student, fact: str, on: dt.date, source: str, by: Who, version: str | None = None
) -> None:
    """Say that a fact is not known any more; nothing takes its place."""
    require_version(standing_fact(student, fact), version)
    _one(NewFact(student, fact, None, on, source), by, fields=[fact])


@transaction.atomic
def record_facts_many(
    *,
    school: School,
    facts: Sequence[NewFact],
    by: Who,
    run: ImportRun | None = None,
    more: Vocabulary | None = None,
) -> int:
    """Record the facts of a list and return how many were new.

    A value that already stands is not entered again. A fact of an earlier day than the present
    one is kept as history and supersedes nothing. `more` are facts that a mapping file adds to
    the catalogue's.
    """
    grant = require_roster(by, school)
    known = {**vocabulary(), **(more or {})}
    for fact in facts:
        _check(fact, known)
        if fact.student.school_id != school.pk:
            raise Refused("people.other_school")
    present = _present({fact.student.pk for fact in facts})
    new = [fact for fact in facts if _is_new(fact, present)]
    StudentFact.objects.bulk_create((_row(fact, by, present, run) for fact in new), batch_size=500)
    names = {fact.fact.lower() for fact in new}
    note(Verb.CREATE, "fact", by=by, grant=grant, school=school, fields=names, size=len(new))
    return len(new)


def new_among(facts: Sequence[NewFact]) -> list[NewFact]:
    """Return those facts that `record_facts_many` would enter: whatever is not known already."""
    present = _present({fact.student.pk for fact in facts})
    return [fact for fact in facts if _is_new(fact, present)]


def _one(fact: NewFact, by: Who, *, fields: list[str]) -> StudentFact:
    section = section_of(fact.fact)
    grant = require_writing(by, section, fact.student)
    made = _row(fact, by, _present({fact.student.pk}), None)
    made.save(force_insert=True)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=fact.student.school,
        section=section,
        subject=fact.student.uid,
        fields=[name.lower() for name in fields],
    )
    return made


def _check(fact: NewFact, known: Vocabulary) -> None:
    kind = known.get(fact.fact)
    if kind is None:
        raise Refused("people.unknown_fact", fact=fact.fact)
    try:
        check_value(fact.fact, fact.value, kind)
    except FactError:
        raise Refused("people.fact_value", fact=fact.fact) from None


def _present(students: set[int]) -> Present:
    present: dict[tuple[int, str], list[StudentFact]] = defaultdict(list)
    rows = StudentFact.objects.filter(student__in=students, superseded_by=None)
    for row in rows.order_by("on", "pk"):
        present[row.student_id, row.fact].append(row)
    return present


def _is_new(fact: NewFact, present: Present) -> bool:
    standing = present.get((fact.student.pk, fact.fact), [])
    value = storable(fact.value)
    before = standing[-1].value if standing else None
    is_history = bool(standing) and fact.on < standing[-1].on
    if is_history:
        return all((row.on, row.value) != (fact.on, value) for row in standing)
    return not _same(value, before)


def _same(value: Stored, before: Stored) -> bool:
    return (type(value), value) == (type(before), before)


def _row(fact: NewFact, by: Who, present: Present, run: ImportRun | None) -> StudentFact:
    standing = present.get((fact.student.pk, fact.fact), [])
    before = standing[-1] if standing and standing[-1].on <= fact.on else None
    return StudentFact(
        student=fact.student,
        fact=fact.fact,
        value=storable(fact.value),
        on=fact.on,
        source=fact.source,
        entered_by=by if isinstance(by, User) else None,
        run=run,
        supersedes=before,
    )
