"""The directory of resources, and their way to a student: from identified to confirmed."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey, School
from kithwork.access.permissions import Held, Who, require_some
from kithwork.access.refusals import Refused, Stale
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import author, note, require_case
from kithwork.casework.models import Action, Case, CaseNeed, LinkEvent, Resource, ResourceLink
from kithwork.casework.queries.cases import today_at
from kithwork.casework.refusals import require
from kithwork.casework.sealing import CaseVault
from kithwork.core.casework.links import LinkStatus, may_link

CONTACT = "resource.contact"
EVENT = "link_event.words"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDetails:
    """What the directory says of a resource; `is_checked`: somebody has looked at it."""

    name: str
    kind: str
    functions: tuple[str, ...] = ()
    catchment: str = ""
    eligibility: str = ""
    capacity: int | None = None
    contact: str = ""
    is_checked: bool = False
    expires_on: dt.date | None = None
    has_agreement: bool = False
    is_child_safe: bool | None = None


@transaction.atomic
def save_resource(
    *,
    school: School,
    details: ResourceDetails,
    on: dt.date,
    by: Who,
    resource: Resource | None = None,
    version: int | None = None,
) -> Resource:
    """Add a resource to a school's directory, or amend it. Raises NotAllowed, Stale, Refused."""
    grant = _require_worker(by, school)
    row = resource or Resource(school=school, key=make_key(DataKey.Kind.SECTION))
    if resource is not None and version != resource.version:
        raise Stale("casework.stale")
    same = Resource.objects.filter(school=school, name=details.name.strip()).exclude(pk=row.pk)
    if same.exists():
        raise Refused("casework.resource_known")
    _fill_resource(row, details, on=on, by=by)
    row.version = 1 if resource is None else row.version + 1
    row.save()
    record(
        Verb.CREATE if resource is None else Verb.AMEND,
        "resource",
        subject=row.uid,
        by=by,
        role=grant.role,
        school=school.uid,
    )
    return row


@transaction.atomic
def link_resource(
    *,
    case: Case,
    resource: Resource,
    function: str,
    by: Who,
    need: CaseNeed | None = None,
    action: Action | None = None,
    words: str = "",
) -> ResourceLink:
    """Say that a resource could serve a student, for one function. Raises NotAllowed, Refused."""
    grant = require_case(by, case)
    if resource.school_id != case.school_id:
        raise Refused("casework.resource_elsewhere")
    link = ResourceLink.objects.create(
        case=case,
        resource=resource,
        function=function,
        need=need,
        action=action,
        since=today_at(case),
    )
    _event(link, LinkStatus.IDENTIFIED, words, by)
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.link", fields=["resource"])
    return link


@transaction.atomic
def move_link(*, link: ResourceLink, to: LinkStatus, by: Who, words: str = "") -> None:
    """Take a step with a link, today. Raises NotAllowed, and Missing where it does not go."""
    case = link.case
    grant = require_case(by, case)
    link.refresh_from_db(from_queryset=ResourceLink.objects.select_for_update())
    kind, is_safe = link.resource.kind, link.resource.is_child_safe
    require(may_link(LinkStatus(link.status), to, kind=kind, is_child_safe=is_safe))
    link.status = to.value
    link.save(update_fields=["status"])
    _event(link, to, words, by)
    note(Verb.AMEND, case, by=by, grant=grant, kind="case.link", reason=f"link.{to.value}")


def _fill_resource(row: Resource, details: ResourceDetails, *, on: dt.date, by: Who) -> None:
    for name in ("kind", "capacity", "expires_on", "has_agreement", "is_child_safe"):
        setattr(row, name, getattr(details, name))
    for name in ("name", "catchment", "eligibility"):
        setattr(row, name, getattr(details, name).strip())
    row.functions, row.entered_by = list(details.functions), author(by)
    row.contact = CaseVault.under(row.key).seal(details.contact, row=row.uid, field=CONTACT)
    is_new_check = details.is_checked and row.vetting != "checked"
    row.vetting = "checked" if details.is_checked else "unchecked"
    if is_new_check:
        row.vetted_by, row.vetted_on = author(by), on
    if details.is_checked and row.vetted_by is None:
        raise Refused("casework.checked_by_nobody")


def _event(link: ResourceLink, status: LinkStatus, words: str, by: Who) -> None:
    event = LinkEvent(link=link, status=status.value, on=today_at(link.case), entered_by=author(by))
    event.words = CaseVault(link.case).seal(words, row=event.uid, field=EVENT)
    event.save(force_insert=True)


def _require_worker(by: Who, school: School) -> Held:
    """Whoever works on cases at a school keeps its directory."""
    refusal = "You may not keep this school's directory."
    return require_some(by, May.WRITE, Section.CASE, at=school, refusal=refusal)
