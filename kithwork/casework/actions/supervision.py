"""Writing down what supervisor and worker spoke of about a case. Written once, read by the two."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey, User
from kithwork.access.refusals import Refused
from kithwork.access.roles import Verb as May
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import note, require_case
from kithwork.casework.models import Case, CaseMember, SupervisionRecord
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.supervision import WORDS
from kithwork.casework.sealing import CaseVault


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One talk: its day, kind and functions (codes of the model), minutes, what is agreed."""

    on: dt.date
    kind: str
    functions: Sequence[str]
    minutes: int
    words: Mapping[str, str] = field(default_factory=dict)
    due_on: dt.date | None = None


@transaction.atomic
def write_supervision(*, case: Case, worker: User, talk: Talk, by: User) -> SupervisionRecord:
    """Write a supervision record, as the supervisor of the case.

    Raises NotAllowed; Refused for a day to come, an empty record, or somebody who does not work on
    the case.
    """
    grant = require_case(by, case, May.SIGN)
    if talk.on > today_at(case):
        raise Refused("casework.day_to_come")
    if not any(talk.words.get(name, "").strip() for name in ("issue", "agreed")):
        raise Refused("casework.supervision.empty")
    if not CaseMember.objects.filter(case=case, user=worker).exists():
        raise Refused("casework.supervision.not_hers")
    made = SupervisionRecord(
        case=case,
        supervisor=by,
        worker=worker,
        on=talk.on,
        kind=talk.kind,
        functions=list(talk.functions),
        minutes=talk.minutes,
        due_on=talk.due_on,
        key=make_key(DataKey.Kind.SECTION),
        entered_by=by,
    )
    kept = {name: text.strip() for name, text in talk.words.items() if text.strip()}
    made.words = CaseVault.under(made.key).seal_json(kept, row=made.uid, field=WORDS)
    made.save(force_insert=True)
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.supervision")
    return made
