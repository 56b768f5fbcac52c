"""Severity from evidence: the highest that holds, unknown apart from none, bands of unmet needs."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.needs import Band, Evidence, Need, NeedDefinition, band_of, need_of, needs_of
from kithwork.core.rules import Fact, Ladder, Level
from kithwork.core.rules.syntax import AgeAt, Compare, FactRef

TODAY = dt.date(2026, 9, 1)


def above(fact: str, *steps: float) -> Ladder:
    """Severity 1 from the first step on, 2 from the second …"""
    levels = [
        Level(severity, Compare(FactRef(fact), "gte", step))
        for severity, step in enumerate(steps, start=1)
    ]
    return Ladder(tuple(reversed(levels)))


FOOD = NeedDefinition(
    "N-MAT-2",
    "material",
    ("IS",),
    (
        Evidence("N-MAT-2.survey", above("survey.food", 1, 2, 3)),
        Evidence("N-MAT-2.usda", above("usda_6.total", 2, 5)),
    ),
)
ABUSE = NeedDefinition("N-SAF-1", "safety", ("PR",), ())


def food(**values: float) -> Need:
    return need_of(FOOD, {name.replace("__", "."): Fact(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("survey", "usda", "severity"),
    [(0, 0, 0), (1, 0, 1), (0, 2, 1), (2, 2, 2), (0, 5, 2), (3, 0, 3), (1, 6, 2)],
)
def test_the_highest_severity_that_any_evidence_shows(
    survey: int, usda: int, severity: int
) -> None:
    assert food(survey__food=survey, usda_6__total=usda).severity == severity


def test_what_is_not_known_is_not_zero() -> None:
    unknown = food()
    assert unknown.severity is None
    assert unknown.missing == ("survey.food", "usda_6.total")
    assert unknown.reasons == ()


def test_one_evidence_is_enough_to_judge_and_the_other_is_named() -> None:
    need = food(survey__food=0)
    assert need.severity == 0
    assert need.missing == ("usda_6.total",)
    assert {reason.fact for reason in need.reasons} == {"survey.food"}


def test_reasons_name_all_that_shows_the_need_gravest_first() -> None:
    need = food(survey__food=1, usda_6__total=5)
    assert [(reason.rule, reason.value) for reason in need.reasons] == [
        ("N-MAT-2.usda", 5),
        ("N-MAT-2.survey", 1),
    ]


def test_a_need_that_only_a_person_can_name_stays_unknown() -> None:
    assert need_of(ABUSE, {"survey.food": Fact(3)}) == Need("N-SAF-1", ("PR",), None)


def test_the_day_of_the_question_is_a_fact() -> None:
    too_young = Compare(AgeAt("student.birth_date", "as_of"), "lt", 8)
    gap = NeedDefinition(
        "N-FAM-5", "family", ("PR", "IS"), (Evidence("x", Ladder((Level(3, too_young),))),)
    )
    facts = {"student.birth_date": Fact(dt.date(2018, 9, 1))}
    assert needs_of(facts, [gap], as_of=dt.date(2026, 8, 31))[0].severity == 3
    assert needs_of(facts, [gap], as_of=TODAY)[0].severity == 0


@pytest.mark.parametrize("functions", [(), ("XX",)])
def test_a_need_has_functions_of_support(functions: tuple[str, ...]) -> None:
    with pytest.raises(AssertionError):
        NeedDefinition("N-X-1", "x", functions, ())


answers = st.none() | st.integers(0, 4)


@given(answers, answers, st.randoms())
def test_the_order_of_facts_does_not_matter(
    survey: int | None, usda: int | None, chance: random.Random
) -> None:
    pairs = [("survey.food", Fact(survey)), ("usda_6.total", Fact(usda)), ("other", Fact(1))]
    shuffled = chance.sample(pairs, k=len(pairs))
    assert need_of(FOOD, dict(shuffled)) == need_of(FOOD, dict(pairs))


BANDS = (
    Band("today", Compare(FactRef("needs.urgent"), "gte", 1)),
    Band("soon", Compare(FactRef("needs.clear"), "gte", 2)),
    Band("rest", Compare(FactRef("needs.mild"), "gte", 0)),
)


def needs(*severities: int | None) -> list[Need]:
    return [Need(f"N-{place}", ("EM",), severity) for place, severity in enumerate(severities)]


@pytest.mark.parametrize(
    ("severities", "band"),
    [((0, 0), "rest"), ((3, 0), "today"), ((2, 2), "soon"), ((2, 1), "rest"),
     ((2, 2, 3), "today"), ((None, None), None), ((None, 0), "rest")],
)  # fmt: skip
def test_the_first_band_that_holds(severities: tuple[int | None, ...], band: str | None) -> None:
    assert band_of(needs(*severities), BANDS).band == band


def test_met_needs_do_not_count_and_the_gravest_is_told_first() -> None:
    found = band_of(needs(1, 3, 2, 1), BANDS, met=["N-1"])
    assert found.band == "rest"
    assert [need.code for need in found.needs] == ["N-2", "N-0", "N-3"]


def test_without_a_band_that_holds_there_is_none() -> None:
    assert band_of(needs(1), BANDS[:2]).band is None
