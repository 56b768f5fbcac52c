"""The restricted section of a case: seen to be there by all of the case, opened by its list.

Whoever reads the case behind a broken glass stands on no list: she is told whom to ask, and where
her role may break a glass of its own in front of the section (K4), that she may.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from kithwork.access.models import User
from kithwork.access.permissions import held
from kithwork.access.queries.glass import behind_glass, schools_behind_glass
from kithwork.access.queries.posted import roles_with, users_posted
from kithwork.access.roles import Scope, Section, Verb
from kithwork.casework.actions.restricted import BODY
from kithwork.casework.models import Case, RestrictedReader, RestrictedRecord
from kithwork.casework.queries.cases import record_case_view, today_at
from kithwork.casework.queries.reach import reaches_restricted
from kithwork.casework.sealing import CaseVault


@dataclass(frozen=True, slots=True)
class RestrictedLine:
    """One standing entry, opened."""

    record: RestrictedRecord
    words: str


@dataclass(frozen=True, slots=True)
class Restricted:
    """How many entries there are, who stands on the list; the entries for whoever may read."""

    count: int
    readers: Sequence[RestrictedReader]
    lines: tuple[RestrictedLine, ...]
    may_read: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class WayIn:
    """Whether somebody may open the page of the section, whom to ask, whether a glass is hers."""

    is_open: bool
    leads: tuple[str, ...]
    may_break: bool


def way_in(user: User, case: Case) -> WayIn:
    """Return how `user`, who reads the case, comes to its restricted section."""
    grants = (
        *held(user, Verb.READ, Section.RESTRICTED),
        *behind_glass(user, Verb.READ, Section.RESTRICTED),
    )
    return WayIn(
        is_open=any(one.school_id in (None, case.school_id) for one in grants),
        leads=tuple(_leads(case).values_list("name", flat=True)),
        may_break=case.school in schools_behind_glass(user, Section.RESTRICTED),
    )


def restricted_of(user: User, case: Case) -> Restricted:
    """Return the section as `user` may see it; opening it is an event of its own."""
    standing = RestrictedRecord.objects.filter(case=case, superseded_by=None)
    readers = RestrictedReader.objects.filter(case=case, ends_on__isnull=True)
    may_read = reaches_restricted(user, Verb.READ, case) is not None
    if may_read:
        record_case_view(user, case, section=Section.RESTRICTED)
    found = standing.select_related("key", "entered_by").order_by("-on", "-pk")
    return Restricted(
        count=standing.count(),
        readers=list(readers.select_related("user").order_by("starts_on", "pk")),
        lines=tuple(map(_opened, found)) if may_read else (),
        may_read=may_read,
        may_write=reaches_restricted(user, Verb.WRITE, case) is not None,
    )


def reader_for(case: Case, uid: uuid.UUID) -> RestrictedReader:
    """Return somebody on the list of a case; Http404 where there is none."""
    found = RestrictedReader.objects.filter(case=case, uid=uid, ends_on__isnull=True)
    reader = found.select_related("case").first()
    if reader is None:
        raise Http404("Nobody of the kind stands on the list of this case.")
    return reader


def _leads(case: Case) -> QuerySet[User]:
    """Return who opens every restricted section of the school, list or not."""
    roles = roles_with(
        Section.RESTRICTED,
        lambda grant: grant.verb == Verb.WRITE and grant.scope == Scope.SCHOOL and not grant.needs,
    )
    return users_posted(case.school, roles, on=today_at(case))


def _opened(record: RestrictedRecord) -> RestrictedLine:
    vault = CaseVault.under(record.key)
    return RestrictedLine(record, vault.open(record.body, row=record.uid, field=BODY))
