"""Invented families: parents at home or away, grandparents who care, and the facts of care."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.demo import names
from kithwork.demo.draws import Draws, weighted
from kithwork.demo.parameters import (
    BOTH_AWAY,
    CONTACT,
    FATHER_AWAY,
    HOME,
    HOME_AREA,
    HUKOU,
    MOTHER_AWAY,
)
from kithwork.demo.pupils import HOURS, PLACES, Pupil, contact
from kithwork.people.actions.carers import GoingAway, NewCarer, add_carers_many, go_away_many
from kithwork.people.actions.facts import NewFact, record_facts_many
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import Carer, Student

AWAY = {"mother": (BOTH_AWAY, MOTHER_AWAY), "father": (BOTH_AWAY, FATHER_AWAY)}
DAYS_SINCE = {"daily": 1, "weekly": 6, "monthly": 25, "rarely": 70, "never": 400}


@dataclass(frozen=True, slots=True)
class Family:
    """A pupil as the school knows her, with what the world decided about her."""

    student: Student
    pupil: Pupil


def settle(
    draws: Draws, school: School, families: Sequence[Family], *, as_of: dt.date, by: Who
) -> None:
    """Record carers, who of them is away, and the facts of care of all families."""
    carers = [carer for family in families for carer in _carers(draws, family)]
    made = add_carers_many(school=school, carers=carers, by=by)
    care = {family.student.pk: family for family in families}
    spells = [
        _spell(draws, carer, as_of)
        for carer in made
        if care[carer.student_id].pupil.care in AWAY.get(carer.relation, ())
    ]
    go_away_many(school=school, spells=spells, by=by)
    since = {(spell.carer.student_id, spell.carer.relation): spell for spell in spells}
    facts = [
        NewFact(family.student, name, value, as_of - dt.timedelta(days=20), "roster")
        for family in families
        for name, value in _facts(draws, family, since, as_of)
    ]
    record_facts_many(school=school, facts=facts, by=by)


def _carers(draws: Draws, family: Family) -> Iterator[NewCarer]:
    source = draws.of("family", family.pupil.index)
    both_away = family.pupil.care == BOTH_AWAY
    for relation, sex in (("mother", "female"), ("father", "male")):
        is_away = family.pupil.care in AWAY[relation]
        yield NewCarer(
            family.student,
            relation,
            _parent(source, family.pupil, relation, sex),
            is_legal_guardian=True,
            is_main_carer=not both_away and not is_away and relation == "mother",
            lives_with=not is_away,
            is_able=True,
            best_hour=source.choice(HOURS) if is_away else "",
            reads="yes",
        )
    if both_away:
        yield _grandparent(source, family)


def _parent(source: random.Random, pupil: Pupil, relation: str, sex: str) -> PersonDetails:
    family, given = names.grown_up(source, sex, family=pupil.family if relation == "father" else "")
    return PersonDetails(family_name=family, given_name=given, sex=sex, contacts=contact(source))


def _grandparent(source: random.Random, family: Family) -> NewCarer:
    is_grandmother = source.randrange(4) > 0 or family.pupil.story == "xiaoyu"
    relation, sex = ("grandmother", "female") if is_grandmother else ("grandfather", "male")
    surname, given = names.grown_up(source, sex)
    is_entrusted = source.randrange(2) == 0
    return NewCarer(
        family.student,
        relation,
        PersonDetails(
            family_name=surname,
            given_name=given,
            sex=sex,
            contacts=contact(source),
            speaks=source.choice(("客家话", "本地话", "")),
        ),
        is_legal_guardian=False,
        is_main_carer=True,
        lives_with=True,
        is_able=True,
        is_entrusted=is_entrusted,
        entrusted_on=dt.date(family.pupil.entered, 9, 10) if is_entrusted else None,
        reads=source.choice(("no", "some", "some", "yes")),
    )


def _spell(draws: Draws, carer: Carer, as_of: dt.date) -> GoingAway:
    source = draws.of(f"away {carer.relation}", int(carer.student.number[-4:]))
    festival = dt.date(as_of.year + (as_of.month > 2), 2, 8)
    return GoingAway(
        carer,
        since=as_of - dt.timedelta(days=source.randrange(150, 2200)),
        place=source.choice(PLACES),
        expected_on=festival if source.randrange(3) else None,
        source="roster",
    )


def _facts(
    draws: Draws,
    family: Family,
    spells: dict[tuple[int, str], GoingAway],
    as_of: dt.date,
) -> Iterator[tuple[str, bool | str | dt.date]]:
    source, care = draws.of("care facts", family.pupil.index), family.pupil.care
    for relation in ("mother", "father"):
        spell = spells.get((family.student.pk, relation))
        yield f"care.{relation}_away", spell is not None
        if spell is not None and spell.since is not None:
            yield f"care.{relation}_away_since", spell.since
    yield "care.arrangement", "grandparent" if care == BOTH_AWAY else "parent"
    yield "student.home_area", weighted(source, HOME_AREA)
    yield "student.hukou", weighted(source, HUKOU)
    if care != HOME:
        often = weighted(source, CONTACT)
        yield "care.parent_contact", often
        yield (
            "care.last_parent_contact",
            as_of - dt.timedelta(days=source.randrange(DAYS_SINCE[often]) + 20),
        )
