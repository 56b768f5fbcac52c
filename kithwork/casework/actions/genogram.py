"""The genogram of a day: the family as it is then, never changed later."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case, Genogram, GenogramBond, GenogramPerson, Occasion
from kithwork.casework.sealing import CaseVault
from kithwork.core.genogram.family import Bond, Partnership
from kithwork.core.genogram.kin import Kin

PLACE = "genogram.away_place"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSaid:
    """Somebody of the family as she is told; `member` is who she is on every picture.

    `is_carer`: her living here, being away and caring come from the list of carers.
    """

    kin: Kin
    member: uuid.UUID
    sex: str = ""
    birth_year: int | None = None
    is_deceased: bool = False
    is_adopted: bool = False
    lives_here: bool = False
    is_away: bool = False
    away_since: dt.date | None = None
    away_place: str = ""
    cares: bool = False
    is_entrusted: bool = False
    is_carer: bool = False
    partnership: Partnership = Partnership.NOT_SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class BondSaid:
    """How two people stand to each other."""

    one: uuid.UUID
    other: uuid.UUID
    bond: Bond


@transaction.atomic
def save_genogram(
    *,
    case: Case,
    people: Sequence[PersonSaid],
    bonds: Sequence[BondSaid] = (),
    on: dt.date,
    by: Who,
    occasion: Occasion | None = None,
    amends: Genogram | None = None,
    made_from: str = "",
) -> Genogram:
    """Draw the family of a day, or amend a picture. Raises NotAllowed, Stale, Refused.

    The student is one of the people. A line of violence is refused here: it belongs into the
    restricted section (`genogram_harm`).
    """
    grant = require_case(by, case)
    require_version(amends, made_from)
    _refuse(people, bonds, on)
    row = fresh(Genogram, amends, by=by)
    row.case, row.occasion, row.on = case, occasion, on
    row.series = amends.series if amends else new_uid()
    superseding(row)
    vault = CaseVault(case)
    GenogramPerson.objects.bulk_create(
        _person(row, number, one, vault) for number, one in enumerate(people)
    )
    GenogramBond.objects.bulk_create(
        GenogramBond(genogram=row, one=one.one, other=one.other, bond=one.bond.value)
        for one in bonds
    )
    verb = Verb.CREATE if amends is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind="case.genogram", size=len(people))
    return row


def _refuse(people: Sequence[PersonSaid], bonds: Sequence[BondSaid], on: dt.date) -> None:
    members = {one.member for one in people}
    if sum(one.kin is Kin.STUDENT for one in people) != 1 or len(members) != len(people):
        raise Refused("accompany.genogram.one_student")
    if any(one.birth_year is not None and one.birth_year > on.year for one in people):
        raise Refused("accompany.genogram.born_later")
    if any(one.bond is Bond.VIOLENCE for one in bonds):
        raise Refused("accompany.genogram.violence_apart")
    pairs = [frozenset((one.one, one.other)) for one in bonds]
    if any(len(pair) != 2 or not pair <= members for pair in pairs):
        raise Refused("accompany.genogram.line_of_two")
    if len(set(pairs)) != len(pairs):
        raise Refused("accompany.genogram.line_twice")


def _person(row: Genogram, number: int, one: PersonSaid, vault: CaseVault) -> GenogramPerson:
    made = GenogramPerson(
        genogram=row,
        number=number,
        member=one.member,
        kin=one.kin.value,
        sex=one.sex,
        birth_year=one.birth_year,
        is_deceased=one.is_deceased,
        is_adopted=one.is_adopted,
        lives_here=one.lives_here,
        is_away=one.is_away,
        away_since=one.away_since,
        cares=one.cares,
        is_entrusted=one.is_entrusted,
        is_carer=one.is_carer,
        partnership=one.partnership.value,
    )
    made.away_place = vault.seal(one.away_place, row=made.uid, field=PLACE)
    return made
