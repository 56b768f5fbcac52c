"""Reports that one has asked for."""

import uuid

from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.permissions import may
from kithwork.access.roles import Section, Verb
from kithwork.documents.models import NeedsReport

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
