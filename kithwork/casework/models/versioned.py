"""What is written once and never changed: versions, each with its author and both its times.

An amendment is a new row that supersedes the one before and says why. Two people who amend the
same version cannot both: the second insert breaks `supersedes`, and the action says `Stale`. The
database refuses UPDATE and DELETE on these tables (the app's migrations); what must vanish for
ever goes with the key of its case.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class Written(models.Model):
    """A row that was written once: by whom and when (its time of entry)."""

    uid = Uid()
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class Versioned(Written):
    """One version of something; what stands is the one that nothing supersedes.

    `reason` is a code (`typing_error`, `learned_more`, `agreed_anew`, `late`, `first`).
    """

    version = models.PositiveIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = ShortText(max_length=40, blank=True)

    class Meta:
        abstract = True


def versions_in_order(table: str) -> models.CheckConstraint:
    """Return the constraint: the first version supersedes nothing, every other one another."""
    return models.CheckConstraint(
        condition=Q(version=1, supersedes__isnull=True)
        | Q(version__gt=1, supersedes__isnull=False) & ~Q(supersedes=F("id")),
        name=f"{table}_versions_in_order",
    )


def one_of(column: str, values: Any, *, name: str) -> models.CheckConstraint:
    """Return the constraint that a column holds one of some codes."""
    return models.CheckConstraint(condition=Q(**{f"{column}__in": list(values)}), name=name)


def between(column: str, low: int, high: int, *, name: str) -> models.CheckConstraint:
    """Return the constraint that a column is empty or lies within both bounds."""
    inside = Q(**{f"{column}__gte": low, f"{column}__lte": high})
    return models.CheckConstraint(condition=Q(**{f"{column}__isnull": True}) | inside, name=name)
