"""The plan of a case: begun from a preset, changed part by part, printed and signed."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.papers import sign
from kithwork.casework.actions.plans import save_plan, standing_plan
from kithwork.casework.forms.plans import (
    EMPTY,
    ActionForm,
    BeginForm,
    FrameForm,
    ReasonForm,
    without_action,
)
from kithwork.casework.forms.signing import SignForm
from kithwork.casework.forms.stages import DropStageForm, StageForm
from kithwork.casework.models import Case, Plan
from kithwork.casework.planned import PlanContent, begun_from, empty_plan, without_stage
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.evidence import needs_in
from kithwork.casework.queries.goals import goals_of, open_goals_by_function
from kithwork.casework.queries.lessons import lessons_about
from kithwork.casework.queries.needs import need_label, needs_of_case
from kithwork.casework.queries.pathways import offered_presets
from kithwork.casework.queries.plan_content import content_of
from kithwork.casework.queries.plans import plan_told
from kithwork.casework.queries.presets import presets_told, review_days
from kithwork.casework.queries.signing import signing_of
from kithwork.casework.views.page import (
    back_to,
    case_page,
    language,
    refused,
    saved,
    say_errors,
    status_of,
)
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.presets import Preset
from kithwork.catalogue.support import functions
from kithwork.core.support.functions import ALL, Function
from kithwork.people.forms.versioned import VersionedForm

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE)
@require_safe
def plan(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the plan with its goals, what it covers and who does it."""
    case = case_for(request.user, uid)
    return _shown(request, case, "casework/plan.html")


@posted(Section.CASE)
@require_safe
def plan_print(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the plan as a sheet of paper, to be signed."""
    case = case_for(request.user, uid)
    return _shown(request, case, "casework/plan_print.html")


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def begin(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Begin the plan from a preset, or empty."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    if standing_plan(case) is not None:
        return back_to("plan", uid)
    offered = offered_presets(case.school, on=today_at(case))
    form = BeginForm(request.POST, today=today_at(case), offered=offered)
    if saved(
        request,
        form,
        lambda: save_plan(case=case, content=_begun(case, form, offered), by=request.user),
    ):
        return back_to("plan", uid)
    return case_page(
        request,
        case,
        "casework/plan_begin.html",
        tab="plan",
        status=status_of(form),
        form=form,
        offered=presets_told(language(), offered=offered),
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def frame(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Change the aim, the lenses, the review and what stands around the stages."""
    case, standing, content = _held(request, uid)
    form = FrameForm(request.POST, content=content, version=str(standing.uid))
    return _part(request, case, form, form.changed, title=_("Aim, theory and review"))


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def stage(request: SignedInRequest, *, uid: uuid.UUID, number: int) -> HttpResponse:
    """Change a stage with its sessions; the number after the last one adds a stage."""
    case, standing, content = _held(request, uid)
    if not 1 <= number <= len(content.stages) + 1:
        raise Http404("There is no such stage in this plan.")
    version = str(standing.uid)
    form = StageForm(request.POST, content=content, number=number, version=version)
    may_drop = len(content.stages) > 1 and number <= len(content.stages)
    drop = DropStageForm(None, content=content, number=number, version=version)
    return _part(
        request,
        case,
        form,
        form.changed,
        title=_("Stage %(number)s") % {"number": number},
        template="casework/plan_stage.html",
        key=number,
        number=number,
        drop=drop if may_drop else None,
    )


@posted(Section.CASE, Verb.WRITE)
@require_POST
def stage_drop(request: SignedInRequest, *, uid: uuid.UUID, number: int) -> HttpResponse:
    """Take a stage out of the plan; what it held moves into another one or goes with it."""
    case, standing, content = _held(request, uid)
    if len(content.stages) < 2 or not 1 <= number <= len(content.stages):
        raise Http404("There is no such stage in this plan.")
    form = DropStageForm(request.POST, content=content, number=number, version=str(standing.uid))
    if not saved(request, form, lambda: _drop_stage(request, case, content, form, number)):
        say_errors(request, form)
    return back_to("plan", uid)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def action(request: SignedInRequest, *, uid: uuid.UUID, place: int | None = None) -> HttpResponse:
    """Change an action, or add one."""
    case, standing, content = _held(request, uid)
    if place is not None and place >= len(content.actions):
        raise Http404("There is no such action in this plan.")
    standing_action = None if place is None else content.actions[place]
    needs = frozenset(one.code for one in needs_in(case))
    form = ActionForm(
        request.POST,
        content=content,
        action=standing_action,
        goals=_goal_lines(case),
        needs=needs,
        version=str(standing.uid),
        initial=_asked(request),
    )
    return _part(
        request,
        case,
        form,
        form.changed,
        title=_("Add an action") if place is None else _("Change an action"),
        template="casework/plan_action.html",
        key="new" if place is None else place,
        place=place,
        lessons=lessons_about(
            request.user,
            needs=needs,
            functions=[request.GET.get("function", "")],
            techniques=[standing_action.technique] if standing_action else (),
            language=language(),
        ),
    )


@posted(Section.CASE, Verb.WRITE)
@require_POST
def action_drop(request: SignedInRequest, *, uid: uuid.UUID, place: int) -> HttpResponse:
    """Take an action out of the plan; what was delivered of it stays."""
    case, standing, content = _held(request, uid)
    try:
        save_plan(
            case=case,
            content=without_action(content, place),
            by=request.user,
            made_from=request.POST.get("version") or str(standing.uid),
        )
    except Refused as problem:
        refused(request, problem)
    return back_to("plan", uid)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def reason(request: SignedInRequest, *, uid: uuid.UUID, code: str) -> HttpResponse:
    """Say why a gap or a need is left out for now."""
    case, standing, content = _held(request, uid)
    code = code.upper()
    if code not in ALL and code not in need_entries():
        raise Http404("There is no such function or need.")
    form = ReasonForm(request.POST, content=content, code=code, version=str(standing.uid))
    return _part(request, case, form, form.changed, title=_label(code), key=code.lower())


@posted(Section.CASE)
@require_POST
def plan_sign(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Note that the standing plan was agreed, or sign it."""
    case = case_for(request.user, uid)
    standing, form = standing_plan(case), SignForm(request.POST)
    if standing is not None and saved(
        request,
        form,
        lambda: sign(case=case, signed=standing, by=request.user, **form.cleaned_data),
        field="words",
    ):
        return back_to("plan", uid)
    return _shown(request, case, "casework/plan.html", sign_form=form)


def _drop_stage(
    request: SignedInRequest, case: Case, content: PlanContent, form: DropStageForm, number: int
) -> None:
    given = form.cleaned_data
    save_plan(
        case=case,
        content=without_stage(content, number, moved_to=given["moved_to"]),
        by=request.user,
        made_from=given["made_from"],
    )


def _shown(
    request: SignedInRequest, case: Case, template: str, *, sign_form: SignForm | None = None
) -> HttpResponse:
    goals, needs = goals_of(case, language()), needs_of_case(case, language())
    told = plan_told(case, goals=goals, needs=needs, language=language())
    form = sign_form or SignForm()
    return case_page(
        request,
        case,
        template,
        tab="plan",
        status=status_of(form),
        told=told,
        goals=goals,
        signing=signing_of(case) if told and not told.is_approved else None,
        sign_form=form,
    )


def _part(
    request: SignedInRequest,
    case: Case,
    form: VersionedForm,
    changed: Callable[[], PlanContent],
    *,
    title: str,
    template: str = "casework/plan_part.html",
    key: object = "whole",
    **context: Any,
) -> HttpResponse:
    """Save a part of the plan as its next version and lead back; or show the form."""
    if saved(
        request,
        form,
        lambda: save_plan(case=case, content=changed(), by=request.user, made_from=form.made_from),
    ):
        return back_to("plan", case.uid)
    return case_page(
        request,
        case,
        template,
        tab="plan",
        status=status_of(form),
        form=form,
        title=title,
        draft=f"plan-{type(form).__name__.lower()}-{key}:{case.uid}",
        **context,
    )


def _held(request: SignedInRequest, uid: uuid.UUID) -> tuple[Case, Plan, PlanContent]:
    """Return the case for writing, its standing plan, and that in the clear."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    standing = standing_plan(case)
    if standing is None:
        raise Http404("There is no plan in this case yet.")
    return case, standing, content_of(standing)


def _begun(case: Case, form: BeginForm, offered: Mapping[str, Preset]) -> PlanContent:
    given, today = form.cleaned_data, today_at(case)
    days = review_days()
    if given["preset"] == EMPTY:
        return empty_plan(on=today, review_days=days, name=_("First stage"))
    return begun_from(
        offered[given["preset"]],
        on=today,
        starts_on=given["starts_on"],
        review_days=days,
        language=language(),
        goals=open_goals_by_function(case),
    )


def _goal_lines(case: Case) -> list[tuple[int, str]]:
    return [(one.number, one.said.statement) for one in goals_of(case, language())]


def _asked(request: SignedInRequest) -> dict[str, str]:
    names = ("technique", "function", "stage")
    return {name: request.GET[name] for name in names if name in request.GET}


def _label(code: str) -> str:
    if code in ALL:
        return functions()[Function(code)].label.said_in(language())
    return need_label(code, language())
