"""Who cares for a student, in law and in fact, and who is away since when.

Both are kept, for they differ: parents who work away remain guardians in law while a grandmother
cares. The label "left behind" is never stored; it is computed from these rows by a dated
definition. Entrusted care has a written agreement with its date (Law on the Protection of
Minors, arts. 21–23).
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models.dated import ends_after_start
from kithwork.people.models.persons import Person
from kithwork.people.models.students import Student


class Carer(models.Model):
    """A person's relation to a student, from when to when; empty truth values are unknown."""

    class Reads(models.TextChoices):
        YES = "yes"
        SOME = "some"
        NO = "no"
        UNKNOWN = ""

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="carers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cares_for")
    relation = ShortText(max_length=40)
    is_legal_guardian = models.BooleanField(null=True, blank=True)
    is_main_carer = models.BooleanField(null=True, blank=True)
    lives_with = models.BooleanField(null=True, blank=True)
    is_able = models.BooleanField(null=True, blank=True)
    is_entrusted = models.BooleanField(null=True, blank=True)
    entrusted_on = models.DateField(null=True, blank=True)
    best_hour = ShortText(max_length=120, blank=True)
    reads = ShortText(max_length=10, blank=True, default=Reads.UNKNOWN)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    end_reason = ShortText(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_carer"
        constraints = (
            ends_after_start("carer"),
            models.CheckConstraint(condition=~Q(relation=""), name="carer_has_a_relation"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(end_reason=""),
                name="carer_reason_means_ended",
            ),
            models.CheckConstraint(
                condition=Q(reads__in=["yes", "some", "no", ""]), name="carer_known_reading"
            ),
            models.CheckConstraint(
                condition=Q(entrusted_on__isnull=True) | Q(is_entrusted=True),
                name="carer_agreement_means_entrusted",
            ),
            models.UniqueConstraint(
                fields=["student", "person", "relation"],
                condition=Q(ends_on__isnull=True),
                name="carer_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.relation} {self.student_id}"


class CarerAway(models.Model):
    """One spell of a carer away from home: since when, where, expected back, come back."""

    uid = Uid()
    carer = models.ForeignKey(Carer, on_delete=models.CASCADE, related_name="spells_away")
    starts_on = models.DateField(null=True, blank=True)
    place = ShortText(max_length=120, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = ShortText(max_length=40, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_carer_away"
        constraints = (
            ends_after_start("carer_away"),
            models.CheckConstraint(
                condition=Q(expected_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(expected_on__gte=F("starts_on")),
                name="carer_away_expected_after_start",
            ),
            models.UniqueConstraint(
                fields=["carer"], condition=Q(ends_on__isnull=True), name="carer_away_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.carer_id} {self.starts_on}"
