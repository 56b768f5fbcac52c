"""Facts about a student: named by the catalogue's vocabulary, dated, with their source.

A fact is never changed. A new one supersedes it, so that what was known when a decision was made
can be seen; `value` is empty where a fact was withdrawn without another in its place.
"""

import datetime as dt

from django.db import models
from django.db.models import Q

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.audit.fields import BytewiseText, ShortText, Uid
from kithwork.core.reasons import Value
from kithwork.people.models.imports import ImportRun
from kithwork.people.models.students import Student

Stored = str | int | float | bool | dict[str, str] | None


def storable(value: Value) -> Stored:
    """Return a value as the database keeps it: a date says that it is one."""
    return {"date": value.isoformat()} if isinstance(value, dt.date) else value


def opened(stored: Stored) -> Value:
    """Return a stored value as the rules take it."""
    return dt.date.fromisoformat(stored["date"]) if isinstance(stored, dict) else stored


class StudentFact(models.Model):
    """One fact: true on a day, according to a source, entered at an instant by a person."""

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="facts")
    fact = BytewiseText(max_length=80)
    value = models.JSONField(null=True, blank=True)
    on = models.DateField()
    source = ShortText(max_length=40)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="facts"
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="superseded_by"
    )

    class Meta:
        db_table = "people_student_fact"
        indexes = (models.Index(fields=["student", "fact", "on"], name="student_fact_by_name"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(fact="") & ~Q(source=""), name="student_fact_named_and_sourced"
            ),
        )

    @property
    def known(self) -> Value:
        """The value as the rules take it; None where the fact was withdrawn."""
        return opened(self.value)

    def __str__(self) -> str:
        return f"{self.fact} {self.student_id}"
