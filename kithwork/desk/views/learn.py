"""Learn across cases: the casework of a school in a time, and one pathway of it as a programme."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.models import School
from kithwork.access.permissions import may
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.core.text import written_in
from kithwork.desk.queries.learn import learn_page, programme_page
from kithwork.desk.queries.programme_report import KINDS, take_along
from kithwork.evaluation.queries.across.learned import (
    pathways_of,
    period_named,
    periods_of,
    schools_to_learn,
)
from kithwork.files.sending import as_file
from kithwork.needs.queries.scope import chosen


@posted(Section.AGGREGATES, school_wide=True)
@require_safe
def learn(request: SignedInRequest) -> HttpResponse:
    """Show the numbers over a school's cases in a time."""
    schools, school = _schools(request)
    language = _language()
    periods = periods_of(school, language)
    period = period_named(periods, request.GET.get("period", ""))
    context = {
        "page": learn_page(request.user, school, period, language=language),
        "schools": schools,
        "school": school,
        "periods": periods,
        "period": period,
        "pathways": pathways_of(school, language),
        "may_read_cases": may(request.user, Verb.READ, Section.CASE),
    }
    return render(request, "desk/learn.html", context)


@posted(Section.AGGREGATES, school_wide=True)
@require_safe
def programme(request: SignedInRequest, *, key: str) -> HttpResponse:
    """Show one pathway of a school, or all of its casework, as a programme."""
    _, school = _schools(request)
    language = _language()
    context = {
        "page": programme_page(request.user, school, key, language=language),
        "school": school,
        "key": key,
        "pathways": pathways_of(school, language),
    }
    return render(request, "desk/learn_programme.html", context)


@posted(Section.AGGREGATES, school_wide=True)
@require_safe
def programme_file(request: SignedInRequest, *, key: str, kind: str) -> HttpResponse:
    """Give the programme's page as a document or a table file."""
    if kind not in KINDS:
        raise Http404("A programme is given as a document or a table.")
    _, school = _schools(request)
    given = take_along(request.user, school, key, kind=kind, language=_language())
    return as_file(given.content, given.content_type, name=given.name)


def _schools(request: SignedInRequest) -> tuple[tuple[School, ...], School]:
    schools = schools_to_learn(request.user)
    if not schools:
        raise Http404("There is no school over whose casework you may see numbers.")
    return schools, chosen(schools, request.GET.get("school", ""))


def _language() -> str:
    return written_in(get_language() or "en")
