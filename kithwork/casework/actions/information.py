"""The information desk: items written with their source, given in a case, and read."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.models import School
from kithwork.access.permissions import Held, Who, require_some
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit.actions.events import record
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case, InformationGiven, InformationItem, InformationRead
from kithwork.casework.queries.cases import today_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDetails:
    """One item: what it says, where that comes from, who may trust it until when."""

    topic: str
    language: str
    title: str
    text: str
    source: str
    reviewed_on: dt.date
    review_by: dt.date


@transaction.atomic
def write_item(
    *,
    school: School,
    details: ItemDetails,
    by: Who,
    amends: InformationItem | None = None,
    made_from: str | None = None,
) -> InformationItem:
    """Write an item, or its next version. Raises NotAllowed, Stale, Refused."""
    grant = _require_worker(by, school)
    if made_from is not None:
        require_version(amends, made_from)
    if details.review_by <= details.reviewed_on:
        raise Refused("casework.review_after_check")
    item = fresh(InformationItem, amends, by=by)
    item.school, item.series = school, amends.series if amends else new_uid()
    for name in ("topic", "language", "title", "text", "source", "reviewed_on", "review_by"):
        setattr(item, name, getattr(details, name))
    superseding(item)
    record(
        Verb.CREATE if amends is None else Verb.AMEND,
        "information_item",
        subject=item.uid,
        by=by,
        role=grant.role,
        school=school.uid,
    )
    return item


@transaction.atomic
def give_item(*, case: Case, item: InformationItem, to: str, way: str, by: Who) -> InformationGiven:
    """Note that an item was given, to whom (a code) and how.

    Raises NotAllowed, and Refused where its day of review has passed: look at it first.
    """
    grant = require_case(by, case)
    today = today_at(case)
    if item.review_by < today:
        raise Refused("casework.item_to_review", day=item.review_by)
    given = InformationGiven.objects.create(
        case=case, item=item, to=to, way=way, on=today, entered_by=author(by)
    )
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.information", fields=["item"])
    return given


@transaction.atomic
def confirm_read(*, given: InformationGiven, by: Who) -> None:
    """Note that what was given was read. Raises NotAllowed."""
    grant = require_case(by, given.case)
    _made, is_new = InformationRead.objects.get_or_create(
        given=given, defaults={"on": today_at(given.case), "entered_by": author(by)}
    )
    if is_new:
        note(Verb.AMEND, given.case, by=by, grant=grant, kind="case.information", fields=["read"])


def _require_worker(by: Who, school: School) -> Held:
    refusal = "You may not keep this school's information desk."
    return require_some(by, May.WRITE, Section.CASE, at=school, refusal=refusal)
