"""Consent in a case: how it stands, recording it, seeking it, and the supervisor's decision."""

import uuid

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.seeking import decide_on_consent, log_attempt
from kithwork.casework.forms.consent import AttemptForm, ConsentForm, DecisionForm
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.consent import attempts_of, consent_in, consent_page
from kithwork.casework.queries.disclosures import passed_on
from kithwork.casework.views.page import (
    back_to,
    case_page,
    language,
    refused,
    saved,
    status_of,
)
from kithwork.core.casework import Decision
from kithwork.people.actions.consents import record_consent, withdraw_consent


@posted(Section.CASE)
@require_safe
def consent(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show how consent stands, with what is still missing for it."""
    return _page(request, case_for(request.user, uid))


@posted(Section.CASE, Verb.WRITE)
@require_POST
def consent_record(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Record what somebody answered to each purpose."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    form = ConsentForm(request.POST, case=case, today=today_at(case))
    if saved(
        request,
        form,
        lambda: record_consent(asking=form.asking, answers=form.answers, by=request.user),
    ):
        return back_to("consent", uid)
    return _page(request, case, consent_form=form)


@posted(Section.CASE, Verb.WRITE)
@require_POST
def attempt(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Log one attempt to reach whoever consents."""
    case, form = case_for(request.user, uid, verb=Verb.WRITE), AttemptForm(request.POST)
    if saved(request, form, lambda: log_attempt(case=case, by=request.user, **form.cleaned_data)):
        return back_to("consent", uid)
    return _page(request, case, attempt_form=form)


@posted(Section.CASE, Verb.SIGN)
@require_POST
def decide(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Decide, as the supervisor, about consent that does not come."""
    case, form = case_for(request.user, uid, verb=Verb.SIGN), DecisionForm(request.POST)
    if saved(
        request,
        form,
        lambda: decide_on_consent(
            case=case,
            decision=Decision(form.cleaned_data["decision"]),
            words=form.cleaned_data["words"],
            by=request.user,
        ),
    ):
        return back_to("consent", uid)
    return _page(request, case, decision_form=form)


@posted(Section.CASE, Verb.WRITE)
@require_POST
def take_back(request: SignedInRequest, *, uid: uuid.UUID, consent: uuid.UUID) -> HttpResponse:
    """Take back what somebody agreed to: it needs no reason and has no consequence."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    found = consent_in(case, consent)
    purposes = frozenset(found.answers.values_list("purpose", flat=True))
    try:
        withdraw_consent(consent=found, purposes=purposes, on=today_at(case), by=request.user)
    except Refused as problem:
        refused(request, problem)
    return back_to("consent", uid)


def _page(request: SignedInRequest, case: Case, **sent: forms.Form) -> HttpResponse:
    today = today_at(case)
    standing = consent_page(case, on=today, language=language())
    told = {
        "consent_form": ConsentForm(case=case, today=today, has_her_yes=standing.has_students_yes),
        "attempt_form": AttemptForm(initial={"on": today}),
        "decision_form": DecisionForm(),
        "standing": standing,
        "attempts": attempts_of(case),
        "told": passed_on(case),
    }
    status = max((status_of(form) for form in sent.values()), default=200)
    shown = told | sent
    return case_page(request, case, "casework/consent.html", tab="papers", status=status, **shown)
