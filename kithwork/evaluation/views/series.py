"""Writing a series of a case: set up, a value, a phase, the drawn start."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.goals import goals_of
from kithwork.casework.views.page import case_page, language, refused, saved, status_of
from kithwork.evaluation.actions.series import add_point, begin_phase, begin_series, draw_start
from kithwork.evaluation.addresses import outcome_at
from kithwork.evaluation.forms.series import DrawForm, PhaseForm, PointForm, SeriesForm
from kithwork.evaluation.models import Series
from kithwork.evaluation.queries.series import subjects_of

writes = posted(Section.CASE, Verb.WRITE)


@writes
@require_http_methods(["GET", "POST"])
def series_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Set up a series."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    form = SeriesForm(request.POST, subjects=subjects_of(case), goals=goals_of(case, language()))
    if saved(request, form, lambda: begin_series(case=case, series=form.series(), by=request.user)):
        return HttpResponseRedirect(outcome_at(case))
    return case_page(
        request,
        case,
        "evaluation/write.html",
        tab="results",
        status=status_of(form),
        form=form,
        title=_("Measure something again and again"),
        lead=_("Marks, attendance and goals are read from the record; nothing is typed twice."),
        draft=f"series:{case.uid}",
        back=outcome_at(case),
    )


@writes
@require_POST
def point(request: SignedInRequest, *, uid: uuid.UUID, series: uuid.UUID) -> HttpResponse:
    """Record the value of a day."""
    case, found = _series(request, uid, series)
    form = PointForm(request.POST, today=today_at(case))
    if form.is_valid():
        said = form.cleaned_data
        add_point(series=found, on=said["on"], value=said["value"], by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("A day and a number are needed."))
    return HttpResponseRedirect(outcome_at(case))


@writes
@require_POST
def phase(request: SignedInRequest, *, uid: uuid.UUID, series: uuid.UUID) -> HttpResponse:
    """Say from which day on the series is in a phase."""
    case, found = _series(request, uid, series)
    form = PhaseForm(request.POST, today=today_at(case))
    if form.is_valid():
        said = form.cleaned_data
        try:
            begin_phase(series=found, label=said["label"], on=said["on"], by=request.user)
            messages.success(request, _("Saved."))
        except Refused as problem:
            refused(request, problem)
    return HttpResponseRedirect(outcome_at(case))


@writes
@require_POST
def draw(request: SignedInRequest, *, uid: uuid.UUID, series: uuid.UUID) -> HttpResponse:
    """Draw by lot when the work begins."""
    case, found = _series(request, uid, series)
    form = DrawForm(request.POST)
    if form.is_valid():
        sessions = form.cleaned_data["sessions"]
        try:
            drawn = draw_start(series=found, sessions=sessions, on=today_at(case), by=request.user)
            told = _("Drawn: the work begins with session %(n)s of %(all)s.")
            messages.success(request, told % {"n": drawn.drawn, "all": drawn.sessions})
        except Refused as problem:
            refused(request, problem)
    return HttpResponseRedirect(outcome_at(case))


def _series(request: SignedInRequest, uid: uuid.UUID, series: uuid.UUID) -> tuple[Case, Series]:
    case = case_for(request.user, uid, verb=Verb.WRITE)
    found = Series.objects.filter(case=case, uid=series).select_related("case").first()
    if found is None:
        raise Http404("There is no such series in this case.")
    return case, found
