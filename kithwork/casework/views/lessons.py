"""The practice lessons of the organisation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.casework.forms.lessons import LessonsForm
from kithwork.casework.queries.lessons import lessons_for
from kithwork.casework.views.page import language


@posted(Section.CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def lessons(request: SignedInRequest) -> HttpResponse:
    """Show the lessons that are asked for: by codes in the address, by words in what is sent."""
    sent = request.POST if request.method == "POST" else _codes_of(request)
    form = LessonsForm(sent)
    found = lessons_for(request.user, form.asked, language=language())
    return render(request, "casework/learn/lessons.html", {"form": form, "lessons": found})


def _codes_of(request: SignedInRequest) -> dict[str, str]:
    """Return what an address asks for: codes alone, for words may be a name."""
    return {name: request.GET.get(name, "") for name in ("need", "function", "technique")}
