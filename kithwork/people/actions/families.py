"""A carer saved as her form says her: the person, the relation, and whether she is away."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from kithwork.access.permissions import Who
from kithwork.people.actions.carers import (
    GoingAway,
    NewCarer,
    add_carer,
    amend_carer,
    comes_back,
    correct_spell,
    goes_away,
)
from kithwork.people.models import Carer, CarerAway


@dataclass(frozen=True, slots=True)
class Spell:
    """Whether somebody is away on the day `today`; None is unknown and changes nothing."""

    is_away: bool | None
    today: dt.date
    since: dt.date | None = None
    place: str = ""
    expected_on: dt.date | None = None


@transaction.atomic
def save_carer(
    *, carer: NewCarer, spell: Spell, by: Who, stored: Carer | None = None, version: str = ""
) -> Carer:
    """Record a new carer, or bring `stored` up to what the form says, with her spell away.

    Raises NotAllowed, Stale, Refused.
    """
    if stored is None:
        kept = add_carer(carer=carer, by=by)
    else:
        kept = amend_carer(carer=stored, to=carer, version=version, by=by)
    _bring_up(kept, spell, by)
    return kept


def _bring_up(carer: Carer, spell: Spell, by: Who) -> None:
    standing = CarerAway.objects.filter(carer=carer, ends_on__isnull=True).first()
    said = GoingAway(carer, spell.since, spell.place, spell.expected_on)
    if spell.is_away is False and standing is not None:
        comes_back(spell=standing, on=spell.today, by=by)
    elif spell.is_away is True and standing is None:
        goes_away(away=said, by=by)
    elif spell.is_away is True and standing is not None and _differs(standing, said):
        correct_spell(spell=standing, to=said, by=by)
    else:
        return
    Carer.objects.filter(pk=carer.pk).update(version=F("version") + 1)


def _differs(standing: CarerAway, said: GoingAway) -> bool:
    stands = (standing.starts_on, standing.place, standing.expected_on)
    return stands != (said.since, said.place, said.expected_on)
