"""What came of a case so far: each goal from baseline to now, then T; what was done; follow-ups."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.casework.actions.goals import CLIENT_WORDS, STATEMENT
from kithwork.casework.actions.learning import LESSON, LIMITS
from kithwork.casework.models import (
    ActionInPlan,
    Case,
    Delivered,
    FollowUp,
    GoalRating,
    GoalVersion,
    PracticeLesson,
)
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.words import say
from kithwork.core.goals.attainment import Goal as ScaledGoal
from kithwork.core.goals.attainment import attainment


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal's levels −2…+2 at baseline and at its latest rating, None where not rated."""

    number: int
    words: str
    baseline: int | None
    level: int | None
    rated_on: object


@dataclass(frozen=True, slots=True)
class DoseRow:
    """A function of support: how often help for it was planned, and how often it was given."""

    function: str
    name: str
    planned: int
    delivered: int


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A practice lesson in words."""

    lesson: PracticeLesson
    words: str
    limits: str


@dataclass(frozen=True, slots=True)
class Results:
    """Everything on the page of results; T None where no goal can be counted."""

    goals: tuple[GoalRow, ...]
    t_baseline: float | None
    t_achieved: float | None
    doses: tuple[DoseRow, ...]
    follow_ups: Sequence[FollowUp]
    lessons: tuple[LessonLine, ...]


def results_of(case: Case, *, language: str) -> Results:
    """Return what came of a case so far."""
    versions, rows = _goals(case)
    scaled = [
        ScaledGoal(
            name=str(row.number),
            baseline=row.baseline,
            achieved=row.level,
            weight=version.importance * version.difficulty,
        )
        for version, row in zip(versions, rows, strict=True)
        if row.level is not None
    ]
    total = attainment(scaled) if scaled else None
    return Results(
        goals=tuple(rows),
        t_baseline=total.t_baseline if total else None,
        t_achieved=total.t_achieved if total else None,
        doses=tuple(_doses(case, language)),
        follow_ups=list(FollowUp.objects.filter(case=case).order_by("due_on")),
        lessons=lessons_of(case),
    )


def lessons_of(case: Case) -> tuple[LessonLine, ...]:
    """Return the practice lessons of a case."""
    found = PracticeLesson.objects.filter(case=case, superseded_by=None).select_related("key")
    lines = []
    for one in found.order_by("number"):
        vault = CaseVault.under(one.key)
        words = vault.open(one.words, row=one.uid, field=LESSON)
        lines.append(LessonLine(one, words, vault.open(one.limits, row=one.uid, field=LIMITS)))
    return tuple(lines)


def _goals(case: Case) -> tuple[list[GoalVersion], list[GoalRow]]:
    vault = CaseVault(case)
    ratings = GoalRating.objects.filter(goal__case=case, superseded_by=None).order_by("on", "pk")
    latest = {rating.goal_id: rating for rating in ratings}
    found = GoalVersion.objects.filter(goal__case=case, superseded_by=None)
    versions = list(found.select_related("goal").order_by("goal__number"))
    rows = []
    for one in versions:
        said = vault.open(one.client_words, row=one.uid, field=CLIENT_WORDS)
        rating = latest.get(one.goal_id)
        rows.append(
            GoalRow(
                number=one.goal.number,
                words=said or vault.open(one.statement, row=one.uid, field=STATEMENT),
                baseline=one.baseline_level,
                level=rating.level if rating else None,
                rated_on=rating.on if rating else None,
            )
        )
    return versions, rows


def doses_by_function(case: Case) -> tuple[Counter[str], Counter[str]]:
    """Return how often help of each function was planned, and how often it was given."""
    planned: Counter[str] = Counter()
    in_plan = ActionInPlan.objects.filter(plan__case=case, plan__superseded_by=None)
    for function, dose in in_plan.values_list("action__function", "dose"):
        planned[function] += dose or 0
    delivered: Counter[str] = Counter()
    given = Delivered.objects.filter(contact__case=case, contact__superseded_by=None)
    for function, dose in given.values_list("function", "dose"):
        delivered[function] += dose
    return planned, delivered


def _doses(case: Case, language: str) -> list[DoseRow]:
    planned, delivered = doses_by_function(case)
    return [
        DoseRow(code, say(f"casework.function.{code}", language), planned[code], delivered[code])
        for code in ("EM", "IS", "IN", "AP", "CO")
        if planned[code] or delivered[code]
    ]
