"""What is given in a case: resources from offer to confirmed, information with its receipt."""

import uuid

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.information import confirm_read, give_item
from kithwork.casework.actions.resources import link_resource, move_link
from kithwork.casework.forms.giving import GiveForm, LinkForm, MoveForm
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for
from kithwork.casework.queries.giving import given_for, given_in, link_for, links_of
from kithwork.casework.views.page import (
    back_to,
    case_page,
    language,
    refused,
    saved,
    status_of,
)
from kithwork.core.casework.links import LinkStatus


@posted(Section.CASE)
@require_safe
def giving(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what was linked and given in a case."""
    return _page(request, case_for(request.user, uid))


@posted(Section.CASE, Verb.WRITE)
@require_POST
def link(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Link a resource to a case."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    form = LinkForm(request.POST, school=case.school)
    if saved(request, form, lambda: link_resource(case=case, by=request.user, **form.cleaned_data)):
        return back_to("giving", uid)
    return _page(request, case, link_form=form)


@posted(Section.CASE, Verb.WRITE)
@require_POST
def link_step(request: SignedInRequest, *, uid: uuid.UUID, link: uuid.UUID) -> HttpResponse:
    """Take a step with a link; what stands in the way is told."""
    case, form = case_for(request.user, uid, verb=Verb.WRITE), MoveForm(request.POST)
    found = link_for(request.user, case, link)
    if form.is_valid():
        to, words = LinkStatus(form.cleaned_data["to"]), form.cleaned_data["words"]
        try:
            move_link(link=found, to=to, words=words, by=request.user)
        except Refused as problem:
            refused(request, problem)
    return back_to("giving", uid)


@posted(Section.CASE, Verb.WRITE)
@require_POST
def give(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Note that an item of information was given."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    form = GiveForm(request.POST, school=case.school)
    if saved(
        request,
        form,
        lambda: give_item(case=case, by=request.user, **form.cleaned_data),
        field="item",
    ):
        return back_to("giving", uid)
    return _page(request, case, give_form=form)


@posted(Section.CASE, Verb.WRITE)
@require_POST
def read(request: SignedInRequest, *, uid: uuid.UUID, given: uuid.UUID) -> HttpResponse:
    """Note that what was given was read."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    confirm_read(given=given_for(request.user, case, given), by=request.user)
    return back_to("giving", uid)


def _page(request: SignedInRequest, case: Case, **sent: forms.Form) -> HttpResponse:
    told = {
        "link_form": LinkForm(school=case.school),
        "give_form": GiveForm(school=case.school),
        "links": links_of(request.user, case, language=language()),
        "given": given_in(case),
    }
    status = max((status_of(form) for form in sent.values()), default=200)
    shown = told | sent
    return case_page(request, case, "casework/giving.html", tab="contacts", status=status, **shown)
