"""The settings page of official wordings: which scale has one, loading it, taking it out of use."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.surveys.actions.wordings import load_wording, retire_wording
from kithwork.surveys.forms.wordings import WordingForm
from kithwork.surveys.queries.wordings import scale_wording, scale_wordings

REFUSED = 422
writes = posted(Section.ACCOUNTS, Verb.WRITE, school_wide=True)


@writes
@require_safe
def wordings(request: SignedInRequest) -> HttpResponse:
    """Show every standard scale and whether its wording is here."""
    return render(request, "surveys/wordings.html", {"scales": scale_wordings()})


@writes
@require_http_methods(["GET", "POST"])
def wording(request: SignedInRequest, *, code: str) -> HttpResponse:
    """Show the wording of one scale, and load another."""
    scale = scale_wording(code)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = WordingForm(*sent, code=code)
    if form.is_valid():
        try:
            made = form.cleaned_data["file"]
            load_wording(wording=made, on=clock.today(get_current_timezone_name()), by=request.user)
            messages.success(request, _("The wording is in use from now on."))
            return HttpResponseRedirect(request.path)
        except Refused as problem:
            form.add_error("file", problem.said_in(get_language() or "en"))
    told = {"scale": scale, "form": form}
    return render(request, "surveys/wording.html", told, status=REFUSED if form.errors else 200)


@writes
@require_POST
def wording_retire(request: SignedInRequest, *, code: str) -> HttpResponse:
    """Take a wording out of use."""
    scale = scale_wording(code)
    try:
        retire_wording(code=scale.entry.code, by=request.user)
    except Refused as problem:
        messages.error(request, problem.said_in(get_language() or "en"))
    return redirect("wordings:wordings")
