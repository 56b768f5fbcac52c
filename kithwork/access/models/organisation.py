"""One installation is one organisation with many schools; every row of the product reaches one."""

from django.db import models
from django.db.models import Q

from kithwork.access.models.words import in_language
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class Organisation(models.Model):
    """The only row: who runs this installation."""

    ONLY = 1

    uid = Uid()
    name_en = ShortText(max_length=160, blank=True)
    name_zh = ShortText(max_length=160, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "access_organisation"
        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="organisation_is_the_only_one"),
            models.CheckConstraint(
                condition=~Q(name_en="", name_zh=""), name="organisation_has_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Return the name in `language`, or in the other one where that is all there is."""
        return in_language(language, en=self.name_en, zh=self.name_zh)


class School(models.Model):
    """A school or college: where people are posted and students learn."""

    class Kind(models.TextChoices):
        PRIMARY = "primary"
        JUNIOR_HIGH = "junior_high"
        NINE_YEAR = "nine_year"
        SENIOR_HIGH = "senior_high"
        COMPLETE_HIGH = "complete_high"
        VOCATIONAL = "vocational"
        COLLEGE = "college"
        SPECIAL = "special"
        OTHER = "other"

    uid = Uid()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="schools", default=Organisation.ONLY
    )
    code = ShortText(max_length=40, unique=True)
    name_en = ShortText(max_length=160, blank=True)
    name_zh = ShortText(max_length=160, blank=True)
    kind = ShortText(max_length=20)
    time_zone = ShortText(max_length=60)
    calendar = ShortText(max_length=60, blank=True)
    jurisdiction = ShortText(max_length=20, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "access_school"
        constraints = (
            models.CheckConstraint(condition=~Q(name_en="", name_zh=""), name="school_has_a_name"),
            models.CheckConstraint(condition=~Q(code=""), name="school_has_a_code"),
        )

    def __str__(self) -> str:
        return self.code

    def name_in(self, language: str) -> str:
        """Return the name in `language`, or in the other one where that is all there is."""
        return in_language(language, en=self.name_en, zh=self.name_zh)
