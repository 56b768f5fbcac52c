"""Who receives what: recorded from a list of numbers, confirmed and ended one by one."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.aid.actions import awards
from kithwork.aid.forms.awards import AwardsForm
from kithwork.aid.forms.inventory import EndForm, draft_of
from kithwork.aid.queries.awards import award_for
from kithwork.aid.queries.inventory import programme_for
from kithwork.aid.views.inventory import GET_POST, today_at
from kithwork.people.views.editing import EditPage, edited

gives = posted(Section.AID, Verb.WRITE)


@gives
@GET_POST
def give(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Record who receives a programme."""
    found = programme_for(request.user, uid)
    form = AwardsForm(
        request.POST,
        programme=found.programme,
        terms=found.terms,
        today=today_at(found.programme.school),
    )
    return edited(
        request,
        form,
        lambda: awards.award_many(
            awards=[(line.student, form.given_to(line)) for line in form.cleaned_data["lines"]],
            programme=found.programme,
            by=request.user,
        ),
        page=EditPage(
            title=f"{_('Who receives it')} · {found.programme.name}",
            lead=_("All lines are recorded, or none: a line that is wrong is named."),
            draft=draft_of(found.programme, "give"),
            back=_page_of(found.programme.uid),
        ),
        template="aid/edit.html",
    )


@gives
@require_POST
def confirm(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Record that the student said it has come."""
    awarded = award_for(request.user, uid)
    awards.confirm_award(awarded=awarded, on=today_at(awarded.school), by=request.user)
    return redirect(_page_of(awarded.programme.uid))


@gives
@GET_POST
def end(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """End what a student receives."""
    awarded = award_for(request.user, uid)
    form = EndForm(request.POST, today=today_at(awarded.school))
    return edited(
        request,
        form,
        lambda: awards.end_award(awarded=awarded, on=form.cleaned_data["on"], by=request.user),
        page=EditPage(
            title=_("No longer receives it"),
            draft=f"aid-award-end:{awarded.uid}",
            back=_page_of(awarded.programme.uid),
        ),
        template="aid/edit.html",
    )


def _page_of(uid: uuid.UUID) -> str:
    return reverse("aid:programme", kwargs={"uid": uid})
