"""What came of a case: goals, delivery, follow-ups, lessons for others, one's own reflection."""

import uuid

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.following import complete_follow_up
from kithwork.casework.actions.learning import write_lesson, write_reflection
from kithwork.casework.forms.learning import LessonForm
from kithwork.casework.forms.papers import PaperForm
from kithwork.casework.models import Case, FollowUp
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.reflections import reflection_for
from kithwork.casework.queries.results import LessonLine, lesson_of, results_of
from kithwork.casework.views.page import back_to, case_page, language, saved, status_of
from kithwork.catalogue.papers import papers

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE)
@require_safe
def results(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what came of a case so far."""
    case = case_for(request.user, uid)
    told = results_of(case, language=language())
    return case_page(request, case, "casework/results.html", tab="results", results=told)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def follow_up(request: SignedInRequest, *, uid: uuid.UUID, follow_up: uuid.UUID) -> HttpResponse:
    """Write down what became of a planned follow-up."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    planned = _planned(case, follow_up)
    form = PaperForm(request.POST, paper=papers()["follow_up"], said={}, today=today_at(case))
    if saved(
        request,
        form,
        lambda: complete_follow_up(
            follow_up=planned, words=form.words, on=form.on, by=request.user
        ),
    ):
        return back_to("risk" if form.words.get("risk") == "yes" else "results", uid)
    return case_page(
        request,
        case,
        "casework/write.html",
        tab="results",
        status=status_of(form),
        form=form,
        paper=form.paper,
        standing=None,
        draft=f"follow-up:{planned.uid}",
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def lesson(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write one of up to three lessons for others."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    return _lesson(request, case, None)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def lesson_amend(request: SignedInRequest, *, uid: uuid.UUID, lesson: uuid.UUID) -> HttpResponse:
    """Write the next version of a lesson; the one before stays."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    return _lesson(request, case, lesson_of(case, lesson))


def _lesson(request: SignedInRequest, case: Case, standing: LessonLine | None) -> HttpResponse:
    form = LessonForm(request.POST, standing=standing)
    if saved(
        request,
        form,
        lambda: write_lesson(
            case=case,
            lesson=form.lesson(),
            by=request.user,
            amends=standing.lesson if standing else None,
            made_from=form.made_from if standing else None,
        ),
    ):
        return back_to("results", case.uid)
    return case_page(
        request,
        case,
        "casework/lesson.html",
        tab="results",
        status=status_of(form),
        form=form,
        standing=standing,
        draft=f"lesson:{standing.lesson.series if standing else case.uid}",
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def reflection(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write a reflection that nobody else can read."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    stood = reflection_for(request.user, case)
    form = PaperForm(
        request.POST,
        paper=papers()["reflection"],
        said=stood.words,
        today=today_at(case),
        standing=stood.reflection,
    )
    if saved(
        request,
        form,
        lambda: write_reflection(
            case=case,
            words=form.words,
            on=form.on,
            amends=stood.reflection,
            made_from=form.made_from,
            by=request.user,
        ),
    ):
        return back_to("results", uid)
    return case_page(
        request,
        case,
        "casework/write.html",
        tab="results",
        status=status_of(form),
        form=form,
        paper=form.paper,
        standing=stood.reflection,
        draft=f"reflection:{case.uid}",
    )


def _planned(case: Case, uid: uuid.UUID) -> FollowUp:
    found = FollowUp.objects.filter(case=case, uid=uid).select_related("case").first()
    if found is None:
        raise Http404("There is no such follow-up in this case.")
    return found
