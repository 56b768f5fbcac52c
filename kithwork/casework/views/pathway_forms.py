"""Making and changing a pathway of one's own, part by part."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kithwork.access.guards import posted
from kithwork.access.permissions import may
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.pathways import Learned, begin_pathway, change_pathway
from kithwork.casework.forms.pathways import (
    BeginPathwayForm,
    DropPathwayStageForm,
    MovePathwayStageForm,
    PathwayFrameForm,
    PathwayStageForm,
    with_stage_moved,
    without_stage,
)
from kithwork.casework.models import Pathway
from kithwork.casework.queries.pathways import (
    ended_cases,
    grounds_of,
    hidden_cases,
    lessons_offered,
    pathway_for,
    preset_of,
    schools_written,
)
from kithwork.casework.views.page import language, saved, say_errors, status_of
from kithwork.casework.views.pathways import to_pathway
from kithwork.catalogue.presets import Preset, presets
from kithwork.people.forms.versioned import VersionedForm

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def begin(request: SignedInRequest, *, base: str) -> HttpResponse:
    """Make an own pathway of a preset of the catalogue, or of an own version."""
    preset, origin = _base(request, base)
    schools = schools_written(request.user)
    form = BeginPathwayForm(request.POST, base=preset, schools=schools)
    cases = [one for school in schools for one in ended_cases(request.user, school)]
    form.offer(cases=cases, lessons=lessons_offered(request.user, origin, language()))
    made: list[Pathway] = []
    if saved(request, form, lambda: made.append(_begun(request, preset, form))):
        return to_pathway(made[0])
    title = _("An own pathway from %(name)s") % {"name": preset.label.said_in(language())}
    return _form_page(request, form, title=title, draft=f"pathway-new:{preset.entry.id}")


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def frame(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Change what stands around the stages, and from what the pathway was learned."""
    standing, preset = _held(request, uid)
    form = PathwayFrameForm(
        request.POST,
        preset=preset,
        version=str(standing.uid),
        grounds=grounds_of(request.user, standing),
    )
    form.offer(
        cases=ended_cases(request.user, standing.school),
        lessons=lessons_offered(request.user, standing, language()),
    )
    return _part(request, standing, form, lambda: _with_hidden(request, standing, form))


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def stage(request: SignedInRequest, *, uid: uuid.UUID, number: int) -> HttpResponse:
    """Change a stage with its sessions and techniques."""
    standing, preset = _held(request, uid)
    if not 1 <= number <= len(preset.stages):
        raise Http404("There is no such stage in this pathway.")
    return _stage(request, standing, preset, number - 1, is_new=False)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def stage_add(request: SignedInRequest, *, uid: uuid.UUID, number: int) -> HttpResponse:
    """Add a stage that will have this number; those from it on move up."""
    standing, preset = _held(request, uid)
    if not 1 <= number <= len(preset.stages) + 1:
        raise Http404("A stage stands before, between or after the others.")
    return _stage(request, standing, preset, number - 1, is_new=True)


@posted(Section.CASE, Verb.WRITE)
@require_POST
def stage_drop(request: SignedInRequest, *, uid: uuid.UUID, number: int) -> HttpResponse:
    """Leave a stage out of a pathway."""
    standing, preset = _held(request, uid)
    if len(preset.stages) < 2 or not 1 <= number <= len(preset.stages):
        raise Http404("There is no such stage in this pathway, or it is the only one.")
    form = DropPathwayStageForm(request.POST)
    return _rearranged(request, standing, form, lambda: without_stage(preset, number - 1))


@posted(Section.CASE, Verb.WRITE)
@require_POST
def stage_move(request: SignedInRequest, *, uid: uuid.UUID, number: int) -> HttpResponse:
    """Put a stage at another place of its pathway."""
    standing, preset = _held(request, uid)
    if not 1 <= number <= len(preset.stages):
        raise Http404("There is no such stage in this pathway.")
    form = MovePathwayStageForm(request.POST, preset=preset, at=number - 1)
    return _rearranged(
        request,
        standing,
        form,
        lambda: with_stage_moved(preset, number - 1, form.cleaned_data["to"]),
    )


def _rearranged(
    request: SignedInRequest, standing: Pathway, form: Form, preset: Callable[[], Preset]
) -> HttpResponse:
    """Write the next version with its stages rearranged, or say why not; lead to what stands."""
    if not saved(
        request,
        form,
        lambda: change_pathway(
            pathway=standing,
            preset=preset(),
            learned=Learned(why=form.cleaned_data["why"]),
            by=request.user,
            made_from=form.cleaned_data["made_from"],
        ),
    ):
        say_errors(request, form)
    return to_pathway(pathway_for(request.user, standing.uid, standing=True))


def _stage(
    request: SignedInRequest, standing: Pathway, preset: Preset, at: int, *, is_new: bool
) -> HttpResponse:
    form = PathwayStageForm(
        request.POST,
        preset=preset,
        stage=None if is_new else preset.stages[at],
        at=at,
        version=str(standing.uid),
    )
    may_drop = not is_new and len(preset.stages) > 1
    return _part(
        request,
        standing,
        form,
        lambda: (form.changed(), form.learned),
        template="casework/learn/stage_form.html",
        number=at + 1,
        drop=DropPathwayStageForm(initial={"made_from": standing.uid}) if may_drop else None,
        move=MovePathwayStageForm(preset=preset, at=at, version=str(standing.uid))
        if may_drop
        else None,
    )


def _part(
    request: SignedInRequest,
    standing: Pathway,
    form: VersionedForm,
    said: Callable[[], tuple[Preset, Learned]],
    **context: Any,
) -> HttpResponse:
    """Save a part of the pathway as its next version and lead there; or show the form."""

    def save() -> Pathway:
        preset, learned = said()
        return change_pathway(
            pathway=standing,
            preset=preset,
            learned=learned,
            by=request.user,
            made_from=form.made_from,
        )

    made: list[Pathway] = []
    if saved(request, form, lambda: made.append(save())):
        return to_pathway(made[0])
    label = preset_of(standing).label.said_in(language())
    part = context.get("number", "frame")
    draft = f"pathway-{part}:{standing.series}"
    return _form_page(request, form, title=label, draft=draft, pathway=standing, **context)


def _form_page(
    request: SignedInRequest,
    form: VersionedForm,
    *,
    title: str,
    draft: str,
    template: str = "casework/learn/form.html",
    **context: Any,
) -> HttpResponse:
    page = {"form": form, "title": title, "draft": draft, **context}
    return render(request, template, page, status=status_of(form))


def _held(request: SignedInRequest, uid: uuid.UUID) -> tuple[Pathway, Preset]:
    """Return what stands of a pathway that one may write, and what it says; or Http404."""
    standing = pathway_for(request.user, uid, standing=True)
    if not may(request.user, Verb.WRITE, Section.CASE, at=standing.school):
        raise Http404("There is no such pathway at the schools for which you write.")
    return standing, preset_of(standing)


def _base(request: SignedInRequest, base: str) -> tuple[Preset, Pathway | None]:
    if (preset := presets().get(base.upper())) is not None:
        return preset, None
    try:
        origin = pathway_for(request.user, uuid.UUID(base))
    except ValueError:
        raise Http404("There is no such preset.") from None
    return preset_of(origin), origin


def _begun(request: SignedInRequest, preset: Preset, form: BeginPathwayForm) -> Pathway:
    return begin_pathway(
        school=form.school_said,
        base=preset,
        label=form.label_said,
        learned=form.learned,
        by=request.user,
    )


def _with_hidden(
    request: SignedInRequest, standing: Pathway, form: PathwayFrameForm
) -> tuple[Preset, Learned]:
    """Return what was typed; the cases that the writer may not open stay behind it."""
    learned, hidden = form.learned, hidden_cases(request.user, standing)
    if hidden and learned.cases is not None:
        learned = replace(learned, cases=(*learned.cases, *hidden))
    return form.changed(), learned
