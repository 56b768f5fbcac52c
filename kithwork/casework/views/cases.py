"""Cases: the list, opening one, its thread, its steps, and who works on it."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.aid.queries.awards import awards_seen
from kithwork.audit import clock
from kithwork.casework.actions import cases as actions
from kithwork.casework.actions.steps import take_step
from kithwork.casework.forms.cases import ListForm, MemberForm, StepForm
from kithwork.casework.forms.papers import EnquiryForm
from kithwork.casework.models import CaseMember
from kithwork.casework.queries.cases import case_for, cases_of
from kithwork.casework.queries.lists import case_list
from kithwork.casework.queries.thread import thread_of
from kithwork.casework.views.page import (
    address_of,
    back_to,
    case_page,
    language,
    refused,
    saved,
    status_of,
)
from kithwork.catalogue.papers import papers
from kithwork.people.queries.students import student_for
from kithwork.safety.models import Alert

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE)
@require_safe
def cases(request: SignedInRequest) -> HttpResponse:
    """Show the cases that one may see: one's own, the team's, those that are over."""
    form = ListForm(request.GET or None)
    listed = case_list(request.user, language=language(), **form.asked())
    return render(request, "casework/cases.html", {"listed": listed, "form": form})


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def open_case(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Open a case for a student: the enquiry with its quick questions."""
    student = student_for(request.user, uid)
    today = clock.today(student.school.time_zone or "UTC")
    paper = papers()["enquiry"]
    form = EnquiryForm(request.POST, paper=paper, today=today, school=student.school)
    made: list[actions.Opened] = []
    if saved(
        request,
        form,
        lambda: made.append(
            actions.open_case(
                student=student,
                enquiry=form.words,
                received_on=form.on,
                by=request.user,
                speaker=form.speaker,
            )
        ),
    ):
        return HttpResponseRedirect(_after(made[0]))
    told = {"form": form, "student": student, "cases": cases_of(request.user, student)}
    return render(request, "casework/open.html", told, status=status_of(form))


@posted(Section.CASE)
@require_safe
def case(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show a case: what it needs next, its golden thread with every gap, and what aid there is."""
    found = case_for(request.user, uid)
    return case_page(
        request,
        found,
        "casework/case.html",
        tab="thread",
        thread=thread_of(found, language=language()),
        aid=awards_seen(request.user, found.student),
    )


@posted(Section.CASE, Verb.WRITE)
@require_POST
def step(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Move a case on; what is missing is told on its page."""
    found, form = case_for(request.user, uid, verb=Verb.WRITE), StepForm(request.POST)
    if form.is_valid():
        try:
            take_step(case=found, by=request.user, **form.asked())
        except Refused as problem:
            refused(request, problem)
    return back_to("case", uid)


@posted(Section.CASE)
@GET_POST
def members(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show and say who works on a case."""
    found = case_for(request.user, uid)
    form = MemberForm(request.POST or None, case=found)
    if saved(
        request,
        form,
        lambda: actions.add_member(
            case=found,
            user=form.cleaned_data["user"],
            part=CaseMember.Part(form.cleaned_data["part"]),
            by=request.user,
        ),
        field="user",
    ):
        onward = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
        return HttpResponseRedirect(onward) if is_ours else back_to("members", uid)
    return case_page(
        request, found, "casework/members.html", tab="", form=form, status=status_of(form)
    )


@posted(Section.CASE)
@require_POST
def end_member(request: SignedInRequest, *, uid: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """End somebody's work on a case."""
    found = case_for(request.user, uid)
    try:
        actions.end_member(member=found.members.get(uid=member), by=request.user)
    except Refused as problem:
        refused(request, problem)
    return back_to("members", uid)


def _after(made: actions.Opened) -> str:
    """Lead to the first steps where there is danger, else to the case."""
    if isinstance(made.alert, Alert):
        return reverse("safety:alert", kwargs={"uid": made.alert.uid})
    return address_of("case", made.case)
