"""The drawn family: nobody on top of another, everybody once, every line ends at its people."""

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.genogram.bonds import Box
from kithwork.core.genogram.family import Bond, Member, Partnership, Symbol, Tie
from kithwork.core.genogram.kin import NARROWER, PLACES, Kin, Part, Sex
from kithwork.core.genogram.layout import Picture, layout
from kithwork.core.genogram.shapes import DOUBLE, HALF, Point, Stroke

STUDENT = Member(key="me", kin=Kin.STUDENT, sex=Sex.FEMALE, age=14)
KINS = [kin for kin in Kin if kin is not Kin.STUDENT]
LEFT_BEHIND = (
    STUDENT,
    Member(key="ma", kin=Kin.MOTHER, is_away=True, lines=4, partnership=Partnership.DIVORCED),
    Member(key="pa", kin=Kin.FATHER, is_away=True, lines=4),
    Member(key="nai", kin=Kin.FATHERS_MOTHER, lives_here=True, cares=True, is_entrusted=True),
    Member(key="ye", kin=Kin.FATHERS_FATHER, is_deceased=True),
    Member(key="gu", kin=Kin.FATHERS_SISTER),
    Member(key="step", kin=Kin.STEPMOTHER, partnership=Partnership.COHABITING),
    Member(key="half", kin=Kin.FATHERS_SON, lives_here=True),
    Member(key="di", kin=Kin.YOUNGER_BROTHER, is_adopted=True, lives_here=True),
    Member(key="jiu", kin=Kin.MOTHERS_BROTHER),
)


@st.composite
def families(draw: st.DrawFn) -> tuple[list[Member], list[Tie]]:
    kins = draw(st.lists(st.sampled_from(KINS), max_size=14))
    members = [
        STUDENT,
        *(
            Member(
                key=f"{place}",
                kin=kin,
                sex=draw(st.sampled_from(Sex)),
                lives_here=draw(st.booleans()),
                lines=draw(st.integers(1, 5)),
                age=draw(st.none() | st.integers(0, 90)),
                partnership=draw(st.sampled_from(Partnership)),
                is_adopted=draw(st.booleans()),
            )
            for place, kin in enumerate(kins)
        ),
    ]
    keys = st.sampled_from([one.key for one in members])
    tie = st.builds(Tie, one=keys, other=keys, bond=st.sampled_from(Bond))
    return members, draw(st.lists(tie, max_size=5))


def at_of(picture: Picture) -> dict[str, Point]:
    return {node.member.key: node.at for node in picture.nodes}


def reach(key: str) -> float:
    return DOUBLE if key == STUDENT.key else HALF


@given(families())
@settings(max_examples=120, deadline=None)
def test_no_two_symbols_overlap_and_everybody_stands_once(family) -> None:
    members, ties = family
    picture = layout(members, ties)
    drawn = [node.member.key for node in picture.nodes if node.member.is_recorded]
    assert sorted(drawn) == sorted(one.key for one in members)
    for one, other in itertools.combinations(picture.nodes, 2):
        apart = max(abs(one.at.x - other.at.x), abs(one.at.y - other.at.y))
        assert apart >= 2 * DOUBLE, (one.member.kin, other.member.kin)
    for node in picture.nodes:
        assert 0 < node.at.x - DOUBLE < node.at.x + DOUBLE < picture.width
        assert 0 < node.at.y - DOUBLE < node.at.y + DOUBLE < picture.height


@given(families())
@settings(max_examples=80, deadline=None)
def test_words_never_reach_into_another_symbol_or_word(family) -> None:
    picture = layout(*family)
    boxes = [
        Box(n.words.x - 50, n.words.y - 7, n.words.x + 50, n.words.y + 15 * n.member.lines - 8)
        for n in picture.nodes
    ]
    for (one, box), (other, its) in itertools.combinations(
        zip(picture.nodes, boxes, strict=True), 2
    ):
        assert (
            box.right <= its.left
            or its.right <= box.left
            or not (box.top < its.bottom and its.top < box.bottom)
        ), (one.member.kin, other.member.kin)
        assert (
            box.bottom < other.at.y - DOUBLE
            or box.top > other.at.y
            or (abs(one.at.x - other.at.x) >= 50 + HALF)
        )


@given(families())
@settings(max_examples=80, deadline=None)
def test_every_line_of_relationship_ends_at_its_people(family) -> None:
    members, ties = family
    for tie in ties:
        if tie.one == tie.other:
            continue
        picture, bare = layout(members, [tie]), layout(members)
        strokes = [one for one in picture.strokes if one not in bare.strokes]
        at = at_of(picture)
        points = [p for stroke in strokes for p in stroke.points]
        for key in (tie.one, tie.other):
            nearest = min(math.dist((p.x, p.y), (at[key].x, at[key].y)) for p in points)
            assert reach(key) - 1 < nearest < reach(key) + 12


@given(families())
@settings(max_examples=80, deadline=None)
def test_couples_and_children_are_joined(family) -> None:
    picture = layout(family[0])
    at = at_of(picture)
    ends = [
        p for one in picture.strokes if not one.is_closed for p in (one.points[0], one.points[-1])
    ]
    for couple in picture.couples:
        for child in couple.children:
            assert any(
                p.x == at[child].x and abs(p.y - (at[child].y - reach(child))) < 1 for p in ends
            )
        for key in (couple.one, couple.other):
            if couple.other is not None:
                assert any(
                    math.dist((p.x, p.y), (at[key].x, at[key].y)) <= reach(key) * math.sqrt(2)
                    for p in ends
                ), key


@given(families())
@settings(max_examples=120, deadline=None)
def test_the_dotted_circle_holds_just_who_lives_here(family) -> None:
    members = family[0]
    picture = layout(members)
    loops = [one.points for one in picture.strokes if one.kind == "household"]
    home = {one.key for one in members if one.lives_here} | {STUDENT.key}
    assert bool(loops) is (len(home) > 1)
    if loops:
        inside = {n.member.key for n in picture.nodes if _is_inside(n.at, loops)}
        assert inside == home


def _is_inside(at: Point, loops: list[tuple[Point, ...]]) -> bool:
    """Whether a ray to the right crosses the loops an odd number of times."""
    crossings = 0
    for loop in loops:
        for a, b in zip(loop, (*loop[1:], loop[0]), strict=True):
            if (a.y > at.y) != (b.y > at.y):
                crossings += at.x < a.x + (at.y - a.y) * (b.x - a.x) / (b.y - a.y)
    return crossings % 2 == 1


def test_three_generations_with_remarriage_half_brother_and_those_who_are_missing() -> None:
    picture = layout(LEFT_BEHIND)
    at = at_of(picture)
    assert at["nai"].y < at["pa"].y < at["me"].y
    assert at["ye"].x < at["nai"].x
    assert at["step"].x < at["half"].x < at["pa"].x < at["me"].x < at["di"].x < at["ma"].x
    assert at["ma"].x < at["jiu"].x
    missing = {n.member.kin for n in picture.nodes if not n.member.is_recorded}
    assert missing == {Kin.MOTHERS_FATHER, Kin.MOTHERS_MOTHER}
    kinds = [one.kind for one in picture.strokes]
    assert kinds.count("slash") == 2  # divorced
    assert kinds.count("deceased") == 2
    assert kinds.count("cohabiting") == 1
    assert kinds.count("adopted") == 1
    assert [badge.kind for badge in picture.badges] == ["carer", "entrusted"]


def test_a_student_of_whom_nothing_is_known_has_two_parents_not_recorded() -> None:
    picture = layout([STUDENT])
    kins = {n.member.kin: n.member.is_recorded for n in picture.nodes}
    assert kins == {Kin.STUDENT: True, Kin.MOTHER: False, Kin.FATHER: False}


def test_the_student_has_a_double_border() -> None:
    outlines = [s for s in layout([STUDENT]).strokes if s.kind == "symbol"]
    assert [_height(one) for one in outlines] == [2 * DOUBLE, 2 * HALF]


def _height(stroke: Stroke) -> float:
    return max(p.y for p in stroke.points) - min(p.y for p in stroke.points)


@pytest.mark.parametrize(
    ("kin", "sex", "symbol"),
    [
        (Kin.FATHER, Sex.NOT_SAID, Symbol.SQUARE),
        (Kin.MOTHERS_SISTER, Sex.NOT_SAID, Symbol.CIRCLE),
        (Kin.FATHERS_COUSIN, Sex.NOT_SAID, Symbol.DIAMOND),
        (Kin.FATHERS_COUSIN, Sex.MALE, Symbol.SQUARE),
        (Kin.UNBORN_SIBLING, Sex.NOT_SAID, Symbol.TRIANGLE),
    ],
)
def test_the_symbol_follows_from_who_she_is(kin: Kin, sex: Sex, symbol: Symbol) -> None:
    assert Member(key="x", kin=kin, sex=sex).symbol is symbol


def test_lines_of_relationship_have_their_notation() -> None:
    def strokes(bond: Bond) -> list[Stroke]:
        ties = [Tie(one="me", other="ma", bond=bond)]
        bare = layout(LEFT_BEHIND).strokes
        return [one for one in layout(LEFT_BEHIND, ties).strokes if one not in bare]

    assert len(strokes(Bond.CLOSE)) == 2
    assert len(strokes(Bond.DISTANT)) == 1
    assert len(strokes(Bond.CUT_OFF)) == 4  # two halves, two bars
    [conflict] = strokes(Bond.CONFLICT)
    assert len(conflict.points) > 10
    assert [one.kind for one in strokes(Bond.VIOLENCE)] == ["violence", "violence_head"]


def test_a_line_goes_round_whoever_stands_between() -> None:
    ties = [Tie(one="step", other="ma", bond=Bond.CONFLICT)]
    bare = layout(LEFT_BEHIND).strokes
    picture = layout(LEFT_BEHIND, ties)
    [drawn] = [one for one in picture.strokes if one not in bare]
    father = at_of(picture)["pa"]
    assert all(math.dist((p.x, p.y), (father.x, father.y)) > HALF for p in drawn.points)


@pytest.mark.parametrize(
    "members",
    [[], [STUDENT, replace(STUDENT, key="other")], [STUDENT, STUDENT]],
    ids=["nobody", "two students", "one twice"],
)
def test_a_genogram_has_one_student(members: list[Member]) -> None:
    with pytest.raises(ValueError, match=r"student|twice"):
        layout(members)


def test_every_word_of_kinship_has_a_place() -> None:
    assert set(PLACES) == set(Kin)
    assert all(kin.place.part is not Part.APART or kin in NARROWER for kin in Kin)
