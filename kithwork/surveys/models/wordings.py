"""The official wording of standard scales, as the installation loaded it under its own right.

Append-only: a new wording takes the place of the one before; taking it out of use is a row too
(`is_in_use` false, without words). It names the key that it was checked against.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class InstrumentWording(models.Model):
    """One loading: by which licence, from which source, who confirmed the right and when.

    `content` holds opening, questions and labels by language; the newest row of an instrument is
    the one that counts. `loaded_by` is empty for the console's operator.
    """

    uid = Uid()
    instrument = ShortText(max_length=60)
    entry_version = ShortText(max_length=20)
    entry_hash = ShortText(max_length=64)
    form_version = ShortText(max_length=40, blank=True)
    coding = ShortText(max_length=20, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    licence = ShortText(max_length=1000, blank=True)
    source = ShortText(max_length=500, blank=True)
    confirmed_by = ShortText(max_length=200, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    content = models.JSONField(default=dict, blank=True)
    content_hash = ShortText(max_length=64, blank=True)
    is_in_use = models.BooleanField(default=True)
    loaded_at = models.DateTimeField(default=clock.now)
    loaded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "surveys_wording"
        indexes = (models.Index(fields=["instrument", "loaded_at"], name="wording_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(is_in_use=False) | Q(confirmed_on__isnull=False) & ~Q(source=""),
                name="wording_is_confirmed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.loaded_at:%Y-%m-%d}"
