"""Campaigns of one's schools: what each still needs, whom it asks, how answers come.

Whoever may run campaigns at a school sees how many have answered; who said no is for the owner of
the campaign alone, and for nobody a reason to do anything.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.models.postings import in_force
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.notices import notices
from kithwork.core.campaigns import Draft, Rate, Rates, missing_to_open, rates_of, sample_of
from kithwork.core.deadlines import add_months
from kithwork.core.reasons import Reason
from kithwork.people.models import Enrolment, SchoolClass, Student
from kithwork.people.queries.lists import schools_where
from kithwork.people.queries.students import school_ids
from kithwork.safety.duty import next_duty, on_duty
from kithwork.surveys.filling import entry_of, has_wording, may_alert
from kithwork.surveys.models import Campaign, Invitation
from kithwork.surveys.worded import entry_asked

State = Invitation.State


@dataclass(frozen=True, slots=True)
class Line:
    """A campaign in a list; `rate` is None where it, or a class beside it, would tell of a few."""

    campaign: Campaign
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class ClassRate:
    """The response of one class."""

    school_class: SchoolClass
    rate: Rate


@dataclass(frozen=True, slots=True)
class Response:
    """How answers come: by class where there are enough, the smaller classes together."""

    rates: Rates
    classes: tuple[ClassRate, ...]


def schools_asking(user: User) -> tuple[School, ...]:
    """Return the schools at which `user` may run campaigns."""
    return schools_where(user, Verb.WRITE, Section.CAMPAIGNS)


def campaigns_for(user: User) -> tuple[Line, ...]:
    """Return the campaigns of one's schools, the newest first; the trail gets one event."""
    found = Campaign.objects.filter(school__in=schools_asking(user))
    found = found.select_related("school", "owner").order_by("-created_at", "-pk")
    groups, policy = _asked_in(found), disclosure_entry().policy
    lines = tuple(Line(one, rates_of(groups.get(one.pk, {}), policy=policy).total) for one in found)
    if lines:
        section = Section.CAMPAIGNS.value
        record(Event.LIST, "campaign", by=user, section=section, size=len(lines))
    return lines


def campaign_for(user: User, uid: uuid.UUID) -> Campaign:
    """Return one campaign and record that it was opened; Http404 where it is not of her schools."""
    found = Campaign.objects.filter(uid=uid, school__in=schools_asking(user))
    campaign = found.select_related("school", "owner", "key").first()
    if campaign is None:
        raise Http404("There is no such campaign among those you may see.")
    record(
        Event.VIEW,
        "campaign",
        subject=campaign.uid,
        by=user,
        school=campaign.school.uid,
        section=Section.CAMPAIGNS.value,
    )
    return campaign


def owned_campaign(user: User, uid: uuid.UUID) -> Campaign:
    """Return one's own campaign; Http404 for anybody else's: who said no is for the owner alone."""
    campaign = campaign_for(user, uid)
    if campaign.owner_id != user.pk:
        raise Http404("There is no such campaign among your own.")
    return campaign


def keyed_for(user: User, said: Mapping[str, str], instrument: str) -> Campaign | None:
    """Return the open campaign for which paper is keyed in, as an address says; None for none."""
    if not said.get("campaign"):
        return None
    try:
        uid = uuid.UUID(said["campaign"])
    except ValueError:
        raise Http404("There is no such campaign.") from None
    found = Campaign.objects.filter(uid=uid, state=Campaign.State.OPEN, instrument=instrument)
    campaign = found.filter(school__in=school_ids(user)).select_related("school").first()
    if campaign is None:
        raise Http404("There is no such campaign among those that are open.")
    return campaign


def audience_of(campaign: Campaign) -> QuerySet[Student]:
    """Return the students whom a campaign asks, or would ask, of those present today.

    Whoever is known to be below the instrument's age is not among them.
    """
    today = clock.today(campaign.school.time_zone or "UTC")
    students = Student.objects.filter(school=campaign.school, left_on__isnull=True)
    if youngest := entry_of(campaign.instrument).youngest:
        latest = add_months(today, -12 * youngest)
        students = students.filter(Q(person__birth__isnull=True) | Q(person__birth__lte=latest))
    said = campaign.audience
    if campaign.audience_kind == Campaign.Audience.CLASSES:
        enrolled = Enrolment.objects.filter(
            in_force(today), school_class__uid__in=said.get("classes", [])
        )
        students = students.filter(pk__in=enrolled.values("student_id"))
    elif campaign.audience_kind == Campaign.Audience.LIST:
        students = students.filter(uid__in=said.get("students", []))
    elif campaign.audience_kind == Campaign.Audience.SAMPLE:
        everyone = [str(uid) for uid in students.values_list("uid", flat=True)]
        drawn = sample_of(everyone, size=int(said.get("size", 0)), seed=str(said.get("seed", "")))
        students = students.filter(uid__in=drawn)
    return students.select_related("person", "school")


def draft_of(campaign: Campaign) -> Draft:
    """Return what the rules ask of a campaign before it opens."""
    now, entry = clock.now(), entry_of(campaign.instrument)
    school, today = campaign.school, clock.today(campaign.school.time_zone or "UTC")
    return Draft(
        has_notice=campaign.notice in notices(),
        bases=campaign.purposes,
        ways=frozenset(campaign.ways),
        has_wording=has_wording(entry_asked(campaign.instrument)),
        may_alert=may_alert(entry),
        has_duty=on_duty(school, now) is not None or next_duty(school, now) is not None,
        has_contact=bool(campaign.contact.strip()),
        asked=audience_of(campaign).count(),
        is_over=campaign.closes_on is not None and campaign.closes_on < today,
    )


def still_missing(campaign: Campaign) -> tuple[Reason, ...]:
    """Return what a draft still needs to open; nothing for one that has opened."""
    return missing_to_open(draft_of(campaign)) if campaign.state == Campaign.State.DRAFT else ()


def rests(campaign: Campaign, at: dt.datetime) -> bool:
    """Whether students by themselves cannot answer now, because nobody is on duty."""
    return may_alert(entry_of(campaign.instrument)) and on_duty(campaign.school, at) is None


def response_of(campaign: Campaign) -> Response:
    """Return the response so far, by class as each stood when the campaign opened."""
    groups = asked_by_class(campaign)
    rates = rates_of(groups, policy=disclosure_entry().policy)
    classes = SchoolClass.objects.filter(pk__in=[pk for pk in rates.groups if pk != "None"])
    rows = (ClassRate(one, rates.groups[str(one.pk)]) for one in classes.order_by("code"))
    return Response(rates, tuple(rows))


def asked_by_class(campaign: Campaign) -> dict[str, Rate]:
    """Return the rate of each class by its key, "None" for those in no class; none is hidden."""
    return _asked_in(Campaign.objects.filter(pk=campaign.pk)).get(campaign.pk, {})


def _asked_in(campaigns: QuerySet[Campaign]) -> dict[int, dict[str, Rate]]:
    """The same of several campaigns, by their keys."""
    chosen = Invitation.objects.filter(campaign__in=campaigns.order_by().values("pk"))
    counted = chosen.values("campaign", "school_class").annotate(
        asked=Count("pk"), done=Count("pk", filter=Q(state=State.ANSWERED))
    )
    found: dict[int, dict[str, Rate]] = {}
    for row in counted.order_by():
        rate = Rate(row["asked"], row["done"])
        found.setdefault(row["campaign"], {})[str(row["school_class"])] = rate
    return found


def classes_asked(campaign: Campaign) -> tuple[SchoolClass, ...]:
    """Return the classes of the students asked, in the school's order."""
    asked = Invitation.objects.filter(campaign=campaign).values("school_class")
    return tuple(SchoolClass.objects.filter(pk__in=asked).order_by("grade__position", "code"))


def invitations_of(
    campaign: Campaign, *, school_class: uuid.UUID | None = None
) -> QuerySet[Invitation]:
    """Return the invitations of a campaign, of one class or all, by class and name."""
    found = Invitation.objects.filter(campaign=campaign)
    if school_class is not None:
        found = found.filter(school_class__uid=school_class)
    found = found.select_related("student__person", "student__school", "school_class")
    return found.order_by("school_class__code", "student__person__pinyin", "student__number")
