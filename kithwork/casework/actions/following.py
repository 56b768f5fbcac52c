"""Follow-ups: planned on the school's calendar when a case closes, and each with its result."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.papers import save_record
from kithwork.casework.actions.writing import note, require_case
from kithwork.casework.models import Case, FollowUp
from kithwork.casework.queries.cases import today_at
from kithwork.casework.refusals import require
from kithwork.catalogue.casework import deadline_entries
from kithwork.catalogue.papers import papers
from kithwork.core.casework import FollowUpState, follow_up_days, may_record
from kithwork.core.casework.recording import RecordKind
from kithwork.people.queries.calendar import calendar_of

RULE = "follow_up"


def days_for(case: Case, *, closed_on: dt.date) -> tuple[dt.date, ...]:
    """Return the days that the school's calendar gives for following up."""
    return follow_up_days(closed_on, deadline_entries()[RULE].rule, calendar_of(case.school))


@transaction.atomic
def plan_follow_ups(*, case: Case, by: Who, days: tuple[dt.date, ...] = ()) -> None:
    """Plan the follow-ups of a case, by default on the days that the calendar gives.

    What was planned before and is not done gives way. Raises NotAllowed.
    """
    grant = require_case(by, case)
    FollowUp.objects.filter(case=case, state=FollowUpState.PLANNED.value).delete()
    for day in days or days_for(case, closed_on=case.closed_on or today_at(case)):
        FollowUp.objects.get_or_create(case=case, due_on=day)
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.follow_up", fields=["due_on"])


@transaction.atomic
def complete_follow_up(
    *, follow_up: FollowUp, words: Mapping[str, Any], on: dt.date, by: Who
) -> None:
    """Write down what became of a follow-up; lost is a result.

    Raises NotAllowed, Missing in another stage, Refused where it is done already.
    """
    case = follow_up.case
    grant = require_case(by, case)
    require(may_record(RecordKind.FOLLOW_UP, case.stage))
    follow_up.refresh_from_db(from_queryset=FollowUp.objects.select_for_update())
    if follow_up.state != FollowUpState.PLANNED.value:
        raise Refused("casework.follow_up_done")
    record = save_record(case, papers()["follow_up"], on=on, words=words, before=None, by=by)
    is_lost = words.get("outcome") == "lost"
    follow_up.state = (FollowUpState.LOST if is_lost else FollowUpState.DONE).value
    follow_up.on, follow_up.record = on, record
    follow_up.save(update_fields=["state", "on", "record"])
    if words.get("decision") == "end":
        _expire(case, on)
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.follow_up", fields=record.filled)


def _expire(case: Case, on: dt.date) -> None:
    rest = FollowUp.objects.filter(case=case, state=FollowUpState.PLANNED.value)
    rest.update(state=FollowUpState.EXPIRED.value, on=on)
