"""Reading the trail, newest first, within what the reader's floor above allows.

This floor knows no roles: the page that shows a trail says which schools, which actors and which
subjects the reader may see, and whether she sees content (`kithwork.access.queries.trail`).
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from kithwork.audit.models import AuditEvent


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; None is everything."""

    schools: Collection[uuid.UUID] | None = None
    actors: Collection[uuid.UUID] | None = None
    subjects: Collection[uuid.UUID] | None = None
    verbs: Collection[str] | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def events_matching(wanted: Wanted) -> QuerySet[AuditEvent]:
    """Return the events that match, the newest first."""
    limits = {
        "school__in": wanted.schools,
        "actor__in": wanted.actors,
        "subject__in": wanted.subjects,
        "verb__in": wanted.verbs,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    stated = {lookup: value for lookup, value in limits.items() if value is not None}
    return AuditEvent.objects.filter(**stated).order_by("-pk")
