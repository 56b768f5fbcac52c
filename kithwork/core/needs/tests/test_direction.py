"""Rules that could let a severity fall with hardship are found by their text."""

import datetime as dt

import pytest

from kithwork.core.needs import Direction, Harder, facts_against
from kithwork.core.rules import Condition, Fact, evaluate
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    AllOf,
    AnyOf,
    Between,
    Compare,
    DaysBetween,
    FactRef,
    In,
    Known,
    Not,
)

CALLS = ("daily", "weekly", "never")
DIRECTIONS = {
    "absences": Direction(Harder.HIGHER),
    "mark": Direction(Harder.LOWER),
    "hungry": Direction(Harder.IF_TRUE),
    "cared_for": Direction(Harder.IF_FALSE),
    "calls": Direction(Harder.LAST_CHOICE, CALLS),
    "calm": Direction(Harder.FIRST_CHOICE, ("never", "sometimes", "always")),
    "last_call": Direction(Harder.LOWER),
}
ABSENCES, MARK, CALM = FactRef("absences"), FactRef("mark"), FactRef("calm")
CALLED, HUNGRY, CARED_FOR = FactRef("calls"), FactRef("hungry"), FactRef("cared_for")


@pytest.mark.parametrize(
    "condition",
    [
        Compare(ABSENCES, "gte", 10),
        Compare(MARK, "lt", 50),
        Not(Compare(MARK, "gte", 50)),
        AllOf((Compare(ABSENCES, "gt", 3), Compare(HUNGRY, "eq", True))),
        AnyOf((Compare(CARED_FOR, "eq", False), Compare(CARED_FOR, "ne", True))),
        Compare(CALLED, "eq", "never"),
        In(CALLED, ("never", "weekly")),
        Not(Compare(CALLED, "eq", "daily")),
        In(CALM, ("never",)),
        Compare(Aggregate("mean", ("absences", "late")), "gte", 2),
        Compare(Aggregate("min", ("mark",)), "lte", 2),
        Compare(Aggregate("count", ("mark", "absences")), "lt", 2),
        Compare(DaysBetween("last_call", "as_of"), "gt", 7),
        Compare(ABSENCES, "gt", MARK),
        Known(MARK, False),
        Compare(FactRef("age"), "eq", 7),
        Between(AgeAt("birth", "as_of"), 0, 8),
    ],
)
def test_rules_that_only_grow_with_hardship(condition: Condition) -> None:
    assert facts_against(condition, DIRECTIONS) == ()


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (Compare(ABSENCES, "lt", 10), ("absences",)),
        (Not(Compare(ABSENCES, "gte", 10)), ("absences",)),
        (Compare(MARK, "gte", 50), ("mark",)),
        (Compare(ABSENCES, "eq", 10), ("absences",)),
        (Between(ABSENCES, 5, 10), ("absences",)),
        (Compare(HUNGRY, "eq", False), ("hungry",)),
        (Compare(HUNGRY, "ne", True), ("hungry",)),
        (Compare(CARED_FOR, "eq", True), ("cared_for",)),
        (Compare(CALLED, "eq", "weekly"), ("calls",)),
        (In(CALLED, ("daily", "weekly")), ("calls",)),
        (In(CALM, ("always", "sometimes")), ("calm",)),
        (Compare(Aggregate("sum", ("absences", "mark")), "gte", 2), ("mark",)),
        (Compare(DaysBetween("last_call", "as_of"), "lt", 7), ("last_call",)),
        (Compare(ABSENCES, "gt", ABSENCES), ("absences",)),
        (In(Aggregate("sum", ("mark",)), (1, 2)), ("mark",)),
        (AllOf((Compare(MARK, "gt", 1), Compare(HUNGRY, "eq", False))), ("mark", "hungry")),
    ],
)
def test_rules_that_could_fall_with_hardship(condition: Condition, names: tuple[str, ...]) -> None:
    assert facts_against(condition, DIRECTIONS) == names


def test_the_check_means_what_it_says() -> None:
    """An older last call makes the rule true and keeps it true."""
    silent = Compare(DaysBetween("last_call", "as_of"), "gt", 7)
    today = dt.date(2026, 9, 10)
    truths = [
        evaluate(silent, {"last_call": Fact(today - dt.timedelta(days)), "as_of": Fact(today)})
        for days in (0, 7, 8, 30)
    ]
    assert [verdict.truth for verdict in truths] == [False, False, True, True]
