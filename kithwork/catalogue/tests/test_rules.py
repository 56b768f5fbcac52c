"""The parser of the rule language: what it reads, and where it says that something is wrong."""

import datetime as dt

import pytest

from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.rules import read_condition, read_ladder
from kithwork.core.rules import FactType, Kind
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

VOCABULARY = {
    "attendance.absences": FactType(Kind.NUMBER),
    "ssm.q2": FactType(Kind.NUMBER),
    "ssm.q1": FactType(Kind.NUMBER),
    "care.mother_away": FactType(Kind.FLAG),
    "care.carer": FactType(Kind.CHOICE, ("parent", "grandparent")),
    "student.birth_date": FactType(Kind.DATE),
    "as_of": FactType(Kind.DATE),
    "home": FactType(Kind.TEXT),
}
ABSENCES = FactRef("attendance.absences")


def read(text: str):
    return read_condition(parse(f"when: {text}", file="needs/aca.yaml").pairs()["when"], VOCABULARY)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("{fact: attendance.absences, gte: 10}", Compare(ABSENCES, "gte", 10)),
        (
            "{fact: attendance.absences, gt: {fact: ssm.q1}}",
            Compare(ABSENCES, "gt", FactRef("ssm.q1")),
        ),
        (
            "{fact: ssm.q1, lt: {mean: [ssm.q1, ssm.q2], at_least: 2}}",
            Compare(FactRef("ssm.q1"), "lt", Aggregate("mean", ("ssm.q1", "ssm.q2"), 2)),
        ),
        ("{fact: care.mother_away, eq: true}", Compare(FactRef("care.mother_away"), "eq", True)),
        (
            "{fact: as_of, lt: 2026-09-01}",
            Compare(FactRef("as_of"), "lt", dt.date(2026, 9, 1)),
        ),
        ("{fact: care.carer, in: [grandparent]}", In(FactRef("care.carer"), ("grandparent",))),
        ("{fact: attendance.absences, between: [5, 10]}", Between(ABSENCES, 5, 10)),
        ("{fact: home, known: false}", Known(FactRef("home"), False)),
        (
            "{count: [ssm.*, home], eq: 3}",
            Compare(Aggregate("count", ("ssm.q1", "ssm.q2", "home")), "eq", 3),
        ),
        ("{sum: ['ssm.*'], gte: 2}", Compare(Aggregate("sum", ("ssm.q1", "ssm.q2")), "gte", 2)),
        (
            "{age_at: {birth: student.birth_date, on: as_of}, lt: 16}",
            Compare(AgeAt("student.birth_date", "as_of"), "lt", 16),
        ),
        (
            "{days_between: {from: student.birth_date, to: as_of}, gte: 7}",
            Compare(DaysBetween("student.birth_date", "as_of"), "gte", 7),
        ),
        (
            "{all: [{fact: home, known: true}, {any: [{not: {fact: home, eq: no}}]}]}",
            AllOf(
                (
                    Known(FactRef("home"), True),
                    AnyOf((Not(Compare(FactRef("home"), "eq", "no")),)),
                )
            ),
        ),
    ],
)
def test_a_condition_is_read(text: str, condition) -> None:
    assert read(text) == condition


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (
            "{fact: attendance.abscences, gte: 10}",
            "when.fact",
            "unknown fact “attendance.abscences”; did you mean “attendance.absences”?",
        ),
        ("{fact: ssm.q1, gte: {fact: zzz}}", "when.gte.fact", "unknown fact “zzz”"),
        ("{fact: ssm.q1, gt: true}", "when.gt", "a number cannot be compared with true or false"),
        ("{fact: home, gt: x}", "when.gt", "more and less mean nothing for a text"),
        ("{fact: care.carer, eq: aunt}", "when.eq", "“aunt” is none of the values"),
        ("{fact: ssm.q1, eq: null}", "when.eq", "nothing can be compared with null"),
        ("{fact: ssm.q1, eq: [1]}", "when.eq", "here must stand a single value"),
        ("{fact: ssm.q1, in: []}", "when.in", "0 in the list, at least 1 needed"),
        ("{fact: ssm.q1, between: [1]}", "when.between", "a range has two ends"),
        ("{fact: ssm.q1, between: [2, 1]}", "when.between", "must lie below"),
        ("{fact: ssm.q1, known: 1}", "when.known", "here must stand true or false"),
        ("{fact: ssm.q1}", "when", "a value needs one comparison"),
        ("{fact: ssm.q1, lt: 1, gt: 0}", "when", "found: lt, gt"),
        ("{gte: 10}", "when", "here must stand one value"),
        ("{fact: ssm.q1, sum: [ssm.q2], gt: 0}", "when", "found: fact, sum"),
        ("{fact: ssm.q1, gte: {lt: 3}}", "when.gte.lt", "unknown key “lt”"),
        ("{fact: ssm.q1, gtee: 3}", "when.gtee", "did you mean “gte”?"),
        ("{fact: ssm.q1, at_least: 1, gt: 0}", "when.at_least", "not to fact"),
        ("{count: [ssm.q1], at_least: 1, gt: 0}", "when.at_least", "not to count"),
        ("{mean: [ssm.q1], at_least: 2, gt: 0}", "when.mean", "between 1 and 1"),
        ("{mean: [ssm.q1, home], gt: 0}", "when.mean", "“home” must be a number"),
        ("{mean: [ssm.*, ssm.q1], gt: 0}", "when.mean", "the same stands in the list twice"),
        ("{mean: [sms.*], gt: 0}", "when.mean[0]", "no fact of the vocabulary fits “sms.*”"),
        ("{mean: ssm.q1, gt: 0}", "when.mean", "here must stand a list"),
        ("{age_at: {birth: as_of}, gt: 0}", "when.age_at", "the key “on” is missing"),
        ("{age_at: {birth: home, on: as_of}, gt: 0}", "when.age_at", "“home” must be a date"),
        ("{all: [{fact: ssm.q1, gt: 0}], not: {fact: ssm.q1, gt: 0}}", "when", "stands alone"),
        ("{any: []}", "when.any", "at least 1 needed"),
        ("[{fact: ssm.q1, gt: 0}]", "when", "here must stand a mapping"),
        ("{all: [{fact: ssm.q1, gt: 0}, {fact: x, eq: 1}]}", "when.all[1].fact", "unknown fact"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, key: str, said: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(text)
    assert str(caught.value).startswith(f"needs/aca.yaml, line 1, {key}: ")
    assert said in str(caught.value)
    assert caught.value.said_in("zh-Hans")


def test_a_ladder_is_read_from_the_top() -> None:
    text = "- {level: 3, when: {fact: ssm.q1, gte: 3}}\n- {level: 1, when: {fact: ssm.q1, gte: 1}}"
    ladder = read_ladder(parse(text, file="a.yaml"), VOCABULARY)
    assert [(level.severity, level.when.operand) for level in ladder.levels] == [(3, 3), (1, 1)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "- {level: 1, when: {fact: ssm.q1, gt: 1}}\n- {level: 2, when: {fact: ssm.q1, gt: 2}}",
            "line 2, [1].level: the levels of a ladder fall",
        ),
        ("- {level: 0, when: {fact: ssm.q1, gte: 1}}", "line 1, [0].level: must be at least 1"),
        ("- {level: 1}", "line 1, [0]: the key “when” is missing"),
        ("[]", "line 1: 0 in the list, at least 1 needed"),
        ("- level: 1\n  when:\n    fact: ssm.q9\n    gt: 1", "line 3, [0].when.fact: unknown fact"),
    ],
)
def test_a_ladder_that_is_not_right_is_refused(text: str, place: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_ladder(parse(text, file="a.yaml"), VOCABULARY)
    assert str(caught.value).startswith(f"a.yaml, {place}")
