"""The result of a form that was keyed in."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.desk.queries.forms import form_page


@posted(Section.ANSWERS)
@require_safe
def form(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show one form's scores, how they changed, and what they can and cannot say."""
    page = form_page(request.user, uid, language=get_language() or "en")
    student = page.given.administration.student
    return render(request, "desk/form.html", {"page": page, "student": student})
