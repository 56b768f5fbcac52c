"""Needs and problems of a case: offered, added, ranked by both sides."""

import uuid

from django.db import transaction
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.needs import say_of_need, take_in_need, tell_problem
from kithwork.casework.forms.needs import AddNeedForm, NeedForm, ProblemForm
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.lessons import lessons_about
from kithwork.casework.queries.needs import (
    ProblemTold,
    needs_of_case,
    offered_needs,
    problems_of,
)
from kithwork.casework.views.page import back_to, case_page, language, saved, status_of

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def needs(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Say how grave each need is, how both sides rank it and how it stands."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    told = needs_of_case(case, language())
    lines = [NeedForm(request.POST, told=one, language=language()) for one in told]
    if request.method == "POST" and _all_saved(request, case, lines):
        return back_to("assess", uid)
    offered, _may_read = offered_needs(request.user, case, on=today_at(case), language=language())
    return case_page(
        request,
        case,
        "casework/assess_needs.html",
        tab="assess",
        status=422 if any(line.is_bound and line.errors for line in lines) else 200,
        lines=lines,
        offered=offered,
        add=AddNeedForm(here=[one.code for one in told]),
        lessons=lessons_about(request.user, needs=[one.code for one in told], language=language()),
        draft=f"needs:{case.uid}",
    )


@posted(Section.CASE, Verb.WRITE)
@require_POST
def need_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Take a need into the case: an offered one, or one that a person chose."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    form = AddNeedForm(request.POST)
    offered, _may_read = offered_needs(request.user, case, on=today_at(case), language=language())
    because = {one.code: one.reasons for one in offered}
    saved(
        request,
        form,
        lambda: take_in_need(
            case=case,
            code=form.cleaned_data["code"],
            because=because.get(form.cleaned_data["code"], ()),
            on=today_at(case),
            by=request.user,
        ),
    )
    return back_to("assess_needs", uid)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def problem(
    request: SignedInRequest, *, uid: uuid.UUID, problem: uuid.UUID | None = None
) -> HttpResponse:
    """Write a problem as it is told."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    told = _problem(case, problem)
    form = ProblemForm(
        request.POST,
        stands={**told.words, "severity": told.version.severity} if told else {},
        version=str(told.version.uid) if told else "",
    )
    if saved(
        request,
        form,
        lambda: tell_problem(
            case=case,
            words=form.words,
            severity=form.cleaned_data["severity"],
            problem=told.problem if told else None,
            made_from=form.made_from,
            by=request.user,
        ),
    ):
        return back_to("assess", uid)
    return case_page(
        request,
        case,
        "casework/assess_problem.html",
        tab="assess",
        status=status_of(form),
        form=form,
        draft=f"problem:{problem or case.uid}",
    )


def _all_saved(request: SignedInRequest, case: Case, lines: list[NeedForm]) -> bool:
    """Save every need that was changed, all of them or none."""
    checked = [line.is_valid() for line in lines]  # each one shows its own errors
    if not all(checked):
        return False
    with transaction.atomic():
        done = [_is_saved(request, case, line) for line in lines if line.differs]
        if not all(done):
            transaction.set_rollback(True)
    return all(done)


def _is_saved(request: SignedInRequest, case: Case, line: NeedForm) -> bool:
    return line.saves(
        lambda: say_of_need(
            need=line.told.need,
            said=line.said,
            on=today_at(case),
            by=request.user,
            made_from=line.made_from,
        )
    )


def _problem(case: Case, problem: uuid.UUID | None) -> ProblemTold | None:
    if problem is None:
        return None
    found = next((one for one in problems_of(case) if one.problem.uid == problem), None)
    if found is None:
        raise Http404("There is no such problem in this case.")
    return found
