"""Around an open campaign: slips to print, consent on paper, who has answered, who is on duty."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.safety import duty as safety
from kithwork.surveys.actions import consents
from kithwork.surveys.forms.campaigns import DutyForm, weekdays_with
from kithwork.surveys.forms.papers import PapersForm
from kithwork.surveys.forms.strip import language
from kithwork.surveys.models import Campaign, Invitation
from kithwork.surveys.queries import campaigns as queries
from kithwork.surveys.queries import invited as invited_queries
from kithwork.surveys.views.campaigns import REFUSED, runs_campaigns

answers_alerts = posted(Section.ALERTS, Verb.WRITE)


@runs_campaigns
@require_safe
def slips(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the slips of a class, to print on A4 and cut."""
    campaign = queries.campaign_for(request.user, uid)
    of_guardians = request.GET.get("of") == "families"
    try:
        printed = invited_queries.slips_of(
            request.user, campaign, school_class=_class(request), of_guardians=of_guardians
        )
    except Refused as refusal:
        messages.error(request, refusal.said_in(language()))
        return redirect("ask:campaign", uid=uid)
    told = {"campaign": campaign, "slips": printed, "of_guardians": of_guardians}
    told |= {"address": request.build_absolute_uri(reverse("answer:enter"))}
    told |= {"classes": queries.classes_asked(campaign), "chosen": request.GET.get("class", "")}
    return render(request, "surveys/slips.html", told)


@runs_campaigns
@require_http_methods(["GET", "POST"])
def papers(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Record the consent forms of a class that came back on paper."""
    campaign = queries.campaign_for(request.user, uid)
    today = clock.today(campaign.school.time_zone or "UTC")
    rows = invited_queries.consent_rows(request.user, campaign, school_class=_class(request))
    data = request.POST if request.method == "POST" else None
    form = PapersForm(data, initial={"given_on": today})
    if form.is_bound and form.is_valid() and _recorded(request, campaign, form, rows):
        return redirect(request.get_full_path())
    told = {"campaign": campaign, "rows": rows, "form": form}
    told |= {"classes": queries.classes_asked(campaign), "chosen": request.GET.get("class", "")}
    return render(request, "surveys/papers.html", told, status=REFUSED if form.errors else 200)


@runs_campaigns
@require_safe
def students(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the owner who has answered and who has said no, which is nobody else's to know."""
    campaign = queries.owned_campaign(request.user, uid)
    states = invited_queries.states_of(request.user, campaign, school_class=_class(request))
    told = {"campaign": campaign, "states": states}
    told |= {"classes": queries.classes_asked(campaign), "chosen": request.GET.get("class", "")}
    return render(request, "surveys/invited.html", told)


@runs_campaigns
@require_POST
def remove(request: SignedInRequest, uid: uuid.UUID, invitation: uuid.UUID) -> HttpResponse:
    """Remove a student's answers for whoever asked for it."""
    campaign = queries.owned_campaign(request.user, uid)
    found = get_object_or_404(
        Invitation.objects.select_related("campaign__school", "student__school"),
        uid=invitation,
        campaign=campaign,
    )
    consents.withdraw(invitation=found, by=request.user)
    messages.success(request, _("The answers are removed."))
    return redirect("ask:students", uid=uid)


@answers_alerts
@require_http_methods(["GET", "POST"])
def duty(request: SignedInRequest, school: uuid.UUID) -> HttpResponse:
    """Show who is on duty at a school, and plan it."""
    at = safety.school_for(request.user, school)
    today = clock.today(at.time_zone or "UTC")
    initial = {"from_day": today, "to_day": today, "starts": "08:00", "ends": "17:00"}
    initial |= {"weekdays": weekdays_with(today)}
    form = DutyForm(at, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            safety.plan_duty(
                school=at,
                user=data["user"],
                days=form.days(),
                starts=data["starts"],
                ends=data["ends"],
                by=request.user,
            )
            return redirect("ask:duty", school=school)
        except Refused as refusal:
            form.add_error(None, refusal.said_in(language()))
    now = clock.now()
    told = {"school": at, "form": form, "duties": safety.duties_ahead(at, now)}
    told |= {"present": safety.on_duty(at, now)}
    return render(request, "surveys/duty.html", told, status=REFUSED if form.errors else 200)


@answers_alerts
@require_POST
def end_duty(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """End a spell of duty now, or strike it."""
    spell = safety.duty_for(request.user, uid)
    safety.end_duty(duty=spell, by=request.user)
    return redirect("ask:duty", school=spell.school.uid)


def _class(request: SignedInRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get("class", ""))
    except ValueError:
        return None


def _recorded(
    request: SignedInRequest,
    campaign: Campaign,
    form: PapersForm,
    rows: tuple[invited_queries.ConsentRow, ...],
) -> bool:
    try:
        count = consents.record_papers(
            campaign=campaign,
            papers=form.papers(rows),
            given_on=form.day,
            language=language(),
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, refusal.said_in(language()))
        return False
    said = ngettext("%(n)d form is recorded.", "%(n)d forms are recorded.", count)
    messages.success(request, said % {"n": count})
    return True
