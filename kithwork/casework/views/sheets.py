"""Sheets to print for a student: the five-finger card, the home-visit sheet, the teacher slip."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.casework.queries.sheets import sheet_for
from kithwork.casework.views.page import language
from kithwork.core.text import LANGUAGES, written_in
from kithwork.people.queries.students import student_for


@posted(Section.CASE)
@require_safe
def sheet(request: SignedInRequest, *, uid: uuid.UUID, sheet: str) -> HttpResponse:
    """Show a sheet as it is printed, in the language that is asked for."""
    student = student_for(request.user, uid)
    asked = request.GET.get("in", "")
    wanted = asked if asked in LANGUAGES else written_in(language())
    told = sheet_for(request.user, student, sheet, language=wanted)
    if told is None:
        raise Http404("There is no such sheet.")
    page = {"told": told, "student": student, "template": f"casework/sheets/{told.code}.html"}
    return render(request, "casework/sheets/sheet.html", page)
