"""Goals read from a table: columns by name, a level that is missing, what is refused."""

import pytest

from kithwork.core.columns import Columns
from kithwork.core.goals.attainment import Goal
from kithwork.core.goals.errors import GoalError
from kithwork.core.goals.tables import goals_in
from kithwork.core.sheets import Row, Sheet

HEAD = ("aim", "w", "t0", "t1")
NAMED = {"goal": "aim", "weight": "w", "baseline": "t0", "achieved": "t1"}


def table(*rows: tuple[object, ...]) -> Columns:
    lines = tuple(Row(place, cells) for place, cells in enumerate(rows, start=2))
    return Columns(Sheet(columns=HEAD, rows=lines, header_row=1, kind="csv"))


def test_a_row_is_a_goal_and_a_blank_level_is_not_rated() -> None:
    found = goals_in(table(("evenings", 4, -1, 1), ("calls", 6, None, "−2")), **NAMED)
    assert found == (
        Goal(name="evenings", weight=4, baseline=-1, achieved=1),
        Goal(name="calls", weight=6, baseline=None, achieved=-2),
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", 4, -1, 1), "goals.error.name"),
        (("calls", None, -1, 1), "goals.error.weight"),
        (("calls", 4, 0.5, 1), "goals.error.level"),
    ],
)
def test_what_is_no_goal_is_refused(row: tuple[object, ...], code: str) -> None:
    with pytest.raises(GoalError) as refused:
        goals_in(table(("evenings", 4, -1, 1), row), **NAMED)
    assert refused.value.reason.code == code
    assert dict(refused.value.reason.params)["goal"] == 2
