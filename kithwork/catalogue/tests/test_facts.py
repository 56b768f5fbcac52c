"""The vocabulary of facts."""

import datetime as dt

import pytest

from kithwork.catalogue.facts import (
    definitions,
    directions,
    read_fact_values,
    read_facts,
    vocabulary,
)
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.core.needs import Direction, Harder
from kithwork.core.rules import Fact, FactType, Kind
from kithwork.core.text import Text


def test_the_facts_of_the_catalogue_are_read() -> None:
    sex = definitions()["student.sex"]
    assert sex.type == FactType(Kind.CHOICE, ("female", "male"))
    assert dict(sex.choices)["female"] == Text("female", "女")
    assert sex.is_circumstance
    assert vocabulary()["as_of"] == FactType(Kind.DATE)


def test_a_mapping_adds_facts_of_its_own() -> None:
    own = read_facts(parse("m.x: {label: {en: X, zh-Hans: 甲}, type: flag}", file="m.yaml"))
    assert vocabulary(own)["m.x"] == FactType(Kind.FLAG)
    assert "as_of" in vocabulary(own)
    assert "m.x" not in vocabulary()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("X: {label: {en: X, zh-Hans: 甲}, type: flag}", "X: a fact's id is made of small letters"),
        ("x: {label: {en: X, zh-Hans: 甲}, type: falg}", "x.type: unknown value “falg”; did you"),
        ("x: {label: {en: X, zh-Hans: 甲}, type: choice}", "x: “choices” belongs to"),
        (
            "x: {label: {en: X, zh-Hans: 甲}, type: flag, choices: {a: {en: A, zh-Hans: 甲}}}",
            "x: “choices” belongs to",
        ),
        ("x: {label: {en: X, zh-Hans: 甲}, type: flag, asks: [ME]}", "x.asks[0]: unknown value"),
        (
            "x: {label: {en: X, zh-Hans: 甲}, type: flag, harder: higher}",
            "x.harder: unknown value “higher”",
        ),
        (
            "x: {label: {en: X, zh-Hans: 甲}, type: text, harder: higher}",
            "x.harder: unknown value “higher”",
        ),
    ],
)
def test_a_fact_that_is_not_right_is_refused(text: str, said: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_facts(parse(text, file="m.yaml"))
    assert f"m.yaml, line 1, {said}" in str(caught.value)


def test_a_fact_may_say_where_hardship_is_greater() -> None:
    text = "x: {label: {en: X, zh-Hans: 甲}, type: flag, harder: if_true}"
    own = read_facts(parse(text, file="m.yaml"))
    assert directions(own)["x"] == Direction(Harder.IF_TRUE)
    assert "student.sex" not in directions(own)


def test_facts_of_a_student_are_read_with_date_and_source() -> None:
    text = (
        "student.sex: female\n"
        "attendance.absences: {value: 14, on: 2026-03-01, source: register}\n"
        "student.birth_date: null\n"
    )
    assert read_fact_values(parse(text, file="c.yaml"), vocabulary()) == {
        "student.sex": Fact("female"),
        "attendance.absences": Fact(14, on=dt.date(2026, 3, 1), source="register"),
        "student.birth_date": Fact(None),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student.sxe: female", "unknown fact “student.sxe”; did you mean “student.sex”?"),
        ("student.sex: f", "the value of “student.sex” is none of those it may have"),
        ("attendance.absences: true", "“attendance.absences” must be a number"),
        ("attendance.absences: {value: x}", "value: “attendance.absences” must be a number"),
    ],
)
def test_a_value_of_another_type_is_refused(text: str, said: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_fact_values(parse(text, file="c.yaml"), vocabulary())
    assert said in str(caught.value)
