"""The papers of a case: append-only versions, signed by people, sealed under the case's key.

`Record` is every form whose content is words under named fields (enquiry, intake, agreement …):
one table, for they differ in their fields and in nothing else. What each asks stands in
`casework.papers`. What may be read by a few only has a table, a key and a list of readers of its
own; a reflection is read by its writer alone.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, User
from kithwork.access.models.postings import days_in_order
from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Versioned, Written, one_of, versions_in_order


class Record(Versioned):
    """One version of a paper. `on`: the day that it tells of.

    `body` is a JSON object of field and words; `filled` names the fields that hold anything, so
    that a list and a guard need no key. `series` is the same over all versions of one paper.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="records")
    kind = ShortText(max_length=30)
    series = models.UUIDField()
    on = models.DateField()
    body = SealedField()
    filled = models.JSONField(default=list, blank=True)

    class Meta:
        db_table = "casework_record"
        indexes = (models.Index(fields=["case", "kind", "on"], name="case_record_of_case"),)
        constraints = (
            versions_in_order("case_record"),
            models.CheckConstraint(condition=~Q(kind=""), name="case_record_has_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Signature(Written):
    """Who agreed to, signed or approved one version of a paper or a plan, and how.

    `subject` is the uid of the signed row (a Record, a Plan); `user` is empty for the student, a
    guardian, a teacher. Never changed: what was signed by mistake is signed anew as amended.
    """

    class Part(models.TextChoices):
        CLIENT = "client"
        GUARDIAN = "guardian"
        WORKER = "worker"
        SUPERVISOR = "supervisor"
        WITNESS = "witness"

    class Method(models.TextChoices):
        HERE = "here"  # by the person's own account, in this product
        PAPER = "paper"
        VERBAL = "verbal"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signatures")
    kind = ShortText(max_length=30)
    subject = models.UUIDField()
    part = ShortText(max_length=20)
    method = ShortText(max_length=20)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField()
    words = SealedField()

    class Meta:
        db_table = "casework_signature"
        indexes = (models.Index(fields=["case", "subject"], name="signature_of_subject"),)
        constraints = (
            one_of(
                "part",
                ["client", "guardian", "worker", "supervisor", "witness"],
                name="signature_known_part",
            ),
            one_of("method", ["here", "paper", "verbal"], name="signature_known_method"),
            models.UniqueConstraint(fields=["subject", "part"], name="signature_of_each_part_once"),
        )

    def __str__(self) -> str:
        return f"{self.part} {self.on}"


class RestrictedRecord(Versioned):
    """What its own list of readers alone may open: child protection, words kept from the file."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restricted_records")
    series = models.UUIDField()
    kind = ShortText(max_length=30)
    on = models.DateField()
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    body = SealedField()

    class Meta:
        db_table = "casework_restricted_record"
        constraints = (versions_in_order("restricted_record"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class RestrictedReader(models.Model):
    """A user on the list of a case's restricted section."""

    uid = Uid()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restricted_readers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "casework_restricted_reader"
        constraints = (
            days_in_order("restricted_reader_days_in_order"),
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(ends_on__isnull=True),
                name="restricted_reader_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class Reflection(Versioned):
    """A worker's own reflection, under a key of its own; she alone reads it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reflections")
    series = models.UUIDField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reflections")
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    body = SealedField()

    class Meta:
        db_table = "casework_reflection"
        constraints = (versions_in_order("reflection"),)

    def __str__(self) -> str:
        return f"{self.owner_id} {self.on}"


class PracticeLesson(Versioned):
    """What others may learn from a case: need × function × technique, and whom it would not help.

    Under a key of its own: it outlives the case and names nobody. Empty codes: not about that.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lessons")
    series = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    need = ShortText(max_length=20, blank=True)
    function = ShortText(max_length=4, blank=True)
    technique = ShortText(max_length=20, blank=True)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    words = SealedField()
    limits = SealedField()

    class Meta:
        db_table = "casework_lesson"
        constraints = (
            versions_in_order("lesson"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=3), name="lesson_one_to_three"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"
