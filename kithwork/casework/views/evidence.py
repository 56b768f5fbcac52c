"""A piece of evidence that stands: amended or taken back, each time with a reason."""

import uuid
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.evidence import Piece, amend_evidence, withdraw_evidence
from kithwork.casework.forms.evidence import (
    AmendEvidenceForm,
    WithdrawEvidenceForm,
    stands_in,
)
from kithwork.casework.models import Case, Evidence
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.evidence import (
    evidence_for,
    evidence_words,
    needs_in,
    scales_of,
)
from kithwork.casework.views.page import back_to, case_page, language, saved, status_of

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def amend(request: SignedInRequest, *, uid: uuid.UUID, evidence: uuid.UUID) -> HttpResponse:
    """Write what a piece of evidence should have said."""
    case, row = _held(request, uid, evidence)
    form = _amend_form(request, case, row)
    if saved(
        request,
        form,
        lambda: amend_evidence(
            evidence=row,
            piece=_with_problems(form.piece(), row),
            why=form.why_said,
            by=request.user,
            made_from=form.made_from,
        ),
    ):
        return back_to("assess", uid)
    withdrawing = WithdrawEvidenceForm(initial={"made_from": row.uid})
    return _page(request, case, row, form=form, withdrawing=withdrawing)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def withdraw(request: SignedInRequest, *, uid: uuid.UUID, evidence: uuid.UUID) -> HttpResponse:
    """Take a piece of evidence back."""
    case, row = _held(request, uid, evidence)
    withdrawing = WithdrawEvidenceForm(request.POST or None, initial={"made_from": row.uid})
    if saved(
        request,
        withdrawing,
        lambda: withdraw_evidence(evidence=row, by=request.user, **withdrawing.cleaned_data),
    ):
        return back_to("assess", uid)
    form = _amend_form(request, case, row, is_sent=False)
    return _page(request, case, row, form=form, withdrawing=withdrawing, sent=withdrawing)


def _held(request: SignedInRequest, uid: uuid.UUID, evidence: uuid.UUID) -> tuple[Case, Evidence]:
    case = case_for(request.user, uid, verb=Verb.WRITE)
    return case, evidence_for(request.user, case, evidence)


def _amend_form(
    request: SignedInRequest, case: Case, row: Evidence, *, is_sent: bool = True
) -> AmendEvidenceForm:
    return AmendEvidenceForm(
        request.POST if is_sent else None,
        today=today_at(case),
        scales=scales_of(request.user, case, language()),
        needs=needs_in(case),
        stands=stands_in(row, evidence_words(row)),
        version=str(row.uid),
    )


def _with_problems(piece: Piece, row: Evidence) -> Piece:
    """Keep the problems behind which it stands: the form does not ask about them."""
    links = row.stands_for.select_related("problem")
    return replace(piece, problems=tuple(one.problem for one in links if one.problem))


def _page(
    request: SignedInRequest,
    case: Case,
    row: Evidence,
    *,
    form: AmendEvidenceForm,
    sent: forms.Form | None = None,
    **context: Any,
) -> HttpResponse:
    return case_page(
        request,
        case,
        "casework/assess_evidence_amend.html",
        tab="assess",
        status=status_of(sent or form),
        form=form,
        evidence=row,
        draft=f"evidence-amend:{row.uid}",
        **context,
    )
