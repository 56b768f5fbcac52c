"""Choosing students for casework: the criteria, whom somebody considered, and who was chosen why.

The product ranks nobody. It lists those who said yes to a talk, in bands and by waiting time; a
person decides about each and gives a reason. Names outlive the term of school by no day: then the
rows of `Considered` are erased, and what is left are the criteria and the numbers in `counts`.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models import Student


class Choosing(models.Model):
    """One choosing at one school; `counts` holds of each band how many were considered and chosen.

    `needs` and `bands` are codes of the catalogue, no needs: whatever need. `words` says what else
    counts, sealed under `key` like every reason. `names_until` is the last day on which names stand
    here; `ended_at` is when the last decision was made.
    """

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="choosings")
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    needs = models.JSONField(default=list, blank=True)
    bands = models.JSONField(default=list)
    words = SealedField()
    counts = models.JSONField(default=dict, blank=True)
    begun_on = models.DateField()
    names_until = models.DateField()
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "casework_choosing"
        indexes = (models.Index(fields=["school", "begun_on"], name="choosing_of_school"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(names_until__gte=models.F("begun_on")), name="choosing_keeps_names"
            ),
        )

    def __str__(self) -> str:
        return f"{self.school_id} {self.begun_on}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


class Considered(models.Model):
    """One student who was considered, and what was decided; `words` is the reason, sealed."""

    class Outcome(models.TextChoices):
        OPEN = "open"
        CHOSEN = "chosen"
        NOT_NOW = "not_now"

    uid = Uid()
    choosing = models.ForeignKey(Choosing, on_delete=models.CASCADE, related_name="considered")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="+")
    band = ShortText(max_length=40)
    outcome = ShortText(max_length=10, default=Outcome.OPEN)
    words = SealedField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "casework_considered"
        constraints = (
            models.UniqueConstraint(fields=["choosing", "student"], name="considered_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["open", "chosen", "not_now"]), name="considered_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="chosen") | Q(words__isnull=False),
                name="chosen_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.band}"
