"""The part of danger of a case, and the worklist of those who have a part and not the whole."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.episodes import record_step
from kithwork.casework.forms.danger import StepForm
from kithwork.casework.queries.danger import danger_of, notice_in
from kithwork.casework.queries.parts import danger_for
from kithwork.casework.queries.worklists import worklist_of
from kithwork.casework.views.page import back_to, part_page, saved, status_of
from kithwork.core.safety import Step


@posted(Section.CASE_EXISTS)
@require_safe
def parts(request: SignedInRequest) -> HttpResponse:
    """Show the parts of cases that wait for the reader."""
    is_open = request.GET.get("show") != "past"
    listed = worklist_of(request.user, is_open=is_open)
    return render(request, "casework/parts.html", {"listed": listed, "is_open": is_open})


@posted(Section.ALERTS)
@require_safe
def danger(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what stands of danger in a case, and the next step."""
    case = danger_for(request.user, uid)
    seen = danger_of(request.user, case)
    return part_page(request, case, "casework/danger.html", danger=seen)


@posted(Section.ALERTS, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def danger_step(request: SignedInRequest, *, uid: uuid.UUID, step: str) -> HttpResponse:
    """Record a step of the episode."""
    if step not in list(Step) or step == Step.ASSESSED:
        raise Http404("There is no such step.")
    case = danger_for(request.user, uid, verb=Verb.WRITE)
    form = StepForm(request.POST or None, step=Step(step))
    if saved(request, form, lambda: record_step(case=case, said=form.note, by=request.user)):
        return back_to("danger", uid)
    return part_page(
        request,
        case,
        "casework/danger_step.html",
        status=status_of(form),
        form=form,
        step=step,
        notice=notice_in(case),
    )
