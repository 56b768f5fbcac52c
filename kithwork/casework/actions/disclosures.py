"""Writing down what was told outside the team: by the worker, and by the product itself.

What is told by consent needs the consent on file; what is told because of danger needs nothing.
Where the product gives something out it writes the row with what it knows, and the worker adds
the rest.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case, Disclosure
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.disclosures import WORDS, consent_behind, consent_to
from kithwork.casework.refusals import require
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.disclosures import receivers
from kithwork.core.casework.disclosures import Basis, DisclosureFacts, Told, may_disclose

KIND = "case.disclosure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What was told: the codes of `models.Disclosure`, "" where not known; `words` by part."""

    on: dt.date
    way: str
    receiver: str = ""
    basis: str = ""
    is_minimum: bool = False
    told: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def write_disclosure(
    *,
    case: Case,
    passed: Passed,
    by: Who,
    amends: Disclosure | None = None,
    made_from: str | None = None,
) -> Disclosure:
    """Write down what was told, or add to a row that stands.

    Raises NotAllowed, Stale, Refused for a day to come, and Missing with all that is lacking; in
    danger nothing is.
    """
    grant = require_case(by, case)
    if passed.on > today_at(case):
        raise Refused("passed_on.day_to_come")
    if made_from is not None:
        require_version(amends, made_from)
    require(may_disclose(_facts(case, passed)))
    row = _row(case, passed, by=by, amends=amends)
    row.source, row.of = (amends.source, amends.of) if amends else ("worker", None)
    superseding(row)
    verb = Verb.CREATE if amends is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind=KIND, reason=f"passed_on.{row.source}")
    return row


@transaction.atomic
def log_disclosure(*, case: Case, source: str, of: uuid.UUID, passed: Passed, by: Who) -> None:
    """Write the row of something that goes out by the product, once for each `of` (its uid).

    Whoever calls it has asked leave. What is said of it later is added by the worker.
    """
    if Disclosure.objects.filter(case=case, source=source, of=of).exists():
        return
    row = _row(case, passed, by=by, amends=None)
    row.source, row.of = source, of
    superseding(row)
    record(
        Verb.CREATE,
        KIND,
        subject=case.uid,
        by=by,
        school=case.school.uid,
        section=Section.CASE.value,
        reason=f"passed_on.{source}",
    )


def _row(case: Case, passed: Passed, *, by: Who, amends: Disclosure | None) -> Disclosure:
    row = fresh(Disclosure, amends, by=by)
    row.case, row.series = case, amends.series if amends else new_uid()
    for name in ("on", "way", "receiver", "basis", "is_minimum", "told"):
        setattr(row, name, getattr(passed, name))
    if passed.basis == Basis.CONSENT:
        row.consent = consent_behind(case, passed.receiver, on=passed.on)
    kept = {name: text.strip() for name, text in passed.words.items() if text.strip()}
    row.words = CaseVault(case).seal_json(kept, row=row.uid, field=WORDS)
    return row


def _facts(case: Case, passed: Passed) -> DisclosureFacts:
    def said(name: str) -> bool:
        return bool(passed.words.get(name, "").strip())

    known = receivers().get(passed.receiver)
    return DisclosureFacts(
        receiver=passed.receiver,
        basis=Basis(passed.basis) if passed.basis else None,
        consent=consent_to(case, passed.receiver, on=passed.on),
        has_what=said("what"),
        names_law=said("law"),
        has_considered=passed.is_minimum,
        told=Told(passed.told) if passed.told else None,
        says_why_not=said("why_not"),
        stays_inside=known is not None and known.is_inside,
    )
