"""The campaigns behind some students' answers: whom each asked, who answered, and at what rate.

Classes are told as on the page of a campaign; grades where they tell of no few beside the classes.
How many said no is a number for the campaign's owner alone, and only where neither that number nor
the rest is a handful; for everybody else whoever gave no form is one of those who gave none.
Source: field specification, H8; docs/methods/response-rates.md.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from kithwork.access.models import School, User
from kithwork.audit import clock
from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.core.campaigns import Rate, rates_of_parts, said_no
from kithwork.people.models import Grade, SchoolClass, Student
from kithwork.surveys.models import Administration, Campaign, Invitation
from kithwork.surveys.queries.campaigns import Response, asked_by_class, response_of

NO = (Invitation.State.REFUSED, Invitation.State.WITHDRAWN)
NO_GRADE = ""


@dataclass(frozen=True, slots=True)
class GradeRate:
    """The response of one grade; `grade` is None for the students in none."""

    grade: Grade | None
    rate: Rate


@dataclass(frozen=True, slots=True)
class Flow:
    """How far a campaign came; `grades` is empty and `said_no` None where they are not told."""

    campaign: Campaign
    response: Response
    grades: tuple[GradeRate, ...]
    said_no: int | None

    @property
    def opened_on(self) -> dt.date:
        """The day at the school on which it opened; its creation where nobody wrote that down."""
        at = self.campaign.opened_at or self.campaign.created_at
        return clock.day_of(at, self.campaign.school.time_zone)

    @property
    def unanswered(self) -> int | None:
        """How many were asked and gave no form: still open, away, or said no."""
        total = self.response.rates.total
        return None if total is None else total.asked - total.answered


def campaigns_behind(
    students: QuerySet[Student, dict[str, Any]], school: School
) -> tuple[Campaign, ...]:
    """Return the campaigns that brought the latest form of any of these students, oldest first."""
    forms = Administration.objects.filter(student__in=students, superseded_by__isnull=True)
    forms = forms.order_by("given_on", "entered_at", "pk")
    latest: dict[tuple[int, str], int | None] = {}
    for student, instrument, campaign in forms.values_list(
        "student_id", "instrument", "campaign_id"
    ).iterator():
        latest[student, instrument] = campaign
    found = Campaign.objects.filter(school=school, pk__in={one for one in latest.values() if one})
    found = found.exclude(state=Campaign.State.DRAFT)
    return tuple(found.select_related("school").order_by(F("opened_at").asc(nulls_last=True), "pk"))


def flow_of(campaign: Campaign, *, reader: User) -> Flow:
    """Return how far a campaign came, as `reader` may be told."""
    response = response_of(campaign)
    return Flow(campaign, response, _grades(campaign), _said_no(campaign, response, reader))


def _grades(campaign: Campaign) -> tuple[GradeRate, ...]:
    groups = asked_by_class(campaign)
    classes = SchoolClass.objects.filter(pk__in=[pk for pk in groups if pk != "None"])
    grade_of = {str(pk): str(grade or NO_GRADE) for pk, grade in classes.values_list("pk", "grade")}
    part_of = {pk: grade_of.get(pk, NO_GRADE) for pk in groups}
    told = rates_of_parts(groups, part_of, policy=disclosure_entry().policy)
    grades = Grade.objects.filter(pk__in=[pk for pk in told if pk != NO_GRADE])
    lines = [GradeRate(one, told[str(one.pk)]) for one in grades.order_by("position", "code")]
    if NO_GRADE in told:
        lines.append(GradeRate(None, told[NO_GRADE]))
    return tuple(lines)


def _said_no(campaign: Campaign, response: Response, reader: User) -> int | None:
    total = response.rates.total
    if total is None or campaign.owner_id != reader.pk:
        return None
    no = Invitation.objects.filter(campaign=campaign, state__in=NO).count()
    return said_no(total.asked - total.answered, no, disclosure_entry().policy)
