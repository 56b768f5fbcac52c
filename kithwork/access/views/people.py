"""Settings: the people with an account, their postings and teams. No student stands here."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.actions import users
from kithwork.access.actions.invitations import Slip, invite
from kithwork.access.actions.people import welcome
from kithwork.access.actions.postings import end_posting, post, put_in_team, take_from_team
from kithwork.access.classes import classes_at
from kithwork.access.forms.people import LastDayForm, NewPersonForm, PostingForm, TeamForm
from kithwork.access.guards import posted
from kithwork.access.queries import accounts
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb

Posted = TypeVar("Posted", bound=PostingForm)
DEEDS = {
    "close": users.close_account,
    "reopen": users.reopen_account,
    "second-factor": users.take_second_factor,
}


@posted(Section.ACCOUNTS)
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Show the accounts at one's schools."""
    page = request.GET.get("page", "1")
    found = accounts.accounts_for(request.user, page=int(page) if page.isdecimal() else 1)
    keeps = accounts.keeps_accounts(request.user)
    return render(request, "access/people.html", {"list": found, "keeps": keeps})


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Open an account with its first posting, and say its code once."""
    accounts.require_keeping(request.user)
    form = _posting_form(request, NewPersonForm)
    if form.is_valid():
        given = form.cleaned_data
        try:
            slip = welcome(
                username=given["username"],
                name=given["name"],
                posting=form.posting(),
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, _said(refused))
        else:
            return _say_once(request, slip)
    return render(request, "access/add_person.html", {"form": form})


@posted(Section.ACCOUNTS)
@require_safe
def person(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show one account: where it is posted, in whose team, how it signs in."""
    return _person_page(request, uid)


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_POST
def give_code(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Give somebody a new code to choose a password with, and say it once."""
    user = accounts.account_for(request.user, uid).user
    try:
        return _say_once(request, invite(user=user, by=request.user))
    except Refused as refused:
        return _back(request, uid, refused)


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_POST
def change(request: SignedInRequest, *, uid: uuid.UUID, deed: str) -> HttpResponse:
    """Close an account, open it again, or take a lost second factor away."""
    if deed not in DEEDS:
        raise Http404
    user = accounts.account_for(request.user, uid).user
    return _done(request, uid, lambda: DEEDS[deed](user=user, by=request.user))


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_POST
def add_posting(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Post somebody, for a whole school or for one class."""
    form = _posting_form(request, PostingForm)
    user = accounts.account_for(request.user, uid).user
    if not form.is_valid():
        return _person_page(request, uid, form=form)
    return _done(request, uid, lambda: post(user=user, by=request.user, **form.posting()))


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_POST
def finish_posting(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Let a posting end on a day."""
    posting, form = accounts.posting_for(request.user, uid), LastDayForm(request.POST)
    if not form.is_valid():
        return _back(request, posting.user.uid, Refused("access.day_missing"))
    day = form.cleaned_data["on"]
    return _done(
        request, posting.user.uid, lambda: end_posting(posting=posting, on=day, by=request.user)
    )


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_POST
def join_team(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Put a worker into a supervisor's team."""
    worker = accounts.account_for(request.user, uid).user
    form = TeamForm(request.POST, supervisors=_supervisors(request))
    if not form.is_valid():
        return _person_page(request, uid, team_form=form)
    posting = accounts.posting_for(request.user, uuid.UUID(form.cleaned_data["supervisor"]))
    return _done(
        request,
        uid,
        lambda: put_in_team(
            supervisor=posting.user,
            worker=worker,
            school=posting.school,
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
        ),
    )


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_POST
def leave_team(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Let a worker leave a team on a day."""
    team, form = accounts.team_for(request.user, uid), LastDayForm(request.POST)
    if not form.is_valid():
        return _back(request, team.worker.uid, Refused("access.day_missing"))
    day = form.cleaned_data["on"]
    return _done(
        request, team.worker.uid, lambda: take_from_team(team=team, on=day, by=request.user)
    )


def _person_page(request: SignedInRequest, uid: uuid.UUID, **forms: object) -> HttpResponse:
    context = {
        "account": accounts.account_for(request.user, uid),
        "keeps": accounts.keeps_accounts(request.user),
        "form": _posting_form(request, PostingForm, sent=False),
        "team_form": TeamForm(None, supervisors=_supervisors(request)),
        "is_oneself": uid == request.user.uid,
    }
    return render(request, "access/person.html", context | forms)


def _posting_form(request: SignedInRequest, form: type[Posted], *, sent: bool = True) -> Posted:
    schools = list(accounts.schools_for(request.user, Verb.WRITE))
    body = request.POST if sent and request.method == "POST" else None
    return form(body, schools=schools, classes=classes_at(schools))


def _supervisors(request: SignedInRequest) -> list[tuple[str, str]]:
    language = get_language() or "en"
    found = accounts.supervisors_for(request.user)
    return [(str(p.uid), f"{p.user.name} · {p.school.name_in(language)}") for p in found]


def _done(request: SignedInRequest, uid: uuid.UUID, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return _back(request, uid, refused)
    return _back(request, uid)


def _back(request: SignedInRequest, uid: uuid.UUID, refused: Refused | None = None) -> HttpResponse:
    if refused is None:
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _said(refused))
    return redirect("access:person", uid=uid)


def _say_once(request: SignedInRequest, slip: Slip) -> HttpResponse:
    address = request.build_absolute_uri(reverse("first_password"))
    response = render(request, "access/slip.html", {"slip": slip, "address": address})
    response["Cache-Control"] = "no-store"
    return response


def _said(refused: Refused) -> str:
    return refused.said_in(get_language() or "en")
