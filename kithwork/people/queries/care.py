"""Who cares for a student, who is away, how each is reached, and the safe-contact rule."""

import uuid
from dataclasses import dataclass

from django.http import Http404

from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.people.models import Carer, CarerAway, Person, SafeContactRule, Student
from kithwork.people.queries.reach import require_reach
from kithwork.people.sealed import Contact, open_address, open_contacts, open_rule


@dataclass(frozen=True, slots=True)
class CarerView:
    """A carer as the student's page shows her; `away` is the spell that has not ended."""

    carer: Carer
    person: Person
    contacts: tuple[Contact, ...]
    address: str
    away: CarerAway | None


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the list of carers, as a picture of the family needs her; not how to reach her.

    `cares_now`: whether the entry has not ended; `away` is the spell that has not ended.
    """

    carer: Carer
    person: Person
    cares_now: bool
    away: CarerAway | None


@dataclass(frozen=True, slots=True)
class ContactRule:
    """The safe-contact rule in force, in words, and since when."""

    rule: SafeContactRule
    text: str


def carers_of(who: Who, student: Student) -> tuple[CarerView, ...]:
    """Return the present carers, main carer and guardians first. Raises NotAllowed."""
    require_reach(who, Verb.READ, Section.IDENTITY, student)
    carers = Carer.objects.filter(student=student, ends_on__isnull=True)
    carers = carers.select_related("person__key").prefetch_related("spells_away")
    return tuple(_view(carer) for carer in sorted(carers, key=_order))


def past_carers_of(who: Who, student: Student) -> tuple[Carer, ...]:
    """Return those who cared before, the last first; without how they are reached."""
    require_reach(who, Verb.READ, Section.IDENTITY, student)
    ended = Carer.objects.filter(student=student, ends_on__isnull=False)
    return tuple(ended.select_related("person").order_by("-ends_on", "-pk"))


def relatives_of(who: Who, student: Student) -> tuple[Relative, ...]:
    """Return who cares or once cared for a student, each person once, as she stands today.

    Nobody of whom the entry was a mistake. Raises NotAllowed.
    """
    require_reach(who, Verb.READ, Section.IDENTITY, student)
    carers = Carer.objects.filter(student=student).exclude(end_reason="mistake")
    carers = carers.select_related("person").prefetch_related("spells_away")
    found: dict[int, Relative] = {}
    for carer in sorted(carers, key=lambda one: (one.ends_on is not None, *_order(one))):
        is_open = carer.ends_on is None
        away = _standing_spell(carer) if is_open else None
        found.setdefault(carer.person_id, Relative(carer, carer.person, is_open, away))
    return tuple(found.values())


def carer_for(who: Who, student: Student, uid: uuid.UUID) -> CarerView:
    """Return one present carer of a student; Http404 where there is none. Raises NotAllowed."""
    for view in carers_of(who, student):
        if view.carer.uid == uid:
            return view
    raise Http404("This student has no such carer.")


def own_contacts_of(who: Who, student: Student) -> tuple[tuple[Contact, ...], str]:
    """Return the student's own contacts and address. Raises NotAllowed."""
    require_reach(who, Verb.READ, Section.IDENTITY, student)
    person = Person.objects.select_related("key").get(pk=student.person_id)
    return open_contacts(person), open_address(person)


def contact_rule_of(who: Who, student: Student) -> ContactRule | None:
    """Return the safe-contact rule in force, or None. Raises NotAllowed.

    Whoever may see a telephone number sees the rule with it.
    """
    require_reach(who, Verb.READ, Section.IDENTITY, student)
    rules = SafeContactRule.objects.filter(student=student, ends_on__isnull=True)
    rule = rules.select_related("student__key").first()
    return ContactRule(rule, open_rule(rule)) if rule else None


def _view(carer: Carer) -> CarerView:
    person, away = carer.person, _standing_spell(carer)
    return CarerView(carer, person, open_contacts(person), open_address(person), away)


def _standing_spell(carer: Carer) -> CarerAway | None:
    return next((spell for spell in carer.spells_away.all() if spell.ends_on is None), None)


def _order(carer: Carer) -> tuple[bool, bool, int]:
    return (not carer.is_main_carer, not carer.is_legal_guardian, carer.pk)
