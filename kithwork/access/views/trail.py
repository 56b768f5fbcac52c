"""The trail: who did what when; never what stood in a record. Reading it is an event too."""

import csv
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from kithwork.access import trail_words as words
from kithwork.access.forms.trail import TrailForm
from kithwork.access.guards import posted
from kithwork.access.queries.trail import Line, export_for, trail_for, zone_of
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Form, Section
from kithwork.core.spreadsheets import harmless

HEAD = ("number", "at", "who", "role", "did", "kind", "size", "subject", "section", "fields")


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
def export(request: SignedInRequest) -> HttpResponseBase:
    """Hand out what was asked for as a table, to its last line, as it is read."""
    lines = export_for(request.user, TrailForm(request.POST).asked())
    rows = _rows(lines, get_language() or "en", zone_of(request.user))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="trail.csv"'
    return response


class _Echo:
    """What the writer of tables writes a row to; it hands the row back at once."""

    def write(self, row: str) -> str:
        return row


def _rows(lines: Iterator[Line], language: str, zone: ZoneInfo) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow((*HEAD, "reason"))
    for line in lines:
        yield writer.writerow([_cell(cell) for cell in _row(line, language, zone)])


def _row(line: Line, language: str, zone: ZoneInfo) -> tuple[object, ...]:
    return (
        line.number,
        line.at.astimezone(zone).isoformat(timespec="seconds"),
        line.actor,
        words.role_in_words(line.role, language),
        words.verb_in_words(line.verb, language),
        words.kind_in_words(line.kind, language),
        "" if line.size is None else line.size,
        line.account or line.subject,
        words.section_in_words(line.section, language),
        " · ".join(words.field_in_words(one, language) for one in line.fields),
        words.reason_in_words(line.reason, language),
    )


def _cell(cell: object) -> object:
    return harmless(cell) if isinstance(cell, str) else cell
