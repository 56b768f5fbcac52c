"""A referral to a colleague of the school (the psychologist), and what she answers.

She reads what was asked and sent along, and no other part of the case: each referral is sealed
under a key of its own. What an outside service receives is a paper of the case ("referral").
"""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, User
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Written, one_of

LEAVE = ("consent", "exception")
STEPS = ("received", "declined", "answered", "ended")


class Referral(Written):
    """What is asked of `to`, since when, by which leave, with which filled-in forms.

    `forms` are uids of administrations that go with it; `words` is a JSON object (asked, shared,
    and why where it goes by a lawful exception).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    leave = ShortText(max_length=20)
    forms = models.JSONField(default=list, blank=True)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    words = SealedField()

    class Meta:
        db_table = "casework_referral"
        indexes = (models.Index(fields=["to", "case"], name="referral_to_user"),)
        constraints = (one_of("leave", LEAVE, name="referral_known_leave"),)

    def __str__(self) -> str:
        return f"{self.case_id} → {self.to_id}"


class ReferralStep(Written):
    """What came of it: received, declined with a reason, answered, ended."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    step = ShortText(max_length=20)
    on = models.DateField()
    words = SealedField()

    class Meta:
        db_table = "casework_referral_step"
        constraints = (one_of("step", STEPS, name="referral_step_known"),)

    def __str__(self) -> str:
        return f"{self.step} {self.on}"
