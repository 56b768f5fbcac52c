"""What came of a case so far: each goal from baseline to now, then T; what was done; follow-ups."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from kithwork.casework.models import (
    ActionInPlan,
    Case,
    Delivered,
    FollowUp,
    PracticeLesson,
)
from kithwork.casework.queries.goals import GoalTold, attained, goals_of
from kithwork.casework.queries.lessons import lesson_text
from kithwork.catalogue.words import say
from kithwork.core.goals.attainment import Attainment


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
    """Everything on the page of results; `attainment` None where no goal counts.

    `not_rated` says in words why there is no T yet, "" where there is one.
    """

    goals: tuple[GoalTold, ...]
    attainment: Attainment | None
    not_rated: str
    doses: tuple[DoseRow, ...]
    follow_ups: Sequence[FollowUp]
    lessons: tuple[LessonLine, ...]


def results_of(case: Case, *, language: str) -> Results:
    """Return what came of a case so far."""
    goals = goals_of(case, language)
    found = attained(goals)
    return Results(
        goals=goals,
        attainment=found,
        not_rated=say(found.claim, language) if found and found.t_achieved is None else "",
        doses=tuple(_doses(case, language)),
        follow_ups=list(FollowUp.objects.filter(case=case).order_by("due_on")),
        lessons=lessons_of(case),
    )


def lessons_of(case: Case) -> tuple[LessonLine, ...]:
    """Return the practice lessons of a case."""
    found = PracticeLesson.objects.filter(case=case, superseded_by=None).select_related("key")
    return tuple(_lesson(one) for one in found.order_by("number"))


def lesson_of(case: Case, uid: uuid.UUID) -> LessonLine:
    """Return what stands of one lesson of a case, by any of its versions; Http404 for none."""
    versions = PracticeLesson.objects.filter(case=case)
    named = versions.filter(uid=uid).first()
    if named is None:
        raise Http404("There is no such lesson in this case.")
    return _lesson(versions.select_related("key").get(series=named.series, superseded_by=None))


def _lesson(row: PracticeLesson) -> LessonLine:
    words, limits = lesson_text(row)
    return LessonLine(row, words, limits)


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
