"""The table of docs/decisions/0002, row by row: what unknown facts and odd values do."""

import datetime as dt
import math

import pytest

from kithwork.core.rules import Fact, FactError, evaluate
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

X, Y = FactRef("x"), FactRef("y")
TRUE = Known(FactRef("absent"), False)
FALSE = Known(FactRef("absent"), True)
UNKNOWN = Compare(FactRef("absent"), "eq", 1)


def truth(condition, **values) -> bool | None:
    return evaluate(condition, {name: Fact(value) for name, value in values.items()}).truth


OPERATORS = ["eq", "ne", "lt", "lte", "gt", "gte"]


# row 1: a comparison with an unknown value is unknown
@pytest.mark.parametrize("operator", OPERATORS)
def test_1_comparing_the_unknown_is_unknown(operator: str) -> None:
    assert truth(Compare(X, operator, 1)) is None
    assert truth(Compare(X, operator, 1), x=None) is None
    assert truth(Compare(X, operator, Y), x=1) is None
    assert truth(Compare(X, operator, Y), y=1) is None
    assert truth(Compare(X, operator, X)) is None
    assert truth(In(X, (1, 2))) is None
    assert truth(Between(X, 1, 2)) is None


# row 2: `known` is never unknown
def test_2_known_is_never_unknown() -> None:
    assert (truth(Known(X, True)), truth(Known(X, False))) == (False, True)
    assert (truth(Known(X, True), x=0), truth(Known(X, False), x=0)) == (True, False)
    assert (truth(Known(X, True), x=False), truth(Known(X, True), x="")) == (True, True)


# rows 3–5: all, any, not
KLEENE_AND = {
    (True, True): True,
    (True, False): False,
    (True, None): None,
    (False, False): False,
    (False, None): False,
    (None, None): None,
}
KLEENE_OR = {
    (True, True): True,
    (True, False): True,
    (True, None): True,
    (False, False): False,
    (False, None): None,
    (None, None): None,
}
PARTS = {True: TRUE, False: FALSE, None: UNKNOWN}


@pytest.mark.parametrize("pair", KLEENE_AND)
def test_3_all_is_the_smallest_of_its_parts(pair) -> None:
    first, second = pair
    assert truth(AllOf((PARTS[first], PARTS[second]))) is KLEENE_AND[pair]
    assert truth(AllOf((PARTS[second], PARTS[first]))) is KLEENE_AND[pair]


@pytest.mark.parametrize("pair", KLEENE_OR)
def test_4_any_is_the_largest_of_its_parts(pair) -> None:
    first, second = pair
    assert truth(AnyOf((PARTS[first], PARTS[second]))) is KLEENE_OR[pair]
    assert truth(AnyOf((PARTS[second], PARTS[first]))) is KLEENE_OR[pair]


@pytest.mark.parametrize(("part", "expected"), [(True, False), (False, True), (None, None)])
def test_5_not_leaves_the_unknown_unknown(part, expected) -> None:
    assert truth(Not(PARTS[part])) is expected


# row 6: sum, mean, min and max are of the answered only
@pytest.mark.parametrize(
    ("name", "expected"), [("sum", 4.0), ("mean", 2.0), ("min", 1.0), ("max", 3.0)]
)
def test_6_aggregates_are_of_the_answered(name: str, expected: float) -> None:
    assert truth(Compare(Aggregate(name, ("x", "y", "z")), "eq", expected), x=1, z=3) is True


# row 7: and unknown below `at_least`
@pytest.mark.parametrize("name", ["sum", "mean", "min", "max"])
@pytest.mark.parametrize(("at_least", "known"), [(1, True), (2, True), (3, False)])
def test_7_aggregates_need_so_many_answered(name: str, at_least: int, known: bool) -> None:
    aggregate = Aggregate(name, ("x", "y", "z"), at_least)
    assert (truth(Compare(aggregate, "gt", -9), x=1, y=3) is not None) is known
    assert truth(Compare(Aggregate(name, ("x", "y")), "eq", 0)) is None


# row 8: count counts
def test_8_a_count_is_never_unknown() -> None:
    count = Aggregate("count", ("x", "y", "z"))
    assert truth(Compare(count, "eq", 0)) is True
    assert truth(Compare(count, "eq", 2), x=0, y="", z=None) is True


# row 9: age and days need both dates
@pytest.mark.parametrize("value", [AgeAt("x", "y"), DaysBetween("x", "y")])
def test_9_age_and_days_need_both_dates(value) -> None:
    day = dt.date(2026, 3, 1)
    assert truth(Compare(value, "gte", 0), x=day) is None
    assert truth(Compare(value, "gte", 0), y=day) is None
    assert truth(Compare(value, "eq", 0), x=day, y=day) is True


# row 10: nobody has an age before birth; days may be negative
def test_10_before_birth_the_age_is_unknown_and_days_are_negative() -> None:
    later, earlier = dt.date(2026, 3, 1), dt.date(2026, 2, 27)
    assert truth(Compare(AgeAt("x", "y"), "lt", 16), x=later, y=earlier) is None
    assert truth(Compare(DaysBetween("x", "y"), "eq", -2), x=later, y=earlier) is True


# row 11: birthdays
@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("2012-02-29", "2026-02-28", 13),
        ("2012-02-29", "2026-03-01", 14),
        ("2012-02-29", "2028-02-28", 15),
        ("2012-02-29", "2028-02-29", 16),
        ("2010-09-01", "2026-08-31", 15),
        ("2010-09-01", "2026-09-01", 16),
        ("2010-12-31", "2011-01-01", 0),
    ],
)
def test_11_a_birthday_on_29_february_is_reached_on_1_march(birth: str, on: str, age: int) -> None:
    dates = {"x": dt.date.fromisoformat(birth), "y": dt.date.fromisoformat(on)}
    assert truth(Compare(AgeAt("x", "y"), "eq", age), **dates) is True


# row 12: NaN, infinity and numbers beyond 2⁵³ are no facts
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 2**53 + 1, 1e300])
def test_12_what_is_no_number_is_no_fact(value: float) -> None:
    with pytest.raises(FactError):
        Fact(value)


def test_12_a_sum_may_grow_beyond_what_a_fact_may_be() -> None:
    assert truth(Compare(Aggregate("sum", ("x", "y")), "gt", 2**53), x=2**53, y=2**53) is True


def test_12_nor_is_a_time_of_day() -> None:
    with pytest.raises(FactError):
        Fact(dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC))


# row 13: a flag is not a number
@pytest.mark.parametrize(
    ("condition", "values"),
    [
        (Compare(X, "eq", 1), {"x": True}),
        (Compare(X, "eq", True), {"x": 1}),
        (In(X, (0, 1)), {"x": False}),
        (Compare(X, "lt", Y), {"x": 0, "y": True}),
        (Compare(Aggregate("sum", ("x", "y")), "gt", 0), {"x": 1, "y": True}),
        (Compare(X, "eq", "1"), {"x": 1}),
        (Between(X, 1, 2), {"x": "1"}),
        (Compare(AgeAt("x", "y"), "gt", 1), {"x": "2010-01-01", "y": dt.date(2026, 1, 1)}),
    ],
)
def test_13_kinds_are_never_mixed(condition, values) -> None:
    with pytest.raises(FactError):
        truth(condition, **values)


# row 14: text is compared exactly
@pytest.mark.parametrize("other", ["Ann", "ann ", "a\u0301nn", "", "an"])
def test_14_text_is_compared_exactly(other: str) -> None:
    assert truth(Compare(X, "eq", "ann"), x=other) is False
    assert truth(In(X, ("ann",)), x=other) is False
    assert truth(Compare(X, "eq", other), x=other) is True


# row 15: whole and decimal numbers compare by value
def test_15_numbers_compare_by_value() -> None:
    assert truth(Compare(X, "eq", 2.0), x=2) is True
    assert truth(In(X, (1, 2)), x=2.0) is True
    assert truth(Compare(X, "lt", 2.5), x=2) is True
    assert truth(Compare(X, "eq", 0), x=-0.0) is True


# row 16: nothing is rounded
def test_16_nothing_is_rounded() -> None:
    assert truth(Compare(Aggregate("sum", ("x", "y")), "gt", 0.3), x=0.1, y=0.2) is True
    assert truth(Compare(Aggregate("mean", ("x", "y")), "lt", 3), x=3, y=2.999999999) is True


# row 17: ranges are half-open
@pytest.mark.parametrize(
    ("value", "inside"), [(9.999, False), (10, True), (14.999, True), (15, False)]
)
def test_17_a_range_includes_its_beginning_and_not_its_end(value: float, inside: bool) -> None:
    assert truth(Between(X, 10, 15), x=value) is inside
