"""Consent that is still sought: every attempt, and what the supervisor decided about it.

The consent itself is people's (`people.models.Consent`); the case keeps the search for it.
"""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Written, one_of
from kithwork.core.casework import Decision

HOW = ("phone", "video", "wechat", "visit", "letter", "school", "other")


class ConsentAttempt(Written):
    """One attempt to reach whoever consents: the day, the way, and what came of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consent_attempts")
    on = models.DateField()
    how = ShortText(max_length=20)
    was_reached = models.BooleanField(default=False)
    child_agrees = models.BooleanField(null=True, blank=True)
    words = SealedField()

    class Meta:
        db_table = "casework_consent_attempt"
        constraints = (one_of("how", HOW, name="consent_attempt_known_way"),)

    def __str__(self) -> str:
        return f"{self.how} {self.on}"


class ConsentDecision(Written):
    """What the supervisor decides about consent that does not come, with her reason sealed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consent_decisions")
    decision = ShortText(max_length=30)
    on = models.DateField()
    words = SealedField()

    class Meta:
        db_table = "casework_consent_decision"
        constraints = (one_of("decision", Decision, name="consent_decision_known"),)

    def __str__(self) -> str:
        return f"{self.decision} {self.on}"
