"""A line in the trail for an action on students: what `grant` allowed, on whose file, how many."""

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
    section: Section = Section.IDENTITY,
    subject: uuid.UUID | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
    size: int | None = None,
) -> None:
    """Record one event at a school, with the role by which it was allowed."""
    record(
        verb,
        kind,
        subject=subject,
        by=by,
        role=grant.role,
        school=school.uid,
        section=section.value,
        fields=fields,
        reason=reason,
        size=size,
    )
