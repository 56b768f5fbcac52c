"""Ladders: the first true level from the top; unknown is not zero."""

import pytest

from kithwork.core.rules import Fact, Ladder, Level, climb, ladder_facts
from kithwork.core.rules.syntax import Compare, FactRef

LADDER = Ladder(
    (
        Level(3, Compare(FactRef("a"), "gte", 30)),
        Level(2, Compare(FactRef("b"), "gte", 20)),
        Level(1, Compare(FactRef("a"), "gte", 10)),
    )
)


@pytest.mark.parametrize(
    ("a", "b", "severity", "missing", "missing_above"),
    [
        (30, 20, 3, (), ()),
        (29, 20, 2, (), ()),
        (10, 19, 1, (), ()),
        (9, 19, 0, (), ()),
        (30, None, 3, (), ()),
        (None, 20, 2, (), ("a",)),
        (10, None, 1, (), ("b",)),
        (9, None, None, ("b",), ()),
        (None, 19, None, ("a",), ()),
        (None, None, None, ("a", "b"), ()),
    ],
)
def test_the_first_true_level_counts(a, b, severity, missing, missing_above) -> None:
    reached = climb(LADDER, {"a": Fact(a), "b": Fact(b)}, rule="N-1")
    assert reached.severity == severity
    assert reached.verdict.missing == missing
    assert reached.missing_above == missing_above


def test_each_severity_has_its_reasons() -> None:
    two = climb(LADDER, {"a": Fact(29), "b": Fact(20)}, rule="N-1").verdict.reasons
    assert [(reason.rule, reason.fact, reason.held) for reason in two] == [("N-1", "b", True)]
    none = climb(LADDER, {"a": Fact(9), "b": Fact(19)}).verdict.reasons
    assert [(reason.fact, reason.held) for reason in none] == [
        ("a", False),
        ("b", False),
        ("a", False),
    ]


@pytest.mark.parametrize("severities", [(), (1, 2), (2, 2), (1, 0)])
def test_a_ladder_falls_to_one_at_the_lowest(severities) -> None:
    with pytest.raises(AssertionError):
        Ladder(tuple(Level(one, Compare(FactRef("a"), "gte", 1)) for one in severities))


def test_the_facts_of_a_ladder_are_each_named_once() -> None:
    assert ladder_facts(LADDER) == ("a", "b")
