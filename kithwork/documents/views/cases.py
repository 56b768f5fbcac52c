"""The report of a case: chosen, looked through where it is de-identified, and taken along."""

import uuid

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for
from kithwork.casework.views.page import case_page
from kithwork.core.text import written_in
from kithwork.documents.case_report.edition import Finding
from kithwork.documents.case_report.giving_out import (
    GivenOut,
    edition_of,
    give_out,
    may_give_out,
)
from kithwork.documents.case_report.report import case_report
from kithwork.documents.forms import CaseReportForm
from kithwork.documents.report import fragment
from kithwork.files.sending import as_file


@posted(Section.CASE)
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the report as it stands; POST takes it along in a format."""
    case = case_for(request.user, uid)
    form = CaseReportForm(request.POST)
    if request.method == "POST" and form.is_valid():
        wanted, has_looked = form.wanted(), form.cleaned_data["has_looked"]
        if not wanted.is_de_identified or has_looked:
            return _file(give_out(request.user, case, wanted, has_looked=has_looked))
        edition = edition_of(request.user, case, wanted)
        if not edition.findings:
            return _file(give_out(request.user, case, wanted))
        return _page(request, case, form, findings=edition.findings)
    return _page(request, case, form)


def _page(
    request: SignedInRequest,
    case: Case,
    form: CaseReportForm,
    *,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    language = get_language() or "en"
    said = written_in(language)
    layout = form["layout"].value() or "practice"
    made = case_report(request.user, case, language=said, layout=layout)
    return case_page(
        request,
        case,
        "documents/case_report.html",
        tab="papers",
        form=form,
        findings=findings,
        may_give_out=may_give_out(request.user, case),
        preview=fragment(made),
    )


def _file(given: GivenOut) -> HttpResponse:
    return as_file(given.content, given.content_type, name=given.name)
