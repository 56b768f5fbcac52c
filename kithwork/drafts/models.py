"""What a person typed into a form and has not saved yet, sealed under a key of its own.

One row per person, form and object. `base_version` is the version of the record that the form
was opened on, so that a draft restored over a record which somebody changed since says so.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class Draft(models.Model):
    """One unsaved form of one person; nobody else can read it."""

    uid = Uid()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    form = ShortText(max_length=80)
    object = ShortText(max_length=80, blank=True)
    form_version = ShortText(max_length=40, blank=True)
    base_version = ShortText(max_length=80, blank=True)
    address = ShortText(max_length=300)
    key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    payload = SealedField()
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "drafts_draft"
        constraints = (
            models.UniqueConstraint(fields=["user", "form", "object"], name="draft_once"),
            models.CheckConstraint(condition=~Q(form=""), name="draft_names_its_form"),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.object}"
