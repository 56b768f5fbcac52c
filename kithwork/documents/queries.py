"""Reports that one has asked for, and campaigns over whose answers one may count."""

import uuid

from django.db.models import QuerySet
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.permissions import may
from kithwork.access.roles import Section, Verb
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.documents.models import NeedsReport
from kithwork.people.queries.lists import schools_where
from kithwork.surveys.models import Campaign

SHOWN = 10


def school_to_report(user: User, uid: uuid.UUID) -> School:
    """Return a school over whose students one may count; Http404 for any other."""
    school = School.objects.filter(uid=uid).first()
    if school is None or not may(user, Verb.READ, Section.AGGREGATES, at=school):
        raise Http404("There is no such school among those that you may count over.")
    return school


def reports_of(user: User, school: School) -> tuple[NeedsReport, ...]:
    """Return the last reports that one has asked for of a school, without their contents."""
    found = NeedsReport.objects.filter(by=user, school=school)
    found = found.defer("docx", "pdf", "html", "xlsx")
    return tuple(found.order_by("-created_at")[:SHOWN])


def report_for(user: User, school: School, uid: uuid.UUID) -> NeedsReport:
    """Return one report that `user` has asked for; Http404 for anybody else's."""
    found = NeedsReport.objects.filter(by=user, school=school, uid=uid)
    report = found.select_related("school", "key").first()
    if report is None:
        raise Http404("There is no such report among those you have asked for.")
    return report


def campaign_to_measure(user: User, uid: uuid.UUID) -> Campaign:
    """Return a campaign of a school over which one may count; Http404 for any other.

    The trail gets one event: the numbers of its questionnaire were looked at.
    """
    campaign = _measurable(user).filter(uid=uid).first()
    if campaign is None:
        raise Http404("There is no such campaign among those over which you may count.")
    record(
        Event.VIEW,
        "questionnaire_quality",
        subject=campaign.uid,
        by=user,
        school=campaign.school.uid,
        section=Section.AGGREGATES.value,
    )
    return campaign


def campaigns_to_measure(user: User) -> tuple[Campaign, ...]:
    """Return the campaigns that were opened at one's schools, the newest first."""
    found = _measurable(user).exclude(state=Campaign.State.DRAFT)
    return tuple(found.order_by("-created_at", "-pk")[:SHOWN])


def _measurable(user: User) -> QuerySet[Campaign]:
    schools = schools_where(user, Verb.READ, Section.AGGREGATES)
    return Campaign.objects.filter(school__in=schools).select_related("school")
