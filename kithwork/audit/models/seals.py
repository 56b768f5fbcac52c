"""A seal: the chained hash over one batch of events.

`leaves` holds, for each event of the batch in order, its number (8 bytes) and the SHA-256 of its
content (32 bytes), so that a check can name the very event that was changed, taken or put in.
`digest` is the SHA-256 over the digest before it and the leaves.
"""

from django.db import models

from kithwork.audit import clock
from kithwork.audit.fields import ShortText


class AuditSeal(models.Model):
    """The hash over the events after the last seal up to `last_event`."""

    made_at = models.DateTimeField(default=clock.now)
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField(unique=True)
    leaves = models.BinaryField()
    previous = ShortText(max_length=64, blank=True)
    digest = ShortText(max_length=64, unique=True)

    class Meta:
        db_table = "audit_seal"

    def __str__(self) -> str:
        return f"{self.first_event}–{self.last_event} {self.digest[:12]}"
