"""The whole screening on invented students: judged as the core judges, counted as one may count."""

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.cohort.screening.explaining import Explainer
from kithwork.cohort.screening.result import Screening
from kithwork.cohort.screening.rules import rules_for
from kithwork.cohort.screening.screening import bands_of, screen
from kithwork.cohort.screening.tests.made import TODAY, pupils
from kithwork.core.dated import dated
from kithwork.core.left_behind import status_of
from kithwork.core.needs import band_of, needs_of
from kithwork.core.reasons import Value
from kithwork.core.rules import Fact, Kind
from kithwork.core.rules.evaluation import evaluate
from kithwork.core.support.thresholds import Word

RULES = rules_for()
READ = sorted(RULES.facts_read - {"as_of"})


def some_value(name: str, chance: random.Random) -> Value:
    of_type = RULES.facts[name].type
    if chance.random() < 0.4:
        return None
    return {
        Kind.NUMBER: lambda: float(chance.randint(-3, 25)),
        Kind.FLAG: lambda: chance.random() < 0.5,
        Kind.CHOICE: lambda: chance.choice(of_type.choices),
        Kind.TEXT: lambda: chance.choice(["a", "b"]),
        Kind.DATE: lambda: TODAY - dt.timedelta(chance.randint(0, 7000)),
    }[of_type.kind]()


@given(st.integers(0, 10**6))
@settings(max_examples=4, deadline=None)
def test_a_table_is_judged_as_the_core_judges_each_student(seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(READ, 40)
    columns = {name: [some_value(name, chance) for _ in range(12)] for name in names}
    found = screen(pupils(12, columns), RULES, as_of=TODAY)
    definitions = [rule.definition for rule in RULES.needs]
    for student in range(12):
        facts = {name: Fact(columns[name][student]) for name in names}
        needs = needs_of(facts, definitions, as_of=TODAY)
        for one, need in zip(found.needs, needs, strict=True):
            assert one.severities[student] == (-1 if need.severity is None else need.severity)
        assert found.bands[student] == band_of(needs, RULES.bands).band
        for flag in found.flags:
            assert flag.rule is not None
            truth = evaluate(flag.rule.when, dated(facts, TODAY)).truth
            assert flag.truths[student] == (-1 if truth is None else truth)


def one_school(n: int) -> Screening:
    """Half of them worry about money and fees; one of four lives in the countryside."""
    facts = {
        "survey.money": [2.0 if place % 2 else 0.0 for place in range(n)],
        "survey.money_what.fees": [True if place % 2 else None for place in range(n)],
        "student.hukou": ["rural"] * n,
        "student.birth_date": [dt.date(2014, 5, 4)] * n,
    }
    groups = {"student.home_area": ["rural" if place % 4 == 0 else "urban" for place in range(n)]}
    return screen(pupils(n, facts, groups), RULES, as_of=TODAY)


def test_counts_and_what_was_not_asked() -> None:
    found = one_school(40)
    assert {need.code: (need.found, need.judged) for need in found.needs if need.found} == {
        "N-MAT-1": (20, 40)
    }
    judged = {need.code for need in found.needs_judged}
    assert judged == {f"N-MAT-{number}" for number in range(1, 9)}
    assert [(one.yes, one.no, one.unknown) for one in found.left_behind] == [(0, 0, 40)] * 3
    for function in found.support:
        assert not function.is_asked
        assert dict(function.counts) == {Word.NOT_ASKED: 40}


def test_group_tables_hide_small_numbers() -> None:
    tables = {table.name: table.table for table in one_school(12).groups}
    assert tables["everybody"].people.value == 12
    home = tables["student.home_area"]
    assert home.groups == ("rural", "urban")
    assert [cell.value for cell in home.sizes] == [None, None]  # 3 and 9: either gives 3 away


def test_fewer_than_five_students_give_no_tables() -> None:
    assert one_school(4).groups == ()
    assert [table.name for table in one_school(5).groups] == ["everybody", "student.home_area"]


def test_an_empty_file_gives_an_empty_screening() -> None:
    found = screen(pupils(0), RULES, as_of=TODAY)
    assert len(found) == 0
    assert found.bands == ()
    assert found.needs_judged == ()


def test_reasons_name_the_facts_of_those_who_show_a_need() -> None:
    found = one_school(40)
    (need,) = (one for one in found.needs if one.found)
    told = list(Explainer(found.facts).needs(need))
    assert [student for student, _ in told] == list(range(1, 40, 2))
    assert {reason.fact for _, one in told for reason in one.reasons} == {
        "survey.money", "survey.money_what.fees",
    }  # fmt: skip
    assert all(one.severity == 2 for _, one in told)


def test_a_list_is_explained_and_its_unknown_are_counted() -> None:
    facts = {
        "student.birth_date": [dt.date(2014, 5, 4)] * 6,
        "care.arrangement": ["self", "grandparent", None, "self", "parent", None],
        "care.lives_alone": [None, False, None, False, False, False],
    }
    found = screen(pupils(6, facts), RULES, as_of=TODAY)
    (flag,) = (one for one in found.flags if one.id == "care-prompt.self_care")
    assert (flag.found, flag.unknown) == (2, 2)
    told = dict(Explainer(found.facts).flags(flag))
    assert sorted(told) == [0, 3]
    verdict = told[0]
    assert verdict is not None
    assert {reason.fact for reason in verdict.reasons} >= {"care.arrangement"}


def test_status_by_a_definition_is_counted_as_the_core_judges() -> None:
    away = [True, True, False, None]
    facts = {
        "student.hukou": ["rural"] * 4,
        "student.birth_date": [dt.date(2014, 5, 4)] * 4,
        "care.mother_away": away,
        "care.father_away": [True, False, False, True],
        "care.father_able": [None, None, True, None],
    }
    found = screen(pupils(4, facts), RULES, as_of=TODAY)
    strict = next(one for one in found.left_behind if one.definition == "CN2016_strict")
    definition = RULES.left_behind[0].definition
    truths = [
        status_of(
            definition, {name: Fact(column[s]) for name, column in facts.items()}, as_of=TODAY
        ).truth
        for s in range(4)
    ]
    assert (strict.yes, strict.no, strict.unknown) == (
        truths.count(True), truths.count(False), truths.count(None),
    )  # fmt: skip
    assert (strict.yes, strict.no, strict.unknown) == (1, 1, 2)


@pytest.mark.parametrize("students", [0, 3])
def test_without_needs_nobody_has_a_band(students: int) -> None:
    assert bands_of((), RULES.bands, students) == (None,) * students
