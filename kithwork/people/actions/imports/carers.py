"""The carers whom a roster names: matched by relation and name, added, or brought up to date.

A carer whom the roster does not name stays: a list with one guardian a row does not say that
there is no other. A known relation without a name takes the name that the roster gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.access.permissions import require
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit.models import Verb
from kithwork.cohort.records import GuardianRecord
from kithwork.people.actions.carers import GoingAway, NewCarer, add_carers_many, go_away_many
from kithwork.people.actions.imports.parts import Context, Writing, batches
from kithwork.people.actions.imports.persons import PHONE, with_phone
from kithwork.people.actions.imports.plan import Plan, RowState, Students
from kithwork.people.actions.persons import STORED, PersonDetails, change_person
from kithwork.people.actions.trail import note
from kithwork.people.models import Carer, CarerAway, Person, Student
from kithwork.people.sealed import Contact, open_contacts

PLAIN = ("best_hour", "is_legal_guardian", "is_main_carer", "version")
AWAY = ("starts_on",)


@dataclass(slots=True)
class _Difference:
    """What one row says of one carer: new (`carer` None), or known with other values."""

    row: int
    student: Student
    said: GuardianRecord
    carer: Carer | None
    is_away_new: bool


class Carers:
    """Carers, how to reach them, and since when they are away."""

    def plan(self, context: Context, students: Students, *, plan: Plan) -> None:
        for difference in _differences(context, students):
            plan.note(difference.row, RowState.UPDATED)

    def write(self, context: Context, students: Students, *, writing: Writing) -> None:
        differences = _differences(context, students)
        known = [one for one in differences if one.carer is not None]
        _amend(context, known, writing=writing)
        new = [one for one in differences if one.carer is None]
        for batch in batches(new):
            made = add_carers_many(
                school=context.school, carers=[_new(one) for one in batch], by=writing.by
            )
            writing.undo.made(made)
            writing.undo.made([carer.person for carer in made])
            writing.undo.made([carer.person.key for carer in made if carer.person.key])
            for one, carer in zip(batch, made, strict=True):
                one.carer = carer
        _go_away(context, [one for one in differences if one.is_away_new], writing=writing)


def _differences(context: Context, students: Students) -> list[_Difference]:
    if not context.mapping.guardians:
        return []
    known = _known(context)
    spells = _spells(context)
    found: list[_Difference] = []
    for record in context.records:
        student = students.get(record.id)
        for said in record.guardians if student else ():
            carer = _match(known.get(student.pk, ()) if student else (), said)
            is_away_new = said.away_since is not None and (
                carer is None or spells.get(carer.pk) != said.away_since
            )
            if student and (carer is None or is_away_new or _differs(carer, said)):
                found.append(_Difference(record.row, student, said, carer, is_away_new))
    return found


def _known(context: Context) -> dict[int, list[Carer]]:
    rows = Carer.objects.filter(student__school=context.school, ends_on__isnull=True)
    known: dict[int, list[Carer]] = {}
    for row in rows.select_related("person__key").order_by("pk"):
        known.setdefault(row.student_id, []).append(row)
    return known


def _spells(context: Context) -> dict[int, object]:
    rows = CarerAway.objects.filter(carer__student__school=context.school, ends_on__isnull=True)
    return dict(rows.values_list("carer_id", "starts_on"))


def _match(carers: Sequence[Carer], said: GuardianRecord) -> Carer | None:
    same = [carer for carer in carers if carer.relation == said.relation]
    for carer in same:
        if said.name is None or carer.person.full_name == said.name:
            return carer
    return next((carer for carer in same if not carer.person.full_name), None)


def _differs(carer: Carer, said: GuardianRecord) -> bool:
    plain = (
        (said.name, carer.person.full_name),
        (said.best_hour, carer.best_hour),
        (said.is_legal, carer.is_legal_guardian),
        (said.is_main, carer.is_main_carer),
    )
    if any(one is not None and one != known for one, known in plain):
        return True
    contacts = open_contacts(carer.person) if said.phone else ()
    return with_phone(contacts, said.phone) != contacts


def _new(one: _Difference) -> NewCarer:
    said = one.said
    contacts = (Contact(PHONE, said.phone),) if said.phone else ()
    return NewCarer(
        student=one.student,
        relation=said.relation,
        person=PersonDetails(full_name=said.name or "", contacts=contacts),
        is_legal_guardian=said.is_legal,
        is_main_carer=said.is_main,
        best_hour=said.best_hour or "",
    )


def _amend(context: Context, known: list[_Difference], *, writing: Writing) -> None:
    changed = [one for one in known if one.carer is not None and _differs(one.carer, one.said)]
    if not changed:
        return
    grant = require(writing.by, May.WRITE, Section.CAMPAIGNS, at=context.school)
    carers = [one.carer for one in changed if one.carer is not None]
    persons = [carer.person for carer in carers]
    writing.undo.before(carers, PLAIN)
    writing.undo.before(persons, STORED)
    for one, carer in zip(changed, carers, strict=True):
        _set(carer, one.said)
    Carer.objects.bulk_update(carers, PLAIN, batch_size=200)
    Person.objects.bulk_update(persons, STORED, batch_size=100)
    writing.undo.after(carers, PLAIN)
    writing.undo.after(persons, STORED)
    note(
        Verb.AMEND,
        "carer",
        by=writing.by,
        grant=grant,
        school=context.school,
        fields=["carer"],
        size=len(carers),
    )


def _set(carer: Carer, said: GuardianRecord) -> None:
    person = carer.person
    details = PersonDetails(
        full_name=said.name or person.full_name,
        contacts=with_phone(open_contacts(person), said.phone),
    )
    if details.full_name == person.full_name:
        change_person(person, details, fields=("contacts",))
    else:
        change_person(person, details, fields=("full_name", "contacts"))
    carer.best_hour = said.best_hour or carer.best_hour
    if said.is_legal is not None:
        carer.is_legal_guardian = said.is_legal
    if said.is_main is not None:
        carer.is_main_carer = said.is_main
    carer.version += 1


def _go_away(context: Context, away: list[_Difference], *, writing: Writing) -> None:
    carers = {one.carer.pk: one for one in away if one.carer is not None}
    open_now = CarerAway.objects.filter(carer__in=list(carers), ends_on__isnull=True)
    corrected = list(open_now)
    writing.undo.before(corrected, AWAY)
    for spell in corrected:
        spell.starts_on = carers[spell.carer_id].said.away_since
    CarerAway.objects.bulk_update(corrected, AWAY, batch_size=200)
    writing.undo.after(corrected, AWAY)
    known = {spell.carer_id for spell in corrected}
    new = [one for pk, one in carers.items() if pk not in known]
    for batch in batches(new):
        go_away_many(
            school=context.school,
            spells=[
                GoingAway(one.carer, one.said.away_since, source="roster")
                for one in batch
                if one.carer is not None
            ],
            by=writing.by,
        )
    made = CarerAway.objects.filter(carer__in=[one.carer for one in new], ends_on__isnull=True)
    writing.undo.made(made)
