"""Choosing for casework: the criteria, the list in bands, the letters to those not chosen."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.guards import posted
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.choosing import begin_choosing, decide, end_choosing
from kithwork.casework.forms.choosing import CriteriaForm, DecisionsForm
from kithwork.casework.models import Choosing
from kithwork.casework.queries.choosing import (
    choosing_for,
    choosing_told,
    choosings_at,
    letters_of,
)
from kithwork.casework.views.page import language, refused
from kithwork.needs.queries.candidates import schools_to_choose
from kithwork.needs.queries.scope import chosen

CHOOSES = posted(Section.BANDS, Verb.WRITE)
GET_POST = require_http_methods(["GET", "POST"])
UNPROCESSABLE = 422


@CHOOSES
@GET_POST
def begin(request: SignedInRequest) -> HttpResponse:
    """Say by what one considers; earlier choosings of the school stand below."""
    schools = schools_to_choose(request.user)
    if not schools:
        raise NotAllowed("You may not choose students for casework.")
    school = chosen(schools, request.GET.get("school", ""))
    form = CriteriaForm(request.POST or None, language=language())
    if form.is_bound and form.is_valid():
        try:
            made = begin_choosing(
                school=school,
                criteria=form.criteria,
                words=form.cleaned_data["words"],
                by=request.user,
            )
            return redirect("choosing:list", uid=made.uid)
        except Refused as refusal:
            form.add_error(None, refusal.said_in(language()))
    told = {"form": form, "school": school, "schools": schools, "before": choosings_at(school)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "casework/choosing/begin.html", told, status=status)


@CHOOSES
@GET_POST
def listed(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Show whom one considers, and write down what is decided about each."""
    choosing = choosing_for(request.user, uid)
    status = 200
    if request.method == "POST":
        if _decided(request, choosing):
            return redirect("choosing:list", uid=uid)
        status = UNPROCESSABLE
    told = choosing_told(request.user, choosing, language=language())
    sent = request.POST if status == UNPROCESSABLE else {}
    context = {"told": told, "choosing": choosing, "sent": sent}
    return render(request, "casework/choosing/list.html", context, status=status)


def _decided(request: SignedInRequest, choosing: Choosing) -> bool:
    form = DecisionsForm(request.POST, rows=list(choosing.considered.all()))
    if not form.is_valid():
        return False
    version = form.cleaned_data["version"]
    try:
        decide(choosing=choosing, decisions=form.decisions, version=version, by=request.user)
        if form.cleaned_data["ends"]:
            end_choosing(choosing=choosing, version=choosing.version, by=request.user)
    except Refused as refusal:
        refused(request, refusal)
        return False
    return True


@CHOOSES
@require_safe
def letters(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a kind letter to each who is not chosen now, to print."""
    choosing = choosing_for(request.user, uid)
    context = {"choosing": choosing, "letters": letters_of(request.user, choosing)}
    return render(request, "casework/choosing/letters.html", context)
