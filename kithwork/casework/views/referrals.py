"""Referring a student to a colleague of the school, and the colleague's own page of it."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Form, Section, Verb
from kithwork.casework.actions.referrals import ANSWERS, answer_referral, end_referral, refer
from kithwork.casework.forms.referrals import AnswerForm, ReferForm
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for
from kithwork.casework.queries.parts import cases_in_danger, referred_for
from kithwork.casework.queries.referrals import referral_in, referrals_of
from kithwork.casework.views.page import (
    back_to,
    case_page,
    part_page,
    refused,
    saved,
    status_of,
)


@posted(Section.CASE)
@require_safe
def referrals(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show to whom the student was referred, and what came of it."""
    case = case_for(request.user, uid)
    found = referrals_of(case)
    return case_page(request, case, "casework/referrals.html", tab="", referrals=found)


@posted(Section.CASE, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def referral_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Refer the student to a colleague."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    form = ReferForm(request.POST or None, case=case)
    if saved(request, form, lambda: refer(case=case, to=form.to, said=form.said, by=request.user)):
        return back_to("referrals", uid)
    return case_page(
        request, case, "casework/referral_add.html", tab="", status=status_of(form), form=form
    )


@posted(Section.CASE, Verb.WRITE)
@require_POST
def referral_end(request: SignedInRequest, *, uid: uuid.UUID, referral: uuid.UUID) -> HttpResponse:
    """End a referral; her file closes to the colleague."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    try:
        end_referral(referral=referral_in(case, referral), words="", by=request.user)
    except Refused as problem:
        refused(request, problem)
    return back_to("referrals", uid)


@posted(Section.CASE, form=Form.REFERRED_PART)
@require_safe
def referred(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what was referred to the reader in a case."""
    return _page(request, referred_for(request.user, uid), AnswerForm())


@posted(Section.CASE, form=Form.REFERRED_PART)
@require_POST
def referral_answer(
    request: SignedInRequest, *, uid: uuid.UUID, referral: uuid.UUID, step: str
) -> HttpResponse:
    """Answer a referral, or say that it was received, is declined or at its end."""
    if step not in ANSWERS:
        raise Http404("There is no such answer.")
    case, form = referred_for(request.user, uid), AnswerForm(request.POST)
    found = referral_in(case, referral)
    if saved(
        request,
        form,
        lambda: answer_referral(
            referral=found, step=step, words=form.cleaned_data["words"], by=request.user
        ),
        field="words",
    ):
        is_open = step in ("received", "answered")
        return back_to("referred", uid) if is_open else redirect("casework:parts")
    return _page(request, case, form)


def _page(request: SignedInRequest, case: Case, form: AnswerForm) -> HttpResponse:
    return part_page(
        request,
        case,
        "casework/referred.html",
        status=status_of(form),
        referrals=referrals_of(case, to=request.user),
        form=form,
        has_danger=cases_in_danger(request.user).filter(pk=case.pk).exists(),
    )
