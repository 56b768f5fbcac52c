"""The check of a goal's wording, with a small lexicon of the test's own."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.goals.smart import Check, Criterion, Draft, Lexicon, check, is_measured

ENGLISH = Lexicon(
    vague=("improve", "better"),
    numbers=("two", "three"),
    units=("times", "evenings", "week", "pages"),
    frequencies=("every day", "once"),
    bounds=("at least",),
    has_spaces=True,
    shortest=2,
)
CHINESE = Lexicon(
    vague=("提高", "改善"),
    numbers=("一", "三", "十"),
    units=("次", "分", "天"),
    frequencies=("每天",),
    bounds=("至少",),
    not_numbers=("十分",),
    has_spaces=False,
    shortest=3,
)
BOTH = (ENGLISH, CHINESE)
TODAY = dt.date(2026, 9, 1)


def draft(statement: str, **more: object) -> Draft:
    return Draft(
        **{  # type: ignore[arg-type]
            "statement": statement,
            "owner": "client",
            "need": "N-ACA-2",
            "baseline_level": -1,
            "target_date": dt.date(2026, 12, 18),
            **more,
        }
    )


def checked(one: Draft) -> dict[Criterion, Check]:
    return {result.criterion: result for result in check(one, lexicons=BOTH, as_of=TODAY)}


def codes(one: Draft) -> list[str]:
    reasons = [reason for result in checked(one).values() for reason in result.reasons]
    return [reason.code.removeprefix("goals.smart.") for reason in reasons]


@pytest.mark.parametrize(
    "statement",
    ["study four pages at her desk three evenings a week", "每周三次在班上发言", "每天读完课文"],
)
def test_a_good_goal_meets_all_five(statement: str) -> None:
    results = checked(draft(statement))
    assert list(results) == list(Criterion)
    assert all(result.is_met for result in results.values())
    assert codes(draft(statement)) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("Improve her maths marks", ["vague", "no_measure"]),
        ("improve", ["no_action", "vague", "no_measure"]),
        ("提高数学成绩", ["vague", "no_measure"]),
        ("提高", ["no_action", "vague", "no_measure"]),
        ("read at home with her brother", ["no_measure"]),
        ("", ["empty", "no_measure"]),
    ],
)
def test_wishes_are_found_out(statement: str, found: list[str]) -> None:
    assert codes(draft(statement)) == found


def test_a_vague_word_is_allowed_beside_a_measure() -> None:
    assert codes(draft("improve her reading to three pages every day")) == []
    assert codes(draft("提高数学成绩,至少90分")) == []


def test_a_measure_of_its_own_counts_unless_it_is_vague_itself() -> None:
    seen = draft("speak up in class", measures=("the teacher hears her answer a question",))
    assert codes(seen) == []
    wish = draft("speak up in class", measures=("better marks",))
    assert codes(wish) == ["no_measure"]


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("three times", True),
        ("3 times", True),
        ("３ times", True),
        ("three short times", True),
        ("at least 60", True),
        ("90 %", True),
        ("once", True),
        ("threefold", False),
        ("grade 9 pupil", False),
        ("2027-03-01", False),
        ("十分", False),
        ("三次", True),
        ("三个次", True),
        ("90分", True),
        ("2027年3月1日", False),
        ("至少90", True),
    ],
)
def test_numbers_with_units_are_measures_and_dates_are_not(text: str, measured: bool) -> None:
    assert is_measured(text, BOTH) is measured


@pytest.mark.parametrize(
    ("change", "criterion", "code"),
    [
        ({"owner": None}, Criterion.SPECIFIC, "no_owner"),
        ({"need": None}, Criterion.RELEVANT, "no_need"),
        ({"baseline_level": None}, Criterion.ACHIEVABLE, "no_baseline"),
        ({"baseline_level": -3}, Criterion.ACHIEVABLE, "baseline_off"),
        ({"baseline_level": 3}, Criterion.ACHIEVABLE, "baseline_off"),
        ({"target_date": None}, Criterion.TIME_BOUND, "no_date"),
        ({"target_date": TODAY}, Criterion.TIME_BOUND, "date_past"),
    ],
)
def test_each_missing_part_is_named(
    change: dict[str, object], criterion: Criterion, code: str
) -> None:
    result = checked(draft("每周三次在班上发言", **change))[criterion]
    assert not result.is_met
    assert [reason.code for reason in result.reasons] == [f"goals.smart.{code}"]


@pytest.mark.parametrize("level", [-2, -1, 0, 2])
def test_a_baseline_within_two_levels_is_achievable(level: int) -> None:
    result = checked(draft("每周三次在班上发言", baseline_level=level))[Criterion.ACHIEVABLE]
    assert result.is_met
    assert bool(result.reasons) is (level >= 0)


@given(st.text(max_size=60))
def test_any_text_is_checked_and_none_is_repeated_in_a_reason(statement: str) -> None:
    one = draft(statement)
    for result in checked(one).values():
        for reason in result.reasons:
            words = {v for v in reason.values().values() if isinstance(v, str)}
            assert words <= {*ENGLISH.vague, *CHINESE.vague}
