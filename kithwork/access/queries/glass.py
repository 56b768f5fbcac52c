"""Broken glasses that wait for a second person, and those that were reviewed."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404

from kithwork.access.actions.break_glass import open_reason
from kithwork.access.models import BreakGlass, School, User
from kithwork.access.permissions import Held, NotAllowed, held
from kithwork.access.roles import Need, Scope, Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.break_glass import break_glass_rule

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken glass: the reason given, by when it is reviewed, whether that is past."""

    opened: BreakGlass
    reason: str
    due: dt.datetime
    is_late: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class OpenGlass:
    """One's own glass while it is open: until when, and by when another person reviews it."""

    opened: BreakGlass
    due: dt.datetime


def may_break_glass(user: User) -> bool:
    """Whether there is a glass in front of cases that `user` may break."""
    return bool(_glass_grants(user, Verb.READ, Section.CASE))


def schools_behind_glass(user: User, section: Section = Section.CASE) -> tuple[School, ...]:
    """Return the schools where `user` may break a glass in front of a section of a case."""
    ids = {one.school_id for one in _glass_grants(user, Verb.READ, section)}
    found = School.objects.filter(pk__in=[school for school in ids if school is not None])
    return tuple(found.order_by("name_en", "name_zh")) if ids else ()


def behind_glass(user: User, verb: Verb, section: Section) -> list[Held]:
    """Return what a glass that is open now lets `user` do to a section."""
    grants = _glass_grants(user, verb, section)
    if not grants:
        return []
    glasses = BreakGlass.objects.filter(
        user=user, section=section.value, expires_at__gt=clock.now()
    )
    schools = set(glasses.values_list("school_id", flat=True))
    return [grant for grant in grants if grant.school_id in schools]


def open_glasses(user: User) -> tuple[OpenGlass, ...]:
    """Return the glasses that stand open for `user`; asks nothing for whoever can break none."""
    if not _glass_grants(user, Verb.READ, Section.CASE):
        return ()
    glasses = BreakGlass.objects.filter(user=user, expires_at__gt=clock.now())
    found = glasses.select_related("school").order_by("expires_at")
    return tuple(OpenGlass(glass, _due(glass)) for glass in found)


def own_glass(user: User, uid: uuid.UUID) -> BreakGlass:
    """Return a glass that `user` broke, or raise Http404."""
    own = BreakGlass.objects.filter(user=user).select_related("school")
    glass: BreakGlass = get_object_or_404(own, uid=uid)
    return glass


def broken_for(reader: User) -> tuple[Broken, ...]:
    """Return the broken glasses at the reader's schools, those that wait first. Recorded."""
    found = _glasses(reader).order_by(F("reviewed_at").asc(nulls_first=True), "-at")[:SHOWN]
    rows = tuple(_broken(reader, one) for one in found.select_related("user", "key", "school"))
    record(Event.LIST, "break_glass", section=Section.AUDIT.value, size=len(rows))
    return rows


def glass_for(reader: User, uid: uuid.UUID) -> BreakGlass:
    """Return one broken glass at the reader's schools, or raise Http404."""
    glass: BreakGlass = get_object_or_404(_glasses(reader), uid=uid)
    return glass


def glasses_waiting(reader: User) -> int:
    """Return how many broken glasses of others wait for the reader's word."""
    return _glasses(reader).filter(reviewed_at__isnull=True).exclude(user=reader).count()


def schools_reviewed(reader: User) -> list[int]:
    """Return the schools whose whole trail the reader reads in full: she reviews there."""
    grants = held(reader, Verb.READ, Section.AUDIT)
    wide = [one.school_id for one in grants if one.scope == Scope.SCHOOL]
    return [school for school in wide if school is not None]


def _glasses(reader: User) -> QuerySet[BreakGlass]:
    schools = schools_reviewed(reader)
    if not schools:
        raise NotAllowed("Whoever reads the school's trail in full reviews a broken glass.")
    return BreakGlass.objects.filter(school__in=schools)


def _broken(reader: User, opened: BreakGlass) -> Broken:
    due = _due(opened)
    is_late = opened.reviewed_at is None and clock.now() > due
    return Broken(opened, open_reason(opened), due, is_late, opened.user_id == reader.pk)


def _due(opened: BreakGlass) -> dt.datetime:
    return opened.at + dt.timedelta(hours=break_glass_rule().review_hours)


def _glass_grants(user: User, verb: Verb, section: Section) -> list[Held]:
    grants = held(user, verb, section, with_needs=[Need.BREAK_GLASS])
    return [grant for grant in grants if Need.BREAK_GLASS in grant.needs]
