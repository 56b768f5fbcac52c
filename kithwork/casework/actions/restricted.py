"""The restricted section of a case: its own table, its own keys, its own list of readers.

Child protection, and words that the student wants kept from the file. Whoever writes the first
entry stands on the list; a reader is let in by somebody on it, or by the safeguarding lead, who
reads and writes every restricted section of her school. Others of the case see that there is one.
"""

import datetime as dt

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey, User
from kithwork.access.permissions import Held, NotAllowed, Who, held
from kithwork.access.refusals import Refused
from kithwork.access.roles import Scope, Section
from kithwork.access.roles import Verb as May
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case, RestrictedReader, RestrictedRecord
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.reach import reaches_restricted
from kithwork.casework.sealing import CaseVault

BODY = "restricted_record.body"
KINDS = ("protection", "verbatim", "other")


@transaction.atomic
def write_restricted(
    *,
    case: Case,
    kind: str,
    words: str,
    on: dt.date,
    by: Who,
    amends: RestrictedRecord | None = None,
    made_from: str | None = None,
) -> RestrictedRecord:
    """Write an entry, or its next version. Raises NotAllowed, Stale, Refused where it is empty.

    The first entry of a case may be written by whoever may write the case; she is its first reader.
    """
    grant = _require_writer(by, case)
    if not words.strip():
        raise Refused("casework.note_empty")
    if made_from is not None:
        require_version(amends, made_from)
    made = fresh(RestrictedRecord, amends, by=by)
    made.case, made.kind, made.on = case, kind, on
    made.series = amends.series if amends else new_uid()
    made.key = amends.key if amends else make_key(DataKey.Kind.SECTION)
    made.body = CaseVault.under(made.key).seal(words, row=made.uid, field=BODY)
    superseding(made)
    verb = Verb.CREATE if amends is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, section=Section.RESTRICTED, fields=["body"])
    return made


@transaction.atomic
def let_in(*, case: Case, user: User, by: Who) -> RestrictedReader:
    """Put somebody who works at the school on the list. Raises NotAllowed, Refused."""
    grant = reaches_restricted(by, May.WRITE, case)
    if grant is None:
        raise NotAllowed("Whoever stands on the list says who else does.")
    if not any(one.school_id == case.school_id for one in held(user, May.READ, Section.RESTRICTED)):
        raise Refused("casework.not_for_this_role")
    reader = _on_list(case, user, by)
    note(Verb.PERMISSION, case, by=by, grant=grant, section=Section.RESTRICTED, reason="let_in")
    return reader


@transaction.atomic
def let_out(*, reader: RestrictedReader, by: Who) -> None:
    """Take somebody off the list, today. Raises NotAllowed."""
    case = reader.case
    grant = reaches_restricted(by, May.WRITE, case)
    if grant is None:
        raise NotAllowed("Whoever stands on the list says who does no longer.")
    reader.ends_on = today_at(case)
    reader.save(update_fields=["ends_on"])
    note(Verb.PERMISSION, case, by=by, grant=grant, section=Section.RESTRICTED, reason="let_out")


def _require_writer(by: Who, case: Case) -> Held:
    grant = reaches_restricted(by, May.WRITE, case)
    if grant is not None:
        return grant
    if RestrictedRecord.objects.filter(case=case).exists():
        raise NotAllowed("You do not stand on the list of this restricted section.")
    grant = require_case(by, case)
    if isinstance(by, User) and _may_be_listed(by, case):
        _on_list(case, by, by)
    return grant


def _may_be_listed(user: User, case: Case) -> bool:
    grants = held(user, May.WRITE, Section.RESTRICTED)
    return any(one.scope == Scope.LISTED and one.school_id == case.school_id for one in grants)


def _on_list(case: Case, user: User, by: Who) -> RestrictedReader:
    reader, _is_new = RestrictedReader.objects.get_or_create(
        case=case,
        user=user,
        ends_on=None,
        defaults={"starts_on": today_at(case), "entered_by": author(by)},
    )
    return reader
