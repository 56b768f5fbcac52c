"""An inventory becomes cells of the matrix: supplied, recorded none, or not recorded."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.aid.supply import PLENTY, Offer, StatedNone, state_of, states, supply_matrix
from kithwork.core.support.cells import Aspect
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Supply, recorded

DAY = dt.date(2026, 11, 22)
SOURCES = ("school", "government", "psych_service")

offers = st.builds(
    Offer,
    ref=st.text("abc", min_size=1, max_size=3),
    source=st.sampled_from(SOURCES),
    functions=st.lists(st.sampled_from(FOUR), min_size=1, unique=True).map(tuple),
    is_service=st.booleans(),
    since=st.just(DAY),
    covers=st.none() | st.floats(0.01, 1),
)


def grant(**more: float) -> Offer:
    return Offer(
        ref="grant",
        source="government",
        functions=(Function.IS,),
        is_service=False,
        since=DAY,
        covers=more.get("covers"),
    )


def none_of(function: Function) -> StatedNone:
    return StatedNone(ref="minutes", source="psych_service", function=function, on=DAY)


def test_silence_is_not_a_recorded_none() -> None:
    matrix = supply_matrix([grant()], [none_of(Function.EM)], on=DAY)
    assert states(matrix) == {
        Function.EM: Supply.RECORDED_NONE,
        Function.IS: Supply.SUPPLIED,
        Function.IN: Supply.NOT_RECORDED,
        Function.AP: Supply.NOT_RECORDED,
    }


def test_a_programme_in_force_overrules_a_recorded_none() -> None:
    counselling = Offer(
        ref="talks",
        source="psych_service",
        functions=(Function.EM,),
        is_service=True,
        since=DAY,
    )
    matrix = supply_matrix([counselling], [none_of(Function.EM)], on=DAY)
    assert state_of(matrix, Function.EM) is Supply.SUPPLIED


def test_shares_of_one_place_add_up_to_all_at_most() -> None:
    half, most = grant(covers=0.5), grant(covers=0.75)
    (cell,) = supply_matrix([half], on=DAY).cells
    assert cell.level == PLENTY / 2
    (cell,) = supply_matrix([half, most], on=DAY).cells
    assert cell.level == PLENTY


def test_an_amount_that_nobody_stated_stays_open() -> None:
    (cell,) = supply_matrix([grant()], on=DAY).cells
    assert cell.level is None
    assert cell.evidence[0].ref == "grant"


@given(st.lists(offers, max_size=6))
def test_every_function_of_every_offer_is_supplied_and_no_other(given_offers: list[Offer]) -> None:
    matrix = supply_matrix(given_offers, on=DAY)
    there = {(one.source, f) for one in given_offers for f in one.functions}
    for source in SOURCES:
        for function in FOUR:
            found = recorded(matrix, source, function=function, aspect=Aspect.SUPPLIED)
            assert (found is Supply.SUPPLIED) is ((source, function) in there)
