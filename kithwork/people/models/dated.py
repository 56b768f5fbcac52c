"""The constraint that a dated row does not end before it begins."""

from django.db import models
from django.db.models import F, Q


def ends_after_start(table: str) -> models.CheckConstraint:
    """Return the constraint: `ends_on` is empty, or not before `starts_on`, where that is known."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True)
        | Q(starts_on__isnull=True)
        | Q(ends_on__gte=F("starts_on")),
        name=f"{table}_days_in_order",
    )
