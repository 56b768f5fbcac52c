"""Goals of a case: written with the student, scaled before the work begins, rated as it goes."""

import uuid

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.goals import BEGUN, GoalSaid, rate_goals, save_goal
from kithwork.casework.forms.goals import GoalForm, RateForm
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.evidence import needs_in
from kithwork.casework.queries.goals import GoalTold, attained, goals_of, smart_hints
from kithwork.casework.views.page import back_to, case_page, language, saved, status_of

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE)
@require_safe
def goals(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the goals with their five levels and ratings, the table first, T second."""
    case = case_for(request.user, uid)
    told, today = goals_of(case, language()), today_at(case)
    return case_page(
        request,
        case,
        "casework/plan_goals.html",
        tab="plan",
        lines=[(one, smart_hints(one.said, on=today, language=language())) for one in told],
        attained=attained(told),
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def goal(
    request: SignedInRequest, *, uid: uuid.UUID, goal: uuid.UUID | None = None
) -> HttpResponse:
    """Write a goal; `propose` fills in the five levels and saves nothing yet."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    stood = _goal(case, goal)
    form = GoalForm(
        request.POST,
        said=stood.said if stood else GoalSaid(client_words="", statement=""),
        needs=needs_in(case),
        version=str(stood.version.uid) if stood else "",
    )
    remarks = form.with_proposal() if "propose" in request.POST else ()
    if "propose" not in request.POST and saved(
        request,
        form,
        lambda: save_goal(
            case=case,
            said=form.said(),
            goal=stood.goal if stood else None,
            made_from=form.made_from,
            reason=form.why_amended,
            by=request.user,
        ),
    ):
        return back_to("goals", uid)
    return case_page(
        request,
        case,
        "casework/plan_goal.html",
        tab="plan",
        status=200 if request.headers.get("HX-Request") else status_of(form),
        form=form,
        goal=stood,
        remarks=remarks,
        has_begun=case.stage in BEGUN,
        hints=smart_hints(stood.said, on=today_at(case), language=language()) if stood else (),
        draft=f"goal:{goal or case.uid}",
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def rate(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Rate all open goals: one tap for each."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    told = tuple(one for one in goals_of(case, language()) if one.is_open)
    form = RateForm(request.POST, goals=told, today=today_at(case), language=language())
    if saved(
        request,
        form,
        lambda: rate_goals(
            case=case,
            levels=form.levels,
            on=form.cleaned_data["on"],
            rated_by=form.cleaned_data["rated_by"],
            words=form.words,
            by=request.user,
        ),
    ):
        return back_to("goals", uid)
    return case_page(
        request,
        case,
        "casework/plan_rate.html",
        tab="plan",
        status=status_of(form),
        form=form,
        draft=f"rate:{case.uid}",
    )


def _goal(case: Case, goal: uuid.UUID | None) -> GoalTold | None:
    if goal is None:
        return None
    found = next((one for one in goals_of(case, language()) if one.goal.uid == goal), None)
    if found is None:
        raise Http404("There is no such goal in this case.")
    return found
