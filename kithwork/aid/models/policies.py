"""A school's policy documents, read clause by clause: which function, for whom, and not for whom.

What a reader found in a clause is a version: reading it again adds one and keeps the one before.
"""

from django.db import models

from kithwork.access.models import School, User
from kithwork.aid.models.programmes import Programme
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models.dated import ends_after_start


class PolicyDocument(models.Model):
    """A document by title, issuer and number; `reference` says where it is to be found."""

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="policies")
    title = ShortText(max_length=200)
    issuer = ShortText(max_length=120, blank=True)
    number = ShortText(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reference = ShortText(max_length=300, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "aid_policy_document"
        constraints = (ends_after_start("aid_policy_document"),)

    def __str__(self) -> str:
        return self.title


class PolicyClause(models.Model):
    """What one clause gives, as one reader understood it on a day.

    `functions` may be empty: a clause that serves none is a finding. `reached` and `spent_minor`
    are the document's own figures or the office's, for `period`.
    """

    uid = Uid()
    document = models.ForeignKey(PolicyDocument, on_delete=models.CASCADE, related_name="clauses")
    label = ShortText(max_length=60)
    gist = models.TextField()
    functions = models.JSONField(default=list, blank=True)
    target = ShortText(max_length=300, blank=True)
    left_out = models.TextField(blank=True)
    reached = models.PositiveIntegerField(null=True, blank=True)
    spent_minor = models.BigIntegerField(null=True, blank=True)
    currency = ShortText(max_length=3, blank=True)
    period = ShortText(max_length=40, blank=True)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="clauses"
    )
    read_on = models.DateField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "aid_policy_clause"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(spent_minor__isnull=True) | ~models.Q(currency=""),
                name="aid_clause_money_has_a_currency",
            ),
        )

    def __str__(self) -> str:
        return self.label
