"""The information desk: checked items with source and review date, and who was given which.

An item is about rules and dates, never about a person, so it stands in the clear; each version
names its source and the day somebody checked it.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.models import School
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Versioned, Written, one_of, versions_in_order

TOPICS = ("exam", "admission", "aid", "study", "rights", "health", "safety", "career", "other")
WAYS = ("talk", "paper", "message", "group")


class InformationItem(Versioned):
    """One version of an item. `review_by`: when it must be looked at again."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="information")
    series = models.UUIDField()
    topic = ShortText(max_length=20)
    language = ShortText(max_length=10)
    title = ShortText(max_length=120)
    text = models.TextField()
    source = ShortText(max_length=300)
    reviewed_on = models.DateField()
    review_by = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        db_table = "casework_information_item"
        constraints = (
            versions_in_order("information_item"),
            one_of("topic", TOPICS, name="information_item_known_topic"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(source=""), name="information_item_has_a_source"
            ),
        )

    def __str__(self) -> str:
        return self.title


class InformationGiven(Written):
    """That an item was given in a case, to whom (a code), how, on which day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="information_given")
    item = models.ForeignKey(InformationItem, on_delete=models.PROTECT, related_name="given")
    to = ShortText(max_length=20)
    way = ShortText(max_length=20)
    on = models.DateField()

    class Meta:
        db_table = "casework_information_given"
        constraints = (one_of("way", WAYS, name="information_given_known_way"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.on}"


class InformationRead(Written):
    """That somebody said she has read it and what she took from it."""

    given = models.OneToOneField(InformationGiven, on_delete=models.PROTECT, related_name="read")
    on = models.DateField()

    class Meta:
        db_table = "casework_information_read"

    def __str__(self) -> str:
        return f"{self.given_id} {self.on}"
