"""What a school gives, as it stands on a day: programmes with their terms, and recorded nones."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import held
from kithwork.access.roles import Form, Section, Verb
from kithwork.aid.actions.allowed import WRITERS
from kithwork.aid.models import NothingGiven, Programme, ProgrammeTerms
from kithwork.audit import clock
from kithwork.catalogue.programmes import AidKind, aid_kinds
from kithwork.core.aid.supply import Offer, StatedNone
from kithwork.core.support.functions import Function


@dataclass(frozen=True, slots=True)
class Offered:
    """A programme with its kind and the terms that hold on the day (None: they begin later)."""

    programme: Programme
    kind: AidKind
    terms: ProgrammeTerms | None

    @property
    def functions(self) -> tuple[Function, ...]:
        return tuple(map(Function, self.programme.functions))


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that a school gives on a day, and the sources of which a none is recorded."""

    school: School
    on: dt.date
    offered: tuple[Offered, ...]
    ended: tuple[Offered, ...]
    nothing: tuple[NothingGiven, ...]

    @property
    def programmes(self) -> tuple[Offered, ...]:
        return tuple(one for one in self.offered if not one.kind.is_service)

    @property
    def services(self) -> tuple[Offered, ...]:
        return tuple(one for one in self.offered if one.kind.is_service)

    def offers(self) -> tuple[Offer, ...]:
        """Return what is in force as the core counts it."""
        return tuple(map(_offer, self.offered))

    def stated_nones(self) -> tuple[StatedNone, ...]:
        return tuple(
            StatedNone(
                ref=str(one.uid),
                source=one.source,
                function=Function(one.function),
                on=one.starts_on,
            )
            for one in self.nothing
        )


def schools_to_open(user: User) -> list[School]:
    """Return the schools whose inventory one may read: those one may count at or write for."""
    ids = {grant.school_id for grant in held(user, Verb.READ, Section.AGGREGATES, form=Form.FULL)}
    for section in WRITERS:
        ids |= {grant.school_id for grant in held(user, Verb.WRITE, section)}
    schools = School.objects.filter(pk__in=[one for one in ids if one])
    return list(schools.order_by("name_en", "name_zh"))


def school_to_open(user: User, uid: uuid.UUID) -> School:
    """Return a school whose inventory one may read; Http404 else."""
    for school in schools_to_open(user):
        if school.uid == uid:
            return school
    raise Http404("There is no such school among yours.")


def inventory_of(school: School) -> Inventory:
    """Return a school's inventory as it stands today."""
    on = clock.today(school.time_zone or "UTC")
    programmes = Programme.objects.filter(school=school).prefetch_related("terms")
    offered = [_offered(one, on) for one in programmes.order_by("kind", "name")]
    order = list(aid_kinds())
    offered.sort(key=lambda one: order.index(one.programme.kind))
    is_over = [one.programme.ends_on is not None and one.programme.ends_on < on for one in offered]
    return Inventory(
        school=school,
        on=on,
        offered=tuple(one for one, over in zip(offered, is_over, strict=True) if not over),
        ended=tuple(one for one, over in zip(offered, is_over, strict=True) if over),
        nothing=tuple(_nothing_on(school, on)),
    )


def programme_for(user: User, uid: uuid.UUID) -> Offered:
    """Return one programme as it stands today; Http404 where `user` may not read it."""
    schools = [school.pk for school in schools_to_open(user)]
    found = Programme.objects.filter(uid=uid, school__in=schools).select_related("school").first()
    if found is None:
        raise Http404("There is no such programme at your schools.")
    return _offered(found, clock.today(found.school.time_zone or "UTC"))


def nothing_for(user: User, uid: uuid.UUID) -> NothingGiven:
    """Return one recorded none; Http404 where `user` may not read it."""
    schools = [school.pk for school in schools_to_open(user)]
    found = NothingGiven.objects.filter(uid=uid, school__in=schools).select_related("school")
    if (one := found.first()) is None:
        raise Http404("There is no such record at your schools.")
    return one


def _nothing_on(school: School, on: dt.date) -> QuerySet[NothingGiven]:
    stated = NothingGiven.objects.filter(in_force(on), school=school)
    return stated.exclude(Q(ends_on=on)).order_by("source", "function")


def _offered(programme: Programme, on: dt.date) -> Offered:
    terms: Iterable[ProgrammeTerms] = programme.terms.all()
    held_by = [one for one in terms if one.starts_on <= on]
    latest = max(held_by, key=lambda one: one.starts_on, default=None)
    return Offered(programme, aid_kinds()[programme.kind], latest)


def _offer(one: Offered) -> Offer:
    covers = one.terms.covers_percent if one.terms else None
    return Offer(
        ref=str(one.programme.uid),
        source=one.programme.source,
        functions=one.functions,
        is_service=one.kind.is_service,
        since=one.programme.starts_on,
        covers=covers / 100 if covers else None,
    )
