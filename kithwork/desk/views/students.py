"""A student's page: who she is, and what is known over time."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.desk.queries.student_file import file_of


@posted(Section.IDENTITY)
@require_safe
def student(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show all of one student's file that the reader may see."""
    file = file_of(request.user, uid, language=get_language() or "en")
    return render(request, "desk/student.html", {"file": file, "student": file.student})
