"""How high the danger is set in a case, on a day, by whom; the grounds are sealed."""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Written, one_of

LEVELS = ("A0", "A1", "A2", "A3", "A4")


class RiskSetting(Written):
    """A level set on a day; the latest one stands. `was_asked`: the student was asked directly."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="risk_settings")
    level = ShortText(max_length=2)
    on = models.DateField()
    was_asked = models.BooleanField(default=False)
    words = SealedField()

    class Meta:
        db_table = "casework_risk_setting"
        constraints = (one_of("level", LEVELS, name="risk_setting_known_level"),)

    def __str__(self) -> str:
        return f"{self.level} {self.on}"
