"""The family as the records tell it today: what a genogram is proposed from.

Carers come with what their list says of them: living together, away, caring, entrusted. What was
told on an earlier picture (the side of the family, how a couple stands, those who are no carers)
is carried on. Nothing of it has to be typed again.
"""

import uuid
from dataclasses import replace

from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.genogram import PersonSaid
from kithwork.casework.models import Case
from kithwork.core.genogram.kin import NARROWER, Kin
from kithwork.people.queries.care import Relative, relatives_of
from kithwork.people.queries.reach import reaches

_OF_CARERS = {
    kin.value: kin
    for kin in (
        Kin.MOTHER,
        Kin.FATHER,
        Kin.GRANDMOTHER,
        Kin.GRANDFATHER,
        Kin.AUNT,
        Kin.UNCLE,
        Kin.BROTHER,
        Kin.SISTER,
    )
}


def proposed_family(
    who: Who, case: Case, before: tuple[PersonSaid, ...] = ()
) -> tuple[PersonSaid, ...]:
    """Return the family as it is on record, with what `before`, an earlier picture, tells of it.

    Whoever may not read the list of carers gets what the earlier picture told.
    """
    earlier = {one.member: one for one in before}
    student = _student(case, earlier)
    if reaches(who, Verb.READ, Section.IDENTITY, case.student) is None:
        others = [one for one in before if one.kin is not Kin.STUDENT]
        return (student, *others)
    carers = [_carer(one, earlier.get(one.person.uid)) for one in relatives_of(who, case.student)]
    seen = {student.member, *(one.member for one in carers)}
    others = [one for one in before if one.member not in seen and not one.is_carer]
    return (student, *carers, *others)


def _student(case: Case, earlier: dict[uuid.UUID, PersonSaid]) -> PersonSaid:
    person = case.student.person
    before = earlier.get(case.student.uid)
    return PersonSaid(
        kin=Kin.STUDENT,
        member=case.student.uid,
        sex=person.sex,
        birth_year=person.birth.year if person.birth else None,
        is_adopted=before.is_adopted if before else False,
        lives_here=True,
    )


def _carer(relative: Relative, before: PersonSaid | None) -> PersonSaid:
    carer, person, away = relative.carer, relative.person, relative.away
    kin = _OF_CARERS.get(carer.relation, Kin.OTHER)
    said = PersonSaid(
        kin=kin,
        member=person.uid,
        sex=person.sex,
        birth_year=person.birth.year if person.birth else None,
        is_deceased=carer.end_reason == "died",
        lives_here=relative.cares_now and carer.lives_with is True,
        is_away=away is not None,
        away_since=away.starts_on if away else None,
        away_place=away.place if away else "",
        cares=relative.cares_now and carer.is_main_carer is True,
        is_entrusted=relative.cares_now and carer.is_entrusted is True,
        is_carer=True,
    )
    return said if before is None else _with_what_was_told(said, before)


def _with_what_was_told(said: PersonSaid, before: PersonSaid) -> PersonSaid:
    is_narrower = before.kin in NARROWER.get(said.kin, ())
    return replace(
        said,
        kin=before.kin if is_narrower else said.kin,
        birth_year=said.birth_year or before.birth_year,
        is_deceased=said.is_deceased or before.is_deceased,
        is_adopted=before.is_adopted,
        partnership=before.partnership,
    )
