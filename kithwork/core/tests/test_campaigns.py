"""What a campaign needs to open, who is drawn for it, and which rates may be told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.campaigns import (
    Draft,
    Rate,
    Rates,
    missing_to_open,
    needs_duty,
    rates_of,
    rates_of_parts,
    said_no,
    sample_of,
)
from kithwork.core.disclosure import DisclosurePolicy

POLICY = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)
READY = Draft(
    has_notice=True,
    bases={"survey": "separate_consent"},
    ways=frozenset({"link"}),
    has_wording=True,
    may_alert=True,
    has_duty=True,
    has_contact=True,
    asked=30,
)


def test_a_complete_draft_may_open() -> None:
    assert missing_to_open(READY) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"has_notice": False}, "notice"),
        ({"bases": {"research": "consent"}}, "purpose"),
        ({"bases": {"survey": "separate_consent", "research": ""}}, "basis"),
        ({"ways": frozenset()}, "way"),
        ({"has_wording": False}, "wording"),
        ({"has_duty": False}, "duty"),
        ({"has_contact": False}, "contact"),
        ({"asked": 0}, "nobody"),
        ({"is_over": True}, "over"),
    ],
)
def test_each_thing_that_is_missing_is_named(change: dict[str, object], code: str) -> None:
    found = missing_to_open(replace(READY, **change))
    assert [one.code for one in found] == [f"surveys.open.{code}"]


@pytest.mark.parametrize(
    ("ways", "may_alert", "expected"),
    [
        ({"link"}, True, True),
        ({"room"}, True, True),
        ({"paper"}, True, False),
        ({"file"}, True, False),
        ({"link"}, False, False),
    ],
)
def test_duty_is_needed_where_nobody_sits_beside_the_student(
    ways: set[str], may_alert: bool, expected: bool
) -> None:
    assert needs_duty(replace(READY, ways=frozenset(ways), may_alert=may_alert)) is expected


def test_on_paper_a_scale_needs_no_wording_and_no_duty() -> None:
    paper = replace(READY, ways=frozenset({"paper"}), has_wording=False, has_duty=False)
    assert missing_to_open(paper) == ()


NAMES = st.lists(st.text(min_size=1, max_size=4), unique=True, min_size=1, max_size=30)


@given(NAMES, st.integers(1, 40), st.text(max_size=5), st.randoms())
def test_a_sample_depends_on_its_seed_alone(population, size, seed, shuffler) -> None:
    drawn = sample_of(population, size=size, seed=seed)
    shuffled = list(population)
    shuffler.shuffle(shuffled)
    assert drawn == sample_of(shuffled, size=size, seed=seed)
    assert len(drawn) == len(set(drawn)) == min(size, len(population))
    assert set(drawn) <= set(population)


def test_another_seed_draws_others() -> None:
    everyone = [str(number) for number in range(200)]
    assert sample_of(everyone, size=20, seed="a") != sample_of(everyone, size=20, seed="b")


def test_rates_of_large_groups_are_told() -> None:
    rates = rates_of({"7-1": Rate(40, 30), "7-2": Rate(10, 0)}, policy=POLICY)
    assert rates == Rates(Rate(50, 30), {"7-1": Rate(40, 30), "7-2": Rate(10, 0)}, None)
    assert rates.groups["7-1"].share == 0.75


def test_small_groups_stand_together() -> None:
    rates = rates_of({"7-1": Rate(40, 30), "7-2": Rate(9, 4), "7-3": Rate(6, 3)}, policy=POLICY)
    assert (rates.rest, rates.total) == (Rate(15, 7), Rate(55, 37))
    assert list(rates.groups) == ["7-1"]


def test_a_class_in_which_a_handful_answered_stands_with_another() -> None:
    groups = {"7-1": Rate(40, 30), "7-2": Rate(38, 3), "7-3": Rate(36, 20), "7-4": Rate(35, 0)}
    rates = rates_of(groups, policy=POLICY)
    assert rates.hides_a_few
    assert "7-2" not in rates.groups
    assert rates.groups["7-4"] == Rate(35, 0)
    assert rates.total == Rate(149, 53)
    assert rates.rest in (Rate(78, 33), Rate(74, 23))


def test_all_but_a_handful_is_told_it_says_nothing_of_who_said_no() -> None:
    groups = {"7-1": Rate(40, 38), "7-2": Rate(38, 38)}
    assert rates_of(groups, policy=POLICY).groups == groups


def test_as_long_as_a_handful_answered_in_all_no_number_of_them_is_told() -> None:
    rates = rates_of({"7-1": Rate(40, 0), "7-2": Rate(38, 3)}, policy=POLICY)
    assert (rates.total, rates.rest) == (None, None)
    assert rates.groups == {"7-1": Rate(40, 0)}


def test_that_nobody_has_answered_yet_is_told() -> None:
    groups = {"7-1": Rate(40, 0), "7-2": Rate(38, 0)}
    assert rates_of(groups, policy=POLICY) == Rates(Rate(78, 0), groups, None)


def test_one_small_group_cannot_be_had_by_subtraction() -> None:
    rates = rates_of({"7-1": Rate(40, 30), "7-2": Rate(9, 1)}, policy=POLICY)
    assert (rates.rest, rates.total) == (None, None)


@given(st.dictionaries(st.text(max_size=3), st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_no_number_told_or_subtracted_is_of_fewer_than_may_be_told(groups) -> None:
    rates = rates_of({n: Rate(max(pair), min(pair)) for n, pair in groups.items()}, policy=POLICY)
    told = [*rates.groups.values(), *filter(None, (rates.rest, rates.total))]
    assert all(rate.asked >= 10 for rate in told)
    if rates.total is not None:
        hidden = rates.total.asked - sum(rate.asked for rate in rates.groups.values())
        assert hidden == 0 or hidden >= 10
    assert not any(POLICY.is_small(one.answered) for one in told)
    if rates.total is not None:
        shown = sum(one.answered for one in rates.groups.values())
        assert not POLICY.is_small(rates.total.answered - shown)


def test_grades_are_told_where_their_small_classes_are_enough_together() -> None:
    grade_of = {"7-1": "7", "7-2": "7", "8-1": "8", "8-2": "8"}
    large = {"7-1": Rate(40, 30), "7-2": Rate(12, 8), "8-1": Rate(38, 19), "8-2": Rate(10, 5)}
    told = rates_of_parts(large, grade_of, policy=POLICY)
    assert told == {"7": Rate(52, 38), "8": Rate(48, 24)}
    assert rates_of_parts({**large, "8-2": Rate(10, 1)}, grade_of, policy=POLICY) == {}


def test_no_grade_is_told_beside_one_that_would_tell_of_a_few() -> None:
    grade_of = {"7-1": "7", "7-2": "7", "7-3": "7", "8-1": "8", "8-2": "8"}
    classes = {"7-1": Rate(40, 30), "7-2": Rate(9, 3), "7-3": Rate(9, 3)}
    assert rates_of_parts(classes, grade_of, policy=POLICY) == {"7": Rate(58, 36)}
    classes |= {"8-1": Rate(38, 19), "8-2": Rate(4, 1)}
    assert rates_of_parts(classes, grade_of, policy=POLICY) == {}


_classes = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2), st.tuples(st.integers(0, 30), st.integers(0, 30))
)


@given(_classes)
def test_no_group_of_few_can_be_had_from_classes_grades_and_total(pairs) -> None:
    groups = {name: Rate(max(pair), min(pair)) for name, pair in pairs.items()}
    grade_of = {name: name[0] for name in groups}
    parts = rates_of_parts(groups, grade_of, policy=POLICY)
    told = rates_of(groups, policy=POLICY)
    for grade, rate in parts.items():
        classes = [r for name, r in told.groups.items() if grade_of[name] == grade]
        hidden = rate.asked - sum(one.asked for one in classes)
        assert hidden == 0 or hidden >= 10
        assert not POLICY.is_small(rate.answered - sum(one.answered for one in classes))
    if parts and told.total:
        assert sum(rate.asked for rate in parts.values()) == told.total.asked


@pytest.mark.parametrize(
    ("unanswered", "no", "told"),
    [(30, 5, 5), (30, 4, None), (30, 1, None), (30, 0, 0), (30, 26, None), (30, 25, 25), (0, 0, 0)],
)
def test_a_handful_who_said_no_is_not_told_nor_one_who_did_not(unanswered, no, told) -> None:
    assert said_no(unanswered, no, POLICY) == told


def test_those_who_said_no_are_a_part() -> None:
    with pytest.raises(ValueError, match="a part of"):
        said_no(3, 4, POLICY)


def test_nobody_asked_has_no_rate() -> None:
    assert rates_of({}, policy=POLICY) == Rates(None, {}, None)
    assert Rate(0, 0).share != Rate(0, 0).share
