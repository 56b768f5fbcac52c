"""The report of a school's needs: asked for, awaited, opened in a format, thrown away."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.catalogue.words import say
from kithwork.documents import actions, queries
from kithwork.documents.tasks import make_needs_report
from kithwork.files import progress
from kithwork.files.sending import as_file
from kithwork.needs.addresses import report_of
from kithwork.needs.forms import selection_from

reads_numbers = posted(Section.AGGREGATES)


@reads_numbers
@require_http_methods(["GET", "POST"])
def reports(request: SignedInRequest, school: uuid.UUID) -> HttpResponse:
    """Show the reports that one has asked for; POST asks for one more."""
    at = queries.school_to_report(request.user, school)
    if request.method == "POST":
        wanted = actions.ask_for_report(
            school=at,
            language=get_language() or "en",
            by=request.user,
            selection=selection_from(request.GET),
        )
        make_needs_report.enqueue(wanted.pk, request.user.pk)
        return redirect("documents:needs_reports", school=school)
    rows = queries.reports_of(request.user, at)
    waiting = next((one for one in rows if one.state == actions.State.WAITING), None)
    told = progress.told(waiting.uid) if waiting else None
    context = {
        "school": at,
        "here": report_of(at, selection_from(request.GET)),
        "is_part": bool(selection_from(request.GET)),
        "reports": rows,
        "waiting": waiting,
        "progress": told,
        "stage": say(told.stage, get_language() or "en") if told else "",
        "kinds": tuple(actions.TYPES),
    }
    part = bool(request.headers.get("HX-Request"))
    template = "documents/_needs_reports.html" if part else "documents/needs_reports.html"
    return render(request, template, context)


@reads_numbers
@require_safe
def report(request: SignedInRequest, school: uuid.UUID, uid: uuid.UUID, kind: str) -> HttpResponse:
    """Give a report as a file in one format."""
    at = queries.school_to_report(request.user, school)
    wanted = queries.report_for(request.user, at, uid)
    try:
        found = actions.open_report(report=wanted, kind=kind, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.said_in(get_language() or "en"))
        return redirect("documents:needs_reports", school=school)
    return as_file(found.content, found.content_type, name=found.name)


@reads_numbers
@require_POST
def throw_away(request: SignedInRequest, school: uuid.UUID, uid: uuid.UUID) -> HttpResponse:
    """Erase a report."""
    at = queries.school_to_report(request.user, school)
    actions.throw_away(report=queries.report_for(request.user, at, uid), by=request.user)
    messages.success(request, _("The report was erased."))
    return redirect("documents:needs_reports", school=school)
