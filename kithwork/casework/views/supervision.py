"""Supervision of a case: written by the supervisor, read by her and the worker."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.supervision import write_supervision
from kithwork.casework.forms.supervision import SupervisionForm
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for
from kithwork.casework.queries.supervision import supervision_of
from kithwork.casework.views.page import back_to, case_page, saved, status_of


@posted(Section.CASE)
@require_safe
def supervision(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the supervision of a case."""
    case = case_for(request.user, uid)
    return _page(request, case, SupervisionForm(case=case))


@posted(Section.CASE, Verb.SIGN)
@require_POST
def supervision_write(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write a supervision record."""
    case = case_for(request.user, uid)
    form = SupervisionForm(request.POST, case=case)
    if saved(
        request,
        form,
        lambda: write_supervision(case=case, worker=form.worker, talk=form.talk, by=request.user),
    ):
        return back_to("supervision", uid)
    return _page(request, case, form)


def _page(request: SignedInRequest, case: Case, form: SupervisionForm) -> HttpResponse:
    return case_page(
        request,
        case,
        "casework/supervision.html",
        tab="",
        status=status_of(form),
        form=form,
        lines=supervision_of(request.user, case),
    )
