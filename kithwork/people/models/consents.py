"""Consent as it was given: who was asked, about which student, what each purpose was answered.

One asking (`Consent`) holds one answer for each purpose, since each is asked by itself and can be
taken back alone. Nothing is overwritten: a later asking stands beside the earlier one, and
`core.consent` says which holds on a day. Source: field specification, I1; Personal Information
Protection Law, arts. 28–31.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models.carers import Carer
from kithwork.people.models.students import Student


class Consent(models.Model):
    """One asking of one person: the student herself, or a carer who speaks for her.

    `about` is the uid of the campaign or case that was asked about; empty where the answers are
    not bound to one. `given_on` is the day of the signature; `was_read_aloud` says that the notice
    was put before her (read out, or shown before she could answer), `was_understood` that she said
    it back or confirmed it. `witness` and `remark` are sealed under the student's key.
    """

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="consents")
    carer = models.ForeignKey(
        Carer, on_delete=models.PROTECT, null=True, blank=True, related_name="consents"
    )
    about = models.UUIDField(null=True, blank=True)
    method = ShortText(max_length=20)
    language = ShortText(max_length=10)
    notice = ShortText(max_length=80, blank=True)
    notice_version = ShortText(max_length=20, blank=True)
    notice_hash = ShortText(max_length=64, blank=True)
    given_on = models.DateField()
    was_read_aloud = models.BooleanField(default=False)
    was_understood = models.BooleanField(default=False)
    is_verified = models.BooleanField(default=False)
    has_competence_note = models.BooleanField(default=False)
    witness = SealedField()
    remark = SealedField()
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_consent"
        indexes = (
            models.Index(fields=["student", "given_on"], name="consent_of_student"),
            models.Index(fields=["about"], name="consent_about"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(method="") & ~Q(language=""), name="consent_says_how"
            ),
        )

    def __str__(self) -> str:
        return f"{self.method} {self.given_on}"


class ConsentAnswer(models.Model):
    """The answer to one purpose; `expires_on` is the first day on which a yes no longer holds.

    `scope` is how far the purpose reached when it was asked. A yes can be withdrawn, once.
    """

    uid = Uid()
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="answers")
    purpose = ShortText(max_length=40)
    scope = models.PositiveSmallIntegerField(default=1)
    lawful_basis = ShortText(max_length=40)
    agrees = models.BooleanField()
    expires_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_consent_answer"
        constraints = (
            models.UniqueConstraint(fields=["consent", "purpose"], name="consent_purpose_once"),
            models.CheckConstraint(
                condition=~Q(purpose="") & ~Q(lawful_basis=""), name="consent_answer_has_a_basis"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_on__isnull=False, withdrawn_at__isnull=False, agrees=True),
                name="consent_only_a_yes_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(agrees=True),
                name="consent_only_a_yes_expires",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.agrees}"


class ConsentPaper(models.Model):
    """A signed form, photographed or scanned: sealed under the student's key."""

    uid = Uid()
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="papers")
    kind = ShortText(max_length=40)
    size = models.PositiveIntegerField()
    content = SealedField()
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_consent_paper"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["application/pdf", "image/jpeg", "image/png"]),
                name="consent_paper_known_kind",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class ConsentRuling(models.Model):
    """A decision that stands in for a consent, or beside it (`core.consent.DecisionKind`).

    `role` is the role by which it was made. A waiver names the carer who is the suspected harm:
    from that day on she is asked nothing. The reason is sealed and never empty.
    """

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="consent_rulings")
    carer = models.ForeignKey(
        Carer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = ShortText(max_length=30)
    purpose = ShortText(max_length=40)
    role = ShortText(max_length=40)
    on = models.DateField()
    reason = SealedField(null=False, blank=False)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "people_consent_ruling"
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "guardian_waived",
                        "without_assent",
                        "lawful_exception",
                        "safeguarding_approval",
                    ]
                ),
                name="consent_ruling_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="guardian_waived") | Q(carer__isnull=False),
                name="consent_waiver_names_the_carer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
