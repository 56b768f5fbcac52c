"""What a student aims at, and what came of it: a school, or to graduate, to find work."""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText
from kithwork.casework.models import Case
from kithwork.casework.models.versioned import Versioned, one_of, versions_in_order

SCHOOLS = ("key_senior_high", "senior_high", "vocational", "university")
AT_COLLEGE = ("pass", "graduate", "work", "study")
TYPES = (*SCHOOLS, *AT_COLLEGE, "none")


class Admission(Versioned):
    """What she aims at, and, once it is known, what came.

    Sealed: `aim` and `admitted_to` (names of schools; at a college what is aimed at and what came),
    `wishes` (JSON list in their order). `points` and `line` are the exam's points and the aimed
    school's line of the year; a college has neither.
    `is_aim_met` is said by a person; None until it is known.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="admissions")
    aim = SealedField()
    aim_type = ShortText(max_length=20)
    wishes = SealedField()
    on = models.DateField()
    points = models.FloatField(null=True, blank=True)
    line = models.FloatField(null=True, blank=True)
    admitted_to = SealedField()
    admitted_type = ShortText(max_length=20, blank=True)
    is_aim_met = models.BooleanField(null=True, blank=True)

    class Meta:
        db_table = "evaluation_admission"
        constraints = (
            versions_in_order("admission"),
            one_of("aim_type", TYPES, name="admission_known_aim"),
            one_of("admitted_type", ("", *TYPES), name="admission_known_outcome"),
            models.CheckConstraint(
                condition=Q(is_aim_met__isnull=True) | ~Q(admitted_type=""),
                name="admission_met_by_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"
