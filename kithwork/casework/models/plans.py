"""The plan: written whole, version by version; its actions keep their identity through all of them.

Saving a plan writes a new `Plan` with its stages, sessions, actions in the plan and reasons for
what is not covered. An `Action` is one row for ever, so that a contact points at the action that
it delivered, whichever version of the plan stood on that day.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.cases import Case
from kithwork.casework.models.goals import Goal
from kithwork.casework.models.needs import CaseNeed
from kithwork.casework.models.support import FUNCTIONS
from kithwork.casework.models.versioned import Versioned, Written, one_of, versions_in_order

WHO_DOES = ("worker", "together", "client")
STEPS = [*FUNCTIONS, "XX"]  # XX: cross-cutting work, of no one function


class Plan(Versioned):
    """One version of a case's plan.

    `preset*`: the catalogue entry it was filled from (id, version, content hash), empty for none.
    `lenses`: codes of the theory lenses. Sealed JSON `words`: {aim, shaping: {lens: text},
    responsibilities, risks, closing, budget}.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    on = models.DateField()
    preset = ShortText(max_length=40, blank=True)
    preset_version = ShortText(max_length=20, blank=True)
    preset_hash = ShortText(max_length=64, blank=True)
    lenses = models.JSONField(default=list, blank=True)
    review_on = models.DateField(null=True, blank=True)
    words = SealedField()

    class Meta:
        db_table = "casework_plan"
        constraints = (
            versions_in_order("plan"),
            models.UniqueConstraint(fields=["case", "version"], name="plan_version_of_case"),
        )

    def __str__(self) -> str:
        return f"plan {self.version}"


class Stage(models.Model):
    """A stage of a plan. Sealed JSON `words`: {name, gate, care: {modelling, dialogue, …}}."""

    uid = Uid()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    words = SealedField()

    class Meta:
        db_table = "casework_stage"
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="stage_number_of_plan"),
        )

    def __str__(self) -> str:
        return f"stage {self.number}"


class Session(models.Model):
    """A row of the session table.

    Sealed JSON `words`: {place, theme, aim, content, who, materials}.
    """

    uid = Uid()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sessions")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField(null=True, blank=True)
    words = SealedField()

    class Meta:
        db_table = "casework_session"
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="session_number_of_plan"),
        )

    def __str__(self) -> str:
        return f"session {self.number}"


class Action(Written):
    """A technique of the catalogue that was planned in a case, for one function (XX: none)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="actions")
    technique = ShortText(max_length=20)
    function = ShortText(max_length=2)

    class Meta:
        db_table = "casework_action"
        constraints = (one_of("function", STEPS, name="action_known_function"),)

    def __str__(self) -> str:
        return self.technique


class ActionInPlan(models.Model):
    """An action as one version of the plan has it.

    `who_does`: the worker does, together, she does. `is_direct`: with the student herself.
    `source`: the row of the matrix it strengthens, or empty. `dose`: how many times. Sealed JSON
    `words`: {who, frequency, place, note}. `goals`: which it serves.
    """

    uid = Uid()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="in_plans")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="actions")
    goals = models.ManyToManyField(Goal, related_name="actions", blank=True)
    source = ShortText(max_length=40, blank=True)
    who_does = ShortText(max_length=20, default="together")
    is_direct = models.BooleanField(default=True)
    dose = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    words = SealedField()

    class Meta:
        db_table = "casework_action_in_plan"
        constraints = (
            models.UniqueConstraint(fields=["plan", "action", "stage"], name="action_once_a_stage"),
            one_of("who_does", WHO_DOES, name="action_known_doer"),
        )

    def __str__(self) -> str:
        return f"{self.action_id}"


class CoverageReason(models.Model):
    """Why a gap or a need has no technique in this version of the plan; the reason is sealed."""

    uid = Uid()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="coverage_reasons")
    function = ShortText(max_length=2, blank=True)
    need = models.ForeignKey(
        CaseNeed, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = SealedField()

    class Meta:
        db_table = "casework_coverage_reason"
        constraints = (
            models.CheckConstraint(
                condition=~Q(function="", need__isnull=True), name="coverage_reason_for_something"
            ),
        )

    def __str__(self) -> str:
        return self.function
