"""Breaking the glass: a look at what one may not normally see, with a reason and an end.

The reason is written for the reviewer and sealed under a key of its own; the trail holds only
that it was given. A second person reviews each within 48 hours.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models.keys import DataKey
from kithwork.access.models.organisation import School
from kithwork.access.models.users import User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class BreakGlass(models.Model):
    """One person's access to one section of one record until `expires_at`."""

    uid = Uid()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="glass_broken")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    section = ShortText(max_length=40)
    subject_kind = ShortText(max_length=40)
    subject = models.UUIDField()
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    reason = SealedField()
    at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="glass_reviewed"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    is_justified = models.BooleanField(null=True, blank=True)

    class Meta:
        db_table = "access_break_glass"
        indexes = (models.Index(fields=["user", "subject"], name="break_glass_user_subject"),)
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="break_glass_ends"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | (
                    Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                    & ~Q(reviewed_by=F("user"))
                ),
                name="break_glass_reviewed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section} {self.at:%Y-%m-%d}"
