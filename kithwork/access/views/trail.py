"""The trail: who did what when; never what stood in a record. Reading it is an event too."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from kithwork.access.forms.trail import TrailForm
from kithwork.access.guards import posted
from kithwork.access.queries.trail import Line, export_for, trail_for
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Form, Section
from kithwork.catalogue.words import say

HEAD = ("number", "at", "who", "role", "did", "kind", "size", "subject", "section", "fields")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@posted(Section.AUDIT, form=Form.NO_CONTENT)
@require_safe
def trail(request: SignedInRequest) -> HttpResponse:
    """Show a page of the trail, the newest first."""
    form = TrailForm(request.GET)
    found = trail_for(request.user, form.asked())
    form.offer(found.people)
    return render(request, "access/trail.html", {"form": form, "trail": found})


@posted(Section.AUDIT, form=Form.NO_CONTENT)
@require_POST
def export(request: SignedInRequest) -> HttpResponse:
    """Hand out what was asked for as a table."""
    lines = export_for(request.user, TrailForm(request.POST).asked())
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow((*HEAD, "reason"))
    writer.writerows([_harmless(cell) for cell in _row(line)] for line in lines)
    response = HttpResponse("\ufeff" + table.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="trail.csv"'
    return response


def _row(line: Line) -> tuple[object, ...]:
    language = get_language() or "en"
    return (
        line.number,
        line.at.isoformat(timespec="seconds"),
        line.actor,
        line.role,
        say(f"audit.verb.{line.verb}", language),
        line.kind,
        "" if line.size is None else line.size,
        line.subject,
        line.section,
        " ".join(line.fields),
        line.reason,
    )


def _harmless(cell: object) -> object:
    """Keep a table program from taking a name for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
