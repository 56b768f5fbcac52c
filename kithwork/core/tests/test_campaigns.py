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
    sample_of,
)

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
    rates = rates_of({"7-1": Rate(40, 30), "7-2": Rate(10, 0)}, least=10)
    assert rates == Rates(Rate(50, 30), {"7-1": Rate(40, 30), "7-2": Rate(10, 0)}, None)
    assert rates.groups["7-1"].share == 0.75


def test_small_groups_stand_together() -> None:
    rates = rates_of({"7-1": Rate(40, 30), "7-2": Rate(9, 1), "7-3": Rate(6, 2)}, least=10)
    assert (rates.rest, rates.total) == (Rate(15, 3), Rate(55, 33))
    assert list(rates.groups) == ["7-1"]


def test_one_small_group_cannot_be_had_by_subtraction() -> None:
    rates = rates_of({"7-1": Rate(40, 30), "7-2": Rate(9, 1)}, least=10)
    assert (rates.rest, rates.total) == (None, None)


@given(st.dictionaries(st.text(max_size=3), st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_no_number_told_or_subtracted_is_of_fewer_than_may_be_told(groups) -> None:
    rates = rates_of({n: Rate(max(pair), min(pair)) for n, pair in groups.items()}, least=10)
    told = [*rates.groups.values(), *filter(None, (rates.rest, rates.total))]
    assert all(rate.asked >= 10 for rate in told)
    if rates.total is not None:
        hidden = rates.total.asked - sum(rate.asked for rate in rates.groups.values())
        assert hidden == 0 or hidden >= 10


def test_nobody_asked_has_no_rate() -> None:
    assert rates_of({}, least=10) == Rates(None, {}, None)
    assert Rate(0, 0).share != Rate(0, 0).share
