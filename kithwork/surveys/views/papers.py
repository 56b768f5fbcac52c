"""Keying in one form: choose the instrument, key in the answers, read the score at once."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.scales import NO_POPULATION
from kithwork.people.models import Student
from kithwork.people.queries.reach import reaches
from kithwork.people.queries.students import student_for
from kithwork.safety.models import Alert
from kithwork.safety.queries import alerts_from
from kithwork.surveys.actions import Entered, SavedAlready, SpeakerNeeded, enter
from kithwork.surveys.addresses import result_of
from kithwork.surveys.filling import (
    Filled,
    is_keyed_in,
    key_for,
    population_of,
    scored,
)
from kithwork.surveys.forms.paper import PaperForm, kept, typed_from
from kithwork.surveys.forms.strip import language
from kithwork.surveys.models import Administration
from kithwork.surveys.queries import given_for, may_accompany, offers_for
from kithwork.surveys.shown import Shown, shown
from kithwork.surveys.worded import entry_asked

REFUSED = 422
AGAIN = "reshow"  # the button that draws the grid anew for another printed form


@dataclass(frozen=True, slots=True)
class Paper:
    """What is keyed in: whose form, which instrument, and the saved form it corrects."""

    student: Student
    entry: InstrumentEntry
    corrects: Administration | None = None

    @property
    def draft(self) -> str:
        about = self.corrects.uid if self.corrects else self.student.uid
        return f"form-{self.entry.code}:{about}"


@posted(Section.ANSWERS, Verb.WRITE)
@require_safe
def choose(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what may be keyed in for a student, or offer to accompany her first."""
    student = student_for(request.user, uid)
    if reaches(request.user, Verb.WRITE, Section.ANSWERS, student) is None:
        offered = may_accompany(request.user, student)
        told = {"student": student, "may_accompany": offered}
        return render(request, "surveys/accompany.html", told)
    today = clock.today(student.school.time_zone or "UTC")
    offers = offers_for(request.user, student, on=today)
    return render(request, "surveys/choose.html", {"student": student, "offers": offers})


@posted(Section.ANSWERS, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def key_in(request: SignedInRequest, *, uid: uuid.UUID, code: str) -> HttpResponse:
    """Key in one form of a student."""
    section, verb = Section.ANSWERS, Verb.WRITE
    student = student_for(request.user, uid, section=section, verb=verb)
    return _keyed(request, Paper(student, entry_at(code)))


@posted(Section.ANSWERS, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Correct a saved form: the new one supersedes it and says why."""
    saved = given_for(request.user, uid).administration
    return _keyed(request, Paper(saved.student, entry_at(saved.instrument), saved))


@posted(Section.ANSWERS, Verb.WRITE)
@require_POST
def score(request: SignedInRequest, *, code: str) -> HttpResponse:
    """Score what is typed so far; nothing is stored, and nobody is named."""
    entry = entry_at(code)
    form = PaperForm(entry, request.POST, initial={"given_on": clock.today()})
    return render(request, "surveys/_score.html", _running(form.filled()))


def _keyed(request: SignedInRequest, paper: Paper) -> HttpResponse:
    form = _form(request, paper)
    if form.is_bound and form.is_valid():
        try:
            entered = _saved(request, paper, form)
            return redirect(_after(entered.administration, entered.alert))
        except SavedAlready as again:
            uid = again.saved.uid
            return redirect(_after(again.saved, alerts_from(request.user, [uid]).get(uid)))
        except SpeakerNeeded as needed:
            form.add_error("speaker", needed.said_in(language()))
        except Refused as refusal:
            form.refuse(refusal)
    told = {"paper": paper, "student": paper.student, "entry": paper.entry, "form": form}
    told |= _running(form.filled())
    status = REFUSED if form.is_bound and form.errors else 200
    return render(request, "surveys/key_in.html", told, status=status)


def _form(request: SignedInRequest, paper: Paper) -> PaperForm:
    initial = _initial(paper)
    data = request.POST if request.method == "POST" else None
    if data is not None and AGAIN in data:
        initial, data = initial | kept(data), None
    return PaperForm(
        paper.entry,
        data,
        initial=initial,
        school=paper.student.school,
        is_correction=paper.corrects is not None,
    )


def _initial(paper: Paper) -> dict[str, Any]:
    today = clock.today(paper.student.school.time_zone or "UTC")
    saved = paper.corrects
    fits = population_of(paper.entry, paper.student, saved.given_on if saved else today) or ""
    if saved is None:
        mode = Administration.Mode.PAPER.value
        return {"given_on": today, "mode": mode, "population": fits}
    choices = {f"choice-{name}": said for name, said in saved.choices.items()}
    strip = {
        "given_on": saved.given_on,
        "mode": saved.mode,
        "version": saved.form_version,
        "coding": saved.coding,
        "population": saved.population or fits,
    }
    return strip | choices | typed_from({"answers": saved.answers, "more": saved.more})


def _saved(request: SignedInRequest, paper: Paper, form: PaperForm) -> Entered:
    return enter(
        student=paper.student,
        filled=form.filled(),
        speaker=form.cleaned_data["speaker"],
        corrects=paper.corrects,
        reason=form.cleaned_data.get("reason", ""),
        by=request.user,
    )


def _after(saved: Administration, alert: Alert | None) -> str:
    if alert is not None:
        return reverse("safety:alert", kwargs={"uid": alert.uid})
    return result_of(saved)


def _running(filled: Filled) -> dict[str, Any]:
    """Return the score of what is typed so far, or why there is none yet."""
    try:
        compared = replace(filled, population=filled.population or NO_POPULATION)
        key: Shown | None = shown(key_for(compared), scored(compared))
    except Refused as refusal:
        return {"running": None, "why_none": refusal.said_in(language())}
    return {"running": key, "why_none": ""}


def entry_at(code: str) -> InstrumentEntry:
    """Return the instrument of an address; Http404 where there is none to key in."""
    try:
        entry = entry_asked(code)
    except Refused:
        raise Http404("There is no such instrument.") from None
    if not is_keyed_in(entry):
        raise Http404("This instrument is not keyed in.")
    return entry
