"""A case that passes from one worker to another (form F25): written by the one, taken by the other.

Until it is taken nothing changes; then the new worker reads and writes from the day on, and the
old one until its end.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import User
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Written, one_of

AGREES = ("agrees", "told", "not_told")
STEPS = ("taken", "declined", "withdrawn")


class Handover(Written):
    """What is handed over, from whom to whom, from which day on.

    `client` says whether the student agrees, was told, or could not be told yet. `words` is a
    JSON object: open, promises, dates, dangers, client.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    client = ShortText(max_length=20)
    words = SealedField()

    class Meta:
        db_table = "casework_handover"
        indexes = (models.Index(fields=["receiver", "case"], name="handover_to_user"),)
        constraints = (
            one_of("client", AGREES, name="handover_known_answer"),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="handover_is_to_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.giver_id} → {self.receiver_id}"


class HandoverStep(Written):
    """Taken or declined by the receiver, or withdrawn; one step ends it, `by` signs it."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="end")
    step = ShortText(max_length=20)
    words = SealedField()

    class Meta:
        db_table = "casework_handover_step"
        constraints = (one_of("step", STEPS, name="handover_step_known"),)

    def __str__(self) -> str:
        return f"{self.step} {self.handover_id}"
