"""School years and terms; the Chinese year is labelled 2025-2026, its first term 2025-2026-1."""

from django.db import models
from django.db.models import F, Q

from kithwork.access.models import School
from kithwork.audit.fields import BytewiseText, ShortText, Uid


class SchoolYear(models.Model):
    """One school year of one school."""

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="years")
    label = BytewiseText(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        db_table = "people_school_year"
        constraints = (
            models.UniqueConstraint(fields=["school", "label"], name="school_year_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="school_year_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.label


class Term(models.Model):
    """One term of a school year; `number` counts from 1."""

    uid = Uid()
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    name = ShortText(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        db_table = "people_term"
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="term_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=6), name="term_number_in_range"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="term_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self.number)
