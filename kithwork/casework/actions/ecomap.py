"""The ecomap of a day: the ties as they are then, never changed later."""

import datetime as dt
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
from kithwork.casework.models import Case, Ecomap, EcomapTie, Occasion
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.support import sources
from kithwork.core.ecomap.ties import Flow, Strength
from kithwork.core.support.cells import SELF
from kithwork.core.support.functions import Function

LABEL = "ecomap.label"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieSaid:
    """A tie as it is told; `label` says who that is ("grandmother", "Ms Zhou"), perhaps empty."""

    source: str
    label: str = ""
    strength: Strength = Strength.ORDINARY
    is_stressful: bool = False
    flow: Flow = Flow.NOT_SAID
    functions: tuple[Function, ...] = ()


@transaction.atomic
def save_ecomap(
    *,
    case: Case,
    ties: Sequence[TieSaid],
    on: dt.date,
    by: Who,
    occasion: Occasion | None = None,
    amends: Ecomap | None = None,
    made_from: str = "",
) -> Ecomap:
    """Draw the map of a day, or amend one. Raises NotAllowed, Stale, Refused."""
    grant = require_case(by, case)
    require_version(amends, made_from)
    _refuse(ties)
    row = fresh(Ecomap, amends, by=by)
    row.case, row.occasion, row.on = case, occasion, on
    row.series = amends.series if amends else new_uid()
    superseding(row)
    vault = CaseVault(case)
    EcomapTie.objects.bulk_create(
        _tie(row, number, tie, vault) for number, tie in enumerate(ties, start=1)
    )
    verb = Verb.CREATE if amends is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind="case.ecomap", size=len(ties))
    return row


def key_of(source: str, label: str) -> str:
    """Return by what a tie is the same one on two maps: its row and who that is."""
    return f"{source}/{' '.join(label.casefold().split())}"


def _refuse(ties: Sequence[TieSaid]) -> None:
    if not ties:
        raise Refused("accompany.ecomap.empty")
    seen = set()
    for tie in ties:
        if tie.source == SELF or tie.source not in sources():
            raise Refused("accompany.support.unknown_source", source=tie.source)
        if (key := key_of(tie.source, tie.label)) in seen:
            raise Refused("accompany.ecomap.twice", source=tie.source)
        seen.add(key)


def _tie(row: Ecomap, number: int, tie: TieSaid, vault: CaseVault) -> EcomapTie:
    made = EcomapTie(
        ecomap=row,
        number=number,
        source=tie.source,
        strength=tie.strength.value,
        is_stressful=tie.is_stressful,
        flow=tie.flow.value,
        functions=[function.value for function in tie.functions],
    )
    made.label = vault.seal(tie.label, row=made.uid, field=LABEL)
    return made
