"""That a person must speak to a student, by when, who has said that she will; who is on duty.

An alert is raised by a questionnaire or by a person; it names nobody's answer. It never stands
without a speaker: whoever raises it names who speaks to the student. What was said is sealed.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models import Student

LEVELS = ("A1", "A2", "A3", "A4")


class Alert(models.Model):
    """One reason to speak to a student; `source` is the record that it came from."""

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="alerts")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    level = ShortText(max_length=2)
    source_kind = ShortText(max_length=40)
    source = models.UUIDField(null=True, blank=True)
    raised_at = models.DateTimeField(default=clock.now)
    raised_by = models.ForeignKey(  # empty: the console's operator, with a file of answers
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_by = models.DateTimeField(null=True, blank=True)
    speaker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="alerts")
    spoken_at = models.DateTimeField(null=True, blank=True)
    spoken_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = SealedField()

    class Meta:
        db_table = "safety_alert"
        indexes = (
            models.Index(fields=["speaker", "spoken_at"], name="alert_of_speaker"),
            models.Index(fields=["school", "spoken_at"], name="alert_of_school"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="alert_known_level"),
            models.CheckConstraint(
                condition=Q(spoken_at__isnull=True, spoken_by__isnull=True)
                | Q(spoken_at__isnull=False, spoken_by__isnull=False),
                name="alert_spoken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(spoken_at__isnull=True) | Q(spoken_at__gte=F("raised_at")),
                name="alert_spoken_after_raised",
            ),
        )

    def __str__(self) -> str:
        return f"{self.level} {self.raised_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.spoken_at is None


class Duty(models.Model):
    """A person who reads the alerts of a school from one instant to another.

    Questions whose answers may raise an alert are put to students who are by themselves only while
    somebody is on duty (field specification, D4).
    """

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="duties")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "safety_duty"
        indexes = (models.Index(fields=["school", "ends_at"], name="duty_of_school"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
