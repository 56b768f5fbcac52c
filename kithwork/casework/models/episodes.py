"""An episode of danger in a case: its steps, each written once, under a key of its own.

The safeguarding lead reads and writes it without the rest of the case, so it is not sealed under
the key of the case.
"""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Written, one_of
from kithwork.core.safety import Step

WHOM = ("guardian", "safeguard", "authority", "nobody")
RECORDED = tuple(step.value for step in Step if step is not Step.ASSESSED)


class RiskEpisode(Written):
    """One episode; it is open until a step closes it. At most one of a case is open."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="episodes")
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "casework_risk_episode"

    def __str__(self) -> str:
        return f"{self.case_id} {self.entered_at:%Y-%m-%d}"


class EpisodeStep(Written):
    """One step on a day: what happened, who was told, the day of the next check.

    How high the danger is stands in `RiskSetting`, for that is one fact of the case. `words` is a
    JSON object of field and text: "words" for what happened, or the safety plan's own fields.
    """

    episode = models.ForeignKey(RiskEpisode, on_delete=models.PROTECT, related_name="steps")
    step = ShortText(max_length=20)
    on = models.DateField()
    whom = ShortText(max_length=20, blank=True)
    next_check = models.DateField(null=True, blank=True)
    words = SealedField()

    class Meta:
        db_table = "casework_episode_step"
        constraints = (
            one_of("step", RECORDED, name="episode_step_known"),
            one_of("whom", ["", *WHOM], name="episode_step_known_whom"),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.on}"
