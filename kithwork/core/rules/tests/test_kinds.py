"""Rules that mean nothing are refused before there is a student."""

import datetime as dt

import pytest

from kithwork.core.rules import Fact, FactError, check_facts
from kithwork.core.rules.kinds import RuleError, check
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    AllOf,
    Between,
    Compare,
    DaysBetween,
    FactRef,
    In,
    Known,
    Not,
)
from kithwork.core.rules.tests.strategies import VOCABULARY

NUMBER, TEXT, FLAG, CHOICE = (FactRef(name) for name in ("n.a", "t.a", "f.a", "c.a"))
DATE = FactRef("d.on")
DAY = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("leaf", "code"),
    [
        (Compare(FactRef("n.z"), "eq", 1), "fact_unknown"),
        (Compare(NUMBER, "eq", FactRef("n.z")), "fact_unknown"),
        (Compare(NUMBER, "eq", "1"), "kinds_differ"),
        (Compare(NUMBER, "eq", True), "kinds_differ"),
        (Compare(FLAG, "eq", 1), "kinds_differ"),
        (Compare(DATE, "gt", "2026-03-01"), "kinds_differ"),
        (Compare(NUMBER, "eq", FLAG), "kinds_differ"),
        (Compare(TEXT, "eq", NUMBER), "kinds_differ"),
        (Compare(TEXT, "lt", "b"), "no_order"),
        (Compare(CHOICE, "gte", "low"), "no_order"),
        (Compare(FLAG, "gt", False), "no_order"),
        (Between(TEXT, "a", "b"), "no_order"),
        (Compare(CHOICE, "eq", "lowest"), "not_a_choice"),
        (In(CHOICE, ("low", "lowest")), "not_a_choice"),
        (In(NUMBER, ()), "empty_list"),
        (In(NUMBER, (1, 1.0)), "same_twice"),
        (In(NUMBER, (1, "1")), "kinds_differ"),
        (Between(NUMBER, 2, 2), "empty_range"),
        (Between(DATE, DAY, dt.date(2026, 2, 1)), "empty_range"),
        (Between(NUMBER, 1, DAY), "kinds_differ"),
        (Compare(NUMBER, "eq", float("nan")), "fact_not_finite"),
        (Compare(NUMBER, "eq", 2**60), "fact_too_large"),
        (Compare(Aggregate("sum", ()), "eq", 1), "empty_list"),
        (Compare(Aggregate("sum", ("n.a", "n.a")), "eq", 1), "same_twice"),
        (Compare(Aggregate("sum", ("n.a", "f.a")), "eq", 1), "fact_of_other_kind"),
        (Compare(Aggregate("mean", ("n.a",), 2), "eq", 1), "at_least_out_of_range"),
        (Compare(Aggregate("mean", ("n.a",), 0), "eq", 1), "at_least_out_of_range"),
        (Compare(Aggregate("count", ("n.a", "t.a"), 2), "eq", 1), "count_needs_no_at_least"),
        (Compare(Aggregate("count", ("n.z",)), "eq", 1), "fact_unknown"),
        (Compare(AgeAt("n.a", "d.on"), "eq", 1), "fact_of_other_kind"),
        (Compare(DaysBetween("d.on", "t.a"), "eq", 1), "fact_of_other_kind"),
        (Compare(AgeAt("d.birth", "d.on"), "eq", DAY), "kinds_differ"),
        (Known(FactRef("n.z"), True), "fact_unknown"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(leaf, code: str) -> None:
    with pytest.raises(RuleError) as caught:
        check(Not(AllOf((Known(NUMBER, True), leaf))), VOCABULARY)
    assert caught.value.reason.code == f"rules.{code}"


@pytest.mark.parametrize(
    "leaf",
    [
        Compare(NUMBER, "gte", 1.5),
        Compare(NUMBER, "lt", Aggregate("mean", ("n.a", "n.b"), 2)),
        Compare(TEXT, "eq", CHOICE),
        Compare(CHOICE, "ne", "low"),
        Compare(CHOICE, "eq", TEXT),
        Compare(FLAG, "eq", FactRef("f.b")),
        Compare(DATE, "gte", DAY),
        Compare(Aggregate("count", ("t.a", "f.a", "d.on")), "gte", 2),
        Between(AgeAt("d.birth", "d.on"), 6, 16),
        In(TEXT, ("a", "b")),
        Known(Aggregate("mean", ("n.a", "n.b"), 2), False),
    ],
)
def test_a_rule_that_means_something_is_taken(leaf) -> None:
    check(leaf, VOCABULARY)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("n.z", 1, "fact_unknown"),
        ("n.a", "1", "fact_of_other_kind"),
        ("n.a", True, "fact_of_other_kind"),
        ("f.a", 1, "fact_of_other_kind"),
        ("c.a", "lowest", "fact_not_a_choice"),
        ("d.on", "2026-03-01", "fact_of_other_kind"),
    ],
)
def test_facts_are_held_to_the_vocabulary(name: str, value, code: str) -> None:
    with pytest.raises(FactError) as caught:
        check_facts({name: Fact(value)}, VOCABULARY)
    assert caught.value.reason.code == f"rules.{code}"
    assert str(value) not in str(caught.value).replace(name, "")


def test_unknown_facts_fit_every_type() -> None:
    check_facts({name: Fact(None) for name in VOCABULARY}, VOCABULARY)
