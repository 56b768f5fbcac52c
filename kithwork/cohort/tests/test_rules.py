"""The cohort's rules give row by row what `core.rules` gives student by student."""

import datetime as dt
import math

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithwork.cohort.engine import engine
from kithwork.cohort.facts import fact_columns
from kithwork.cohort.rules import judged
from kithwork.core.rules import Fact, FactError, FactType, Kind, Ladder, Level, climb, evaluate
from kithwork.core.rules.syntax import Aggregate, Compare, FactRef, Known
from kithwork.core.rules.tests.strategies import VOCABULARY, conditions, facts

RULES = 6
ROWS = 30


@pytest.fixture(scope="module")
def duck():
    with engine() as backend:
        yield backend


def table_of(students) -> pa.Table:
    """Return the students as a table; whole numbers stay whole numbers where all are."""
    columns = {
        name: [student[name].value if name in student else None for student in students]
        for name in VOCABULARY
    }
    return pa.table({name: pa.array(column) for name, column in columns.items()})


ladders = st.lists(conditions(), min_size=1, max_size=3).map(
    lambda found: Ladder(tuple(Level(len(found) - i, one) for i, one in enumerate(found)))
)
rules = st.one_of(conditions(), conditions(), conditions(), ladders)


def answer(rule, student) -> bool | int | None:
    if isinstance(rule, Ladder):
        return climb(rule, student).severity
    return evaluate(rule, student).truth


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(rules, min_size=RULES, max_size=RULES),
    st.lists(facts(), min_size=ROWS, max_size=ROWS),
)
def test_core_and_duckdb_agree_on_every_rule_and_row(duck, found, students) -> None:
    named = {f"rule {number}": rule for number, rule in enumerate(found)}
    table = ibis.memtable(fact_columns(table_of(students), VOCABULARY))
    columns = duck.to_pyarrow(judged(table, named, VOCABULARY).select(*named)).to_pydict()
    for name, rule in named.items():
        assert columns[name] == [answer(rule, student) for student in students], rule


# The places where engines are known to differ, one by one.
DAY = dt.date
CASES = [
    # least(1, NULL) is 1, and 1 is below 2: but two answers were wanted
    ("{min: [n.a, n.b], at_least: 2, lt: 2}", {"n.a": 1}, None),
    ("{max: [n.a, n.b], gte: 1}", {"n.a": 1}, True),
    # nothing answered is no division by zero
    ("{mean: [n.a, n.b], gt: 0}", {}, None),
    # 0.1 + 0.2 is above 0.3 in doubles and equal in decimals
    ("{sum: [n.a, n.b], gt: 0.3}", {"n.a": 0.1, "n.b": 0.2}, True),
    ("{fact: n.a, eq: 0.30000000000000004}", {"n.a": 0.30000000000000004}, True),
    # no rounding, neither half up nor half to even
    ("{fact: n.a, gte: 3}", {"n.a": 2.5}, False),
    ("{fact: n.a, eq: 2}", {"n.a": 2.5}, False),
    # a whole number is the decimal number of the same value
    ("{fact: n.a, in: [1, 2]}", {"n.a": 2.0}, True),
    # 29 February
    (
        "{age_at: {birth: d.birth, on: d.on}, gte: 14}",
        {"d.birth": DAY(2012, 2, 29), "d.on": DAY(2026, 2, 28)},
        False,
    ),
    (
        "{age_at: {birth: d.birth, on: d.on}, gte: 14}",
        {"d.birth": DAY(2012, 2, 29), "d.on": DAY(2026, 3, 1)},
        True,
    ),
    (
        "{age_at: {birth: d.birth, on: d.on}, lt: 16}",
        {"d.birth": DAY(2026, 3, 1), "d.on": DAY(2026, 2, 28)},
        None,
    ),
    # days, not months, and across a change of clocks
    (
        "{days_between: {from: d.birth, to: d.on}, eq: 31}",
        {"d.birth": DAY(2026, 3, 1), "d.on": DAY(2026, 4, 1)},
        True,
    ),
    # binary text: no case, no blanks, no normal forms
    ("{fact: t.a, eq: a}", {"t.a": "A"}, False),
    ("{fact: t.a, eq: a}", {"t.a": "a "}, False),
    ("{fact: t.a, eq: é}", {"t.a": "e\u0301"}, False),
    ("{not: {fact: f.a, eq: true}}", {}, None),
    ("{any: [{fact: f.a, eq: true}, {fact: f.b, eq: true}]}", {"f.b": True}, True),
]


@pytest.mark.parametrize(("text", "values", "expected"), CASES)
def test_where_engines_differ(duck, text: str, values, expected) -> None:
    from kithwork.catalogue.located import parse
    from kithwork.catalogue.rules import read_condition

    rule = read_condition(parse(text, file="case.yaml"), VOCABULARY)
    student = {name: Fact(value) for name, value in values.items()}
    table = ibis.memtable(fact_columns(table_of([student]), VOCABULARY))
    column = duck.to_pyarrow(judged(table, {"rule": rule}, VOCABULARY).rule)
    assert column.to_pylist() == [expected]
    assert evaluate(rule, student).truth is expected


def test_a_fact_without_a_column_is_unknown_for_everybody(duck) -> None:
    table = ibis.memtable(pa.table({"id": ["s1", "s2"]}))
    rules = {
        "many": Compare(Aggregate("sum", ("n.a", "n.b")), "gt", 3),
        "asked": Known(FactRef("n.a"), True),
        "level": Ladder((Level(1, Compare(FactRef("f.a"), "eq", True)),)),
    }
    assert duck.to_pyarrow(judged(table, rules, VOCABULARY)).to_pydict() == {
        "id": ["s1", "s2"],
        "many": [None, None],
        "asked": [False, False],
        "level": [None, None],
    }


@pytest.mark.parametrize(
    ("name", "column", "code"),
    [
        ("n.a", pa.array([1.0, math.nan]), "column_out_of_range"),
        ("n.a", pa.array([math.inf]), "column_out_of_range"),
        ("n.a", pa.array([2**53 + 1]), "column_out_of_range"),
        ("n.a", pa.array([1e300]), "column_out_of_range"),
        ("n.a", pa.array([True]), "fact_of_other_kind"),
        ("n.a", pa.array(["1"]), "fact_of_other_kind"),
        ("f.a", pa.array([1]), "fact_of_other_kind"),
        ("d.on", pa.array(["2026-03-01"]), "fact_of_other_kind"),
        ("d.on", pa.array([dt.datetime(2026, 3, 1)]), "fact_of_other_kind"),  # noqa: DTZ001
        ("c.a", pa.array(["low", "lowest"]), "fact_not_a_choice"),
    ],
)
def test_a_column_that_cannot_be_the_fact_is_refused(name: str, column, code: str) -> None:
    with pytest.raises(FactError) as caught:
        fact_columns(pa.table({name: column}), VOCABULARY)
    assert caught.value.reason.code == f"rules.{code}"
    assert caught.value.reason.values()["fact"] == name


def test_columns_of_every_usable_type_are_taken() -> None:
    table = pa.table(
        {
            "id": ["s1", "s2"],
            "n.a": pa.array([1, None], pa.int8()),
            "n.b": pa.nulls(2),
            "c.a": pa.array(["low", None]).dictionary_encode(),
            "d.on": pa.array([dt.date(2026, 3, 1), None], pa.date64()),
        }
    )
    typed = fact_columns(table, VOCABULARY)
    assert typed.to_pydict() == {
        "id": ["s1", "s2"],
        "n.a": [1.0, None],
        "n.b": [None, None],
        "c.a": ["low", None],
        "d.on": [dt.date(2026, 3, 1), None],
    }


def test_the_engine_installs_and_loads_nothing() -> None:
    with engine() as backend:
        settings = dict(
            backend.raw_sql(
                "select name, value from duckdb_settings() where name like 'auto%_known_extensions'"
            ).fetchall()
        )
    assert settings == {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


def test_the_vocabulary_of_the_test_has_every_kind() -> None:
    assert {one.kind for one in VOCABULARY.values()} == set(Kind)
    assert VOCABULARY["c.a"] == FactType(Kind.CHOICE, ("low", "middle", "high"))
