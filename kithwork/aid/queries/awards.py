"""Who receives what since when, to those who may know it; every look stands in the trail.

The aid office sees its school's awards; a worker those of her students who agreed to it, and
nobody is told by their absence that there is nothing.
"""

import uuid
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import may_school_wide
from kithwork.access.roles import Need, Section, Verb
from kithwork.aid.models import Award, Programme
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.core.consent import Standing, consent_for
from kithwork.people.models import Student, StudentFact
from kithwork.people.queries.consents import consent_files_wherever, policy_for
from kithwork.people.queries.facts import standing_fact
from kithwork.people.queries.reach import reaches, require_reach

PURPOSE = "aid_record"
HARDSHIP = "aid.hardship_level"


@dataclass(frozen=True, slots=True)
class AwardsSeen:
    """What a reader sees of a student's aid: hardship and awards, or why none are shown."""

    awards: tuple[Award, ...]
    is_closed: bool
    asks_consent: bool = False
    hardship: StudentFact | None = None


def awards_seen(user: User, student: Student) -> AwardsSeen:
    """Return a student's awards as far as `user` may read them, and record that she did."""
    if reaches(user, Verb.READ, Section.AID, student) is None:
        if reaches(user, Verb.READ, Section.AID, student, with_needs=[Need.CONSENT]) is None:
            return AwardsSeen((), is_closed=True)
        if not _agreed(student):
            return AwardsSeen((), is_closed=True, asks_consent=True)
    record(
        Event.VIEW,
        "award",
        subject=student.uid,
        by=user,
        school=student.school.uid,
        section=Section.AID.value,
    )
    level = standing_fact(student, HARDSHIP)
    known = level if level is not None and level.value is not None else None
    return AwardsSeen(tuple(_of(student)), is_closed=False, hardship=known)


def awards_at(user: User, programme: Programme) -> list[Award] | None:
    """Return who receives a programme now, by name; None where `user` may not read names."""
    if not may_school_wide(user, Verb.READ, Section.AID, at=programme.school):
        return None
    today = clock.today(programme.school.time_zone or "UTC")
    found = programme.awards.filter(in_force(today)).select_related("student__person")
    awards = list(found.order_by("student__person__pinyin", "student__number"))
    record(
        Event.LIST,
        "award",
        by=user,
        school=programme.school.uid,
        section=Section.AID.value,
        size=len(awards),
    )
    return awards


def award_for(user: User, uid: uuid.UUID) -> Award:
    """Return one award that `user` may write; Http404 else."""
    found = Award.objects.filter(uid=uid).select_related("student__person", "school", "programme")
    one = found.first()
    if one is None or not may_school_wide(user, Verb.WRITE, Section.AID, at=one.school):
        raise Http404("There is no such record at your schools.")
    require_reach(user, Verb.WRITE, Section.AID, one.student)
    return one


def received_now(school: School) -> dict[int, int]:
    """Return how many receive each programme of a school today, by the programme's key."""
    today = clock.today(school.time_zone or "UTC")
    counted = Award.objects.filter(in_force(today), school=school).values("programme")
    return {row["programme"]: row["n"] for row in counted.annotate(n=Count("pk"))}


def _of(student: Student) -> QuerySet[Award]:
    found = Award.objects.filter(student=student).select_related("programme")
    return found.order_by(F("ends_on").asc(nulls_first=True), "-starts_on")


def _agreed(student: Student) -> bool:
    """Whether she agreed, in general or when she was asked in a case."""
    today = clock.today(student.school.time_zone or "UTC")
    file = consent_files_wherever([student])[student.pk]
    policy = policy_for(student.school, today)
    return consent_for(PURPOSE, file, on=today, policy=policy).standing is Standing.VALID
