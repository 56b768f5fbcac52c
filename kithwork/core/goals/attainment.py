"""Goal attainment scaling: each goal first, then one T for the plan.

Each goal is rated on five levels fixed before the work began: −2 much less than expected, −1 less,
0 expected, +1 more, +2 much more. With levels x and weights w (importance × difficulty, 1–3 each,
or all equal),

    T = 50 + 10·Σ(w·x) / √( (1−ρ)·Σw² + ρ·(Σw)² ),   ρ = 0.30 by default,

the formula of Kiresuk and Sherman (1968) as corrected in the erratum to Turner-Stokes (2009). T is
50 where goals are met on average as expected; its standard deviation is 10 in theory only. T alone
hides single failures, so it never stands without the table of goals, and it does not rank workers.
Source: domain specification G3 and H4.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.goals.errors import GoalError
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

LOWEST, EXPECTED, HIGHEST = -2, 0, 2
RHO = 0.30  # the correlation between goals that the formula assumes
VARIANT = "kiresuk-sherman-t"
FEWEST, MOST = 3, 5  # so many goals are advised


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One goal's levels −2…+2 at baseline and at the end; None is not rated."""

    name: str
    baseline: int | None
    achieved: int | None
    weight: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult(PlainResult):
    """A row of the table: `change` in levels, `is_attained` at the expected level or above."""

    name: str
    weight: float
    baseline: int | None
    achieved: int | None

    @property
    def change(self) -> int | None:
        if self.baseline is None or self.achieved is None:
            return None
        return self.achieved - self.baseline

    @property
    def is_attained(self) -> bool | None:
        return None if self.achieved is None else self.achieved >= EXPECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment(PlainResult):
    """The goals, then T at baseline and at the end.

    A T is None while a goal is not rated at that time; `missing` counts these goals. `notes` say
    what T hides here.
    """

    goals: tuple[GoalResult, ...]
    t_baseline: float | None
    t_achieved: float | None
    rho: float
    n: int
    missing: int
    notes: tuple[Reason, ...]
    variant: str = VARIANT

    @property
    def change(self) -> float | None:
        if self.t_baseline is None or self.t_achieved is None:
            return None
        return self.t_achieved - self.t_baseline

    @property
    def claim(self) -> Reason:
        """The sentence for a report: how many goals were reached, then T."""
        reached = sum(goal.is_attained is True for goal in self.goals)
        if self.t_achieved is None:
            return Reason.of("goals.says.not_rated", reached=reached, of=self.n, n=self.missing)
        if self.t_baseline is None:
            return Reason.of("goals.says.t", reached=reached, of=self.n, t=self.t_achieved)
        return Reason.of(
            "goals.says.change",
            reached=reached,
            of=self.n,
            t=self.t_achieved,
            before=self.t_baseline,
            change=self.t_achieved - self.t_baseline,
        )


def weight_of(*, importance: int, difficulty: int) -> int:
    """Return the weight of a goal: importance × difficulty, 1–3 each; 0 is refused."""
    for name, value in (("importance", importance), ("difficulty", difficulty)):
        if value not in (1, 2, 3):
            raise GoalError("goals.error.one_to_three", field=f"goals.field.{name}")
    return importance * difficulty


def t_score(
    levels: Sequence[int], weights: Sequence[float] | None = None, *, rho: float = RHO
) -> float:
    """Return T for levels −2…+2, one per goal; equal weights unless given.

    Raises GoalError without goals, for a level or a weight out of range (each weight is above 0),
    and for ρ outside 0…1.

    >>> round(t_score([-1, -1, -1]), 2)
    36.31
    >>> round(t_score([1, 0, -1, 2], [3, 2, 1, 2]), 2)
    60.64
    """
    given = [1.0] * len(levels) if weights is None else list(weights)
    _check(levels, given, rho=rho)
    total = math.fsum(given)
    squares = math.fsum(weight * weight for weight in given)
    reached = math.fsum(weight * level for weight, level in zip(given, levels, strict=True))
    return 50 + 10 * reached / math.sqrt((1 - rho) * squares + rho * total * total)


def attainment(goals: Sequence[Goal], *, rho: float = RHO) -> Attainment:
    """Return the table of goals and T before and after; errors as in `t_score`."""
    if not goals:
        raise GoalError("goals.error.no_goals")
    rated = [(goal.baseline, goal.achieved) for goal in goals]
    missing = sum(None in pair for pair in rated)
    t_achieved = _t([goal.achieved for goal in goals], goals, rho=rho)
    results = tuple(
        GoalResult(
            name=goal.name,
            weight=goal.weight,
            baseline=goal.baseline,
            achieved=goal.achieved,
        )
        for goal in goals
    )
    return Attainment(
        goals=results,
        t_baseline=_t([goal.baseline for goal in goals], goals, rho=rho),
        t_achieved=t_achieved,
        rho=rho,
        n=len(goals),
        missing=missing,
        notes=_notes(results, t_achieved=t_achieved, missing=missing),
    )


def _t(levels: Sequence[int | None], goals: Sequence[Goal], *, rho: float) -> float | None:
    weights = [goal.weight for goal in goals]
    stated = [level for level in levels if level is not None]
    if len(stated) < len(levels):
        _check(stated, weights, rho=rho)
        return None
    return t_score(stated, weights, rho=rho)


def _check(levels: Sequence[int], weights: Sequence[float], *, rho: float) -> None:
    if not weights:
        raise GoalError("goals.error.no_goals")
    if not 0 <= rho <= 1:
        raise GoalError("goals.error.rho")
    for place, level in enumerate(levels, start=1):
        if level not in range(LOWEST, HIGHEST + 1):
            raise GoalError("goals.error.level", goal=place, low=LOWEST, high=HIGHEST)
    for place, weight in enumerate(weights, start=1):
        if not 0 < weight < math.inf:
            raise GoalError("goals.error.weight", goal=place)


def _notes(
    goals: Sequence[GoalResult], *, t_achieved: float | None, missing: int
) -> tuple[Reason, ...]:
    notes = [Reason.of("goals.note.no_ranking")]
    if missing:
        notes.append(Reason.of("goals.note.not_rated", n=missing, of=len(goals)))
    if not FEWEST <= len(goals) <= MOST:
        notes.append(Reason.of("goals.note.how_many", n=len(goals), fewest=FEWEST, most=MOST))
    below = sum(goal.is_attained is False for goal in goals)
    if below and t_achieved is not None and t_achieved >= 50:
        notes.append(Reason.of("goals.note.hidden_below", n=below, of=len(goals)))
    if slipped := sum((goal.change or 0) < 0 for goal in goals):
        notes.append(Reason.of("goals.note.slipped", n=slipped, of=len(goals)))
    return tuple(notes)
