"""What was told outside the team: the log of a case, and a row of it written or added to."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.disclosures import write_disclosure
from kithwork.casework.forms.disclosures import DisclosureForm
from kithwork.casework.models import Case, Disclosure
from kithwork.casework.queries.cases import case_for
from kithwork.casework.queries.disclosures import disclosure_in, disclosures_of
from kithwork.casework.views.page import back_to, case_page, language, saved, status_of

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE)
@require_safe
def disclosures(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what was told outside the team, and what each row still lacks."""
    case = case_for(request.user, uid)
    rows = disclosures_of(case, language=language())
    return case_page(
        request,
        case,
        "casework/disclosures.html",
        tab="papers",
        rows=rows,
        lacking=[one for one in rows if one.lacks],
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def disclosure_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write down what was told."""
    return _written(request, case_for(request.user, uid, verb=Verb.WRITE), None)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def disclosure(request: SignedInRequest, *, uid: uuid.UUID, disclosure: uuid.UUID) -> HttpResponse:
    """Add to a row that stands: its next version."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    return _written(request, case, disclosure_in(case, disclosure))


def _written(request: SignedInRequest, case: Case, row: Disclosure | None) -> HttpResponse:
    form = DisclosureForm(request.POST or None, case=case, row=row)
    if saved(
        request,
        form,
        lambda: write_disclosure(
            case=case, passed=form.passed, by=request.user, amends=row, made_from=form.made_from
        ),
    ):
        return back_to("disclosures", case.uid)
    return case_page(
        request,
        case,
        "casework/disclosure.html",
        tab="papers",
        status=status_of(form),
        form=form,
        row=row,
        draft=f"disclosure:{row.series if row else case.uid}",
    )
