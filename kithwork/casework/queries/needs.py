"""The needs and problems of a case, read; and the computed needs that may be taken into it.

What answers, facts and marks show (`kithwork.needs`) is offered with its reasons; a person takes it
into the case or leaves it. The computed severity 0–3 is never written into a person's 0–10.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from kithwork.access.models import User
from kithwork.casework.actions.needs import NOT_ADDRESSED, PROBLEM_WORDS, WORDS, NeedSaid
from kithwork.casework.models import Case, CaseNeed, NeedVersion, Problem, ProblemVersion
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.support import names_of
from kithwork.catalogue.words import say
from kithwork.core.planning.coverage import RankedNeed
from kithwork.core.support.functions import ALL
from kithwork.needs.queries.student import needs_of_student
from kithwork.needs.telling import NeedTold


@dataclass(frozen=True, slots=True)
class CaseNeedTold:
    """A need of the case in words, with what is said of it now."""

    need: CaseNeed
    version: NeedVersion
    label: str
    help: str
    functions: str
    status: str
    said: NeedSaid
    evidence: int

    @property
    def code(self) -> str:
        return self.need.code

    @property
    def is_open(self) -> bool:
        return self.version.status in ("unmet", "partly")

    @property
    def ranked(self) -> RankedNeed:
        return RankedNeed(
            ref=str(self.need.uid),
            code=self.need.code,
            rank_client=self.said.rank_client,
            rank_worker=self.said.rank_worker,
            is_open=self.is_open,
            has_reason=bool(self.said.not_addressed),
        )


@dataclass(frozen=True, slots=True)
class ProblemTold:
    """A problem as it is told."""

    problem: Problem
    version: ProblemVersion
    words: dict[str, str]


def needs_of_case(case: Case, language: str) -> tuple[CaseNeedTold, ...]:
    """Return the needs of a case: by the student's rank, then the worker's, then as entered."""
    rows = NeedVersion.objects.filter(need__case=case, superseded_by=None)
    rows = rows.exclude(status="withdrawn").select_related("need", "need__case")
    vault = CaseVault(case)
    told = [_told(row, vault, language) for row in rows.annotate(pieces=_standing_pieces())]
    last = len(told) + 1
    return tuple(
        sorted(
            told,
            key=lambda one: (
                one.said.rank_client or last, one.said.rank_worker or last, one.need.pk
            ),
        )
    )  # fmt: skip


def offered_needs(
    user: User, case: Case, *, on: dt.date, language: str
) -> tuple[tuple[NeedTold, ...], bool]:
    """Return the computed needs that are not in the case yet, and whether `user` may read any."""
    found = needs_of_student(user, case.student, on=on, language=language)
    if found is None:
        return (), False
    here = set(CaseNeed.objects.filter(case=case).values_list("code", flat=True))
    return tuple(one for one in found.shown if one.code not in here), True


def problems_of(case: Case) -> tuple[ProblemTold, ...]:
    """Return the problems that stand, as they were told first."""
    rows = ProblemVersion.objects.filter(problem__case=case, superseded_by=None, is_withdrawn=False)
    vault = CaseVault(case)
    return tuple(
        ProblemTold(row.problem, row, vault.open_json(row.words, row=row.uid, field=PROBLEM_WORDS))
        for row in rows.select_related("problem").order_by("problem_id")
    )


def need_label(code: str, language: str) -> str:
    """Return what a need is called; the code itself where the catalogue has it no more."""
    entry = need_entries().get(code)
    return entry.label.said_in(language) if entry else code


def need_choices(language: str) -> list[tuple[str, str]]:
    """Return every need of the catalogue for choosing, in its order."""
    return [(code, entry.label.said_in(language)) for code, entry in need_entries().items()]


def _standing_pieces() -> Count:
    standing = Q(need__evidence__evidence__superseded_by=None)
    return Count("need__evidence", filter=standing, distinct=True)


def _told(row: NeedVersion, vault: CaseVault, language: str) -> CaseNeedTold:
    entry = need_entries()[row.need.code]
    answers = [code for code in entry.definition.functions if code in ALL]
    return CaseNeedTold(
        need=row.need,
        version=row,
        label=entry.label.said_in(language),
        help=entry.help.said_in(language),
        functions=names_of(answers, language),
        status=say(f"accompany.need_status.{row.status}", language),
        said=NeedSaid(
            status=row.status,
            severity_client=row.severity_client,
            severity_worker=row.severity_worker,
            rank_client=row.rank_client,
            rank_worker=row.rank_worker,
            words=vault.open(row.words, row=row.uid, field=WORDS),
            not_addressed=vault.open(row.not_addressed, row=row.uid, field=NOT_ADDRESSED),
        ),
        evidence=row.pieces,  # type: ignore[attr-defined]  # counted with the rows
    )
