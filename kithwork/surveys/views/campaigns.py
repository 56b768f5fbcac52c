"""Campaigns: the list, planning, one campaign with what comes next, opening and closing."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.models import School
from kithwork.access.permissions import may
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.catalogue.words import say
from kithwork.safety.duty import next_duty, on_duty
from kithwork.surveys.actions import campaigns as actions
from kithwork.surveys.filling import entry_of, may_alert
from kithwork.surveys.forms.campaigns import CampaignForm, values_of
from kithwork.surveys.forms.strip import language
from kithwork.surveys.models import Campaign
from kithwork.surveys.queries import campaigns as queries
from kithwork.surveys.queries.invited import family_of

REFUSED = 422
runs_campaigns = posted(Section.CAMPAIGNS, Verb.WRITE, school_wide=True)


@runs_campaigns
@require_safe
def campaigns(request: SignedInRequest) -> HttpResponse:
    """Show the campaigns of one's schools, and the other ways in which answers come."""
    told = {
        "lines": queries.campaigns_for(request.user),
        "schools": queries.schools_asking(request.user),
        "keys_in": may(request.user, Verb.WRITE, Section.ANSWERS),
    }
    return render(request, "surveys/campaigns.html", told)


@runs_campaigns
@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan a campaign at one of one's schools."""
    school = _school(request)
    form = CampaignForm(school, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.plan_campaign(school=school, plan=form.plan(), by=request.user)
            return redirect("ask:campaign", uid=made.uid)
        except Refused as refusal:
            form.add_error(None, refusal.said_in(language()))
    told = {"form": form, "school": school, "draft": "new", "version": 0}
    told |= {"schools": queries.schools_asking(request.user)}
    return render(request, "surveys/plan.html", told, status=REFUSED if form.errors else 200)


@runs_campaigns
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Change a draft."""
    campaign = queries.campaign_for(request.user, uid)
    if campaign.state != Campaign.State.DRAFT:
        messages.error(request, say("surveys.campaign_moved_on", language()))
        return redirect("ask:campaign", uid=uid)
    data = request.POST if request.method == "POST" else None
    form = CampaignForm(campaign.school, data, initial=values_of(campaign))
    if form.is_bound and form.is_valid():
        version = int(request.POST.get("version") or 0)
        try:
            actions.amend_campaign(
                campaign=campaign, plan=form.plan(), version=version, by=request.user
            )
            return redirect("ask:campaign", uid=uid)
        except Refused as refusal:
            form.add_error(None, refusal.said_in(language()))
    told = {"form": form, "school": campaign.school, "campaign": campaign, "draft": uid}
    told |= {"version": campaign.version}
    return render(request, "surveys/plan.html", told, status=REFUSED if form.errors else 200)


@runs_campaigns
@require_safe
def campaign(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one campaign: what it still needs, or how answers come and what comes next."""
    found = queries.campaign_for(request.user, uid)
    told = {
        "campaign": found,
        "entry": entry_of(found.instrument),
        "is_owner": found.owner_id == request.user.pk,
        "missing": queries.still_missing(found),
        "keys_in": may(request.user, Verb.WRITE, Section.ANSWERS),
        "address": request.build_absolute_uri(reverse("answer:enter")),
    }
    told |= _asked(found) if found.state == Campaign.State.DRAFT else _coming(found)
    return render(request, "surveys/campaign.html", told)


@runs_campaigns
@require_POST
def open_(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Open a draft."""
    try:
        actions.open_campaign(campaign=queries.campaign_for(request.user, uid), by=request.user)
        messages.success(request, _("The campaign is open. Print the slips and hand them out."))
    except Refused as refusal:
        messages.error(request, refusal.said_in(language()))
    return redirect("ask:campaign", uid=uid)


@runs_campaigns
@require_POST
def close(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Close a campaign."""
    try:
        actions.close_campaign(campaign=queries.campaign_for(request.user, uid), by=request.user)
        messages.success(request, _("The campaign is closed; its codes open nothing any more."))
    except Refused as refusal:
        messages.error(request, refusal.said_in(language()))
    return redirect("ask:campaign", uid=uid)


def _school(request: SignedInRequest) -> School:
    """Return the school that is planned for: as said, or the first of one's own."""
    schools = queries.schools_asking(request.user)
    said = request.GET.get("school") or request.POST.get("school")
    found = [one for one in schools if said in (None, "", str(one.uid))]
    if not found:
        raise Http404("There is no such school among those where you may ask.")
    return found[0]


def _asked(found: Campaign) -> dict[str, object]:
    return {"asked": queries.audience_of(found).count()}


def _coming(found: Campaign) -> dict[str, object]:
    now = clock.now()
    return {
        "response": queries.response_of(found),
        "family": family_of(found),
        "classes": queries.classes_asked(found),
        "may_alert": may_alert(entry_of(found.instrument)),
        "on_duty": on_duty(found.school, now),
        "next_duty": next_duty(found.school, now),
    }
