"""The days on which a closed case is followed up, and what became of each."""

from django.db import models
from django.db.models import Q

from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.cases import Case
from kithwork.casework.models.records import Record
from kithwork.casework.models.versioned import one_of
from kithwork.core.casework import FollowUpState


class FollowUp(models.Model):
    """One follow-up: planned for a day, then done, lost or expired; lost is a result, too."""

    uid = Uid()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField()
    state = ShortText(max_length=20, default=FollowUpState.PLANNED.value)
    on = models.DateField(null=True, blank=True)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "casework_follow_up"
        constraints = (
            models.UniqueConstraint(fields=["case", "due_on"], name="follow_up_day_of_case"),
            one_of("state", FollowUpState, name="follow_up_known_state"),
            models.CheckConstraint(
                condition=Q(state="planned") | Q(on__isnull=False), name="follow_up_has_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.due_on} {self.state}"
