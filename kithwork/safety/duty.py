"""Who is on duty at a school: reads alerts that come while students answer by themselves.

Without anybody on duty such questions rest (field specification, D4). A spell of duty is set by
whoever answers alerts or runs campaigns there, for somebody who answers alerts; it may be ended,
never rewritten.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.permissions import NotAllowed, held
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.safety.models import Duty
from kithwork.safety.queries import speakers_at

LONGEST = dt.timedelta(days=62)  # of one plan, so that a name does not stand for ever


def on_duty(school: School, at: dt.datetime) -> User | None:
    """Return who is on duty at an instant: of several, whose duty began last."""
    spells = Duty.objects.filter(school=school, starts_at__lte=at, ends_at__gt=at)
    found = spells.filter(user__in=speakers_at(school)).select_related("user")
    spell = found.order_by("-starts_at", "-pk").first()
    return spell.user if spell else None


def next_duty(school: School, at: dt.datetime) -> Duty | None:
    """Return the spell that begins next, None where none is planned."""
    spells = Duty.objects.filter(school=school, starts_at__gt=at)
    return spells.select_related("user").order_by("starts_at").first()


def last_on_duty(school: School, at: dt.datetime) -> User | None:
    """Return who is on duty, was last, or will be next: somebody always answers for an answer."""
    speakers = speakers_at(school)
    spells = Duty.objects.filter(school=school, user__in=speakers).select_related("user")
    before = spells.filter(starts_at__lte=at).order_by("-ends_at", "-pk").first()
    found = before or spells.order_by("starts_at").first()
    return on_duty(school, at) or (found.user if found else None)


def duties_ahead(school: School, at: dt.datetime) -> tuple[Duty, ...]:
    """Return the spells that have not ended, in their order."""
    spells = Duty.objects.filter(school=school, ends_at__gt=at).select_related("user")
    return tuple(spells.order_by("starts_at", "pk"))


def may_plan_duty(by: User, school: School) -> bool:
    """Whether `by` answers alerts at the school, or runs its campaigns."""
    sections = (Section.ALERTS, Section.CAMPAIGNS)
    grants = (grant for section in sections for grant in held(by, May.WRITE, section))
    return any(grant.school_id == school.pk for grant in grants)


def school_for(by: User, uid: uuid.UUID) -> School:
    """Return a school at which `by` may plan duty; Http404 elsewhere."""
    found = School.objects.filter(uid=uid).first()
    if found is None or not may_plan_duty(by, found):
        raise Http404("There is no such school among those where you may plan duty.")
    return found


@transaction.atomic
def plan_duty(
    *,
    school: School,
    user: User,
    days: Iterable[dt.date],
    starts: dt.time,
    ends: dt.time,
    by: User,
) -> list[Duty]:
    """Put somebody on duty between two times of each of these days, by the school's clock.

    Raises NotAllowed, and Refused where she does not answer alerts there, no day is chosen, it
    ends before it begins, or a day's time is over. Weekends and holidays are days like others:
    students answer then, too.
    """
    _require_planning(by, school)
    if not speakers_at(school).filter(pk=user.pk).exists():
        raise Refused("safety.speaker_elsewhere")
    if ends <= starts:
        raise Refused("safety.duty_ends_first")
    spells = [_spell(school, user, day, starts, ends, by) for day in days]
    _check(spells, school)
    Duty.objects.bulk_create(spells)
    _note(Verb.CREATE, school, by, size=len(spells))
    return spells


@transaction.atomic
def end_duty(*, duty: Duty, by: User) -> None:
    """End a spell now, or strike it where it has not begun. Raises NotAllowed."""
    _require_planning(by, duty.school)
    now = clock.now()
    if duty.starts_at >= now:
        duty.delete()
    else:
        Duty.objects.filter(pk=duty.pk, ends_at__gt=now).update(ends_at=now)
    _note(Verb.AMEND, duty.school, by, size=1)


def duty_for(user: User, uid: uuid.UUID) -> Duty:
    """Return one spell of a school at which `user` may plan duty; Http404 elsewhere."""
    found = Duty.objects.filter(uid=uid).select_related("school").first()
    if found is None or not may_plan_duty(user, found.school):
        raise Http404("There is no such duty among those you may change.")
    return found


def _require_planning(by: User, school: School) -> None:
    if not may_plan_duty(by, school):
        raise NotAllowed("You may not plan who is on duty at this school.")


def _spell(
    school: School, user: User, day: dt.date, starts: dt.time, ends: dt.time, by: User
) -> Duty:
    zone = ZoneInfo(school.time_zone or "UTC")
    return Duty(
        school=school,
        user=user,
        starts_at=dt.datetime.combine(day, starts, zone).astimezone(dt.UTC),
        ends_at=dt.datetime.combine(day, ends, zone).astimezone(dt.UTC),
        entered_by=by,
    )


def _check(spells: list[Duty], school: School) -> None:
    now = clock.now()
    if not spells:
        raise Refused("safety.duty_without_days")
    over = next((spell for spell in spells if spell.ends_at <= now), None)
    if over is not None:
        raise Refused("safety.duty_over", day=clock.day_of(over.starts_at, school.time_zone))
    if max(spell.ends_at for spell in spells) - now > LONGEST:
        raise Refused("safety.duty_too_far", days=LONGEST.days)


def _note(verb: Verb, school: School, by: User, *, size: int) -> None:
    record(
        verb,
        "duty",
        subject=school.uid,
        by=by,
        school=school.uid,
        section=Section.ALERTS.value,
        size=size,
    )
