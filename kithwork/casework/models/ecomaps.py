"""The ties around a student, drawn as an ecomap: dated pictures that are never changed."""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.cases import Case
from kithwork.casework.models.support import Occasion
from kithwork.casework.models.versioned import Versioned, one_of, versions_in_order

STRENGTHS = ("strong", "ordinary", "weak", "none")
FLOWS = ("", "in", "out", "both")


class Ecomap(Versioned):
    """The ties of one day, perhaps of an occasion of the matrix; `series` over its versions."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ecomaps")
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, blank=True, related_name="ecomaps"
    )
    series = models.UUIDField()
    on = models.DateField()

    class Meta:
        db_table = "casework_ecomap"
        constraints = (versions_in_order("ecomap"),)

    def __str__(self) -> str:
        return f"ecomap {self.on}"


class EcomapTie(models.Model):
    """One tie: its source (a row of the matrix), strength, stress, flow and functions.

    `label`: who that is, sealed.
    """

    uid = Uid()
    ecomap = models.ForeignKey(Ecomap, on_delete=models.PROTECT, related_name="ties")
    number = models.PositiveSmallIntegerField()
    source = ShortText(max_length=40)
    label = SealedField()
    strength = ShortText(max_length=20, default="ordinary")
    is_stressful = models.BooleanField(default=False)
    flow = ShortText(max_length=10, blank=True)
    functions = models.JSONField(default=list, blank=True)

    class Meta:
        db_table = "casework_ecomap_tie"
        constraints = (
            models.UniqueConstraint(fields=["ecomap", "number"], name="ecomap_tie_number"),
            one_of("strength", STRENGTHS, name="ecomap_tie_known_strength"),
            one_of("flow", FLOWS, name="ecomap_tie_known_flow"),
        )

    def __str__(self) -> str:
        return self.source
