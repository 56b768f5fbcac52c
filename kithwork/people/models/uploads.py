"""A file on its way in through the browser: sealed, read, given a meaning, checked, applied.

The import itself is a run (`imports.ImportRun`). This row carries the steps before it and what a
person sees of a long job; it keeps no name of the file and no value of a cell.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models.imports import ImportRun


class ImportUpload(models.Model):
    """One file from choosing it to its result."""

    class State(models.TextChoices):
        READING = "reading"  # a person says what the columns mean
        CHECKING = "checking"
        CHECKED = "checked"
        APPLYING = "applying"
        DONE = "done"
        FAILED = "failed"  # the job broke off; nothing was written

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="uploads")
    kind = ShortText(max_length=20)
    state = ShortText(max_length=10, default=State.READING)
    key = models.ForeignKey(
        DataKey, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = SealedField()
    shown = SealedField()  # the first rows that a check found to change something
    size = models.PositiveBigIntegerField()
    choices = models.JSONField(default=dict, blank=True)
    mapping = models.TextField(blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    run = models.OneToOneField(
        ImportRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="upload"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "people_import_upload"
        indexes = (models.Index(fields=["by", "created_at"], name="import_upload_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=["reading", "checking", "checked", "applying", "done", "failed"]
                ),
                name="import_upload_known_state",
            ),
            models.CheckConstraint(
                condition=Q(key__isnull=False) | Q(file__isnull=True, shown__isnull=True),
                name="import_upload_sealed_under_a_key",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"
