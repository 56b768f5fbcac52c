"""Reasons in words: every comparison, held or not, in both languages."""

import datetime as dt

import pytest

from kithwork.catalogue.because import because, fact_label
from kithwork.catalogue.facts import definitions, read_facts
from kithwork.catalogue.instruments import fact_definitions
from kithwork.catalogue.located import parse
from kithwork.catalogue.rules import read_condition
from kithwork.core.rules import Fact, evaluate

OWN = read_facts(
    parse(
        "x.absences: {label: {en: Absences, zh-Hans: 缺勤}, type: number, "
        "unit: {en: times, zh-Hans: 次}}\n"
        "x.q1: {label: {en: First, zh-Hans: 第一题}, type: number}\n"
        "x.q2: {label: {en: Second, zh-Hans: 第二题}, type: number}\n"
        "x.away: {label: {en: Mother works away, zh-Hans: 母亲外出}, type: flag}\n"
        "x.carer: {label: {en: Carer, zh-Hans: 照护人}, type: choice, choices: "
        "{aunt: {en: aunt, zh-Hans: 姑姑}, self: {en: nobody, zh-Hans: 无人}}}\n"
        "x.birth: {label: {en: Birth, zh-Hans: 出生}, type: date}\n"
        "x.on: {label: {en: Day, zh-Hans: 日期}, type: date}\n",
        file="m.yaml",
    )
)
DAY = dt.date(2026, 3, 1)


def said(text: str, language: str, facts: dict[str, Fact]) -> list[str]:
    vocabulary = {name: one.type for name, one in OWN.items()}
    condition = read_condition(parse(text, file="m.yaml"), vocabulary)
    reasons = evaluate(condition, facts).reasons
    return [because(reason, language, known=OWN) for reason in reasons]


@pytest.mark.parametrize(
    ("text", "value", "english", "chinese"),
    [
        ("{fact: x.absences, gte: 10}", 14, "Absences: 14 times (at least 10)",
         "缺勤：14 次（至少10）"),
        ("{fact: x.absences, gte: 10}", 3, "Absences: 3 times (below 10)", "缺勤：3 次（低于10）"),
        ("{fact: x.absences, gt: {fact: x.q1}}", 3, "Absences: 3 times (above First)",
         "缺勤：3 次（高于第一题）"),
        ("{fact: x.absences, between: [5, 10]}", 7.5,
         "Absences: 7.5 times (from 5 to below 10)", "缺勤：7.5 次（不小于5、小于10）"),
        ("{fact: x.absences, in: [1, 2]}", 3, "Absences: 3 times (none of: 1, 2)",
         "缺勤：3 次（不属于：1、2）"),
        ("{fact: x.absences, known: false}", None, "Absences: not known", "缺勤：不详"),
        ("{fact: x.away, eq: true}", True, "Mother works away: yes", "母亲外出：是"),
        ("{fact: x.away, eq: true}", False, "Mother works away: no", "母亲外出：否"),
        ("{fact: x.carer, eq: self}", "self", "Carer: nobody", "照护人：无人"),
        ("{fact: x.carer, eq: self}", "aunt", "Carer: aunt (not nobody)",
         "照护人：姑姑（不是无人）"),
        ("{fact: x.birth, lt: 2026-03-02}", DAY, "Birth: 1 March 2026 (before 2 March 2026)",
         "出生：2026年3月1日（早于2026年3月2日）"),
        ("{mean: [x.absences], gte: 3}", 4, "Absences: 4 times (mean at least 3)",
         "缺勤：4 次（平均值至少3）"),
    ],
)  # fmt: skip
def test_a_reason_is_said(text: str, value, english: str, chinese: str) -> None:
    name = next(name for name in OWN if name in text)
    facts = {name: Fact(value), **({"x.q1": Fact(1)} if "x.q1" in text else {})}
    assert said(text, "en", facts)[0] == english
    assert said(text, "zh-Hans", facts)[0] == chinese


def test_source_and_date_are_said() -> None:
    facts = {"x.absences": Fact(14, on=DAY, source="register")}
    assert said("{fact: x.absences, gte: 10}", "en", facts) == [
        "Absences: 14 times (at least 10; register; 1 March 2026)"
    ]


def test_an_age_is_said_with_the_birthday() -> None:
    facts = {"x.birth": Fact(dt.date(2012, 2, 29)), "x.on": Fact(DAY)}
    assert said("{age_at: {birth: x.birth, on: x.on}, lt: 16}", "en", facts) == [
        "Birth: 29 February 2012 (age in years below 16)",
        "Day: 1 March 2026 (age in years below 16)",
    ]


@pytest.mark.parametrize("name", ["sum", "mean", "min", "max"])
def test_every_value_and_comparison_has_words(name: str) -> None:
    facts = {"x.absences": Fact(14), "x.q1": Fact(2), "x.birth": Fact(DAY), "x.on": Fact(DAY)}
    for operator in ("eq", "ne", "lt", "lte", "gt", "gte"):
        for language in ("en", "zh-Hans"):
            assert said(f"{{fact: x.absences, {operator}: {{{name}: [x.q1]}}}}", language, facts)
            assert said(f"{{fact: x.birth, {operator}: {{fact: x.on}}}}", language, facts)
            dates = "{days_between: {from: x.birth, to: x.on}"
            assert said(f"{dates}, {operator}: 3}}", language, facts)
            assert said(f"{{count: [x.q1, x.q2], {operator}: 1}}", language, facts)


def test_a_missing_fact_has_a_name() -> None:
    assert fact_label("x.q1", "zh", known=OWN) == "第一题"
    assert fact_label("as_of", "en") == "Day of the question"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (2.0, "Were money or things a worry: a lot (at least a little)",
         "钱或用的东西让你发愁吗：很多（至少有一点）"),
        (0.0, "Were money or things a worry: no (below a little)",
         "钱或用的东西让你发愁吗：没有（低于有一点）"),
    ],
)  # fmt: skip
def test_an_answer_is_told_in_its_words_and_not_by_its_number(
    value: float, english: str, chinese: str
) -> None:
    known = fact_definitions()
    vocabulary = {name: one.type for name, one in known.items()}
    rule = read_condition(parse("{fact: survey.money, gte: 1}", file="m.yaml"), vocabulary)
    (reason,) = evaluate(rule, {"survey.money": Fact(value)}).reasons
    assert because(reason, "en", known=known) == english
    assert because(reason, "zh-Hans", known=known) == chinese


@pytest.mark.parametrize(
    ("rule", "value", "english", "chinese"),
    [
        ("{fact: marks.z_last, lte: -1.5}", -1.66,
         "Last exam 1.66 standard deviations below the class"
         " (the rule asks for 1.5 or more; 1 March 2026)",
         "最近一次考试比班级平均低 1.66 个标准差（规则要求 1.5 或以上；2026年3月1日）"),
        ("{fact: marks.z_last, lte: -1.5}", 0.4,
         "Last exam 0.4 standard deviations above the class (above -1.5; 1 March 2026)",
         "最近一次考试比班级平均高 0.4 个标准差（高于-1.5；2026年3月1日）"),
        ("{fact: marks.z_change, lte: -0.5}", -0.5,
         "Against the class 0.5 standard deviations lower than in the exam before"
         " (the rule asks for 0.5 or more; 1 March 2026)",
         "与班级相比，比上一次考试低 0.5 个标准差（规则要求 0.5 或以上；2026年3月1日）"),
    ],
)  # fmt: skip
def test_a_distance_is_told_as_a_sentence_and_without_a_sign(
    rule: str, value: float, english: str, chinese: str
) -> None:
    known = definitions()
    vocabulary = {name: one.type for name, one in known.items()}
    condition = read_condition(parse(rule, file="m.yaml"), vocabulary)
    name = next(name for name in ("marks.z_last", "marks.z_change") if name in rule)
    (reason,) = evaluate(condition, {name: Fact(value, DAY)}).reasons
    assert because(reason, "en", known=known) == english
    assert because(reason, "zh-Hans", known=known) == chinese
