"""The definitions that ship: the reference cases, their limits, and what unknown facts do."""

import datetime as dt

import pytest

from kithwork.catalogue.left_behind import definition_entries, kind_entries, prompt_entries
from kithwork.core.left_behind import Status, kinds_of, prompts_of, status_of
from kithwork.core.reasons import Value
from kithwork.core.rules import Fact

TODAY = dt.date(2026, 9, 1)
DEFINITIONS = {one.entry.id: one.definition for one in definition_entries()}
STRICT, THREE, SIX = "CN2016_strict", "broad_either_parent_3m", "broad_either_parent_6m"


def facts(age: int = 15, **values: Value) -> dict[str, Fact]:
    """A rural child whose birthday is today; `mother_away=True` is the fact care.mother_away."""
    known = {f"care.{name}": Fact(value) for name, value in values.items()}
    born = dt.date(TODAY.year - age, TODAY.month, TODAY.day)
    return {"student.hukou": Fact("rural"), "student.birth_date": Fact(born)} | known


def status(definition: str, of: dict[str, Fact]) -> Status:
    return status_of(DEFINITIONS[definition], of, as_of=TODAY)


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days)


BOTH = {
    "mother_away": True,
    "father_away": True,
    "mother_away_since": days_ago(400),
    "father_away_since": days_ago(400),
}
FATHER = {"mother_away": False, "father_away": True, "father_away_since": days_ago(400)}


@pytest.mark.parametrize(
    ("of", "strict", "broad"),
    [
        (facts(15, **BOTH), True, True),
        (facts(16, **BOTH), False, True),
        (facts(18, **BOTH), False, False),
        (facts(15, **FATHER, mother_able=False), True, True),
        (facts(15, **FATHER, mother_able=True), False, True),
        (facts(15, **FATHER), None, True),
        (facts(15, mother_away=False, father_away=False), False, False),
        (facts(15, mother_away=True), None, None),
        (facts(15), None, None),
    ],
)
def test_the_reference_cases(of: dict[str, Fact], strict: bool | None, broad: bool | None) -> None:
    assert status(STRICT, of).truth is strict
    assert status(THREE, of).truth is broad
    assert status(SIX, of).truth is broad


@pytest.mark.parametrize(
    ("days", "three", "six"),
    [(89, False, False), (90, True, False), (179, True, False), (180, True, True)],
)
def test_how_long_a_parent_must_be_away(days: int, three: bool, six: bool) -> None:
    of = facts(9, mother_away=False, father_away=True, father_away_since=days_ago(days))
    assert (status(THREE, of).truth, status(SIX, of).truth) == (three, six)


def test_away_but_nobody_knows_since_when() -> None:
    of = facts(9, mother_away=False, father_away=True)
    assert status(THREE, of).missing == ("care.father_away_since",)


def test_town_registration_is_not_the_strict_status_and_an_unknown_one_is_unknown() -> None:
    of = facts(9, **BOTH)
    assert status(STRICT, of | {"student.hukou": Fact("urban")}).truth is False
    assert status(STRICT, of | {"student.hukou": Fact(None)}).missing == ("student.hukou",)


def test_the_strict_status_says_when_it_ends_by_age() -> None:
    assert status(STRICT, facts(15, **BOTH)).ends_on == dt.date(2027, 9, 1)
    assert status(THREE, facts(15, **BOTH)).ends_on == dt.date(2029, 9, 1)


def test_parents_who_live_apart_are_not_thereby_away() -> None:
    of = facts(15) | {"care.single_parent": Fact(True)}
    assert [status(name, of).truth for name in DEFINITIONS] == [None, None, None]


@pytest.mark.parametrize(
    ("care", "kinds"),
    [
        (BOTH, {"both_away"}),
        ({**FATHER, "mother_able": True}, {"father_only"}),
        ({**FATHER, "mother_able": False}, {"one_away_other_unable"}),
        ({"mother_away": True, "father_away": False, "father_able": True}, {"mother_only"}),
        ({"single_parent": True, "mother_away": True}, {"single_parent_away"}),
        ({"was_left_behind": True, "returned_with_parents": True}, {"returned", "formerly"}),
        ({"father_away": True}, set()),
    ],
)
def test_kinds_of_arrangement(care: dict[str, Value], kinds: set[str]) -> None:
    known = [one.kind for one in kind_entries()]
    found = kinds_of(known, facts(12, **care), as_of=TODAY)
    assert {name.removeprefix("care-kind.") for name in found} == kinds


def prompts(of: dict[str, Fact]) -> dict[str, bool | None]:
    found = prompts_of([one.rule for one in prompt_entries()], of, as_of=TODAY)
    return {prompt.rule.removeprefix("care-prompt."): prompt.truth for prompt in found}


@pytest.mark.parametrize(
    ("age", "care", "prompt"),
    [
        (15, {"arrangement": "self"}, "self_care"),
        (15, {"lives_alone": True}, "self_care"),
        (7, {"left_alone": True}, "alone_under_8"),
        (15, {**BOTH, "entrusted_in_writing": False}, "nothing_in_writing"),
        (15, {"carer_is_unfit": True}, "carer_unfit"),
        (15, {**FATHER, "last_parent_contact": days_ago(8)}, "no_contact"),
        (15, {**FATHER, "parent_contact": "monthly"}, "no_contact"),
    ],
)
def test_what_asks_for_a_talk(age: int, care: dict[str, Value], prompt: str) -> None:
    assert prompts(facts(age, **care))[prompt] is True


@pytest.mark.parametrize(
    ("age", "care", "prompt"),
    [
        (16, {"arrangement": "self", "lives_alone": True}, "self_care"),
        (8, {"left_alone": True, "lives_alone": False}, "alone_under_8"),
        (15, {**BOTH, "entrusted_in_writing": True}, "nothing_in_writing"),
        (15, {**FATHER, "last_parent_contact": days_ago(7)}, "no_contact"),
        (15, {**FATHER, "parent_contact": "weekly"}, "no_contact"),
        (15, {"mother_away": False, "father_away": False}, "no_contact"),
    ],
)
def test_what_does_not(age: int, care: dict[str, Value], prompt: str) -> None:
    assert prompt not in prompts(facts(age, **care))


def test_the_known_date_of_a_talk_wins_over_the_frequency() -> None:
    care = {**FATHER, "last_parent_contact": days_ago(2), "parent_contact": "never"}
    assert "no_contact" not in prompts(facts(15, **care))


def test_what_nobody_asked_is_a_question_for_the_next_care_check() -> None:
    assert set(prompts(facts(15)).values()) == {None}


def test_every_definition_is_dated_and_says_what_it_is() -> None:
    for one in definition_entries():
        assert one.is_valid(TODAY)
        assert not one.is_valid(one.valid_from - dt.timedelta(days=1))
        assert one.note.en
        assert one.note.zh_hans
