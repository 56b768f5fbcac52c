"""Questionnaires that were given, their answers, and the scores made of them.

Append-only: a correction is a new administration that supersedes the old one, and says why. Each
names the instrument by id, version and content hash, so that a score can be made again as it was
made. Answers carry no name and stand in the clear; the student they belong to is guarded.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models import ImportRun, Student
from kithwork.surveys.models.campaigns import Campaign
from kithwork.surveys.models.wordings import InstrumentWording


class Administration(models.Model):
    """One filled-in form of one student; `given_on` is the day on the paper.

    `answers` are the numbers that are scored, by item; `more` the other answers of a questionnaire
    of our own (who helps, is it enough), by question. `entered_by` is empty where the student
    answered by herself, and where the console's operator brought in a file. The reason for a
    correction is sealed under the student's key. `wording` is the official wording that stood
    beside the answers when it was filled in or keyed in; none where only the neutral tags did.
    """

    class Mode(models.TextChoices):
        PAPER = "paper"
        READ_ALOUD = "read_aloud"
        FILE = "file"
        LINK = "link"
        ROOM = "room"

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="administrations")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    instrument = ShortText(max_length=60)
    entry_version = ShortText(max_length=20)
    entry_hash = ShortText(max_length=64)
    form_version = ShortText(max_length=40)
    coding = ShortText(max_length=20)
    choices = models.JSONField(default=dict, blank=True)
    population = ShortText(max_length=80, blank=True)
    mode = ShortText(max_length=20, default=Mode.PAPER)
    answers = models.JSONField()
    more = models.JSONField(default=dict, blank=True)
    missing = models.PositiveSmallIntegerField()
    flags = models.JSONField(default=list, blank=True)
    given_on = models.DateField()
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = SealedField()
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="administrations"
    )
    wording = models.ForeignKey(
        InstrumentWording,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="administrations",
    )
    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="administrations"
    )

    class Meta:
        db_table = "surveys_administration"
        indexes = (
            models.Index(fields=["student", "instrument", "given_on"], name="administration_of"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(reason__isnull=False),
                name="administration_corrected_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(supersedes=F("id")), name="administration_supersedes_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.given_on}"


class ScoreResult(models.Model):
    """One score of a form; `value` None where too few answers were given."""

    administration = models.ForeignKey(
        Administration, on_delete=models.CASCADE, related_name="scores"
    )
    name = ShortText(max_length=40)
    value = models.FloatField(null=True, blank=True)
    band = ShortText(max_length=40, blank=True)

    class Meta:
        db_table = "surveys_score"
        constraints = (
            models.UniqueConstraint(fields=["administration", "name"], name="score_once"),
        )

    def __str__(self) -> str:
        return self.name
