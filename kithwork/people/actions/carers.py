"""Carers: recorded, going away and coming back, and ceasing to care."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.models import DataKey, School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_roster, require_writing
from kithwork.people.actions.persons import PersonDetails, change_person, make_persons
from kithwork.people.actions.stale import require_version
from kithwork.people.actions.trail import note
from kithwork.people.models import Carer, CarerAway, Person, Student

OWN_FIELDS = (
    "relation",
    "is_legal_guardian",
    "is_main_carer",
    "lives_with",
    "is_able",
    "is_entrusted",
    "entrusted_on",
    "best_hour",
    "reads",
    "starts_on",
)


@dataclass(frozen=True, slots=True)
class NewCarer:
    """Somebody who cares for a student; what is None or "" is not known."""

    student: Student
    relation: str
    person: PersonDetails
    is_legal_guardian: bool | None = None
    is_main_carer: bool | None = None
    lives_with: bool | None = None
    is_able: bool | None = None
    is_entrusted: bool | None = None
    entrusted_on: dt.date | None = None
    best_hour: str = ""
    reads: str = ""
    starts_on: dt.date | None = None


@transaction.atomic
def add_carer(*, carer: NewCarer, by: Who) -> Carer:
    """Record a carer of one student. Raises NotAllowed, Refused."""
    student = carer.student
    grant = require_writing(by, Section.IDENTITY, student)
    [made] = _made(student.school, [carer], by)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        fields=["carer"],
    )
    return made


@transaction.atomic
def add_carers_many(*, school: School, carers: Sequence[NewCarer], by: Who) -> list[Carer]:
    """Record the carers of a roster, in its order; one event with their number."""
    grant = require_roster(by, school)
    if any(carer.student.school_id != school.pk for carer in carers):
        raise Refused("people.other_school")
    made = _made(school, carers, by)
    note(Verb.CREATE, "carer", by=by, grant=grant, school=school, size=len(made))
    return made


@transaction.atomic
def amend_carer(*, carer: Carer, to: NewCarer, version: str, by: Who) -> Carer:
    """Bring a carer, and her person, up to `to`, all fields together, as a form sends them.

    `version` is the one the form was made from. Raises NotAllowed, Stale, Refused.
    """
    grant = require_writing(by, Section.IDENTITY, carer.student)
    stored = Carer.objects.select_for_update(of=("self",)).get(pk=carer.pk)
    require_version(stored, version)
    _check_agreement(to)
    person = Person.objects.select_related("key").get(pk=stored.person_id)
    changed = [name for name in OWN_FIELDS if getattr(stored, name) != getattr(to, name)]
    of_person = change_person(person, to.person)
    if of_person:
        person.save()
    if changed or of_person:
        for name in changed:
            setattr(stored, name, getattr(to, name))
        stored.version += 1
        stored.save()
        note(
            Verb.AMEND,
            "student",
            by=by,
            grant=grant,
            school=carer.student.school,
            subject=carer.student.uid,
            fields=["carer"],
        )
    return stored


@transaction.atomic
def end_carer(
    *, carer: Carer, on: dt.date, reason: str, by: Who, version: str | None = None
) -> None:
    """Say that somebody does not care for the student any more, from the day after `on`, and why.

    `reason` is a code ("moved_away"). The entry stays in the file. Raises NotAllowed, Stale; and
    Refused for an entry that has ended, a day before its first, or a day to come.
    """
    student = carer.student
    grant = require_writing(by, Section.IDENTITY, student)
    carer.refresh_from_db(from_queryset=Carer.objects.select_for_update())
    require_version(carer, version)
    if carer.ends_on is not None:
        raise Refused("people.carer_ended")
    if carer.starts_on and on < carer.starts_on:
        raise Refused("people.days_out_of_order")
    if on > clock.today(student.school.time_zone or "UTC"):
        raise Refused("people.day_to_come")
    carer.ends_on, carer.end_reason = on, reason
    carer.version += 1
    carer.save(update_fields=["ends_on", "end_reason", "version"])
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        fields=["carer"],
        reason="ended_tie",
    )


@dataclass(frozen=True, slots=True)
class GoingAway:
    """A carer away from home: since when, where, expected back, who says so (a code)."""

    carer: Carer
    since: dt.date | None
    place: str = ""
    expected_on: dt.date | None = None
    source: str = ""


@transaction.atomic
def goes_away(*, away: GoingAway, by: Who) -> CarerAway:
    """Record that a carer is away; the spell before must have ended."""
    student = away.carer.student
    grant = require_writing(by, Section.IDENTITY, student)
    [spell] = _away([away], by)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        fields=["carer_away"],
    )
    return spell


@transaction.atomic
def go_away_many(*, school: School, spells: Sequence[GoingAway], by: Who) -> None:
    """Record who is away, from a roster; one event with the number."""
    grant = require_roster(by, school)
    if any(spell.carer.student.school_id != school.pk for spell in spells):
        raise Refused("people.other_school")
    _away(spells, by)
    note(Verb.CREATE, "carer_away", by=by, grant=grant, school=school, size=len(spells))


@transaction.atomic
def correct_spell(*, spell: CarerAway, to: GoingAway, by: Who) -> None:
    """Correct since when and where a carer is away; the spell goes on."""
    student = spell.carer.student
    grant = require_writing(by, Section.IDENTITY, student)
    if to.since and to.expected_on and to.expected_on < to.since:
        raise Refused("people.days_out_of_order")
    spell.starts_on, spell.place, spell.expected_on = to.since, to.place, to.expected_on
    spell.save(update_fields=["starts_on", "place", "expected_on"])
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        fields=["carer_away"],
    )


@transaction.atomic
def comes_back(*, spell: CarerAway, on: dt.date, by: Who) -> None:
    """Record that a carer came back on a day."""
    student = spell.carer.student
    grant = require_writing(by, Section.IDENTITY, student)
    if spell.starts_on and on < spell.starts_on:
        raise Refused("people.days_out_of_order")
    spell.ends_on = on
    spell.save(update_fields=["ends_on"])
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        fields=["carer_away"],
    )


def _made(school: School, carers: Sequence[NewCarer], by: Who) -> list[Carer]:
    for carer in carers:
        _check_agreement(carer)
    persons = make_persons(school, [carer.person for carer in carers], kind=DataKey.Kind.CARER)
    rows = [
        Carer(
            student=carer.student,
            person=person,
            relation=carer.relation,
            is_legal_guardian=carer.is_legal_guardian,
            is_main_carer=carer.is_main_carer,
            lives_with=carer.lives_with,
            is_able=carer.is_able,
            is_entrusted=carer.is_entrusted,
            entrusted_on=carer.entrusted_on,
            best_hour=carer.best_hour,
            reads=carer.reads,
            starts_on=carer.starts_on,
            entered_by=_user(by),
        )
        for carer, person in zip(carers, persons, strict=True)
    ]
    return Carer.objects.bulk_create(rows, batch_size=500)


def _check_agreement(carer: NewCarer) -> None:
    if carer.entrusted_on and not carer.is_entrusted:
        raise Refused("people.agreement_without_entrusting")


def _away(spells: Sequence[GoingAway], by: Who) -> list[CarerAway]:
    carers = [spell.carer.pk for spell in spells]
    if CarerAway.objects.filter(carer__in=carers, ends_on__isnull=True).exists():
        raise Refused("people.already_away")
    if any(s.since and s.expected_on and s.expected_on < s.since for s in spells):
        raise Refused("people.days_out_of_order")
    rows = [
        CarerAway(
            carer=spell.carer,
            starts_on=spell.since,
            place=spell.place,
            expected_on=spell.expected_on,
            source=spell.source,
            entered_at=clock.now(),
            entered_by=_user(by),
        )
        for spell in spells
    ]
    return CarerAway.objects.bulk_create(rows, batch_size=500)


def _user(by: Who) -> User | None:
    return by if isinstance(by, User) else None
