"""Assessing: the support grid, its cells, evidence, talk cards; all of one occasion on one page."""

import uuid

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.evidence import add_evidence, save_talk, standing_talk
from kithwork.casework.actions.support import begin_occasion, save_sheet, standing_sheet
from kithwork.casework.forms.evidence import EvidenceForm, TalkForm
from kithwork.casework.forms.support import CellsForm, GridForm
from kithwork.casework.models import Case, Occasion
from kithwork.casework.queries.assessment import assessment_of
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.evidence import (
    informant_label,
    latest_occasion,
    needs_in,
    scales_of,
    talk_words,
)
from kithwork.casework.queries.support import (
    function_names,
    informant_of,
    matrix_of,
    said_at,
)
from kithwork.casework.views.page import back_to, case_page, language, saved, status_of
from kithwork.catalogue.guides import guides
from kithwork.catalogue.words import say
from kithwork.core.support.cells import Rater
from kithwork.core.support.matrix import Matrix

GET_POST = require_http_methods(["GET", "POST"])
RATERS = (Rater.CLIENT, Rater.WORKER, Rater.GUARDIAN, Rater.TEACHER)


@posted(Section.CASE)
@require_safe
def assess(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what is known of the student's support, what it rests on, and what is still open."""
    case = case_for(request.user, uid)
    told = assessment_of(request.user, case, language())
    return case_page(request, case, "casework/assess.html", tab="assess", told=told)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def grid(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Fill the grid in two passes: who is there, and is it enough."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    occasion = latest_occasion(case)
    sheet = standing_sheet(occasion, Rater.CLIENT) if occasion else None
    matrix = matrix_of(occasion) if occasion else Matrix()
    said = said_at(occasion) if occasion else {}
    version = str(sheet.uid) if sheet else ""
    form = GridForm(request.POST, matrix=matrix, said=said, version=version)
    if saved(
        request,
        form,
        lambda: save_sheet(
            occasion=occasion or _first(case, request),
            sheet=form.sheet(matrix),
            by=request.user,
            made_from=form.made_from,
        ),
    ):
        return back_to("assess", uid)
    return case_page(
        request,
        case,
        "casework/assess_grid.html",
        tab="assess",
        status=status_of(form),
        form=form,
        occasion=occasion,
        draft=f"grid:{case.uid}",
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def cells(request: SignedInRequest, *, uid: uuid.UUID, rater: str) -> HttpResponse:
    """Say more of single cells, as one rater sees them."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    whose = _rater(rater)
    occasion = latest_occasion(case)
    if occasion is None:
        return back_to("assess_grid", uid)
    sheet = standing_sheet(occasion, whose)
    form = CellsForm(
        request.POST,
        rater=whose,
        matrix=matrix_of(occasion),
        informant=informant_of(sheet),
        version=str(sheet.uid) if sheet else "",
    )
    if saved(
        request,
        form,
        lambda: save_sheet(
            occasion=occasion,
            sheet=form.sheet(said_at(occasion).values()),
            by=request.user,
            made_from=form.made_from,
        ),
    ):
        return back_to("assess", uid)
    return case_page(
        request,
        case,
        "casework/assess_cells.html",
        tab="assess",
        status=status_of(form),
        form=form,
        rater=say(f"accompany.rater.{whose}", language()),
        is_hers=whose is Rater.CLIENT,
        heads=function_names(language()),
        draft=f"cells-{whose}:{case.uid}",
    )


@posted(Section.CASE, Verb.WRITE)
@require_POST
def again(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Begin the next day on which support is asked about."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    begin_occasion(case=case, on=today_at(case), by=request.user)
    return back_to("assess_grid", uid)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def evidence_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Attach what was said, seen or answered to the grid and to needs."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    form = EvidenceForm(
        request.POST,
        today=today_at(case),
        scales=scales_of(request.user, case, language()),
        needs=needs_in(case),
        stands={"functions": request.GET.getlist("for"), "needs": request.GET.getlist("need")},
    )
    if saved(
        request,
        form,
        lambda: add_evidence(
            case=case,
            piece=form.piece(),
            by=request.user,
            occasion=latest_occasion(case) or _first(case, request),
        ),
    ):
        return back_to("assess", uid)
    return case_page(
        request,
        case,
        "casework/assess_evidence.html",
        tab="assess",
        status=status_of(form),
        form=form,
        draft=f"evidence:{case.uid}",
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def talk(request: SignedInRequest, *, uid: uuid.UUID, card: str, person: str) -> HttpResponse:
    """Go through a talk card with one person."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    guide = guides().get(card)
    if guide is None or person not in guide.persons:
        raise Http404("There is no such talk card for this person.")
    occasion = latest_occasion(case)
    row = standing_talk(occasion, card, person=person) if occasion else None
    form = TalkForm(
        request.POST,
        guide=guide,
        answers=row.answers if row else {},
        words=talk_words(row),
        today=row.on if row else today_at(case),
        version=str(row.uid) if row else "",
    )
    if saved(
        request,
        form,
        lambda: save_talk(
            occasion=occasion or _first(case, request),
            card=card,
            person=person,
            answers=form.answers,
            words=form.cleaned_data["words"],
            on=form.cleaned_data["on"],
            by=request.user,
            made_from=form.made_from,
        ),
    ):
        return back_to("assess", uid)
    return case_page(
        request,
        case,
        "casework/assess_talk.html",
        tab="assess",
        status=status_of(form),
        form=form,
        guide=guide,
        person=informant_label(person, language()),
        draft=f"talk-{card}-{person}:{case.uid}",
    )


def _first(case: Case, request: SignedInRequest) -> Occasion:
    return begin_occasion(case=case, on=today_at(case), by=request.user)


def _rater(code: str) -> Rater:
    if code not in RATERS:
        raise Http404("There is no such rater.")
    return Rater(code)
