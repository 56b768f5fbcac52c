"""Know: what students of a school need, as numbers and as a list of whom to talk to."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.permissions import may
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Form, Section, Verb
from kithwork.needs.addresses import choosing_at, list_of, picture_of, report_of
from kithwork.needs.forms import (
    address_of,
    asked_from,
    pointing_address_of,
    selection_from,
)
from kithwork.needs.queries.candidates import may_choose
from kithwork.needs.queries.counts import counts_of
from kithwork.needs.queries.listing import listing, may_see_needs
from kithwork.needs.queries.scope import chosen, schools_to_know, schools_to_list


@posted(Section.AGGREGATES, form=Form.TEN_OR_MORE)
@require_safe
def know(request: SignedInRequest) -> HttpResponse:
    """Show the numbers of one school: a finding, its chart, its tables."""
    schools = schools_to_know(request.user)
    school = chosen(schools, request.GET.get("school", ""))
    asked, language = selection_from(request.GET), get_language() or "en"
    counts = counts_of(request.user, school, selection=asked, language=language)
    context = {
        "counts": counts,
        "schools": schools,
        "selection": counts.selection,
        "school": school,
        "filters": counts.filters,
        "may_list": may(request.user, Verb.READ, Section.BANDS, at=school),
        "list_at": list_of(school, counts.selection),
        "report_at": report_of(school, counts.selection) if not counts.is_class else "",
        "picture_at": picture_of(school, counts.selection)
        if may(request.user, Verb.READ, Section.AGGREGATES, at=school)
        else "",
    }
    return render(request, "needs/know.html", context)


@posted(Section.BANDS)
@require_safe
def students(request: SignedInRequest) -> HttpResponse:
    """Show the students of one school in bands, with their reasons."""
    schools = schools_to_list(request.user)
    school = chosen(schools, request.GET.get("school", ""))
    asked = asked_from(request.GET, school)
    found = listing(request.user, asked, language=get_language() or "en")
    context = {
        "list": found,
        "schools": schools,
        "school": school,
        "filters": found.filters,
        "own_lists": found.own_lists,
        "chosen_list": asked.own_list,
        "address": address_of(found.asked),
        "here": pointing_address_of(found.asked),
        "sees_needs": may_see_needs(request.user),
        "choosing_at": choosing_at(school) if may_choose(request.user, school) else "",
    }
    return render(request, "needs/students.html", context)
