"""Consent that is sought: attempts are logged, and the supervisor decides where none comes.

The case stands in a stage of its own meanwhile; what helps or protects the child goes on.
"""

import datetime as dt

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Verb as May
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import author, note, require_case
from kithwork.casework.models import Case, ConsentAttempt, ConsentDecision
from kithwork.casework.queries.cases import today_at
from kithwork.casework.sealing import CaseVault
from kithwork.core.casework import Decision

ATTEMPT = "consent_attempt.words"
DECISION = "consent_decision.words"


@transaction.atomic
def log_attempt(
    *,
    case: Case,
    on: dt.date,
    how: str,
    was_reached: bool,
    by: Who,
    child_agrees: bool | None = None,
    words: str = "",
) -> ConsentAttempt:
    """Log one attempt to reach whoever consents. `child_agrees`: her own word, None not asked.

    Raises NotAllowed, and Refused for a day to come.
    """
    grant = require_case(by, case)
    if on > today_at(case):
        raise Refused("casework.day_to_come")
    made = ConsentAttempt(
        case=case,
        on=on,
        how=how,
        was_reached=was_reached,
        child_agrees=child_agrees,
        entered_by=author(by),
    )
    made.words = CaseVault(case).seal(words, row=made.uid, field=ATTEMPT)
    made.save(force_insert=True)
    note(Verb.CONSENT, case, by=by, grant=grant, reason=f"attempt.{how}")
    return made


@transaction.atomic
def decide_on_consent(*, case: Case, decision: Decision, words: str, by: Who) -> ConsentDecision:
    """Decide, as the supervisor, about consent that does not come; the reason is required.

    Raises NotAllowed, and Refused where nothing is being sought or no reason is given.
    """
    grant = require_case(by, case, May.SIGN)
    if case.consent_sought_since is None:
        raise Refused("casework.nothing_sought")
    if not words.strip():
        raise Refused("casework.reason_missing")
    made = ConsentDecision(
        case=case, decision=decision.value, on=today_at(case), entered_by=author(by)
    )
    made.words = CaseVault(case).seal(words, row=made.uid, field=DECISION)
    made.save(force_insert=True)
    note(Verb.CONSENT, case, by=by, grant=grant, reason=f"decided.{decision.value}")
    return made
