"""How each figure comes about: the methods pages, for whoever is signed in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kithwork.access.guards import signed_in
from kithwork.access.requests import SignedInRequest
from kithwork.catalogue.methods import method_as_html, method_pages


@signed_in
@require_safe
def methods(request: SignedInRequest) -> HttpResponse:
    """Show what methods pages there are."""
    return render(request, "desk/methods.html", {"pages": tuple(method_pages().values())})


@signed_in
@require_safe
def method(request: SignedInRequest, *, slug: str) -> HttpResponse:
    """Show one methods page."""
    if slug not in method_pages():
        raise Http404("There is no such methods page.")
    address = reverse("desk:methods") + "{}/"
    context = {"page": method_pages()[slug], "html": method_as_html(slug, address=address)}
    return render(request, "desk/method.html", context)
