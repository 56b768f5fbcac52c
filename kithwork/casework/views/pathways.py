"""Pathways of one's own: which there are, one version, two versions side by side, approval."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.casework.actions.pathways import approve_pathway, retire_pathway
from kithwork.casework.forms.pathways import RetireForm
from kithwork.casework.models import Pathway
from kithwork.casework.queries.pathways import (
    compared,
    pathway_for,
    pathway_told,
    pathways_for,
    record_export,
    schools_written,
)
from kithwork.casework.queries.presets import presets_told
from kithwork.casework.views.page import language, refused, saved, status_of


@posted(Section.CASE)
@require_safe
def pathways(request: SignedInRequest) -> HttpResponse:
    """Show the pathways of the organisation, and from what one can make a further one."""
    told = {
        "rows": [(row, row.state_in(language())) for row in pathways_for(request.user)],
        "bases": presets_told(language()),
        "may_write": bool(schools_written(request.user)),
    }
    return render(request, "casework/learn/pathways.html", told)


@posted(Section.CASE)
@require_safe
def pathway(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show one version: what it says, why it changed, from what it was learned."""
    return _shown(request, pathway_for(request.user, uid), None)


@posted(Section.CASE)
@require_safe
def compare(request: SignedInRequest, *, uid: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Show two versions of one pathway side by side, the earlier one first."""
    pair = [pathway_for(request.user, one) for one in (uid, other)]
    before, after = sorted(pair, key=lambda one: one.version)
    if before.series != after.series:
        raise Http404("These are no two versions of one pathway.")
    beside = compared(before, after, language=language())
    told = {"before": before, "after": after, "beside": beside}
    return render(request, "casework/learn/compare.html", told)


@posted(Section.CASE)
@require_safe
def export(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Hand out a version as a file of the catalogue."""
    found = pathway_for(request.user, uid)
    record_export(request.user, found)
    answer = HttpResponse(found.content, content_type="application/yaml; charset=utf-8")
    name = f"{found.code.lower()}-version-{found.version}.yaml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@posted(Section.CASE, Verb.SIGN)
@require_POST
def approve(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Approve the version that stands: from now on it is offered where a plan begins."""
    found = pathway_for(request.user, uid)
    try:
        approve_pathway(pathway=found, by=request.user)
    except Refused as problem:
        refused(request, problem)
    return to_pathway(found)


@posted(Section.CASE, Verb.SIGN)
@require_POST
def retire(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Offer a version no more from a day on."""
    found, form = pathway_for(request.user, uid), RetireForm(request.POST)
    if saved(
        request,
        form,
        lambda: retire_pathway(pathway=found, by=request.user, **form.cleaned_data),
    ):
        return to_pathway(found)
    return _shown(request, found, form)


def to_pathway(found: Pathway) -> HttpResponseRedirect:
    """Lead to the page of a version."""
    return HttpResponseRedirect(reverse("learn:pathway", kwargs={"uid": found.uid}))


def _shown(request: SignedInRequest, found: Pathway, form: RetireForm | None) -> HttpResponse:
    told = pathway_told(request.user, found, language=language())
    today = clock.today(found.school.time_zone or "UTC")
    page = {
        "told": told,
        "state": told.row.state_in(language()),
        "form": form or RetireForm(initial={"on": today}),
    }
    status = status_of(form) if form else 200
    return render(request, "casework/learn/pathway.html", page, status=status)
