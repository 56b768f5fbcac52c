"""What a school gives: the inventory, a programme's page, and the forms on them."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.models import School
from kithwork.access.permissions import may_school_wide
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.aid.actions import programmes
from kithwork.aid.actions.allowed import may_write_inventory, require_inventory
from kithwork.aid.forms.inventory import (
    EndForm,
    NothingForm,
    ProgrammeForm,
    TakeOverForm,
    TermsForm,
    draft_of,
)
from kithwork.aid.queries.awards import awards_at, received_now
from kithwork.aid.queries.inventory import (
    Offered,
    inventory_of,
    nothing_for,
    programme_for,
    school_to_open,
    schools_to_open,
)
from kithwork.aid.queries.known import programmes_known_at
from kithwork.aid.queries.terms import history_of
from kithwork.audit import clock
from kithwork.core.support.functions import Function
from kithwork.needs.addresses import picture_of
from kithwork.needs.queries.scope import chosen
from kithwork.people.views.editing import EditPage, edited

GET_POST = require_http_methods(["GET", "POST"])
reads = posted(Section.AGGREGATES)
writes = posted(Section.CAMPAIGNS, Verb.WRITE, school_wide=True)


@reads
@require_safe
def inventory(request: SignedInRequest) -> HttpResponse:
    """Show what a school gives today."""
    schools = schools_to_open(request.user)
    school = chosen(schools, request.GET.get("school", ""))
    found = inventory_of(school)
    context = {
        "inventory": found,
        "received": received_now(school),
        "schools": schools,
        "school": school,
        "may_write": may_write_inventory(request.user, school),
        "picture_at": picture_of(school),
        "gives_at": _needs_of(request, school),
    }
    return render(request, "aid/inventory.html", context)


def _needs_of(request: SignedInRequest, school: School) -> str:
    """Return where the aid office sees what students lack; "" for anybody else."""
    if not may_school_wide(request.user, Verb.WRITE, Section.AID, at=school):
        return ""
    return f"{reverse('aid:material')}?school={school.uid}"


@reads
@require_safe
def programme(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show one programme: its terms now and before, and who receives it to whom may know."""
    found = programme_for(request.user, uid)
    context = {
        "offered": found,
        "history": history_of(found.programme),
        "awards": awards_at(request.user, found.programme),
        "may_write": may_write_inventory(request.user, found.programme.school)
        and found.programme.ends_on is None,
    }
    return render(request, "aid/programme.html", context)


@writes
@GET_POST
def add(request: SignedInRequest, *, school: uuid.UUID, sort: str) -> HttpResponse:
    """Record a programme ("aid") or a service."""
    at = school_to_write(request, school)
    is_service = sort == "service"
    form = ProgrammeForm(request.POST, school=at, today=today_at(at), is_service=is_service)
    return edited(
        request,
        form,
        lambda: programmes.record_programme(
            school=at, described=form.described(), terms=form.terms(), by=request.user
        ),
        page=EditPage(
            title=_("Record a service") if is_service else _("Record an aid programme"),
            lead=_("What stands here is shown beside what students say they lack."),
            draft=f"aid-add-{sort}:{at.uid}",
            back=_inventory_at(at),
        ),
        template="aid/edit.html",
    )


@writes
@GET_POST
def catalogue(request: SignedInRequest, *, school: uuid.UUID) -> HttpResponse:
    """Take over programmes that the jurisdiction knows."""
    at = school_to_write(request, school)
    known = programmes_known_at(at, today_at(at))
    form = TakeOverForm(request.POST, offered=known)
    if request.method == "POST" and form.is_valid():
        made = programmes.take_over(
            school=at,
            entries=form.chosen(),
            on=today_at(at),
            language=get_language() or "en",
            by=request.user,
        )
        told = ngettext("%(n)s programme taken over.", "%(n)s programmes taken over.", len(made))
        messages.success(request, told % {"n": len(made)})
        return redirect(_inventory_at(at))
    there = {one.programme.entry for one in inventory_of(at).offered}
    context = {"school": at, "known": known, "there": there, "form": form, "on": today_at(at)}
    return render(request, "aid/catalogue.html", context)


@writes
@GET_POST
def terms(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Say what holds from a later day on."""
    found = programme_for(request.user, uid)
    at = found.programme.school
    form = TermsForm(request.POST, school=at, today=today_at(at), before=found.terms)
    if found.kind.is_service:
        form.without_money()
    return edited(
        request,
        form,
        lambda: programmes.add_terms(
            programme=found.programme, terms=form.terms(), by=request.user
        ),
        page=_page(
            found, _("New terms"), "terms", _("What held before stays in the record with its day.")
        ),
        template="aid/edit.html",
    )


@writes
@GET_POST
def end(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """End a programme."""
    found = programme_for(request.user, uid)
    form = EndForm(request.POST, today=today_at(found.programme.school))
    return edited(
        request,
        form,
        lambda: programmes.end_programme(
            programme=found.programme, on=form.cleaned_data["on"], by=request.user
        ),
        page=_page(
            found, _("End it"), "end", _("What students receive of it ends on the same day.")
        ),
        template="aid/edit.html",
    )


@writes
@GET_POST
def nothing(request: SignedInRequest, *, school: uuid.UUID) -> HttpResponse:
    """Record that a source gives nothing of a function."""
    at = school_to_write(request, school)
    form = NothingForm(request.POST, today=today_at(at))
    return edited(
        request,
        form,
        lambda: programmes.state_nothing(
            school=at,
            source=form.cleaned_data["source"],
            function=Function(form.cleaned_data["function"]),
            on=form.cleaned_data["starts_on"],
            reference=form.cleaned_data["reference"],
            by=request.user,
        ),
        page=EditPage(
            title=_("Record that nothing is given"),
            lead=_("Only where somebody has looked. What nobody wrote down reads “not recorded”."),
            draft=f"aid-none:{at.uid}",
            back=_inventory_at(at),
        ),
        template="aid/edit.html",
    )


@writes
@require_POST
def nothing_ends(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Withdraw a recorded none."""
    stated = nothing_for(request.user, uid)
    programmes.withdraw_nothing(stated=stated, on=today_at(stated.school), by=request.user)
    return redirect(_inventory_at(stated.school))


def school_to_write(request: SignedInRequest, uid: uuid.UUID) -> School:
    """Return a school whose inventory one may write. Raises NotAllowed, Http404."""
    at = school_to_open(request.user, uid)
    require_inventory(request.user, at)
    return at


def today_at(school: School) -> dt.date:
    """Return the date it is at a school."""
    return clock.today(school.time_zone or "UTC")


def _inventory_at(school: School) -> str:
    return f"{reverse('aid:inventory')}?school={school.uid}"


def _page(found: Offered, title: str, draft: str, lead: str) -> EditPage:
    return EditPage(
        title=f"{title} · {found.programme.name}",
        lead=lead,
        draft=draft_of(found.programme, draft),
        back=reverse("aid:programme", kwargs={"uid": found.programme.uid}),
    )
