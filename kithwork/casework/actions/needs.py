"""Problems as they are told, and the needs read from them, each with both sides' ranks.

The student's severity and rank stand beside the worker's; neither is computed from the other or
from the severity 0–3 that answers and facts give. A need is never deleted: it is met, partly met,
not wanted, or withdrawn where it was entered by mistake.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.evidence import Piece, add_evidence
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case, CaseNeed, NeedVersion, Problem, ProblemVersion
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.needs import need_entries
from kithwork.core.support.cells import EvidenceKind

PROBLEM_WORDS = "problem.words"
WORDS, NOT_ADDRESSED = "need.words", "need.not_addressed"
RECORD = "record"  # the informant of what answers, facts and marks show
TOLD = ("told", "since", "how_often", "tried", "keeps_it_going")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSaid:
    """What is said of a need. Severities 0–10, ranks from 1; None is not said."""

    status: str = "unmet"
    severity_client: int | None = None
    severity_worker: int | None = None
    rank_client: int | None = None
    rank_worker: int | None = None
    words: str = ""
    not_addressed: str = ""


@transaction.atomic
def tell_problem(
    *,
    case: Case,
    words: Mapping[str, str],
    by: Who,
    severity: int | None = None,
    problem: Problem | None = None,
    made_from: str = "",
) -> ProblemVersion:
    """Write a problem as it is told, or its next version. Raises NotAllowed, Stale, Refused."""
    grant = require_case(by, case)
    if not words.get("told", "").strip():
        raise Refused("accompany.problem.not_told")
    before = None if problem is None else standing_problem(problem)
    require_version(before, made_from)
    if problem is None:
        problem = Problem.objects.create(case=case, entered_by=author(by))
    row = fresh(ProblemVersion, before, by=by)
    row.problem, row.severity = problem, severity
    said = {name: words[name].strip() for name in TOLD if words.get(name, "").strip()}
    row.words = CaseVault(case).seal_json(said, row=row.uid, field=PROBLEM_WORDS)
    superseding(row)
    verb = Verb.CREATE if before is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind="case.problem", fields=sorted(said))
    return row


@transaction.atomic
def add_need(
    *, case: Case, code: str, on: dt.date, by: Who, problem: Problem | None = None
) -> CaseNeed:
    """Take a need of the catalogue into the case, or return the one that is there.

    Raises NotAllowed. A need that was withdrawn stands again as unmet.
    """
    grant = require_case(by, case)
    if code not in need_entries():
        raise ValueError("there is no such need in the catalogue")
    need = CaseNeed.objects.filter(case=case, code=code).first()
    before = None if need is None else standing_need(need)
    if need is not None and before is not None and before.status != "withdrawn":
        return need
    if need is None:
        need = CaseNeed.objects.create(case=case, code=code, problem=problem, entered_by=author(by))
    _write(case, need, NeedSaid(), before=before, on=on, by=by)
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.need", reason=code.lower())
    return need


@transaction.atomic
def take_in_need(
    *, case: Case, code: str, because: Sequence[str], on: dt.date, by: Who
) -> CaseNeed:
    """Take a need that the record shows into the case, with its reasons as its first evidence.

    `because` are the reasons as the worker read them; they stay as they were read on that day,
    whatever becomes of the facts. Raises NotAllowed.
    """
    need = add_need(case=case, code=code, on=on, by=by)
    if because and not need.evidence.exists():
        piece = Piece(
            kind=EvidenceKind.DOCUMENT,
            informant=RECORD,
            on=on,
            words="\n".join(because),
            needs=(need,),
        )
        add_evidence(case=case, piece=piece, by=by)
    return need


@transaction.atomic
def say_of_need(
    *, need: CaseNeed, said: NeedSaid, on: dt.date, by: Who, made_from: str
) -> NeedVersion:
    """Say how grave a need is, how it ranks, how it stands. Raises NotAllowed, Stale, Refused."""
    case = need.case
    grant = require_case(by, case)
    before = standing_need(need)
    require_version(before, made_from)
    row = _write(case, need, said, before=before, on=on, by=by)
    note(Verb.AMEND, case, by=by, grant=grant, kind="case.need", reason=need.code.lower())
    return row


def standing_need(need: CaseNeed) -> NeedVersion | None:
    """Return the version of a need that stands."""
    return need.versions.filter(superseded_by=None).first()


def standing_problem(problem: Problem) -> ProblemVersion | None:
    """Return the version of a problem that stands."""
    return problem.versions.filter(superseded_by=None).first()


def _write(
    case: Case,
    need: CaseNeed,
    said: NeedSaid,
    *,
    before: NeedVersion | None,
    on: dt.date,
    by: Who,
) -> NeedVersion:
    row = fresh(NeedVersion, before, by=by)
    row.need, row.on, row.status = need, on, said.status
    row.severity_client, row.severity_worker = said.severity_client, said.severity_worker
    row.rank_client, row.rank_worker = said.rank_client, said.rank_worker
    vault = CaseVault(case)
    row.words = vault.seal(said.words, row=row.uid, field=WORDS)
    row.not_addressed = vault.seal(said.not_addressed, row=row.uid, field=NOT_ADDRESSED)
    return superseding(row)
