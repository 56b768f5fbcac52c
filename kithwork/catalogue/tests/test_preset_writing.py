"""Presets written and read again, told anew in one language, and compared."""

from dataclasses import replace

import pytest

from kithwork.catalogue.preset_changes import changes
from kithwork.catalogue.preset_writing import (
    is_stand_in,
    read_again,
    retold,
    texts_of,
    written,
)
from kithwork.catalogue.presets import Preset, presets
from kithwork.core.planning.actions import WhoDoes
from kithwork.core.text import Text

P1 = "P1"


@pytest.mark.parametrize("code", sorted(presets()))
def test_what_is_written_is_read_as_the_same_with_the_same_hash(code: str) -> None:
    preset = presets()[code]
    assert read_again(written(preset), file=code) == preset


@pytest.mark.parametrize(
    "odd", ["yes", "2026-01-01", "12:30", "null", "# no comment", "a: b", "“—”", "'", "1"]
)
def test_odd_texts_stay_texts(odd: str) -> None:
    preset = replace(presets()[P1], label=Text(odd, odd))
    again = read_again(written(preset), file=P1)
    assert again.label == Text(odd, odd)


@pytest.mark.parametrize(
    ("stood", "typed", "language", "told"),
    [
        (Text("home", "家"), "家", "zh-Hans", Text("home", "家")),
        (Text("home", "家"), "学校", "zh-Hans", Text("学校", "学校")),
        (Text("home", "家"), "school", "en", Text("school", "school")),
        (Text("学校", "学校"), "school", "en", Text("school", "学校")),
        (Text("school", "school"), "学校", "zh-Hans", Text("school", "学校")),
        (Text("学校", "学校"), "校园", "zh-Hans", Text("校园", "校园")),
        (Text("", ""), "家", "zh-Hans", Text("家", "家")),
    ],
)
def test_a_text_told_anew(stood: Text, typed: str, language: str, told: Text) -> None:
    assert retold(stood, typed, language) == told


@pytest.mark.parametrize(
    ("text", "is_missing"),
    [
        (Text("home", "家"), False),
        (Text("家", "家"), True),
        (Text("home", "home"), True),
        (Text("4–6", "4–6"), False),
    ],
)
def test_what_stands_in_is_seen_by_its_signs(text: Text, is_missing: bool) -> None:
    assert is_stand_in(text) is is_missing


def test_no_text_of_the_catalogue_stands_in() -> None:
    assert not [
        one for preset in presets().values() for one in texts_of(preset) if is_stand_in(one)
    ]


def changed(**stage: object) -> Preset:
    preset = presets()[P1]
    first = replace(preset.stages[0], **stage)
    return replace(preset, stages=(first, *preset.stages[1:]))


def test_nothing_differs_from_itself() -> None:
    assert changes(presets()[P1], presets()[P1]) == ()


def test_each_kind_of_change_is_told_in_both_languages() -> None:
    before = presets()[P1]
    first = before.stages[0]
    moved = replace(first.sessions[0], techniques=("EM-05",), aim=Text("other", "别的"))
    cases = {
        "stage_weeks": changed(weeks=first.weeks + 1),
        "stage_name": changed(name=Text("begin", "开始")),
        "who_client": changed(who_does=WhoDoes.CLIENT),
        "session_removed": changed(sessions=first.sessions[1:]),
        "session_changed": changed(sessions=(moved, *first.sessions[1:])),
        "technique_added": changed(sessions=(moved, *first.sessions[1:])),
        "technique_removed": changed(sessions=(moved, *first.sessions[1:])),
        "care": changed(care=first.care[:1]),
        "stage_removed": replace(before, stages=before.stages[1:]),
        "stages_moved": replace(before, stages=before.stages[::-1]),
        "stage_added": replace(before, stages=(*before.stages, replace(first, code="new"))),
        "lens_removed": replace(before, lenses=before.lenses[1:]),
        "lens_added": replace(before, lenses=(*before.lenses, "crisis")),
        "weeks": replace(before, most_weeks=20),
        "aim": replace(before, aim=Text("other", "别的")),
    }
    for code, after in cases.items():
        found = {one.code: one for one in changes(before, after)}
        assert code in found
        english, chinese = found[code].said_in("en"), found[code].said_in("zh-Hans")
        assert english
        assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
        assert "{" not in english + chinese


def test_a_session_added_is_the_other_way_round_removed() -> None:
    before, after = presets()[P1], changed(sessions=presets()[P1].stages[0].sessions[1:])
    assert changes(before, after)[0].code == "session_removed"
    assert changes(after, before)[0].code == "session_added"
