"""Goals: written with the student, scaled before the work begins, rated as it goes.

The five anchors are written before the intervention. Once it has begun a changed anchor is an
amendment and says why. A goal without anchors has a waiver with its reason; an abandoned one says
why it was given up. Ratings are never changed, a mistaken one is superseded.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case, CaseNeed, Goal, GoalRating, GoalVersion
from kithwork.casework.sealing import CaseVault
from kithwork.core.casework import MAIN_PATH, Status
from kithwork.core.goals.anchors import LEVELS, check_texts

CLIENT_WORDS, STATEMENT, UNIT = "goal.client_words", "goal.statement", "goal.unit"
ANCHORS, WAIVER, END_REASON = "goal.anchors", "goal.waiver", "goal.end_reason"
RATING_WORDS = "goal_rating.words"
BEGUN = frozenset(MAIN_PATH[MAIN_PATH.index(Status.ACTIVE) :]) | {Status.SUSPENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSaid:
    """What a goal says. `anchors` are five texts from −2 to +2, each perhaps empty."""

    client_words: str
    statement: str
    needs: tuple[CaseNeed, ...] = ()
    owner: str = "client"
    function: str = ""
    unit: str = ""
    baseline: float | None = None
    expected: float | None = None
    step: float | None = None
    baseline_level: int | None = None
    anchors: tuple[str, ...] = ("",) * len(LEVELS)
    waiver: str = ""
    importance: int = 1
    difficulty: int = 1
    target_on: dt.date | None = None
    status: str = "open"
    end_reason: str = ""

    @property
    def written(self) -> int:
        return sum(bool(text.strip()) for text in self.anchors)


@transaction.atomic
def save_goal(
    *,
    case: Case,
    said: GoalSaid,
    by: Who,
    goal: Goal | None = None,
    made_from: str = "",
    reason: str = "",
) -> GoalVersion:
    """Write a goal, or its next version. Raises NotAllowed, Stale, Refused.

    `reason` is a code that says why an anchor changed after the work began.
    """
    grant = require_case(by, case)
    before = None if goal is None else standing_goal(goal)
    require_version(before, made_from)
    _refuse(said)
    vault = CaseVault(case)
    if before and case.stage in BEGUN and not reason and _anchors_changed(before, said, vault):
        raise Refused("accompany.goal.anchors_need_reason")
    if goal is None:
        goal = _next_goal(case, by)
    row = fresh(GoalVersion, before, by=by, reason=reason)
    row.goal = goal
    _fill(row, said, vault)
    superseding(row)
    row.needs.set(said.needs)
    verb = Verb.CREATE if before is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind="case.goal", reason=reason)
    return row


@transaction.atomic
def rate_goals(
    *,
    case: Case,
    levels: Mapping[Goal, int],
    on: dt.date,
    by: Who,
    rated_by: str = "together",
    words: Mapping[Goal, str] | None = None,
) -> tuple[GoalRating, ...]:
    """Rate goals on a day, −2…+2. Raises NotAllowed; Refused for a day that is still to come."""
    grant = require_case(by, case)
    if not levels:
        raise Refused("accompany.goal.nothing_rated")
    vault = CaseVault(case)
    rows = [
        _rating(goal, level, on=on, by=by, rated_by=rated_by, words=(words or {}).get(goal, ""),
                vault=vault)
        for goal, level in levels.items()
    ]  # fmt: skip
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.goal_rating", size=len(rows))
    return tuple(rows)


def standing_goal(goal: Goal) -> GoalVersion | None:
    """Return the version of a goal that stands."""
    return goal.versions.filter(superseded_by=None).first()


def _refuse(said: GoalSaid) -> None:
    if not said.statement.strip():
        raise Refused("accompany.goal.no_statement")
    if said.status == "abandoned" and not said.end_reason.strip():
        raise Refused("accompany.goal.no_end_reason")
    for remark in check_texts(said.anchors):
        if remark.code == "goals.anchors.same":
            raise Refused(remark.code, **dict(remark.params))


def _anchors_changed(before: GoalVersion, said: GoalSaid, vault: CaseVault) -> bool:
    stood = vault.open_json(before.anchors, row=before.uid, field=ANCHORS) or []
    return bool(stood) and [text.strip() for text in said.anchors] != stood


def _next_goal(case: Case, by: Who) -> Goal:
    last = Goal.objects.filter(case=case).aggregate(last=Max("number"))["last"]
    return Goal.objects.create(case=case, number=(last or 0) + 1, entered_by=author(by))


def _fill(row: GoalVersion, said: GoalSaid, vault: CaseVault) -> None:
    for name in (
        "owner", "function", "baseline", "expected", "step", "baseline_level", "importance",
        "difficulty", "target_on", "status",
    ):  # fmt: skip
        setattr(row, name, getattr(said, name))
    for name in ("client_words", "statement", "unit", "waiver", "end_reason"):
        setattr(row, name, vault.seal(getattr(said, name), row=row.uid, field=f"goal.{name}"))
    texts = [text.strip() for text in said.anchors]
    row.anchors = vault.seal_json(texts if any(texts) else [], row=row.uid, field=ANCHORS)
    row.anchors_written = said.written


def _rating(
    goal: Goal,
    level: int,
    *,
    on: dt.date,
    by: Who,
    rated_by: str,
    words: str,
    vault: CaseVault,
) -> GoalRating:
    same_day = goal.ratings.filter(on=on, rated_by=rated_by, superseded_by=None).first()
    row = fresh(GoalRating, same_day, by=by, reason="" if same_day is None else "learned_more")
    row.goal, row.goal_version = goal, goal.versions.get(superseded_by=None)
    row.on, row.level, row.rated_by = on, level, rated_by
    row.words = vault.seal(words, row=row.uid, field=RATING_WORDS)
    return superseding(row)
