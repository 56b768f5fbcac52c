"""Who works where as what, from when to when; and who supervises whom.

A role is held through a posting and through nothing else. Days are inclusive: a posting that
ends on a day still counts on it.
"""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from kithwork.access.models.organisation import School
from kithwork.access.models.users import User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


def days_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that `ends_on` is empty or not before `starts_on`."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name
    )


def in_force(on: dt.date) -> Q:
    """Return the condition that a dated row holds on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Posting(models.Model):
    """A user in a role at a school, for the whole school or for one class."""

    class Scope(models.TextChoices):
        SCHOOL = "school"
        CLASS = "class"

    uid = Uid()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="postings")
    role = ShortText(max_length=40)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="postings")
    scope = ShortText(max_length=20, default=Scope.SCHOOL)
    scope_uid = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "access_posting"
        indexes = (models.Index(fields=["school", "role"], name="posting_school_role"),)
        constraints = (
            days_in_order("posting_days_in_order"),
            models.CheckConstraint(condition=~Q(role=""), name="posting_has_a_role"),
            models.CheckConstraint(
                condition=Q(scope="school", scope_uid__isnull=True)
                | Q(scope="class", scope_uid__isnull=False),
                name="posting_scope_is_named",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} @ {self.school_id}"


class Supervision(models.Model):
    """A worker in a supervisor's team at a school."""

    uid = Uid()
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervises")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervised_by")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="supervisions")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "access_supervision"
        constraints = (
            days_in_order("supervision_days_in_order"),
            models.CheckConstraint(
                condition=~Q(supervisor=F("worker")), name="supervision_is_by_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.supervisor_id} → {self.worker_id}"
