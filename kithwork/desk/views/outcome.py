"""What came of a case: support before and after, questionnaires, series, and where she went."""

import uuid

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.views.page import case_page
from kithwork.core.text import written_in
from kithwork.desk.queries.outcome import outcome_page
from kithwork.evaluation.forms.series import DrawForm, PhaseForm


@posted(Section.CASE)
@require_safe
def outcome(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the outcome of a case with its drawings."""
    case = case_for(request.user, uid)
    language = written_in(get_language() or "en")
    return case_page(
        request,
        case,
        "desk/outcome.html",
        tab="results",
        page=outcome_page(request.user, case, language=language, has_band="band" in request.GET),
        phase_form=PhaseForm(today=today_at(case)),
        draw_form=DrawForm(),
    )
