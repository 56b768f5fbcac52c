"""Handing a case over: the sheet of the case, and the sheet as its receiver sees it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.handovers import decline, hand_over, take_over, withdraw
from kithwork.casework.forms.handovers import DeclineForm, HandoverForm
from kithwork.casework.queries.cases import case_for
from kithwork.casework.queries.handovers import handover_for, handovers_of, open_matters
from kithwork.casework.views.page import (
    back_to,
    case_page,
    refused,
    saved,
    status_of,
)
from kithwork.people.queries.reach import reaches


@posted(Section.CASE)
@require_http_methods(["GET", "POST"])
def handover(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what is open in a case and its handovers, and write a sheet."""
    case = case_for(request.user, uid)
    form = HandoverForm(request.POST or None, case=case, by=request.user)
    if saved(
        request,
        form,
        lambda: hand_over(case=case, giver=form.giver, sheet=form.sheet, by=request.user),
    ):
        return back_to("handover", uid)
    return case_page(
        request,
        case,
        "casework/handover.html",
        tab="",
        status=status_of(form),
        form=form,
        handovers=handovers_of(case),
        matters=open_matters(case),
    )


@posted(Section.CASE, Verb.WRITE)
@require_safe
def handover_sheet(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show one sheet to whoever is to take the case over."""
    return _sheet(request, uid, DeclineForm())


@posted(Section.CASE, Verb.WRITE)
@require_POST
def handover_take(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Take a case over."""
    seen = handover_for(request.user, uid)
    try:
        member = take_over(handover=seen.row, by=request.user)
    except Refused as problem:
        refused(request, problem)
        return redirect("casework:handover_sheet", uid=uid)
    begins = member.starts_on <= seen.today
    return back_to("case", seen.row.case.uid) if begins else redirect("casework:cases")


@posted(Section.CASE, Verb.WRITE)
@require_POST
def handover_decline(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Not take a case over, with the reason."""
    seen, form = handover_for(request.user, uid), DeclineForm(request.POST)
    if saved(
        request,
        form,
        lambda: decline(handover=seen.row, words=form.cleaned_data["words"], by=request.user),
        field="words",
    ):
        return redirect("casework:cases")
    return _sheet(request, uid, form)


@posted(Section.CASE)
@require_POST
def handover_withdraw(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Take a handover back before it is taken."""
    seen = handover_for(request.user, uid)
    try:
        withdraw(handover=seen.row, by=request.user)
    except Refused as problem:
        refused(request, problem)
    return back_to("handover", seen.row.case.uid)


def _sheet(request: SignedInRequest, uid: uuid.UUID, form: DeclineForm) -> HttpResponse:
    seen = handover_for(request.user, uid)
    student = seen.row.case.student
    told = {
        "seen": seen,
        "case": seen.row.case,
        "student": student,
        "sees_student": reaches(request.user, Verb.READ, Section.IDENTITY, student) is not None,
        "may_take": seen.waits and seen.row.receiver_id == request.user.pk,
        "form": form,
    }
    return render(request, "casework/handover_sheet.html", told, status=status_of(form))
