"""How the family may safely be reached: when, by what, and whom never to call."""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.audit.fields import Uid
from kithwork.people.models.dated import ends_after_start
from kithwork.people.models.students import Student


class SafeContactRule(models.Model):
    """One rule in force for a student; a new one ends the one before."""

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="contact_rules")
    text = SealedField(null=False, blank=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_safe_contact_rule"
        constraints = (
            ends_after_start("safe_contact_rule"),
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(ends_on__isnull=True),
                name="safe_contact_rule_one_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} {self.starts_on}"
