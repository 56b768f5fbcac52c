"""Persons: made with their key and pinyin, and amended; names of fields go into the trail."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from kithwork.access.actions.keys import make_keys
from kithwork.access.models import DataKey, School
from kithwork.access.names import Name
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused, Stale
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_roster, require_writing
from kithwork.people.actions.tokens import rebuild_tokens
from kithwork.people.actions.trail import note
from kithwork.people.models import Person, Student
from kithwork.people.sealed import (
    Contact,
    close_address,
    close_contacts,
    close_id_number,
    open_address,
    open_contacts,
    open_id_number,
)

SEXES = tuple(sex.value for sex in Person.Sex)
NAMES = ("family_name", "given_name", "full_name")
PLAIN = ("preferred_name", "birth", "sex", "speaks")
SEALED = ("contacts", "address", "id_number")
ALL = (*NAMES, *PLAIN, *SEALED)
STORED = (*ALL, "id_number_index", "pinyin", "search_key", "version")
OLDEST = dt.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is known of a person; all may be unknown, even the name."""

    family_name: str = ""
    given_name: str = ""
    full_name: str = ""
    preferred_name: str = ""
    birth: dt.date | None = None
    sex: str = ""
    speaks: str = ""
    contacts: Sequence[Contact] = field(default=())
    address: str = ""
    id_number: str = ""


def make_persons(
    school: School, details: Sequence[PersonDetails], *, kind: DataKey.Kind
) -> list[Person]:
    """Return new, stored persons, each with a key of her own; the caller has asked and records."""
    keys = make_keys(kind, count=len(details))
    persons = [_person(school, one, key) for one, key in zip(details, keys, strict=True)]
    return Person.objects.bulk_create(persons, batch_size=500)


@transaction.atomic
def amend_student_person(
    *, student: Student, details: PersonDetails, version: int, by: Who
) -> Person:
    """Bring a student's person up to `details`, all fields together, as a form sends them.

    `version` is the one the form was made from; raises `Stale` where somebody saved since.
    The event names the fields that changed. Raises NotAllowed, Refused.
    """
    grant = require_writing(by, Section.IDENTITY, student)
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("key")
        .get(pk=student.person_id)
    )
    if person.version != version:
        raise Stale("people.stale")
    changed = change_person(person, details)
    if changed:
        person.save()
        rebuild_tokens([student])
        note(
            Verb.AMEND,
            "student",
            by=by,
            grant=grant,
            school=student.school,
            subject=student.uid,
            fields=changed,
        )
    return person


@transaction.atomic
def amend_persons_many(
    *, school: School, changes: Mapping[int, PersonDetails], fields: Collection[str], by: Who
) -> int:
    """Bring the persons of students (by primary key) up to a roster and return how many changed.

    Only `fields` (of `ALL`) are looked at: what the roster does not carry stays as it is.
    """
    grant = require_roster(by, school)
    students = Student.objects.filter(school=school).select_related("person__key")
    known = students.in_bulk(list(changes))
    if len(known) != len(changes):
        raise Refused("people.other_school")
    amended: list[Student] = []
    names: set[str] = set()
    for pk, details in changes.items():
        if changed := change_person(known[pk].person, details, fields=fields):
            amended.append(known[pk])
            names.update(changed)
    Person.objects.bulk_update([one.person for one in amended], STORED, batch_size=100)
    if names & {*NAMES, "preferred_name"}:
        rebuild_tokens(amended)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=school,
        fields=names,
        size=len(amended),
    )
    return len(amended)


def change_person(
    person: Person, details: PersonDetails, *, fields: Collection[str] = ALL
) -> list[str]:
    """Set `fields` of a person to `details` and return which of them changed; unsaved."""
    _check(details)
    before = {name: getattr(person, name) for name in (*NAMES, *PLAIN)}
    sealed_before = _opened(person, [name for name in SEALED if name in fields])
    _set_plain(person, details, fields)
    changed = [name for name, value in before.items() if getattr(person, name) != value]
    for name, value in sealed_before.items():
        if value != _stated(details, name):
            CLOSE[name](person, getattr(details, name))
            changed.append(name)
    person.version += bool(changed)
    return changed


def _person(school: School, details: PersonDetails, key: DataKey) -> Person:
    _check(details)
    person = Person(school=school, key=key)
    _set_plain(person, details, ALL)
    for name in SEALED:
        CLOSE[name](person, getattr(details, name))
    return person


def _check(details: PersonDetails) -> None:
    if details.sex not in SEXES:
        raise Refused("people.unknown_sex")
    if details.birth and not OLDEST <= details.birth <= clock.today() + dt.timedelta(days=1):
        raise Refused("people.impossible_birth")


def _set_plain(person: Person, details: PersonDetails, fields: Collection[str]) -> None:
    for plain in PLAIN:
        if plain in fields:
            setattr(person, plain, getattr(details, plain))
    if not set(NAMES).isdisjoint(fields):
        person.family_name = details.family_name
        person.given_name = details.given_name
        person.full_name = details.full_name
    name = Name.of(
        family=person.family_name,
        given=person.given_name,
        full=person.full_name,
        preferred=person.preferred_name,
    )
    person.family_name, person.given_name, person.full_name = name.family, name.given, name.full
    person.preferred_name = name.preferred
    person.pinyin, person.search_key = name.pinyin[:240], name.search_key


def _opened(person: Person, names: Collection[str]) -> dict[str, object]:
    return {name: OPEN[name](person) for name in names}


def _stated(details: PersonDetails, name: str) -> object:
    stated = getattr(details, name)
    return stated.strip() if isinstance(stated, str) else tuple(stated)


OPEN: Mapping[str, Callable[[Person], object]] = {
    "contacts": open_contacts,
    "address": open_address,
    "id_number": open_id_number,
}
CLOSE: Mapping[str, Callable[[Person, Any], None]] = {
    "contacts": close_contacts,
    "address": close_address,
    "id_number": close_id_number,
}
