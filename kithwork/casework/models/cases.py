"""A case: one student accompanied for a while, who works on it, and every step it took.

The case row holds what a list shows and what a step is decided from: codes and days. All that
anybody wrote stands in records, sealed under the key of the case.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School, User
from kithwork.access.models.postings import days_in_order
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.versioned import Written, one_of
from kithwork.core.casework import IntakeDecision, Status
from kithwork.people.models import Student


class Case(models.Model):
    """`number` is the human one, of its school ("2026-0042").

    `report_name` is the name under which documents tell of the student. `received_on`: the day
    the enquiry came. `closed_on` and `retain_until` start and end the clock of retention.
    `consent_sought_since`: since when consent is being sought, while it is. `version` counts the
    changes of this row, for forms.
    """

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="cases")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="cases")
    number = ShortText(max_length=20)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    status = ShortText(max_length=20, default=Status.ENQUIRY.value)
    report_name = SealedField()
    source = ShortText(max_length=20, blank=True)
    urgency = ShortText(max_length=20, blank=True)
    decision = ShortText(max_length=20, blank=True)
    received_on = models.DateField()
    consent_sought_since = models.DateField(null=True, blank=True)
    closure_reason = ShortText(max_length=40, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    retain_until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "casework_case"
        indexes = (
            models.Index(fields=["student"], name="case_of_student"),
            models.Index(fields=["school", "status"], name="case_of_school"),
        )
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="case_number_of_school"),
            models.CheckConstraint(condition=~Q(number=""), name="case_has_a_number"),
            one_of("status", Status, name="case_known_status"),
            one_of("decision", ["", *IntakeDecision], name="case_known_decision"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                name="case_closes_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> Status:
        return Status(self.status)


class CaseMember(models.Model):
    """A user who works on a case, in a part, from one day to another (both included).

    A supervisor in whose team none of its workers is can be asked to supervise this case alone.
    """

    class Part(models.TextChoices):
        WORKER = "worker"
        CO_WORKER = "co_worker"
        SUPERVISOR = "supervisor"

    uid = Uid()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="case_memberships")
    part = ShortText(max_length=20, default=Part.WORKER)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "casework_member"
        indexes = (models.Index(fields=["user", "case"], name="case_member_of_user"),)
        constraints = (
            days_in_order("case_member_days_in_order"),
            one_of("part", ["worker", "co_worker", "supervisor"], name="case_member_known_part"),
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(ends_on__isnull=True),
                name="case_member_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} {self.case_id}"


class StatusEvent(Written):
    """One step of a case, on a day; why it was taken is sealed. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    start = ShortText(max_length=20, blank=True)
    to = ShortText(max_length=20)
    on = models.DateField()
    words = SealedField()

    class Meta:
        db_table = "casework_status_event"
        indexes = (models.Index(fields=["case", "entered_at"], name="status_event_of_case"),)
        constraints = (one_of("to", Status, name="status_event_known_status"),)

    def __str__(self) -> str:
        return f"{self.start} → {self.to}"
