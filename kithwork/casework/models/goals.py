"""Goals in the student's words, with their five anchors, and every rating of them.

A goal's identity is one row for ever; its words, anchors and weight stand in versions, so that an
anchor that changed after the start is a logged amendment. A rating names the version it was
given on.
"""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.needs import CaseNeed
from kithwork.casework.models.support import FUNCTIONS
from kithwork.casework.models.versioned import (
    Versioned,
    Written,
    between,
    one_of,
    versions_in_order,
)

OWNERS = ("client", "guardian", "teacher", "school", "worker")
STATUSES = ("open", "reached", "abandoned")
RATERS = ("client", "worker", "together", "guardian", "teacher", "independent")


class Goal(Written):
    """The `number`-th goal of a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "casework_goal"
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="goal_number_of_case"),
        )

    def __str__(self) -> str:
        return f"goal {self.number}"


class GoalVersion(Versioned):
    """What the goal says from this version on.

    Sealed: `client_words`, `statement` (SMART), `unit`, `anchors` (JSON list of five texts, −2
    first), `waiver` (why it has no anchors), `end_reason` (why it was abandoned). In the clear:
    how many anchors are written, and numbers. `function` is empty for a goal outside the four.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="versions")
    needs = models.ManyToManyField(CaseNeed, related_name="goal_versions", blank=True)
    owner = ShortText(max_length=20, default="client")
    function = ShortText(max_length=2, blank=True)
    client_words = SealedField()
    statement = SealedField()
    unit = SealedField()
    baseline = models.FloatField(null=True, blank=True)
    expected = models.FloatField(null=True, blank=True)
    step = models.FloatField(null=True, blank=True)
    baseline_level = models.SmallIntegerField(null=True, blank=True)
    anchors = SealedField()
    anchors_written = models.PositiveSmallIntegerField(default=0)
    waiver = SealedField()
    importance = models.PositiveSmallIntegerField(default=1)
    difficulty = models.PositiveSmallIntegerField(default=1)
    target_on = models.DateField(null=True, blank=True)
    status = ShortText(max_length=20, default="open")
    end_reason = SealedField()

    class Meta:
        db_table = "casework_goal_version"
        constraints = (
            versions_in_order("goal_version"),
            one_of("owner", OWNERS, name="goal_known_owner"),
            one_of("function", ["", *FUNCTIONS], name="goal_known_function"),
            one_of("status", STATUSES, name="goal_known_status"),
            between("anchors_written", 0, 5, name="goal_five_anchors"),
            between("baseline_level", -2, 2, name="goal_baseline_level"),
            between("importance", 1, 3, name="goal_importance"),
            between("difficulty", 1, 3, name="goal_difficulty"),
        )

    def __str__(self) -> str:
        return f"{self.goal_id} {self.version}"


class GoalRating(Versioned):
    """A level −2…+2 on a day, by whom; `contact` where it was rated in one."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    goal_version = models.ForeignKey(GoalVersion, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    level = models.SmallIntegerField()
    rated_by = ShortText(max_length=20, default="together")
    contact = models.ForeignKey(
        "casework.Contact", on_delete=models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    words = SealedField()

    class Meta:
        db_table = "casework_goal_rating"
        indexes = (models.Index(fields=["goal", "on"], name="goal_rating_of_goal"),)
        constraints = (
            versions_in_order("goal_rating"),
            between("level", -2, 2, name="goal_rating_level"),
            one_of("rated_by", RATERS, name="goal_rating_known_rater"),
        )

    def __str__(self) -> str:
        return f"{self.level} {self.on}"
