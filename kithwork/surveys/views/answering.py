"""The respondent's pages: a code, the notice, one question a screen, thanks, nothing left behind.

Nobody signs in here. Every page works without a script and is not kept by the browser. Whoever
types her code at a machine of the computer room is offered "next student" at the end.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import open_to_all
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.surveys.actions import answering, consents
from kithwork.surveys.forms.answering import CodeForm, FamilyForm, NoticeForm
from kithwork.surveys.models import Invitation
from kithwork.surveys.queries import answering as queries
from kithwork.surveys.respondent import Stage, screen_of, sitting_of
from kithwork.surveys.ticket import LANGUAGES, Ticket, hand_out, take_back, ticket_of

REFUSED = 422
YEARS = 25  # that a question for a month offers, the present one first
MONTHS = tuple(f"{month:02d}" for month in range(1, 13))
Page = Callable[..., HttpResponseBase]


def respondents(view: Page) -> Page:
    """Open a page to whoever holds a code: in her language, with her ticket, never kept.

    It travels compressed, for she may pay for every kilobyte; the token in it is masked anew each
    time, so that the length tells nothing of it.
    """

    @gzip_page
    @wraps(view)
    def page(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        ticket = ticket_of(request)
        chosen = request.GET.get("language", "")
        if chosen in LANGUAGES:
            return hand_out(redirect(request.path), replace(ticket, language=chosen))
        language = ticket.language or translation.get_language() or "en"
        with translation.override(language):
            response = view(request, replace(ticket, language=language), **parts)
        response["Cache-Control"] = "no-store"
        return response

    return open_to_all(page)


@respondents
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Ask for a code; a guardian's opens the family's page."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return _admitted(form.cleaned_data["code"], ticket, is_typed=True)
        except Refused as refusal:
            form.add_error("code", refusal.said_in(ticket.language))
    return _shown(request, "enter", {"form": form}, status=REFUSED if form.errors else 200)


@respondents
@require_safe
def link(request: HttpRequest, ticket: Ticket, code: str) -> HttpResponse:
    """Take the code from a link and go on without it in the address."""
    try:
        return _admitted(code, ticket, is_typed=False)
    except Refused as refusal:
        form = CodeForm({"code": code})
        form.is_valid()
        form.add_error("code", refusal.said_in(ticket.language))
        return _shown(request, "enter", {"form": form}, status=REFUSED)


@respondents
@require_safe
def form(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Show where she is: the notice, a question, thanks."""
    return _where_she_is(request, ticket)


@respondents
@require_POST
def agree(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Take her yes, or her no."""
    invitation = queries.invitation_with(ticket.invitation_uid)
    if invitation is None:
        return redirect("answer:enter")
    language, way = ticket.language, ticket.way
    asked = NoticeForm(invitation.campaign, request.POST)
    asked.is_valid()
    try:
        if "no" in request.POST:
            answering.refuse(invitation=invitation, language=language, way=way)
        else:
            also = asked.said()
            answering.agree(invitation=invitation, also=also, language=language, way=way)
    except Refused as refusal:
        return _where_she_is(request, ticket, refusal)
    return hand_out(redirect("answer:form"), ticket)


@respondents
@require_POST
def answer(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Keep an answer and go on, or go back; at the end of a sitting save the form."""
    invitation = queries.invitation_with(ticket.invitation_uid)
    if invitation is None:
        return redirect("answer:enter")
    try:
        _moved(request, invitation)
    except Refused as refusal:
        return _where_she_is(request, ticket, refusal)
    return hand_out(redirect("answer:form"), ticket)


@respondents
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Remove her answers, after asking once more."""
    invitation = queries.invitation_with(ticket.invitation_uid)
    if invitation is None:
        return redirect("answer:enter")
    if request.method == "POST":
        consents.withdraw(invitation=invitation, by=None)
        return redirect("answer:form")
    return _shown(request, "remove", {"invitation": invitation})


@respondents
@require_POST
def leave(request: HttpRequest, ticket: Ticket) -> HttpResponse:  # noqa: ARG001
    """Leave the machine to the next person."""
    return take_back(redirect("answer:enter"))


@respondents
@require_http_methods(["GET", "POST"])
def family(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Ask a guardian; or take back what she said."""
    asked = queries.request_with(ticket.request_uid)
    if asked is None:
        return redirect("answer:enter")
    campaign = asked.invitation.campaign
    form = FamilyForm(campaign, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            consents.guardian_answers(
                request=asked,
                digits=form.cleaned_data["digits"],
                answers=form.said(),
                language=ticket.language,
            )
            return redirect("answer:family")
        except Refused as refusal:
            form.add_error(None, refusal.said_in(ticket.language))
    told = {"form": form, "asked": asked, "campaign": campaign}
    told |= {"notice": queries.guardian_notice(campaign, ticket.language)}
    return _shown(request, "family", told, status=REFUSED if form.errors else 200)


def _admitted(code: str, ticket: Ticket, *, is_typed: bool) -> HttpResponse:
    """Give a ticket for a code. Raises Refused where it opens nothing."""
    try:
        invitation = answering.invitation_at(code)
    except Refused:
        asked = consents.request_at(code)
        fresh = Ticket(request=asked.uid.hex, language=ticket.language)
        return hand_out(redirect("answer:family"), fresh)
    in_room = is_typed and "room" in invitation.campaign.ways
    way = "room" if in_room else "link"
    fresh = Ticket(invitation=invitation.uid.hex, way=way, language=ticket.language)
    return hand_out(redirect("answer:form"), fresh)


def _moved(request: HttpRequest, invitation: Invitation) -> None:
    go = request.POST.get("go", "next")
    if go == "on":
        answering.go_on(invitation=invitation)
        return
    if go == "back":
        answering.go_back(invitation=invitation)
        return
    codes = request.POST.getlist("a") or _month(request)
    question = request.POST.get("question", "")
    kept = answering.answer(invitation=invitation, question=question, codes=codes)
    if screen_of(kept) is None:
        answering.finish_sitting(invitation=kept)


def _month(request: HttpRequest) -> list[str]:
    year, month = request.POST.get("year", ""), request.POST.get("month", "")
    return [f"{year}-{month}"] if year and month else []


def _where_she_is(
    request: HttpRequest, ticket: Ticket, refusal: Refused | None = None
) -> HttpResponse:
    invitation = queries.invitation_with(ticket.invitation_uid)
    if invitation is None:
        return redirect("answer:enter")
    stage = queries.present_stage(invitation)
    told = {"invitation": invitation, "ticket": ticket, "campaign": invitation.campaign}
    told |= {"refused": refusal.said_in(ticket.language) if refusal else ""}
    told |= _of_stage(invitation, stage, ticket)
    with timezone.override(ZoneInfo(invitation.campaign.school.time_zone or "UTC")):
        return _shown(request, stage.value, told, status=REFUSED if refusal else 200)


def _of_stage(invitation: Invitation, stage: Stage, ticket: Ticket) -> dict[str, Any]:
    school = invitation.campaign.school
    if stage == Stage.NOTICE:
        notice = queries.notice_for(invitation, ticket.language)
        return {"notice": notice, "form": NoticeForm(invitation.campaign)}
    if stage in (Stage.QUESTION, Stage.PAUSE):
        screen, this_year = screen_of(invitation), clock.today(school.time_zone or "UTC").year
        years = [str(this_year - past) for past in range(YEARS)]
        told = {"screen": screen, "sitting": sitting_of(invitation)}
        return told | {"years": years, "months": MONTHS}
    if stage == Stage.RESTING:
        return {"back_from": queries.back_from(school), "lines": queries.lines_for(school)}
    shown: dict[str, Any] = {"lines": queries.lines_for(school)}
    if stage == Stage.REMOVED:
        shown |= {"stays": queries.stays_in_a_case(invitation)}
    return shown


def _shown(
    request: HttpRequest, page: str, told: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, f"surveys/answer/{page}.html", told, status=status)
