"""Goals as a table holds them: one row is one goal, with its weight and two levels."""

from kithwork.core.columns import Columns
from kithwork.core.goals.attainment import HIGHEST, LOWEST, Goal
from kithwork.core.goals.errors import GoalError


def goals_in(
    table: Columns, *, goal: str, weight: str, baseline: str, achieved: str
) -> tuple[Goal, ...]:
    """Return the goals of a table; the arguments name its columns.

    A level that is missing is not rated. Raises ColumnError for a column or number that is not
    there, GoalError for a goal without a name or a weight.
    """
    given = zip(
        table.words(goal),
        table.numbers(weight),
        table.numbers(baseline),
        table.numbers(achieved),
        strict=True,
    )
    return tuple(_goal(place, *row) for place, row in enumerate(given, start=1))


def _goal(
    place: int, name: str | None, weight: float | None, before: float | None, now: float | None
) -> Goal:
    if not name:
        raise GoalError("goals.error.name", goal=place)
    if weight is None:
        raise GoalError("goals.error.weight", goal=place)
    return Goal(
        name=name, weight=weight, baseline=_level(before, place), achieved=_level(now, place)
    )


def _level(number: float | None, place: int) -> int | None:
    if number is None:
        return None
    if number == int(number):
        return int(number)
    raise GoalError("goals.error.level", goal=place, low=LOWEST, high=HIGHEST)
