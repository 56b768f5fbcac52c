"""The restricted section: everybody of the case sees that it is there, its list opens it."""

import uuid

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.restricted import let_in, let_out, write_restricted
from kithwork.casework.forms.restricted import ReaderForm, RestrictedForm
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.parts import restricted_for
from kithwork.casework.queries.restricted import reader_for, restricted_of
from kithwork.casework.views.page import back_to, part_page, saved, status_of


@posted(Section.RESTRICTED)
@require_safe
def restricted(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the restricted section, or that there is one."""
    return _page(request, restricted_for(request.user, uid))


@posted(Section.RESTRICTED, Verb.WRITE)
@require_POST
def restricted_write(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write an entry that only the list opens."""
    case, form = restricted_for(request.user, uid), RestrictedForm(request.POST)
    if saved(
        request, form, lambda: write_restricted(case=case, by=request.user, **form.cleaned_data)
    ):
        return back_to("restricted", uid)
    return _page(request, case, form=form)


@posted(Section.RESTRICTED, Verb.WRITE)
@require_POST
def reader_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Put somebody on the list."""
    case = restricted_for(request.user, uid)
    form = ReaderForm(request.POST, case=case)
    if saved(
        request,
        form,
        lambda: let_in(case=case, user=form.cleaned_data["user"], by=request.user),
        field="user",
    ):
        return back_to("restricted", uid)
    return _page(request, case, reader_form=form)


@posted(Section.RESTRICTED, Verb.WRITE)
@require_POST
def reader_end(request: SignedInRequest, *, uid: uuid.UUID, reader: uuid.UUID) -> HttpResponse:
    """Take somebody off the list."""
    case = restricted_for(request.user, uid)
    let_out(reader=reader_for(case, reader), by=request.user)
    return back_to("restricted", uid)


def _page(request: SignedInRequest, case: Case, **sent: forms.Form) -> HttpResponse:
    told = {
        "form": RestrictedForm(initial={"on": today_at(case)}),
        "reader_form": ReaderForm(case=case),
        "restricted": restricted_of(request.user, case),
    }
    status = max((status_of(form) for form in sent.values()), default=200)
    shown = told | sent
    return part_page(
        request, case, "casework/restricted.html", tab="papers", status=status, **shown
    )
