"""An alert's page: who speaks to the student, by when, what to do first, and whom to call."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.safety import actions
from kithwork.safety.first_steps import steps_for
from kithwork.safety.forms import HandOverForm, SpokenForm
from kithwork.safety.models import Alert
from kithwork.safety.queries import alert_for, may_see_answer, note_of, open_alerts_for

REFUSED = 422


@posted(Section.ALERTS)
@require_safe
def alerts(request: SignedInRequest) -> HttpResponse:
    """Show the alerts about which nobody has spoken yet."""
    return render(request, "safety/alerts.html", {"alerts": open_alerts_for(request.user)})


@posted(Section.ALERTS)
@require_safe
def alert(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show one alert with the first steps and the numbers of today."""
    return _page(request, alert_for(request.user, uid))


@posted(Section.ALERTS, Verb.WRITE)
@require_POST
def spoken(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Record that somebody has spoken to the student."""
    found, form = alert_for(request.user, uid), SpokenForm(request.POST)
    if form.is_valid():
        try:
            actions.spoken(alert=found, note=form.cleaned_data["note"], by=request.user)
            return redirect("safety:alert", uid=uid)
        except Refused as refusal:
            form.add_error("note", refusal.said_in(get_language() or "en"))
    return _page(request, found, spoken_form=form)


@posted(Section.ALERTS, Verb.WRITE)
@require_POST
def hand_over(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Name somebody else who speaks to the student."""
    found = alert_for(request.user, uid)
    form = HandOverForm(found, request.POST)
    if form.is_valid():
        try:
            actions.hand_over(alert=found, to=form.cleaned_data["to"], by=request.user)
            return redirect("safety:alerts")
        except Refused as refusal:
            form.add_error("to", refusal.said_in(get_language() or "en"))
    return _page(request, found, hand_over_form=form)


def _page(
    request: SignedInRequest,
    found: Alert,
    *,
    spoken_form: SpokenForm | None = None,
    hand_over_form: HandOverForm | None = None,
) -> HttpResponse:
    told = {
        "alert": found,
        "student": found.student,
        "steps": steps_for(found),
        "note": "" if found.is_open else note_of(found),
        "spoken_form": spoken_form or SpokenForm(),
        "may_see_answer": may_see_answer(request.user, found),
        "hand_over_form": hand_over_form or HandOverForm(found),
    }
    is_refused = spoken_form is not None or hand_over_form is not None
    return render(request, "safety/alert.html", told, status=REFUSED if is_refused else 200)
