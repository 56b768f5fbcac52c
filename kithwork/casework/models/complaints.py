"""A complaint or an appeal (form F24), and what was done about it, step by step.

It may be about a student without a case. It is no part of the case's file: each is sealed under a
key of its own, read by whoever handles it and whoever took it down, and by the person it is about
only once its handler shows it to her.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School, User
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Written, one_of
from kithwork.core.casework.complaints import ComplaintStep as Step
from kithwork.core.casework.complaints import Finding
from kithwork.people.models import Student

KINDS = ("complaint", "appeal")
FROM = ("client", "guardian", "other")
ABOUT = ("service", "decision", "person", "privacy", "other")
WAYS = ("talk", "phone", "paper", "message")


class Complaint(Written):
    """What was received: from whom, about what, about whom (`person`, or nobody), for whom to see.

    `handler` is who takes it up first. `words` is a JSON object: said, wish, who.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="complaints")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="complaints")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints"
    )
    kind = ShortText(max_length=20)
    came_from = ShortText(max_length=20)
    way = ShortText(max_length=20)
    about = ShortText(max_length=20)
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handler = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    words = SealedField()

    class Meta:
        db_table = "casework_complaint"
        indexes = (models.Index(fields=["school", "received_on"], name="complaint_of_school"),)
        constraints = (
            one_of("kind", KINDS, name="complaint_known_kind"),
            one_of("came_from", FROM, name="complaint_known_sender"),
            one_of("way", WAYS, name="complaint_known_way"),
            one_of("about", ABOUT, name="complaint_known_matter"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("handler")),
                name="complaint_is_handled_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.school_id} {self.received_on}"


class ComplaintStep(Written):
    """One thing done about it; `to`: who handles it from now on, `finding`: what the answer says.

    `words` is a JSON object: done, changes, told.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    step = ShortText(max_length=20)
    on = models.DateField()
    finding = ShortText(max_length=20, blank=True)
    to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = SealedField()

    class Meta:
        db_table = "casework_complaint_step"
        constraints = (
            one_of("step", [one.value for one in Step], name="complaint_step_known"),
            one_of(
                "finding", ["", *(one.value for one in Finding)], name="complaint_finding_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.on}"
