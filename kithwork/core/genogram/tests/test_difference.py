"""What changed in a family: each change by its code, nothing where nothing changed."""

from dataclasses import replace

import pytest

from kithwork.core.genogram.difference import changes
from kithwork.core.genogram.family import Bond, Member, Partnership, Tie
from kithwork.core.genogram.kin import Kin

MOTHER = Member(key="ma", kin=Kin.MOTHER, is_away=True, away_place="东莞")


def codes(before: Member | None, after: Member | None) -> list[str]:
    told = changes([before] if before else [], [after] if after else [])
    return [one.reason.code.removeprefix("genogram.change.") for one in told]


@pytest.mark.parametrize(
    ("now", "code"),
    [
        ({"is_away": False}, "came_back"),
        ({"away_place": "深圳"}, "away_elsewhere"),
        ({"lives_here": True}, "lives_here"),
        ({"cares": True}, "cares"),
        ({"is_entrusted": True}, "entrusted"),
        ({"is_deceased": True}, "died"),
        ({"partnership": Partnership.DIVORCED}, "couple_divorced"),
        ({"kin": Kin.STEPMOTHER}, "kin"),
    ],
)
def test_each_change_has_its_code(now: dict[str, object], code: str) -> None:
    assert codes(MOTHER, replace(MOTHER, **now)) == [code]


@pytest.mark.parametrize(
    ("then", "code"),
    [
        ({"lives_here": True}, "lives_elsewhere"),
        ({"is_away": False}, "went_away"),
        ({"cares": True}, "cares_no_more"),
        ({"is_entrusted": True}, "entrusted_no_more"),
    ],
)
def test_and_the_other_way_round(then: dict[str, object], code: str) -> None:
    assert codes(replace(MOTHER, **then), MOTHER) == [code]


def test_who_comes_and_who_goes() -> None:
    assert codes(None, MOTHER) == ["new"]
    assert codes(MOTHER, None) == ["gone"]
    assert codes(MOTHER, MOTHER) == []


def test_lines_between_two_people_whichever_is_named_first() -> None:
    before = [
        Tie(one="me", other="ma", bond=Bond.DISTANT),
        Tie(one="me", other="pa", bond=Bond.CLOSE),
    ]
    after = [Tie(one="ma", other="me", bond=Bond.CLOSE)]
    told = changes([], [], ties_before=before, ties_after=after)
    assert [(one.key, one.other, one.reason.code) for one in told] == [
        ("ma", "me", "genogram.change.line_close"),
        ("me", "pa", "genogram.change.line_close_no_more"),
    ]
