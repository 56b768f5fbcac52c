"""The support matrix of a case, occasion by occasion and rater by rater.

An occasion (T0, T1 …) is a day on which support was asked about. On it each rater has a sheet:
who is there at all, "is it enough?" per function, and the cells that say more. Sheets are
written whole, version by version; raters are never averaged. `core.support.Matrix` is what they
become.
"""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import (
    Versioned,
    Written,
    between,
    one_of,
    versions_in_order,
)
from kithwork.core.support.cells import OF_ONE_STUDENT, Aspect, Confidence, Rater
from kithwork.core.support.functions import ALL

FUNCTIONS = [function.value for function in ALL]


class Occasion(Written):
    """A day on which support was asked about: T0 (number 0) is the baseline."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="occasions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()

    class Meta:
        db_table = "casework_occasion"
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="occasion_number_of_case"),
        )

    def __str__(self) -> str:
        return f"T{self.number}"


class SupportSheet(Versioned):
    """What one rater says on one occasion. `present`: codes of the sources that are there.

    `informant` names a guardian or teacher, sealed; sources are never named to one another.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="support_sheets")
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="sheets")
    rater = ShortText(max_length=20)
    informant = SealedField()
    on = models.DateField()
    present = models.JSONField(default=list, blank=True)

    class Meta:
        db_table = "casework_support_sheet"
        constraints = (
            versions_in_order("support_sheet"),
            one_of("rater", Rater, name="support_sheet_known_rater"),
        )

    def __str__(self) -> str:
        return f"{self.rater} {self.version}"


class SupportAnswer(models.Model):
    """ "Is it enough?", once per function; `left_out` says why a function was not assessed."""

    uid = Uid()
    sheet = models.ForeignKey(SupportSheet, on_delete=models.PROTECT, related_name="answers")
    function = ShortText(max_length=2)
    enough = models.PositiveSmallIntegerField(null=True, blank=True)
    used = models.PositiveSmallIntegerField(null=True, blank=True)
    words = SealedField()
    left_out = SealedField()

    class Meta:
        db_table = "casework_support_answer"
        constraints = (
            models.UniqueConstraint(fields=["sheet", "function"], name="support_answer_once"),
            one_of("function", FUNCTIONS, name="support_answer_known_function"),
            between("enough", 0, 3, name="support_answer_enough"),
            between("used", 0, 4, name="support_answer_used"),
        )

    def __str__(self) -> str:
        return f"{self.function} {self.enough}"


class SupportTie(models.Model):
    """Quality −2…+2 and importance 0–3 of a source as a whole, in one sheet."""

    sheet = models.ForeignKey(SupportSheet, on_delete=models.PROTECT, related_name="ties")
    source = ShortText(max_length=40)
    quality = models.SmallIntegerField(null=True, blank=True)
    importance = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        db_table = "casework_support_tie"
        constraints = (
            models.UniqueConstraint(fields=["sheet", "source"], name="support_tie_once"),
            between("quality", -2, 2, name="support_tie_quality"),
            between("importance", 0, 3, name="support_tie_importance"),
        )

    def __str__(self) -> str:
        return self.source


class SupportCell(models.Model):
    """One cell that says more: ranges as `core.support.Cell`; nothing is "not asked"."""

    sheet = models.ForeignKey(SupportSheet, on_delete=models.PROTECT, related_name="cells")
    source = ShortText(max_length=40)
    function = ShortText(max_length=2)
    aspect = ShortText(max_length=20, default=Aspect.RECEIVED.value)
    level = models.FloatField(null=True, blank=True)
    adequacy = models.PositiveSmallIntegerField(null=True, blank=True)
    quality = models.SmallIntegerField(null=True, blank=True)
    importance = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = ShortText(max_length=1, blank=True)

    class Meta:
        db_table = "casework_support_cell"
        constraints = (
            models.UniqueConstraint(
                fields=["sheet", "source", "function", "aspect"], name="support_cell_once"
            ),
            one_of("function", FUNCTIONS, name="support_cell_known_function"),
            one_of("aspect", OF_ONE_STUDENT, name="support_cell_known_aspect"),
            one_of("confidence", ["", *Confidence], name="support_cell_confidence"),
            between("level", 0, 4, name="support_cell_level"),
            between("adequacy", 0, 3, name="support_cell_adequacy"),
            between("quality", -2, 2, name="support_cell_quality"),
            between("importance", 0, 3, name="support_cell_importance"),
        )

    def __str__(self) -> str:
        return f"{self.source}/{self.function}"


class TalkCard(Versioned):
    """One person's answers to a talk card of ours (views on girls' schooling, I have, I am, I can).

    `person` is a code (client, mother, father, grandmother, grandfather, teacher, other).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="talk_cards")
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="talk_cards")
    card = ShortText(max_length=40)
    entry_version = ShortText(max_length=20)
    person = ShortText(max_length=20)
    on = models.DateField()
    answers = models.JSONField(default=dict)
    words = SealedField()

    class Meta:
        db_table = "casework_talk_card"
        constraints = (versions_in_order("talk_card"),)

    def __str__(self) -> str:
        return f"{self.card} {self.person}"
