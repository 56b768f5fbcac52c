"""The ecomap: no two circles touch, lines say what the tie is, changes are told tie by tie."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.ecomap.difference import changes
from kithwork.core.ecomap.layout import CENTRE_RADIUS, RADIUS, layout
from kithwork.core.ecomap.ties import Flow, Strength, Tie
from kithwork.core.support.functions import Function


def tie(key: str = "a", **more) -> Tie:
    return Tie(key=key, source="teacher_homeroom", **more)


def far(one, other) -> float:
    return math.dist((one.x, one.y), (other.x, other.y))


@given(st.integers(min_value=0, max_value=30))
def test_no_two_circles_touch_and_all_stand_in_the_picture(n: int) -> None:
    picture = layout([tie(str(number)) for number in range(n)])
    places = [node.at for node in picture.nodes]
    for number, one in enumerate(places):
        assert far(one, picture.centre) > RADIUS + CENTRE_RADIUS + 60
        assert RADIUS <= one.x <= picture.width - RADIUS
        assert RADIUS <= one.y <= picture.height - RADIUS
        for other in places[number + 1 :]:
            assert far(one, other) > 2 * RADIUS


def test_the_first_tie_stands_at_the_top_and_the_second_to_the_right() -> None:
    picture = layout([tie(str(number)) for number in range(4)])
    top, right, bottom, left = (node.at for node in picture.nodes)
    assert top.x == bottom.x == picture.centre.x
    assert right.y == pytest.approx(left.y, abs=2)
    assert top.y < right.y < bottom.y
    assert left.x < top.x < right.x


@pytest.mark.parametrize(
    ("strength", "is_stressful", "strokes", "dashed"),
    [
        (Strength.STRONG, False, 2, False),
        (Strength.STRONG, True, 3, False),
        (Strength.ORDINARY, False, 1, False),
        (Strength.ORDINARY, True, 1, False),
        (Strength.WEAK, False, 1, True),
        (Strength.NONE, False, 0, False),
        (Strength.NONE, True, 1, False),
    ],
)
def test_lines_say_what_the_tie_is(strength, is_stressful, strokes, dashed) -> None:
    (node,) = layout([tie(strength=strength, is_stressful=is_stressful)]).nodes
    assert (len(node.strokes), node.is_dashed) == (strokes, dashed)


def test_a_stressful_line_is_jagged() -> None:
    (node,) = layout([tie(is_stressful=True)]).nodes
    assert len(node.strokes[0]) > 6


@pytest.mark.parametrize(
    ("flow", "heads"), [(Flow.NOT_SAID, 0), (Flow.IN, 1), (Flow.OUT, 1), (Flow.BOTH, 2)]
)
def test_arrows_point_where_energy_flows(flow: Flow, heads: int) -> None:
    picture = layout([tie(flow=flow)])
    tips = [head[0] for head in picture.nodes[0].heads]
    assert len(tips) == heads
    if flow is Flow.IN:
        assert far(tips[0], picture.centre) < far(tips[0], picture.nodes[0].at)


def test_each_function_has_its_badge_on_the_line() -> None:
    (node,) = layout([tie(functions=(Function.EM, Function.AP))]).nodes
    assert [badge.function for badge in node.badges] == [Function.EM, Function.AP]
    assert far(node.badges[0].at, node.badges[1].at) == pytest.approx(19, abs=0.2)


def told(before: list[Tie], after: list[Tie]) -> list[str]:
    return [change.reason.code.removeprefix("ecomap.change.") for change in changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ([], [tie(strength=Strength.STRONG)], ["new_strong"]),
        ([], [tie()], ["new"]),
        ([tie()], [], ["gone"]),
        ([tie()], [tie()], []),
        ([tie()], [tie(strength=Strength.STRONG)], ["now_strong"]),
        ([tie(strength=Strength.WEAK)], [tie()], ["stronger"]),
        ([tie()], [tie(strength=Strength.WEAK)], ["weaker"]),
        ([tie()], [tie(strength=Strength.NONE)], ["cut"]),
        ([tie(is_stressful=True)], [tie()], ["stress_eased"]),
        ([tie()], [tie(is_stressful=True)], ["stress_began"]),
        ([tie(flow=Flow.IN)], [tie(flow=Flow.BOTH)], ["flow_both"]),
        ([tie(flow=Flow.IN)], [tie()], []),
        ([tie(functions=(Function.EM,))], [tie(functions=(Function.AP,))],
         ["gives_now", "gives_no_more"]),
    ],
)  # fmt: skip
def test_changes_are_told_tie_by_tie(before, after, codes) -> None:
    assert told(before, after) == codes


def test_a_tie_stands_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        changes([tie(), tie()], [])
