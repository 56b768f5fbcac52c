"""The list of students and the search. What is typed travels in the body, never in an address."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kithwork.access.guards import posted
from kithwork.access.permissions import may_school_wide
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.people.forms.lists import FindForm, ListForm
from kithwork.people.queries.lists import Asked, listed, rows_of, schools_of
from kithwork.people.queries.students import search

SUGGESTED = 8


@posted(Section.IDENTITY)
@require_http_methods(["GET", "POST"])
def students(request: SignedInRequest) -> HttpResponse:
    """Show a page of the students of one school."""
    form = ListForm(request, schools_of(request.user))
    page = listed(request.user, form.asked())
    template = "people/_students.html" if request.htmx else "people/students.html"
    may_add = may_school_wide(request.user, Verb.WRITE, Section.CAMPAIGNS, at=page.asked.school)
    response = render(request, template, {"form": form, "list": page, "may_add": may_add})
    response["HX-Replace-Url"] = _address(page.asked)
    return response


@posted(Section.IDENTITY)
@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Show whom a few letters fit: as one types, or on a page of their own."""
    form = FindForm(request.POST)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    found = search(request.user, typed, limit=SUGGESTED if request.htmx else 50)
    template = "people/_found.html" if request.htmx else "people/find.html"
    rows = rows_of(found.students)
    return render(request, template, {"rows": rows, "has_more": found.has_more, "typed": typed})


def _address(asked: Asked) -> str:
    """Return the list's address for going back: all that was asked for but the words typed."""
    parts = {
        "school": asked.school.uid,
        "school_class": asked.school_class or "",
        "there": asked.there.value,
        "page": asked.page,
    }
    return f"{reverse('people:students')}?{urlencode(parts)}"
