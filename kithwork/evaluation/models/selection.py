"""Why a student was chosen: for an extreme score, some of the change comes by itself."""

from django.db import models

from kithwork.audit.fields import ShortText
from kithwork.casework.models import Case
from kithwork.casework.models.versioned import Written


class Selection(Written):
    """The student was chosen because one measure was low (or high); the population beside it.

    `measure` as in a series ("mark:maths", "score:phq-9:total"). `mean`, `sd` and retest `r` are
    those of the population she was chosen from, with their source; None where nobody knows them.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="selections")
    measure = ShortText(max_length=80)
    mean = models.FloatField(null=True, blank=True)
    sd = models.FloatField(null=True, blank=True)
    r = models.FloatField(null=True, blank=True)
    source = ShortText(max_length=200, blank=True)

    class Meta:
        db_table = "evaluation_selection"
        constraints = (
            models.UniqueConstraint(fields=["case", "measure"], name="selection_once_a_measure"),
            models.CheckConstraint(
                condition=models.Q(mean__isnull=True, sd__isnull=True, r__isnull=True)
                | models.Q(sd__gt=0, r__gte=0, r__lte=1) & ~models.Q(source=""),
                name="selection_whole_population",
            ),
        )

    def __str__(self) -> str:
        return self.measure
