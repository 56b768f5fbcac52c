"""Techniques, presets and guides as they stand: every need is answered, every code is said."""

import re
from pathlib import Path

import pytest

import kithwork.core.ecomap as ecomap
import kithwork.core.planning as planning
from kithwork.catalogue.guides import feelings, guides, steps
from kithwork.catalogue.located import parse
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.presets import lenses, presets
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.techniques import (
    SKILL_GROUPS,
    read_technique,
    skills,
    techniques,
    techniques_for,
)
from kithwork.catalogue.words import word
from kithwork.core.planning.actions import Care, WhoDoes
from kithwork.core.support.functions import FOUR, Function


def test_the_catalogue_of_the_field_is_whole() -> None:
    numbers = {"EM": 13, "IS": 13, "IN": 12, "AP": 13, "X": 10}
    expected = [f"{stem}-{n:02}" for stem, last in numbers.items() for n in range(1, last + 1)]
    assert list(techniques()) == expected
    assert {skill.group for skill in skills().values()} == set(SKILL_GROUPS)


def test_every_need_is_answered_by_a_technique() -> None:
    answered = {need for one in techniques().values() for need in one.needs}
    assert set(need_entries()) == answered


@pytest.mark.parametrize("code", list(techniques()))
def test_a_need_is_served_by_its_function_or_by_another_way(code: str) -> None:
    one = techniques()[code]
    assert 3 <= len(one.fidelity) <= 6
    assert set(one.functions) <= set(Function)
    for text in (one.name, one.plain, one.aim, one.not_when, *one.steps, *one.fidelity):
        assert "贫困生" not in text.zh_hans
        assert "评估" not in text.zh_hans
        assert text.en != text.zh_hans


def test_techniques_for_a_need_come_first() -> None:
    offered = techniques_for(frozenset({"N-FAM-3"}), Function.EM)
    assert offered[0].code == "EM-01"
    assert {one.code for one in offered} >= {"EM-13", "X-01", "X-10"}


def test_each_function_has_care_in_the_presets() -> None:
    for preset in presets().values():
        used = {code for s in preset.stages for one in s.sessions for code in one.techniques}
        given = frozenset[Care]().union(*(techniques()[code].care for code in used))
        assert {Care.DIALOGUE, Care.CONFIRMATION} <= given, preset.entry.id
        asked = {q.element for stage in preset.stages for q in stage.care}
        assert len(asked) >= 2


def test_long_presets_serve_all_four_and_hand_over_the_doing() -> None:
    for name in ("P1", "P2"):
        preset = presets()[name]
        used = {code for s in preset.stages for one in s.sessions for code in one.techniques}
        assert {techniques()[code].function for code in used} >= set(FOUR)
        assert preset.stages[-1].who_does is WhoDoes.CLIENT
    assert list(presets()) == ["P1", "P2", "P3", "P4"]
    assert len(lenses()) == 9


def test_guides_say_the_sentences_of_the_survey() -> None:
    assert [len(one.items) for one in guides().values()] == [5, 6]
    assert [text.en for text in steps()] == [
        "not true", "hardly true", "partly true", "mostly true", "quite true",
    ]  # fmt: skip
    assert {one.tone for one in feelings().values()} == {"pleasant", "mixed", "hard"}


def test_every_code_of_the_core_has_its_words() -> None:
    folders = [Path(one.__file__ or "").parent for one in (planning, ecomap)]
    paths = [path for folder in folders for path in folder.glob("*.py")]
    text = "".join(path.read_text() for path in (*paths, folders[0].parent / "thread.py"))
    codes = set(re.findall(r'"((?:planning|ecomap|thread)\.[a-z_.]+[a-z_])"', text))
    codes |= {f"planning.{kind}.{state}" for kind, states in STATES.items() for state in states}
    codes |= {f"ecomap.change.{code}" for code in CHANGES}
    codes |= {f"planning.competence.{one.competence}" for one in techniques().values()}
    assert len(codes) > 50
    for code in codes:
        assert word(code).en


STATES = {
    "function": ("covered", "reasoned", "open", "no_gap", "not_asked"),
    "need": ("covered", "reasoned", "open"),
    "shift": ("towards_her", "stays", "away_from_her", "not_known"),
    "care": ("no_modelling", "no_dialogue", "no_practice", "no_confirmation", *Care),
    "dose": ("not_begun", "under_way", "as_planned", "more", "no_dose", "not_planned"),
    "who": tuple(WhoDoes),
}
CHANGES = (
    "new", "new_strong", "now_strong", "stronger", "weaker", "cut", "gone", "stress_began",
    "stress_eased", "flow_in", "flow_out", "flow_both", "gives_now", "gives_no_more",
)  # fmt: skip

GOOD = """
id: EM-99
version: 1
source: s
checked_by: c
reviewed_on: 2026-11-22
function: EM
name: {en: a, zh-Hans: b}
plain: {en: a, zh-Hans: b}
aim: {en: a, zh-Hans: b}
materials: {en: a, zh-Hans: b}
not_when: {en: a, zh-Hans: b}
steps: [{en: a, zh-Hans: b}]
competence: basic
minutes: 30
dose: {from: 1, to: 2, every: {en: a, zh-Hans: b}}
fidelity: [{en: a, zh-Hans: b}, {en: c, zh-Hans: d}, {en: e, zh-Hans: f}]
needs: [N-FAM-3]
care: [dialogue]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("care: [dialogue]", "", "which part of care"),
        ("[N-FAM-3]", "[N-FAM-9]", "N-FAM-9"),
        ("to: 2", "to: 0", "at least 1"),
        ("from: 1, to: 2", "from: 3, to: 2", "below"),
        (", {en: e, zh-Hans: f}]", "]", "3"),
        ("function: EM", "", "function"),
        ("basic", "expert", "expert"),
    ],
)
def test_what_a_technique_may_not_be(old: str, new: str, said: str) -> None:
    assert read_technique(parse(GOOD, file="techniques/x.yaml")).function is Function.EM
    with pytest.raises(CatalogueError, match=said):
        read_technique(parse(GOOD.replace(old, new), file="techniques/x.yaml"))
