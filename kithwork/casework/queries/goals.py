"""The goals of a case, read: what they say, their five levels, how they were rated."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.casework.actions.goals import (
    ANCHORS,
    CLIENT_WORDS,
    END_REASON,
    RATING_WORDS,
    STATEMENT,
    UNIT,
    WAIVER,
    GoalSaid,
)
from kithwork.casework.models import Case, Goal, GoalRating, GoalVersion
from kithwork.casework.queries.needs import need_label
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.goals import lexicons
from kithwork.catalogue.support import names_of
from kithwork.catalogue.words import say
from kithwork.core.goals.anchors import LEVELS
from kithwork.core.goals.attainment import Attainment, attainment, weight_of
from kithwork.core.goals.attainment import Goal as Rated
from kithwork.core.goals.smart import Draft, check

LEVEL_CODES = dict(zip(LEVELS, ("minus2", "minus1", "zero", "plus1", "plus2"), strict=True))


@dataclass(frozen=True, slots=True)
class RatingTold:
    """A rating of a goal on a day."""

    on: dt.date
    level: int
    by: str
    words: str

    @property
    def shown(self) -> str:
        return signed(self.level)


@dataclass(frozen=True, slots=True)
class AnchorTold:
    """One of the five levels: what it is called, what it says, whether she stands there."""

    level: int
    name: str
    text: str
    stands: bool

    @property
    def shown(self) -> str:
        return signed(self.level)


@dataclass(frozen=True, slots=True)
class GoalTold:
    """A goal in words, its five levels from −2 to +2."""

    goal: Goal
    version: GoalVersion
    said: GoalSaid
    owner: str
    function: str
    needs: tuple[str, ...]
    ratings: tuple[RatingTold, ...]
    anchors: tuple[AnchorTold, ...]

    @property
    def number(self) -> int:
        return self.goal.number

    @property
    def latest(self) -> RatingTold | None:
        return self.ratings[-1] if self.ratings else None

    @property
    def is_open(self) -> bool:
        return self.said.status == "open"


def goals_of(case: Case, language: str) -> tuple[GoalTold, ...]:
    """Return the goals of a case by number, each with its ratings, the oldest first."""
    versions = GoalVersion.objects.filter(goal__case=case, superseded_by=None)
    rows = versions.select_related("goal").prefetch_related("needs").order_by("goal__number")
    vault = CaseVault(case)
    ratings = _ratings(case, vault, language)
    return tuple(_told(row, ratings.get(row.goal_id, ()), vault, language) for row in rows)


def open_goals_by_function(case: Case) -> dict[str, tuple[int, ...]]:
    """Return the numbers of the open goals by the function of support that each is about."""
    found: dict[str, tuple[int, ...]] = {}
    standing = GoalVersion.objects.filter(goal__case=case, superseded_by=None, status="open")
    for function, number in standing.exclude(function="").values_list("function", "goal__number"):
        found[function] = tuple(sorted((*found.get(function, ()), number)))
    return found


def said_of(version: GoalVersion, vault: CaseVault) -> GoalSaid:
    """Return what a version of a goal says, in the clear."""

    def text(name: str, field: str) -> str:
        return vault.open(getattr(version, name), row=version.uid, field=field)

    anchors = vault.open_json(version.anchors, row=version.uid, field=ANCHORS)
    return GoalSaid(
        client_words=text("client_words", CLIENT_WORDS),
        statement=text("statement", STATEMENT),
        needs=tuple(version.needs.all()),
        owner=version.owner,
        function=version.function,
        unit=text("unit", UNIT),
        baseline=version.baseline,
        expected=version.expected,
        step=version.step,
        baseline_level=version.baseline_level,
        anchors=tuple(anchors) if anchors else ("",) * len(LEVELS),
        waiver=text("waiver", WAIVER),
        importance=version.importance,
        difficulty=version.difficulty,
        target_on=version.target_on,
        status=version.status,
        end_reason=text("end_reason", END_REASON),
    )


def signed(level: int) -> str:
    """Return a level as one reads it: −2, −1, 0, +1, +2."""
    return "0" if level == 0 else f"{level:+d}".replace("-", "−")


def level_name(level: int, language: str) -> str:
    """Return what a level is called ("as expected")."""
    return say(f"goals.level.{LEVEL_CODES[level]}", language)


def smart_hints(said: GoalSaid, *, on: dt.date, language: str) -> tuple[str, ...]:
    """Return what the check of the wording still misses, in words; it prompts and never stops."""
    draft = Draft(
        statement=said.statement,
        owner=said.owner,
        need=said.needs[0].code if said.needs else None,
        baseline_level=said.baseline_level,
        target_date=said.target_on,
        measures=(said.unit,) if said.unit else (),
    )
    checks = check(draft, lexicons=lexicons(), as_of=on)
    return tuple(
        say(reason, language) for one in checks if not one.is_met for reason in one.reasons
    )


def attained(goals: tuple[GoalTold, ...]) -> Attainment | None:
    """Return the table of goals and T; None without a goal that counts."""
    return _attainment((one.version, one.latest.level if one.latest else None) for one in goals)


def attainments_of(cases: Iterable[int]) -> dict[int, Attainment]:
    """Return the same for many cases by their keys, of those that have a goal that counts."""
    keys = list(cases)
    ratings = GoalRating.objects.filter(goal__case__in=keys, superseded_by=None)
    latest = dict(ratings.order_by("on", "pk").values_list("goal_id", "level"))
    versions = GoalVersion.objects.filter(goal__case__in=keys, superseded_by=None)
    by_case: dict[int, list[tuple[GoalVersion, int | None]]] = defaultdict(list)
    for row in versions.select_related("goal").order_by("goal__number"):
        by_case[row.goal.case_id].append((row, latest.get(row.goal_id)))
    found = {key: _attainment(rows) for key, rows in by_case.items()}
    return {key: one for key, one in found.items() if one is not None}


def _attainment(rows: Iterable[tuple[GoalVersion, int | None]]) -> Attainment | None:
    """The baseline is where a goal stood when it was written; one given up does not count."""
    counted = [(version, level) for version, level in rows if version.status != "abandoned"]
    if not counted:
        return None
    return attainment(
        [
            Rated(
                name=str(version.goal.number),
                baseline=version.baseline_level,
                achieved=level,
                weight=weight_of(importance=version.importance, difficulty=version.difficulty),
            )
            for version, level in counted
        ]
    )


def _ratings(case: Case, vault: CaseVault, language: str) -> dict[int, tuple[RatingTold, ...]]:
    rows = GoalRating.objects.filter(goal__case=case, superseded_by=None).order_by("on", "pk")
    found: dict[int, tuple[RatingTold, ...]] = {}
    for row in rows:
        told = RatingTold(
            on=row.on,
            level=row.level,
            by=say(f"accompany.goal_rater.{row.rated_by}", language),
            words=vault.open(row.words, row=row.uid, field=RATING_WORDS),
        )
        found[row.goal_id] = (*found.get(row.goal_id, ()), told)
    return found


def _told(
    row: GoalVersion, ratings: tuple[RatingTold, ...], vault: CaseVault, language: str
) -> GoalTold:
    said = said_of(row, vault)
    stands = ratings[-1].level if ratings else said.baseline_level
    return GoalTold(
        goal=row.goal,
        version=row,
        said=said,
        owner=say(f"accompany.goal_owner.{row.owner}", language),
        function=names_of([row.function], language) if row.function else "",
        needs=tuple(need_label(one.code, language) for one in said.needs),
        ratings=ratings,
        anchors=tuple(
            AnchorTold(level, level_name(level, language), text, level == stands)
            for level, text in zip(LEVELS, said.anchors, strict=True)
        ),
    )
