"""Supply held against stated need: which gap is looked at first, and what silence means."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.aid.gap import Balance, Finding, Stated, balance
from kithwork.core.aid.supply import Offer, StatedNone, supply_matrix
from kithwork.core.support.functions import FOUR, Function

DAY = dt.date(2026, 11, 22)
GRANT = Offer(
    ref="grant", source="government", functions=(Function.IS,), is_service=False, since=DAY
)
TALKS = Offer(
    ref="talks",
    source="psych_service",
    functions=(Function.EM,),
    is_service=True,
    since=DAY,
)
NO_FEEDBACK = StatedNone(ref="minutes", source="school", function=Function.AP, on=DAY)


def held(*offers: Offer, **stated: tuple[int, int]) -> Balance:
    matrix = supply_matrix(offers, [NO_FEEDBACK], on=DAY)
    said = {Function[f]: Stated(asked=n, too_little=few) for f, (n, few) in stated.items()}
    return balance(offers, matrix, said)


@pytest.mark.parametrize(
    ("function", "finding"),
    [
        (Function.EM, Finding.NEED_DESPITE_SUPPLY),
        (Function.IS, Finding.NO_NEED_STATED),
        (Function.IN, Finding.NEED_NOT_RECORDED),
        (Function.AP, Finding.NEED_WITHOUT_SUPPLY),
    ],
)
def test_each_function_has_one_finding(function: Function, finding: Finding) -> None:
    found = held(GRANT, TALKS, EM=(50, 30), IS=(50, 0), IN=(50, 10), AP=(50, 10))
    assert {gap.function: gap.finding for gap in found.gaps}[function] is finding


def test_a_recorded_none_is_looked_at_before_a_larger_share() -> None:
    found = held(GRANT, TALKS, EM=(50, 45), IN=(50, 20), AP=(50, 10))
    assert found.first is not None
    assert found.first.function is Function.AP


def test_the_larger_share_comes_first_among_alike() -> None:
    found = held(GRANT, TALKS, EM=(50, 20), IS=(50, 40))
    assert found.first is not None
    assert found.first.function is Function.IS


def test_what_nobody_was_asked_is_not_a_need() -> None:
    found = held(GRANT)
    assert {gap.finding for gap in found.gaps} == {Finding.NOT_ASKED}
    assert found.first is None


def test_a_hidden_number_is_not_a_need() -> None:
    matrix = supply_matrix([GRANT], on=DAY)
    found = balance((GRANT,), matrix, {Function.EM: Stated(asked=40)})
    assert found.gaps[0].finding is Finding.NOT_ASKED


def test_material_aid_alone_is_counted() -> None:
    found = held(GRANT, TALKS)
    assert (found.offers, found.only_material) == (2, 1)
    assert [(gap.programmes, gap.services) for gap in found.gaps[:2]] == [(0, 1), (1, 0)]


@given(st.integers(1, 500), st.data())
def test_more_stated_need_never_makes_a_finding_milder(asked: int, data: st.DataObject) -> None:
    fewer = data.draw(st.integers(0, asked))
    more = data.draw(st.integers(fewer, asked))
    order = list(Finding)
    for function in FOUR:
        mild = held(GRANT, TALKS, **{function.value: (asked, fewer)})
        hard = held(GRANT, TALKS, **{function.value: (asked, more)})
        place = FOUR.index(function)
        assert order.index(hard.gaps[place].finding) <= order.index(mild.gaps[place].finding)
