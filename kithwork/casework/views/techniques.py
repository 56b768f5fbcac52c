"""A technique of the catalogue, to be read before it is planned or used."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.casework.queries.lessons import lessons_about
from kithwork.casework.queries.presets import technique_told
from kithwork.casework.views.page import language


@posted(Section.CASE)
@require_safe
def technique(request: SignedInRequest, *, code: str) -> HttpResponse:
    """Show what a technique is for, how it is done, and when it must not be used."""
    told = technique_told(code.upper(), language())
    if told is None:
        raise Http404("There is no such technique.")
    lessons = lessons_about(request.user, techniques=[told.code], language=language())
    page = {"told": told, "lessons": lessons, "all_of": f"?technique={told.code}"}
    return render(request, "casework/plan_technique.html", page)
