"""A whole class keyed in on one sheet: choose class and instrument, key in, save row by row."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.scales import NO_POPULATION
from kithwork.people.models import Student
from kithwork.safety.models import Alert
from kithwork.safety.queries import alerts_from
from kithwork.surveys.actions import Entered, Row, SavedAlready, enter_sheet
from kithwork.surveys.filling import key_for, scored
from kithwork.surveys.forms.sheet import SheetForm, SheetRow
from kithwork.surveys.forms.strip import language
from kithwork.surveys.forms.which import WhichSheetForm
from kithwork.surveys.models import Administration, Campaign
from kithwork.surveys.queries import ClassSheet, class_sheet, keyed_on
from kithwork.surveys.queries.campaigns import keyed_for
from kithwork.surveys.shown import Shown, shown
from kithwork.surveys.views.papers import REFUSED, entry_at

Outcomes = dict[int, Entered | Refused]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A student's row: the saved form, or the cells with the running score and what is wrong."""

    student: Student
    saved: Administration | None
    alert: Alert | None
    row: SheetRow
    running: Shown | None
    why: str


@posted(Section.ANSWERS, Verb.WRITE)
@require_safe
def classes(request: SignedInRequest) -> HttpResponse:
    """Choose the class and the instrument of a sheet."""
    form = WhichSheetForm(request.user, request.GET or None)
    if form.is_valid():
        chosen = form.cleaned_data
        return redirect("surveys:sheet", uid=chosen["school_class"], code=chosen["instrument"])
    return render(request, "surveys/classes.html", {"form": form})


@posted(Section.ANSWERS, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def sheet(request: SignedInRequest, *, uid: uuid.UUID, code: str) -> HttpResponse:
    """Key in the forms of a class; what cannot be saved stays on the sheet, with the reason."""
    entry, of_class = entry_at(code), class_sheet(request.user, uid)
    form, campaign = _form(request, entry, of_class), keyed_for(request.user, request.GET, code)
    outcomes = _saved(request, form, of_class, campaign)
    left = sum(_is_left(one) for one in outcomes.values())
    if outcomes and not left:
        return redirect(request.get_full_path())
    told = {"sheet": of_class, "entry": entry, "form": form, "left": left, "campaign": campaign}
    told |= _told(_rows(request, form, of_class, outcomes)) | {"saved": len(outcomes) - left}
    status = REFUSED if left or (form.is_bound and form.errors) else 200
    return render(request, "surveys/sheet.html", told, status=status)


@posted(Section.ANSWERS, Verb.WRITE)
@require_POST
def score_row(request: SignedInRequest, *, code: str) -> HttpResponse:
    """Score one row of a sheet as typed so far; nothing is stored."""
    form = SheetForm(entry_at(code), request.POST, initial={"given_on": clock.today()})
    try:
        row = form.row_of(uuid.UUID(request.POST.get("row", "")))
    except ValueError:
        raise Http404("There is no such row.") from None
    running, why = _running(form, row)
    return render(request, "surveys/_row_score.html", {"running": running, "why": why})


def _form(request: SignedInRequest, entry: InstrumentEntry, of_class: ClassSheet) -> SheetForm:
    today = clock.today(of_class.school.time_zone or "UTC")
    initial = {"given_on": today, "mode": Administration.Mode.PAPER.value}
    sent = request.POST if request.method == "POST" else None
    return SheetForm(entry, sent, initial=initial, school=of_class.school)


def _saved(
    request: SignedInRequest, form: SheetForm, of_class: ClassSheet, campaign: Campaign | None
) -> Outcomes:
    """Save the rows that hold something and are not there yet."""
    if not form.is_bound or not form.is_valid():
        return {}
    there = keyed_on(of_class, form.entry.code, on=form.day)
    typed = [
        (student, row)
        for student in of_class.students
        if student.pk not in there and not (row := form.row_of(student.uid)).is_empty
    ]
    rows = [Row(student, form.filled_row(row), form.speaker_of(row)) for student, row in typed]
    return enter_sheet(rows, campaign=campaign, by=request.user)


def _is_left(outcome: Entered | Refused) -> bool:
    """Whether a row was not saved; one that another request has just saved is."""
    return isinstance(outcome, Refused) and not isinstance(outcome, SavedAlready)


def _told(rows: list[ShownRow]) -> dict[str, Any]:
    """Return the rows with what stands over them: who waits for a talk, whether any is open."""
    return {
        "rows": rows,
        "waits": any(one.saved is None for one in rows),
        "alerts": [one.alert for one in rows if one.alert and one.alert.is_open],
    }


def _rows(
    request: SignedInRequest, form: SheetForm, of_class: ClassSheet, outcomes: Outcomes
) -> list[ShownRow]:
    there = keyed_on(of_class, form.entry.code, on=form.day)
    alerts = alerts_from(request.user, [saved.uid for saved in there.values()])
    return [
        _saved_row(form, student, saved, alerts.get(saved.uid))
        if (saved := there.get(student.pk))
        else _open_row(form, student, outcomes.get(student.pk))
        for student in of_class.students
    ]


def _saved_row(
    form: SheetForm, student: Student, saved: Administration, alert: Alert | None
) -> ShownRow:
    return ShownRow(student, saved, alert, form.row_of(student.uid), None, "")


def _open_row(form: SheetForm, student: Student, outcome: Entered | Refused | None) -> ShownRow:
    row = form.row_of(student.uid)
    running, why = (None, "") if row.is_empty else _running(form, row)
    refused = outcome.said_in(language()) if isinstance(outcome, Refused) else why
    return ShownRow(student, None, None, row, running, refused)


def _running(form: SheetForm, row: SheetRow) -> tuple[Shown | None, str]:
    filled = form.filled_row(row)
    filled = replace(filled, population=filled.population or NO_POPULATION)
    try:
        return shown(key_for(filled), scored(filled)), ""
    except Refused as refusal:
        return None, refusal.said_in(language())
