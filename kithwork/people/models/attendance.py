"""Attendance: a day's or a term's count for one student, in days, sessions or lessons.

A school may know only the absences of a term; what is not known stays empty and is not zero.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models.calendar import Term
from kithwork.people.models.imports import ImportRun
from kithwork.people.models.students import Student


def _empty_or(condition: Q, *fields: str) -> Q:
    unknown = Q()
    for field in fields:
        unknown |= Q(**{f"{field}__isnull": True})
    return unknown | condition


class Attendance(models.Model):
    """Counts for a term (`on` empty) or one day; `absences` includes those excused."""

    class Unit(models.TextChoices):
        DAY = "day"
        SESSION = "session"
        LESSON = "lesson"

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="attendance")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="attendance")
    on = models.DateField(null=True, blank=True)
    unit = ShortText(max_length=10, default=Unit.SESSION)
    due = models.PositiveIntegerField(null=True, blank=True)
    attended = models.PositiveIntegerField(null=True, blank=True)
    absences = models.PositiveIntegerField(null=True, blank=True)
    excused = models.PositiveIntegerField(null=True, blank=True)
    late = models.PositiveIntegerField(null=True, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="attendance"
    )

    class Meta:
        db_table = "people_attendance"
        constraints = (
            models.UniqueConstraint(
                fields=["student", "term"],
                condition=Q(on__isnull=True),
                name="attendance_term_once",
            ),
            models.UniqueConstraint(
                fields=["student", "on"], condition=Q(on__isnull=False), name="attendance_day_once"
            ),
            models.CheckConstraint(
                condition=_empty_or(Q(attended__lte=F("due")), "attended", "due"),
                name="attendance_attended_within_due",
            ),
            models.CheckConstraint(
                condition=_empty_or(Q(absences__lte=F("due")), "absences", "due"),
                name="attendance_absences_within_due",
            ),
            models.CheckConstraint(
                condition=_empty_or(Q(excused__lte=F("absences")), "excused", "absences"),
                name="attendance_excused_within_absences",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=False)
                | Q(attended__isnull=False)
                | Q(absences__isnull=False)
                | Q(late__isnull=False),
                name="attendance_says_something",
            ),
            models.CheckConstraint(
                condition=Q(unit__in=["day", "session", "lesson"]), name="attendance_known_unit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} {self.on or self.term_id}"
