"""Supply beside need, for one school."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.aid.queries.inventory import schools_to_open
from kithwork.desk.queries.picture import picture_page
from kithwork.needs.forms import selection_from
from kithwork.needs.queries.scope import chosen


@posted(Section.AGGREGATES)
@require_safe
def picture(request: SignedInRequest) -> HttpResponse:
    """Show what a school gives beside what its students say they lack."""
    schools = schools_to_open(request.user)
    school = chosen(schools, request.GET.get("school", ""))
    asked, language = selection_from(request.GET), get_language() or "en"
    page = picture_page(request.user, school, language=language, selection=asked)
    context = {
        "page": page,
        "filters": page.picture.filters,
        "selection": page.picture.selection,
        "schools": schools,
        "school": school,
    }
    return render(request, "desk/picture.html", context)
