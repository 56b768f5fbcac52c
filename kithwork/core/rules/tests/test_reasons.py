"""Which facts a verdict names."""

import datetime as dt

from kithwork.core.rules import Fact, FactReason, evaluate
from kithwork.core.rules.syntax import Aggregate, AllOf, AnyOf, Compare, FactRef, Known, Not

A, B, C = (Compare(FactRef(name), "gte", 10) for name in "abc")


def named(condition, **values) -> tuple[tuple[str, ...], tuple[str, ...]]:
    verdict = evaluate(condition, {name: Fact(value) for name, value in values.items()})
    return tuple(reason.fact for reason in verdict.reasons), verdict.missing


def test_a_reason_carries_rule_fact_value_date_and_source() -> None:
    fact = Fact(14, on=dt.date(2026, 3, 1), source="register")
    verdict = evaluate(A, {"a": fact}, rule="N-ACA-4")
    assert verdict.reasons == (
        FactReason("N-ACA-4", "a", 14, dt.date(2026, 3, 1), "register", leaf=A, held=True),
    )


def test_true_names_what_made_it_true() -> None:
    assert named(AnyOf((A, B, C)), a=10, b=9, c=11) == (("a", "c"), ())
    assert named(AllOf((A, B)), a=10, b=10) == (("a", "b"), ())


def test_true_says_nothing_of_what_is_still_unknown() -> None:
    assert named(AnyOf((A, B)), a=10) == (("a",), ())


def test_false_names_what_decided() -> None:
    assert named(AllOf((A, B, C)), a=10, b=9) == (("b",), ())
    assert named(AnyOf((A, B)), a=1, b=2) == (("a", "b"), ())


def test_unknown_names_what_is_missing() -> None:
    assert named(AllOf((A, B, C)), a=10) == ((), ("b", "c"))
    assert named(AnyOf((A, B, AllOf((B, C)))), a=9) == ((), ("b", "c"))
    assert named(Not(A)) == ((), ("a",))


def test_an_aggregate_names_the_answered_or_the_missing() -> None:
    mean = Compare(Aggregate("mean", ("a", "b", "c"), 2), "gte", 1)
    assert named(mean, a=1, c=2) == (("a", "c"), ())
    assert named(mean, b=1) == ((), ("a", "c"))


def test_what_is_not_known_can_itself_be_a_reason() -> None:
    verdict = evaluate(Known(FactRef("a"), False), {})
    assert [(reason.fact, reason.value) for reason in verdict.reasons] == [("a", None)]


def test_not_keeps_the_reason_and_says_that_the_comparison_was_not_met() -> None:
    verdict = evaluate(Not(A), {"a": Fact(3)})
    assert verdict.truth is True
    assert [(reason.fact, reason.held) for reason in verdict.reasons] == [("a", False)]


def test_a_reason_is_named_once() -> None:
    assert named(AllOf((A, AnyOf((A, B)))), a=10, b=1) == (("a",), ())
