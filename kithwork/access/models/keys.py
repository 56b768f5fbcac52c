"""The keys of the files, each wrapped by the installation's key; and the mark of that key.

One data key per student, carer, case or draft. Erasing the wrapped key makes everything sealed
under it unreadable for ever, in this database and in every copy of it without an older key row.
"""

from django.db import models
from django.db.models import Q

from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class DataKey(models.Model):
    """A key of 32 bytes, wrapped; `wrapped` is empty once the key has been erased."""

    class Kind(models.TextChoices):
        STUDENT = "student"
        CARER = "carer"
        CASE = "case"
        SECTION = "section"
        DRAFT = "draft"
        FILE = "file"
        IMPORT = "import"
        ACCESS = "access"
        CAMPAIGN = "campaign"

    uid = Uid()
    kind = ShortText(max_length=20)
    wrapped = models.BinaryField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "access_data_key"
        constraints = (
            models.CheckConstraint(
                condition=Q(wrapped__isnull=False, erased_at__isnull=True)
                | Q(wrapped__isnull=True, erased_at__isnull=False),
                name="data_key_kept_or_erased",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class KeyCheck(models.Model):
    """A value that only the right installation key gives; the only row."""

    ONLY = 1

    value = ShortText(max_length=64)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "access_key_check"
        constraints = (models.CheckConstraint(condition=Q(id=1), name="key_check_is_the_only_one"),)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
