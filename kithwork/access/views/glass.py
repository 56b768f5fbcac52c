"""Broken glasses: who looked at what she may not normally see, why, and a second person's word."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from kithwork.access.actions.break_glass import review_broken_glass
from kithwork.access.guards import posted
from kithwork.access.queries.glass import broken_for, glass_for
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section

ANSWERS = {"yes": True, "no": False}


@posted(Section.AUDIT)
@require_safe
def broken(request: SignedInRequest) -> HttpResponse:
    """Show the broken glasses of one's schools, those that wait for a review first."""
    return render(request, "access/glass.html", {"glasses": broken_for(request.user)})


@posted(Section.AUDIT)
@require_POST
def review(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Say whether a look was justified."""
    opened, answer = glass_for(request.user, uid), ANSWERS.get(request.POST.get("justified", ""))
    if answer is None:
        return HttpResponseBadRequest()
    try:
        review_broken_glass(opened=opened, is_justified=answer, by=request.user)
    except Refused as refused:
        messages.error(request, refused.said_in(get_language() or "en"))
    return redirect("access:glass")
