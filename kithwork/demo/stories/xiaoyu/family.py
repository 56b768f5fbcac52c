"""Xiaoyu's family on the first and the second occasion, drawn as genograms.

Parents away and the grandmother who cares come from the list of carers; the others were told on
the home visit.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kithwork.audit.ids import new_uid
from kithwork.casework.actions.genogram import BondSaid, PersonSaid, save_genogram
from kithwork.casework.models import Occasion
from kithwork.casework.queries.family import proposed_family
from kithwork.casework.queries.genogram import genograms_of
from kithwork.core.genogram.family import Bond, Partnership
from kithwork.core.genogram.kin import Kin
from kithwork.demo.stories.telling import LANGUAGE, Telling, at

COUPLES = (Kin.MOTHER, Kin.FATHERS_MOTHER, Kin.MOTHERS_MOTHER)
FIRST = (
    (Kin.STUDENT, Kin.MOTHER, Bond.DISTANT),
    (Kin.STUDENT, Kin.FATHERS_MOTHER, Bond.CLOSE),
    (Kin.MOTHER, Kin.FATHERS_MOTHER, Bond.CONFLICT),
)
AGAIN = (
    (Kin.STUDENT, Kin.MOTHER, Bond.CLOSE),
    (Kin.STUDENT, Kin.FATHERS_MOTHER, Bond.CLOSE),
    (Kin.STUDENT, Kin.FATHERS_SISTER, Bond.CLOSE),
)


def draw(telling: Telling, occasion: Occasion) -> None:
    """Draw the family as it was told at the beginning."""
    with at(occasion.on):
        people = (*proposed_family(telling.worker, telling.told), *_told_at_home(occasion))
        _keep(telling, occasion, map(_with_sides, people), FIRST)


def draw_again(telling: Telling, occasion: Occasion) -> None:
    """Draw it at the end: closer to mother and aunt, the quarrel over school is over."""
    with at(occasion.on):
        before = genograms_of(telling.told, LANGUAGE)[-1].people
        _keep(telling, occasion, proposed_family(telling.worker, telling.told, before), AGAIN)


def _told_at_home(occasion: Occasion) -> Iterable[PersonSaid]:
    year = occasion.on.year
    yield _other(Kin.FATHERS_FATHER, is_deceased=True)
    yield _other(Kin.FATHERS_SISTER, birth_year=year - 38)
    yield _other(Kin.FATHERS_SISTERS_HUSBAND, partnership=Partnership.MARRIED)
    yield _other(Kin.MOTHERS_FATHER)
    yield _other(Kin.MOTHERS_MOTHER)
    yield _other(Kin.MOTHERS_BROTHER)
    yield _other(Kin.YOUNGER_BROTHER, birth_year=year - 8, lives_here=True)


def _other(kin: Kin, **said: Any) -> PersonSaid:
    return replace(PersonSaid(kin=kin, member=new_uid()), **said)


def _with_sides(one: PersonSaid) -> PersonSaid:
    """Return somebody with what the list of carers leaves open: the side, how a couple stands."""
    kin = Kin.FATHERS_MOTHER if one.kin is Kin.GRANDMOTHER else one.kin
    state = Partnership.MARRIED if kin in COUPLES else one.partnership
    return replace(one, kin=kin, partnership=state)


def _keep(
    telling: Telling,
    occasion: Occasion,
    people: Iterable[PersonSaid],
    lines: Iterable[tuple[Kin, Kin, Bond]],
) -> None:
    family = tuple(people)
    who: dict[Kin, uuid.UUID] = {one.kin: one.member for one in family}
    bonds = tuple(BondSaid(one=who[a], other=who[b], bond=bond) for a, b, bond in lines)
    save_genogram(
        case=telling.told,
        people=family,
        bonds=bonds,
        on=occasion.on,
        occasion=occasion,
        by=telling.worker,
    )
