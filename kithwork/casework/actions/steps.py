"""A step of a case from one stage to another: taken where nothing is missing, else all is named."""

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import author, note, require_case
from kithwork.casework.models import Case, StatusEvent
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.facts import facts_of
from kithwork.casework.refusals import require
from kithwork.casework.retention import keep_case_until
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.casework import guards_entry
from kithwork.core.casework import Status, move

WORDS = "status_event.words"
ENDS = frozenset({Status.CLOSED, Status.NOT_ACCEPTED, Status.REFERRED_OUT})


@transaction.atomic
def take_step(*, case: Case, to: Status, by: Who, reason: str = "", offered: str = "") -> Case:
    """Move the case on, today, and return it; `reason` and `offered` are said with the step.

    Raises NotAllowed, and Missing with everything that the step still needs.
    """
    grant = require_case(by, case)
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    on = today_at(case)
    facts = facts_of(
        case, on=on, has_step_reason=bool(reason.strip()), has_offered=bool(offered.strip())
    )
    require(move(facts, to, on=on, policy=guards_entry().policy))
    start = case.status
    _enter(case, to)
    event = StatusEvent(case=case, start=start, to=to.value, on=on, entered_by=author(by))
    said = {name: text for name, text in (("reason", reason), ("offered", offered)) if text.strip()}
    event.words = CaseVault(case).seal_json(said, row=event.uid, field=WORDS)
    event.save(force_insert=True)
    note(Verb.AMEND, case, by=by, grant=grant, fields=["status"], reason=f"step.{to.value}")
    return case


def _enter(case: Case, to: Status) -> None:
    """Set the row to its new stage, and the clocks that begin or end with it."""
    on = today_at(case)
    case.status, case.version = to.value, case.version + 1
    case.consent_sought_since = on if to is Status.CONSENT_PENDING else None
    if to in ENDS:
        case.closed_on = on
    if to is Status.REOPENED:
        case.closed_on, case.retain_until, case.closure_reason = None, None, ""
    if to in (Status.ARCHIVED, Status.NOT_ACCEPTED):
        case.retain_until = keep_case_until(case, to)
    case.save()
