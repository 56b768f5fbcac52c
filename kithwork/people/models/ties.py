"""Which users have to do with a student: the scopes *own*, *referred* and *alert* of the roles.

Casework, safety and referral make and end these; a query asks them and nothing else, so that a
list, a search and a page agree about whom a person may see.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models.dated import ends_after_start
from kithwork.people.models.students import Student


class StudentTie(models.Model):
    """A user accompanies a student, had her referred, or answers for an alert about her."""

    class Kind(models.TextChoices):
        OWN = "own"
        REFERRED = "referred"
        ALERT = "alert"

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="ties")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="student_ties")
    kind = ShortText(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_student_tie"
        indexes = (models.Index(fields=["user", "kind"], name="student_tie_of_user"),)
        constraints = (
            ends_after_start("student_tie"),
            models.CheckConstraint(
                condition=Q(kind__in=["own", "referred", "alert"]), name="student_tie_known_kind"
            ),
            models.UniqueConstraint(
                fields=["student", "user", "kind"],
                condition=Q(ends_on__isnull=True),
                name="student_tie_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.student_id}"
