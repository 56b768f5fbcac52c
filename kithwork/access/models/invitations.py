"""A code by which somebody chooses the password of her own account, once and within some days."""

from django.db import models
from django.db.models import F, Q

from kithwork.access.models.users import User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class Invitation(models.Model):
    """The code that stands for one account; only its hash is kept. A new one voids the old."""

    uid = Uid()
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="invitation")
    code_hash = ShortText(max_length=64)
    tries_left = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    by = models.ForeignKey(  # empty: the console's operator
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "access_invitation"
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_ends"
            ),
        )

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
