"""Status by a definition: the age limit, unknown as a value, the day on which it ends."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.dated import AS_OF, BIRTH, birthday
from kithwork.core.left_behind import (
    CareRule,
    Definition,
    Kind,
    kinds_of,
    prompts_of,
    status_of,
)
from kithwork.core.rules import Fact, whole_years
from kithwork.core.rules.syntax import AllOf, AnyOf, Compare, DaysBetween, FactRef

TODAY = dt.date(2026, 9, 1)


def is_true(fact: str) -> Compare:
    return Compare(FactRef(fact), "eq", True)


def is_false(fact: str) -> Compare:
    return Compare(FactRef(fact), "eq", False)


BOTH_AWAY = AllOf((is_true("care.mother_away"), is_true("care.father_away")))
DEFINITION = Definition("both_away", 16, BOTH_AWAY)


def born(age: int, **care: bool | None) -> dict[str, Fact]:
    """Facts of somebody who turned `age` on 1 September 2026."""
    facts = {f"care.{name}": Fact(value) for name, value in care.items()}
    return facts | {BIRTH: Fact(dt.date(TODAY.year - age, 9, 1))}


def test_a_status_that_holds_names_its_facts_and_its_last_day() -> None:
    status = status_of(DEFINITION, born(15, mother_away=True, father_away=True), as_of=TODAY)
    assert status.truth is True
    assert status.ends_on == dt.date(2027, 9, 1)
    assert {reason.fact for reason in status.reasons} == {
        BIRTH, AS_OF, "care.mother_away", "care.father_away",
    }  # fmt: skip
    assert {reason.rule for reason in status.reasons} == {"both_away"}


@pytest.mark.parametrize(("days", "truth"), [(-1, True), (0, False), (1, False)])
def test_the_status_ends_on_the_birthday_itself(days: int, truth: bool) -> None:
    facts = born(16, mother_away=True, father_away=True)
    status = status_of(DEFINITION, facts, as_of=TODAY + dt.timedelta(days=days))
    assert status.truth is truth
    assert status.ends_on == (TODAY if truth else None)


def test_a_missing_fact_is_unknown_and_named() -> None:
    status = status_of(DEFINITION, born(12, mother_away=True), as_of=TODAY)
    assert status.truth is None
    assert status.missing == ("care.father_away",)
    assert status.ends_on is None


def test_one_fact_may_decide_while_others_are_missing() -> None:
    assert status_of(DEFINITION, born(12, mother_away=False), as_of=TODAY).truth is False
    assert status_of(DEFINITION, born(16), as_of=TODAY).truth is False


def test_without_a_birth_date_the_status_is_unknown() -> None:
    facts = {"care.mother_away": Fact(True), "care.father_away": Fact(True)}
    assert status_of(DEFINITION, facts, as_of=TODAY).missing == (BIRTH,)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2020, 12, 31)), st.integers(0, 20), st.integers(0, 366)
)
def test_the_birthday_is_the_first_day_of_the_age(birth: dt.date, age: int, after: int) -> None:
    day = birthday(birth, age)
    assert whole_years(birth, day) == age
    assert whole_years(birth, day - dt.timedelta(days=1)) in (age - 1, None)


def test_several_kinds_may_hold_and_unknown_ones_are_not_claimed() -> None:
    kinds = (
        Kind("both", BOTH_AWAY),
        Kind("mother_only", AllOf((is_true("care.mother_away"), is_false("care.father_away")))),
        Kind("formerly", is_true("care.was_left_behind")),
    )
    facts = born(19, mother_away=True, father_away=False)
    assert kinds_of(kinds, facts, as_of=TODAY) == ("mother_only",)
    facts["care.was_left_behind"] = Fact(True)
    assert kinds_of(kinds, facts, as_of=TODAY) == ("mother_only", "formerly")


def test_prompts_hold_or_ask_and_are_never_added_up() -> None:
    rules = (
        CareRule("no_contact", Compare(DaysBetween("care.last_contact", AS_OF), "gt", 7)),
        CareRule("no_paper", is_false("care.entrusted_in_writing")),
        CareRule("alone", AnyOf((is_true("care.alone"), is_true("care.left_alone")))),
    )
    facts = {
        "care.last_contact": Fact(TODAY - dt.timedelta(days=8)),
        "care.alone": Fact(False),
        "care.left_alone": Fact(False),
    }
    held, unknown = prompts_of(rules, facts, as_of=TODAY)
    assert (held.rule, held.truth) == ("no_contact", True)
    assert (unknown.rule, unknown.truth) == ("no_paper", None)
    assert unknown.missing == ("care.entrusted_in_writing",)
