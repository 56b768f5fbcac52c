"""The papers of a case: written and amended as versions, signed by people.

What a paper asks stands in the catalogue (`catalogue.papers`); some answers move the case itself
(the decision of the intake, the reason for closing).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Verb as May
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.disclosures import Passed, log_disclosure
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case, Plan, Record, Signature
from kithwork.casework.queries.cases import REPORT_NAME, today_at
from kithwork.casework.refusals import require
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.papers import Paper, papers
from kithwork.core.casework import may_record
from kithwork.core.casework.disclosures import Basis, Told

BODY = "record.body"
SIGNATURE = "signature.words"
REFERRAL = "referral"
NOT_HERE = frozenset({"reflection", "follow_up"})  # they have actions of their own
ON_CASE = {
    "enquiry": {"source": "source", "urgency": "urgency"},
    "intake": {"decision": "decision"},
    "closure": {"reason": "closure_reason"},
}

Words = Mapping[str, Any]


@transaction.atomic
def write_paper(
    *,
    case: Case,
    kind: str,
    on: dt.date,
    words: Words,
    by: Who,
    amends: Record | None = None,
    made_from: str | None = None,
    reason: str = "",
) -> Record:
    """Write a paper, or amend the one that stands, and return its new version.

    `words` are the answers by field; `made_from` the uid of the version that a form showed.
    Raises NotAllowed, Stale, Missing for a paper of another stage, Refused.
    """
    paper = papers()[kind]
    if kind in NOT_HERE:
        raise ValueError(f"{kind} is written by its own action")
    grant = require_case(by, case)
    before = _before(case, paper, amends)
    if made_from is not None:
        require_version(before, made_from)
    if paper.writes is not None:
        require(may_record(paper.writes, case.stage))
    record = save_record(case, paper, on=on, words=words, before=before, by=by, reason=reason)
    _move_case(case, paper, words)
    if paper.code == REFERRAL:
        _log_referral(case, record, words, by)
    verb = Verb.CREATE if before is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind=f"case.{kind}", fields=record.filled)
    return record


@transaction.atomic
def sign(
    *,
    case: Case,
    signed: Record | Plan,
    part: str,
    method: str,
    by: Who,
    on: dt.date | None = None,
    words: str = "",
) -> Signature:
    """Sign the standing version of a paper or plan, or note who signed it.

    The supervisor signs herself; for the student and her family the worker notes it: on paper, or
    said with a note of it. Raises NotAllowed, Refused.
    """
    is_supervisor = part == Signature.Part.SUPERVISOR
    grant = require_case(by, case, May.SIGN if is_supervisor else May.WRITE)
    if signed.case_id != case.pk or hasattr(signed, "superseded_by"):
        raise Refused("casework.signs_old_version")
    if method == Signature.Method.VERBAL and not words.strip():
        raise Refused("casework.verbal_needs_note")
    made = Signature(
        case=case,
        kind=signed.kind if isinstance(signed, Record) else "plan",
        subject=signed.uid,
        part=part,
        method=method,
        user=author(by) if method == Signature.Method.HERE else None,
        on=on or today_at(case),
        entered_by=author(by),
    )
    made.words = CaseVault(case).seal(words, row=made.uid, field=SIGNATURE)
    _insert_signature(made)
    note(Verb.SIGN, case, by=by, grant=grant, kind=f"case.{made.kind}", reason=f"signed.{part}")
    return made


def save_record(
    case: Case,
    paper: Paper,
    *,
    on: dt.date,
    words: Words,
    before: Record | None,
    by: Who,
    reason: str = "",
) -> Record:
    """Write one version of a paper, sealed; the caller asks leave and tells the trail."""
    known = {field.name for field in paper.fields}
    if unknown := set(words) - known:
        raise ValueError(f"{paper.code} has no field {', '.join(sorted(unknown))}")
    said = {name: value for name, value in words.items() if value not in ("", None, False)}
    record = fresh(Record, before, by=by, reason=reason)
    record.case, record.kind, record.on = case, paper.code, on
    record.series = before.series if before else new_uid()
    record.filled = sorted(said)
    body = {name: _plain(value) for name, value in said.items()}
    record.body = CaseVault(case).seal_json(body, row=record.uid, field=BODY)
    return superseding(record)


def standing_record(case: Case, kind: str) -> Record | None:
    """Return the version that stands of a paper of which a case has one, or None."""
    standing = Record.objects.filter(case=case, kind=kind, superseded_by=None)
    return standing.order_by("-entered_at", "-pk").first()


def _before(case: Case, paper: Paper, amends: Record | None) -> Record | None:
    if amends is not None and (amends.case_id != case.pk or amends.kind != paper.code):
        raise ValueError("a paper amends one of its own kind and case")
    return amends if paper.has_many or amends else standing_record(case, paper.code)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _move_case(case: Case, paper: Paper, words: Words) -> None:
    """Carry the answers that move the case onto its row."""
    changed = []
    for field, column in ON_CASE.get(paper.code, {}).items():
        setattr(case, column, words.get(field) or "")
        changed.append(column)
    if paper.code == "intake":
        vault = CaseVault(case)
        name = str(words.get("report_name") or "")
        case.report_name = vault.seal(name, row=case.uid, field=REPORT_NAME)
        changed.append("report_name")
    if changed:
        case.save(update_fields=changed)


def _log_referral(case: Case, record: Record, words: Words, by: Who) -> None:
    """Write into the log of what was told outside the team what the referral passes on."""
    is_agreed, ground = bool(words.get("leave_consent")), str(words.get("leave_exception") or "")
    if not words.get("shared"):
        return
    passed = Passed(
        on=min(record.on, today_at(case)),
        way="paper",
        receiver="service",
        basis=Basis.CONSENT.value if is_agreed else (Basis.LAW.value if ground else ""),
        is_minimum=True,  # the paper asks for what is passed on and nothing more
        told=Told.BEFORE.value if is_agreed else "",
        words={"what": str(words["shared"]), "who": str(words.get("to") or ""), "law": ground},
    )
    log_disclosure(case=case, source="referral_paper", of=record.series, passed=passed, by=by)


def _insert_signature(made: Signature) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("casework.signed_already") from None
