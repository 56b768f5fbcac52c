"""Contacts: the note box, the full note, amending one, and what was promised."""

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.casework.actions.contacts import finish_task, write_before_case, write_contact
from kithwork.casework.forms.contacts import FULL, BriefForm, ContactForm
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.contacts import (
    SHOWN,
    OpenedContact,
    contact_for,
    contacts_of,
    service_in,
    task_for,
    tasks_of,
)
from kithwork.casework.queries.techniques import offers_of
from kithwork.casework.views.page import back_to, case_page, language, saved, status_of
from kithwork.casework.wording import FORMS, called
from kithwork.people.addresses import page_of
from kithwork.people.queries.students import student_for

GET_POST = require_http_methods(["GET", "POST"])
KEPT = (
    "mode",
    "minutes",
    "present",
    "session_number",
    "stage_number",
    "risk",
    "mood",
    "is_rating_shown",
)


@posted(Section.CASE)
@require_safe
def contacts(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show what happened, the latest first, with the note box on top."""
    return _listed(request, case_for(request.user, uid), BriefForm())


@posted(Section.CASE, Verb.WRITE)
@require_POST
def brief(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write down a line about a contact that was just now."""
    case, form = case_for(request.user, uid, verb=Verb.WRITE), BriefForm(request.POST)
    now = clock.now()
    if saved(
        request, form, lambda: write_contact(case=case, contact=form.note(now), by=request.user)
    ):
        return back_to("contacts", uid)
    return _listed(request, case, form)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def before_case(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write down a line about a student of whom there is no case yet."""
    student = student_for(request.user, uid, section=Section.CASE, verb=Verb.WRITE)
    form, now = BriefForm(request.POST or None), clock.now()
    if saved(
        request,
        form,
        lambda: write_before_case(student=student, contact=form.note(now), by=request.user),
    ):
        return HttpResponseRedirect(page_of(student))
    told = {"form": form, "student": student, "back": page_of(student)}
    return render(request, "casework/note.html", told, status=status_of(form))


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def contact_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write a full note, by the template that was chosen."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    template = request.POST.get("template") or request.GET.get("template") or FULL[0]
    form = ContactForm(
        request.POST,
        case=case,
        template=template,
        offers=offers_of(case, language=language()),
        stands=_now(case),
    )
    if saved(request, form, lambda: write_contact(case=case, contact=form.note(), by=request.user)):
        return back_to("risk" if form.cleaned_data["risk"] == "changed" else "contacts", uid)
    return _form_page(request, case, form, draft=f"contact-{form.template}:{case.uid}")


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def contact(request: SignedInRequest, *, uid: uuid.UUID, contact: uuid.UUID) -> HttpResponse:
    """Amend a note: both versions stay."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    stood = contact_for(request.user, case, contact)
    form = ContactForm(
        request.POST,
        case=case,
        template=stood.contact.form,
        offers=offers_of(case, language=language()),
        stands=_stood(case, stood),
        standing=stood.contact,
    )
    if saved(
        request,
        form,
        lambda: write_contact(
            case=case,
            contact=form.note(),
            amends=stood.contact,
            made_from=form.made_from,
            because=form.cleaned_data["because"],
            by=request.user,
        ),
    ):
        return back_to("contacts", uid)
    draft = f"contact-amend:{stood.contact.series}"
    return _form_page(request, case, form, draft=draft, stood=stood)


@posted(Section.CASE, Verb.WRITE)
@require_POST
def task_done(request: SignedInRequest, *, uid: uuid.UUID, task: uuid.UUID) -> HttpResponse:
    """Say that what was promised is done."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    finish_task(task=task_for(request.user, case, task), by=request.user)
    return back_to("contacts", uid)


def _listed(request: SignedInRequest, case: Case, form: BriefForm) -> HttpResponse:
    service = service_in(case)
    notes = contacts_of(request.user, case, most=None if "all" in request.GET else SHOWN)
    return case_page(
        request,
        case,
        "casework/contacts.html",
        tab="contacts",
        status=status_of(form),
        notes=notes,
        tasks=tasks_of(case, on=today_at(case)),
        service=service,
        has_more=service.contacts > len(notes),
        form=form,
    )


def _form_page(
    request: SignedInRequest,
    case: Case,
    form: ContactForm,
    *,
    draft: str,
    stood: OpenedContact | None = None,
) -> HttpResponse:
    return case_page(
        request,
        case,
        "casework/contact.html",
        tab="contacts",
        status=status_of(form),
        form=form,
        stood=stood,
        draft=draft,
        templates=[(code, called(FORMS, code)) for code in FULL],
    )


def _now(case: Case) -> dict[str, Any]:
    there = clock.now().astimezone(ZoneInfo(case.school.time_zone or "UTC"))
    return {"at": there.replace(tzinfo=None), "present": ["client"], "risk": "not_asked"}


def _stood(case: Case, one: OpenedContact) -> dict[str, Any]:
    zone, note = ZoneInfo(case.school.time_zone or "UTC"), one.contact
    planned = {used.technique: used.action for used in one.delivered}
    return {
        "at": note.at.astimezone(zone).replace(tzinfo=None),
        "next_at": note.next_at.astimezone(zone).replace(tzinfo=None) if note.next_at else None,
        **{name: getattr(note, name) for name in KEPT},
        "purpose": one.words.get("purpose", ""),
        "place": one.words.get("place", ""),
        **{f"say_{code}": text for code, text in one.words.items()},
        **{f"rate_{code}": str(level) for code, level in note.rating.items()},
        "used": [f"{code}:{action.uid}" if action else code for code, action in planned.items()],
    }
