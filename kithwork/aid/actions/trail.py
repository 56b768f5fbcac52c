"""A line in the trail for an action on the inventory or on an award."""

import uuid
from collections.abc import Iterable

from kithwork.access.models import School
from kithwork.access.permissions import Held, Who
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb


def note(
    verb: Verb,
    kind: str,
    *,
    by: Who,
    grant: Held,
    school: School,
    subject: uuid.UUID | None = None,
    fields: Iterable[str] = (),
    size: int | None = None,
) -> None:
    """Record one event in the section of aid, with the role by which it was allowed."""
    record(
        verb,
        kind,
        subject=subject,
        by=by,
        role=grant.role,
        school=school.uid,
        section=Section.AID.value,
        fields=fields,
        size=size,
    )
