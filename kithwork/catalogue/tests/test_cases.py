"""The worked cases: each is a test, and a case that is not right is refused."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from kithwork.catalogue.case_adapters import known
from kithwork.catalogue.cases import Case, cases, differences, printed, read_case
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.core.text import LANGUAGES

GUIDE = Path(__file__).parents[3] / "docs" / "guide"
HEAD = (
    "{id: x, version: 1, source: s, checked_by: c, reviewed_on: 2026-11-22, about: %s, "
    "says: {en: It is so., zh-Hans: 如此。}, "
    "given: {facts: {attendance.absences: 12}, when: {fact: attendance.absences, gte: 10}}, "
    "expect: %s}"
)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.entry.id)
def test_the_core_gives_what_the_case_says(case: Case) -> None:
    assert [str(error) for error in differences(case)] == []


def case_of(expect: str, *, about: str = "rules", result=None) -> Case:
    case = read_case(parse(HEAD % (about, expect), file="cases/x.yaml"))
    return case if result is None else replace(case, adapter=lambda given: result)


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("{truth: false}", "expect.truth: expected false, but it comes to true"),
        ("{truth: unknown}", "expect.truth: expected unknown, but it comes to true"),
        ("{missing: [a]}", "expect.missing: expected [a], but it comes to []"),
        ("{because: [a]}", "expect.because[0]: expected a, but it comes to attendance.absences"),
        ("{thruth: true}", "expect.thruth: unknown result “thruth”; did you mean “truth”?"),
        ("{truth: {a: 1}}", "expect.truth: expected a: 1, but it comes to true"),
    ],
)
def test_a_case_that_is_not_met_says_what_differs(expect: str, said: str) -> None:
    (error,) = differences(case_of(expect))
    assert str(error) == f"cases/x.yaml, line 1, {said}"


@pytest.mark.parametrize(
    ("written", "found", "met"),
    [
        ("36.31", 36.3087, True),
        ("36.31", 36.316, False),
        ("36.3", 36.34, True),
        ("36", 36.0, True),
        ("36", 36.001, False),
        ("1", True, False),
        ("true", 1, False),
        ("null", None, True),
        ("null", 0, False),
        ("0", None, False),
        ("[1, 2]", (1, 2), True),
        ("{a: 1}", {"a": 1, "b": 2}, True),
        ("2026-03-01", dt.date(2026, 3, 1), True),
    ],
)
def test_numbers_are_compared_at_the_decimals_written(written: str, found, met: bool) -> None:
    assert (differences(case_of(f"{{x: {written}}}", result={"x": found})) == ()) is met


def test_a_case_names_an_area_that_can_be_computed() -> None:
    with pytest.raises(CatalogueError, match="unknown area of worked cases “rulse”"):
        case_of("{}", about="rulse")


def test_the_guide_prints_the_cases() -> None:
    assert "rules" in known()
    guide = (GUIDE / "rules-by-example.md").read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert printed("rules", language).startswith("- ")
        assert printed("rules", language) in guide
