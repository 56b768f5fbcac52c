"""Resources and information: what the school's directory holds, and what a case was given."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.permissions import Who, held
from kithwork.access.roles import Section, Verb
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.actions.resources import CONTACT, EVENT
from kithwork.casework.models import (
    Case,
    InformationGiven,
    InformationItem,
    LinkEvent,
    Resource,
    ResourceLink,
)
from kithwork.casework.queries.reach import require_case
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.words import say
from kithwork.core.casework.links import LinkStatus, next_links


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link with its status in words, its way so far, and the steps from here."""

    link: ResourceLink
    status: str
    events: tuple[tuple[LinkEvent, str, str], ...]
    ways: tuple[tuple[str, str], ...]


def schools_of(who: Who) -> QuerySet[School]:
    """Return the schools whose directory and information desk one keeps or reads."""
    ids = {grant.school_id for grant in held(who, Verb.READ, Section.CASE)}
    if None in ids:
        return School.objects.order_by("code")
    return School.objects.filter(pk__in=[one for one in ids if one]).order_by("code")


def resources_for(user: User) -> Sequence[Resource]:
    """Return the directory of one's schools; one event of the trail."""
    found = Resource.objects.filter(school__in=schools_of(user)).select_related("school")
    rows = list(found.order_by("school__code", "name"))
    record(Event.LIST, "resource", by=user, section=Section.CASE.value, size=len(rows))
    return rows


def resource_for(who: Who, uid: uuid.UUID) -> tuple[Resource, str]:
    """Return one resource with its contact, opened; Http404 where it is not one's to see."""
    found = Resource.objects.filter(school__in=schools_of(who), uid=uid)
    resource = found.select_related("school", "key").first()
    if resource is None:
        raise Http404("There is no such resource in the directories that you keep.")
    record(Event.VIEW, "resource", subject=resource.uid, by=who, school=resource.school.uid)
    vault = CaseVault.under(resource.key)
    return resource, vault.open(resource.contact, row=resource.uid, field=CONTACT)


def items_for(user: User) -> Sequence[InformationItem]:
    """Return the standing items of one's schools, those to be looked at first."""
    found = InformationItem.objects.filter(school__in=schools_of(user), superseded_by=None)
    return list(found.select_related("school").order_by("review_by", "title"))


def item_for(who: Who, uid: uuid.UUID) -> InformationItem:
    """Return the standing item of an address; Http404 where it is not one's to see."""
    found = InformationItem.objects.filter(school__in=schools_of(who), superseded_by=None, uid=uid)
    item = found.select_related("school").first()
    if item is None:
        raise Http404("There is no such item at the information desks that you keep.")
    return item


def links_of(who: Who, case: Case, *, language: str) -> tuple[LinkLine, ...]:
    """Return the resources of a case, the latest first. Raises NotAllowed."""
    require_case(who, case, Verb.READ)
    vault = CaseVault(case)
    links = ResourceLink.objects.filter(case=case).select_related("resource")
    return tuple(
        LinkLine(
            link=link,
            status=_link(link.status, language),
            events=tuple(
                (
                    event,
                    _link(event.status, language),
                    vault.open(event.words, row=event.uid, field=EVENT),
                )
                for event in link.events.all()
            ),
            ways=tuple((way.value, _link(way, language)) for way in _ways(link)),
        )
        for link in links.prefetch_related("events").order_by("-since", "-pk")
    )


def link_for(who: Who, case: Case, uid: uuid.UUID) -> ResourceLink:
    """Return one link of a case; Http404 where there is none."""
    require_case(who, case, Verb.READ)
    link = ResourceLink.objects.filter(case=case, uid=uid).select_related("case", "resource")
    found = link.first()
    if found is None:
        raise Http404("There is no such resource in this case.")
    return found


def given_in(case: Case) -> Sequence[InformationGiven]:
    """Return the items that were given in a case, the latest first."""
    given = InformationGiven.objects.filter(case=case).select_related("item", "read")
    return list(given.order_by("-on", "-pk"))


def given_for(who: Who, case: Case, uid: uuid.UUID) -> InformationGiven:
    """Return one item that was given in a case; Http404 where there is none."""
    require_case(who, case, Verb.READ)
    found = InformationGiven.objects.filter(case=case, uid=uid).select_related("case").first()
    if found is None:
        raise Http404("Nothing of the kind was given in this case.")
    return found


def _ways(link: ResourceLink) -> tuple[LinkStatus, ...]:
    return next_links(LinkStatus(link.status))


def _link(status: str, language: str) -> str:
    return say(f"casework.link.{status}", language)
