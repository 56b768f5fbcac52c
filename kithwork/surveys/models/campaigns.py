"""A campaign: one instrument put before some students of a school, for stated purposes.

It opens only with a stored notice and a lawful basis for each purpose, and then names both by
version and hash, so that it can be shown later what stood before whoever answered. Source: field
specification, I1–I3.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.models import DataKey, School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class Campaign(models.Model):
    """One asking of many.

    `audience` says who: {"classes": [uid …]}, {"size": n, "seed": text} (a sample of the school),
    {"students": [uid …]} (a list), or nothing for the whole school. `ways` are how answers may
    come, `purposes` maps each purpose to its lawful basis. `key` seals the codes of the
    invitations and is erased when the campaign closes.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    class Audience(models.TextChoices):
        SCHOOL = "school"
        CLASSES = "classes"
        SAMPLE = "sample"
        LIST = "list"

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="campaigns")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="campaigns")
    title = ShortText(max_length=80)
    instrument = ShortText(max_length=60)
    entry_version = ShortText(max_length=20, blank=True)
    entry_hash = ShortText(max_length=64, blank=True)
    notice = ShortText(max_length=80, blank=True)
    notice_version = ShortText(max_length=20, blank=True)
    notice_hash = ShortText(max_length=64, blank=True)
    purposes = models.JSONField(default=dict, blank=True)
    ways = models.JSONField(default=list, blank=True)
    audience_kind = ShortText(max_length=10, default=Audience.SCHOOL)
    audience = models.JSONField(default=dict, blank=True)
    contact = ShortText(max_length=160, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    state = ShortText(max_length=10, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    key = models.ForeignKey(
        DataKey, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "surveys_campaign"
        indexes = (models.Index(fields=["school", "state"], name="campaign_of_school"),)
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="campaign_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "closed"]), name="campaign_known_state"
            ),
            models.CheckConstraint(
                condition=Q(audience_kind__in=["school", "classes", "sample", "list"]),
                name="campaign_known_audience",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(opened_at__isnull=False) & ~Q(notice_hash="")),
                name="campaign_opens_with_a_notice",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
                name="campaign_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
