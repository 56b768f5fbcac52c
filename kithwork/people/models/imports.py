"""Files brought in: what was read, by which mapping, what it changed, and how to undo it.

Between preview and confirmation the very bytes wait here, sealed; afterwards only their hash
remains. A file's name may carry a person's, so it is not kept.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School, User
from kithwork.audit import clock
from kithwork.audit.fields import BytewiseText, ShortText, Uid


class ImportMapping(models.Model):
    """Columns chosen once: the mapping of one kind of file of a school, as YAML."""

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="mappings")
    kind = ShortText(max_length=20)
    name = BytewiseText(max_length=80)
    header_sha256 = ShortText(max_length=64, blank=True)
    text = models.TextField()
    created_at = models.DateTimeField(default=clock.now)
    amended_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_import_mapping"
        constraints = (
            models.UniqueConstraint(fields=["school", "kind", "name"], name="import_mapping_once"),
        )

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file, previewed, applied, and perhaps undone."""

    class State(models.TextChoices):
        PREVIEWED = "previewed"
        APPLIED = "applied"
        UNDONE = "undone"
        REFUSED = "refused"

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="imports")
    kind = ShortText(max_length=20)
    state = ShortText(max_length=10, default=State.PREVIEWED)
    file_sha256 = ShortText(max_length=64)
    file_format = ShortText(max_length=10, blank=True)
    mapping = models.TextField(blank=True)
    mapping_sha256 = ShortText(max_length=64, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    key = models.ForeignKey(
        DataKey, on_delete=models.PROTECT, null=True, blank=True, related_name="imports"
    )
    file = SealedField()
    undo = SealedField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_import_run"
        indexes = (models.Index(fields=["school", "created_at"], name="import_run_of_school"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["previewed", "applied", "undone", "refused"]),
                name="import_run_known_state",
            ),
            models.CheckConstraint(
                condition=Q(key__isnull=False) | Q(file__isnull=True, undo__isnull=True),
                name="import_run_sealed_under_a_key",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"
