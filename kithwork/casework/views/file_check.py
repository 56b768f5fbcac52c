"""The file check: the contents of a case's file in the order of an inspection."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.casework.queries.cases import case_for, may_write, today_at
from kithwork.casework.queries.file_check import file_check
from kithwork.casework.views.page import case_page, language


@posted(Section.CASE)
@require_safe
def check(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what of the file is there, unsigned, missing, or not needed and why."""
    case = case_for(request.user, uid)
    lines = file_check(case, language=language(), is_writer=may_write(request.user, case))
    return case_page(
        request,
        case,
        "casework/file_check.html",
        tab="papers",
        lines=lines,
        wanting=[line for line in lines if line.is_wanting],
        today=today_at(case),
    )
