"""The first page of whoever signs in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kithwork.access.guards import signed_in
from kithwork.access.requests import SignedInRequest
from kithwork.desk.queries.home import home_of


@signed_in
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show what waits now, what comes next, and what was begun."""
    home = home_of(request.user, language=get_language() or "en")
    return render(request, "desk/home.html", {"home": home})
