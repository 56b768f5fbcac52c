"""Complaints and appeals: taken down by anyone of staff, handled by one who is not meant."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.casework.actions.complaints import receive_complaint, take_step
from kithwork.casework.forms.complaints import ComplaintForm, ComplaintStepForm
from kithwork.casework.models import Complaint
from kithwork.casework.queries.cases import case_for
from kithwork.casework.queries.complaints import complaint_for, complaints_in, my_complaints
from kithwork.casework.queries.sheets import complaint_sheet_for
from kithwork.casework.views.page import case_page, language, saved, status_of
from kithwork.core.casework.complaints import ComplaintStep as Step
from kithwork.core.text import LANGUAGES, written_in
from kithwork.people.queries.students import student_for

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.IDENTITY)
@require_safe
def complaints(request: SignedInRequest) -> HttpResponse:
    """Show the complaints that the reader handles, took down, or was shown."""
    found = my_complaints(request.user)
    return render(request, "casework/complaints.html", {"complaints": found})


@posted(Section.IDENTITY)
@GET_POST
def complaint_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Take a complaint down that a student, or somebody for her, brings."""
    student = student_for(request.user, uid)
    form = ComplaintForm(request.POST or None, student=student, by=request.user)
    made: list[Complaint] = []
    if saved(
        request,
        form,
        lambda: made.append(
            receive_complaint(student=student, received=form.received, by=request.user)
        ),
    ):
        return redirect("casework:complaint", uid=made[0].uid)
    told = {"student": student, "form": form}
    return render(request, "casework/complaint_add.html", told, status=status_of(form))


@posted(Section.IDENTITY)
@require_safe
def complaint(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show a complaint as far as the reader may see it, and what comes next."""
    seen = complaint_for(request.user, uid)
    return render(request, "casework/complaint.html", {"seen": seen, "student": seen.row.student})


@posted(Section.IDENTITY)
@GET_POST
def complaint_step(request: SignedInRequest, *, uid: uuid.UUID, step: str) -> HttpResponse:
    """Record what was done about a complaint, as its handler."""
    seen = complaint_for(request.user, uid)
    if not seen.is_handler or step not in list(Step):
        raise Http404("There is no such step.")
    form = ComplaintStepForm(
        request.POST if request.method == "POST" else None,
        step=Step(step),
        complaint=seen.row,
        by=request.user,
    )
    if saved(request, form, lambda: take_step(complaint=seen.row, deed=form.deed, by=request.user)):
        return redirect("casework:complaint", uid=uid)
    told = {"seen": seen, "student": seen.row.student, "form": form, "step": step}
    return render(request, "casework/complaint_step.html", told, status=status_of(form))


@posted(Section.IDENTITY)
@require_safe
def complaint_sheet(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the sheet that tells students and families how to complain, as it is printed."""
    student = student_for(request.user, uid)
    asked = request.GET.get("in", "")
    wanted = asked if asked in LANGUAGES else written_in(language())
    told = complaint_sheet_for(request.user, student.school, language=wanted)
    page = {"told": told, "student": student, "template": "casework/sheets/complain.html"}
    return render(request, "casework/sheets/sheet.html", page)


@posted(Section.CASE)
@require_safe
def case_complaints(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the complaints that a case's file tells of, and those of the reader."""
    case = case_for(request.user, uid)
    found = complaints_in(request.user, case)
    return case_page(request, case, "casework/case_complaints.html", tab="papers", complaints=found)
