"""Lines of violence on the genogram: in the restricted section, on no picture of the case."""

import uuid
from typing import Any

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey
from kithwork.access.permissions import NotAllowed, Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import fresh, note, superseding
from kithwork.casework.models import Case, GenogramHarm, GenogramPerson
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.reach import reaches_restricted
from kithwork.casework.sealing import CaseVault

BODY = "genogram_harm.body"


@transaction.atomic
def say_harm(
    *, case: Case, one: uuid.UUID, other: uuid.UUID, by: Who, stands: bool = True
) -> GenogramHarm:
    """Draw a line of violence from `one` to `other`, or take it away again.

    Raises NotAllowed for whoever does not stand on the list of the restricted section; Refused for
    somebody who is on no picture of the case.
    """
    grant = reaches_restricted(by, May.WRITE, case)
    if grant is None:
        raise NotAllowed("You do not stand on the list of this restricted section.")
    drawn = GenogramPerson.objects.filter(genogram__case=case, member__in=(one, other))
    if one == other or drawn.values("member").distinct().count() != 2:
        raise Refused("accompany.genogram.line_of_two")
    said = {"one": str(one), "other": str(other), "stands": stands}
    before = _standing(case, said)
    row = fresh(GenogramHarm, before, by=by)
    row.case, row.on = case, today_at(case)
    row.series = before.series if before else new_uid()
    row.key = before.key if before else make_key(DataKey.Kind.SECTION)
    row.body = CaseVault.under(row.key).seal_json(said, row=row.uid, field=BODY)
    superseding(row)
    verb = Verb.CREATE if before is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, section=Section.RESTRICTED, fields=["body"])
    return row


def opened(row: GenogramHarm) -> dict[str, Any]:
    """Return what a line says; its reader is the caller's to have asked."""
    said: dict[str, Any] = CaseVault.under(row.key).open_json(row.body, row=row.uid, field=BODY)
    return said


def _standing(case: Case, said: dict[str, Any]) -> GenogramHarm | None:
    rows = GenogramHarm.objects.filter(case=case, superseded_by=None).select_related("key")
    for row in rows.order_by("pk"):
        before = opened(row)
        if (before["one"], before["other"]) == (said["one"], said["other"]):
            return row
    return None
