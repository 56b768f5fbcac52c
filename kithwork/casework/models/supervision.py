"""What supervisor and worker spoke of about a case, and what was agreed (form F16).

Read by the two of them alone: it is sealed under a key of its own, and is no part of the file
that a reader of the case sees.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, User
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Written, one_of

KINDS = ("individual", "group", "peer", "live", "crisis")
FUNCTIONS = ("administrative", "educational", "supportive")


class SupervisionRecord(Written):
    """One talk about a case: its kind, its functions, minutes, and what is done until when.

    `words` is a JSON object: issue, advice, agreed, and how the worker is (`wellbeing`).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="supervision")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    kind = ShortText(max_length=20)
    functions = models.JSONField(default=list, blank=True)
    minutes = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True, blank=True)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    words = SealedField()

    class Meta:
        db_table = "casework_supervision"
        indexes = (models.Index(fields=["worker", "on"], name="supervision_of_worker"),)
        constraints = (
            one_of("kind", KINDS, name="supervision_known_kind"),
            models.CheckConstraint(
                condition=~Q(supervisor=F("worker")), name="supervision_record_by_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"
