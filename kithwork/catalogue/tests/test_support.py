"""The catalogue's side of the support matrix: columns, rows, cut-offs, and every code said."""

import re
from pathlib import Path

import pytest

import kithwork.core.support as core
from kithwork.catalogue.support import functions, label_of, sources, tell, thresholds
from kithwork.catalogue.words import word
from kithwork.core.reasons import Reason
from kithwork.core.support.difference import Turn
from kithwork.core.support.functions import ALL

C2 = (
    "family_parent family_grandparent family_sibling relative friend classmate partner "
    "teacher_homeroom teacher_subject counsellor_tutor school psych_service community_village "
    "agency government charity employer online faith_culture self"
)


def test_columns_and_rows_are_those_of_the_field() -> None:
    assert tuple(functions()) == ALL
    assert " ".join(sources()) == C2
    assert sources()["self"].is_formal is None
    assert sources()["teacher_homeroom"].is_formal is True
    assert sources()["friend"].is_formal is False


def test_the_badge_letters_differ_in_both_languages() -> None:
    for language in ("en", "zh-Hans"):
        letters = {one.letter.said_in(language) for one in functions().values()}
        assert len(letters) == len(ALL)


def test_substantive_support_is_never_material() -> None:
    assert "物质" not in functions()[ALL[1]].label.zh_hans
    assert "评估" not in functions()[ALL[3]].label.zh_hans


def test_cut_offs_of_c3() -> None:
    cuts = thresholds()
    assert (cuts.counted, cuts.weak, cuts.raters_apart) == (2, 1, 2)
    assert (cuts.large_gap, cuts.some_gap) == (0.60, 0.30)


def test_a_change_is_told_with_labels() -> None:
    new = Reason.of("support.change.new_strong_tie", source="teacher_homeroom", functions="EM AP")
    assert tell(new, "en") == "new strong tie: homeroom teacher (emotional, appraisal)"
    assert tell(new, "zh-Hans") == "新的紧密联系：班主任（情感、评价）"
    turned = Reason.of(
        "support.change.gap_narrowed", function="EM", before="large_gap", after="some_gap"
    )
    assert tell(turned, "en") == "emotional: the gap is smaller, from large gap to some gap"


def test_an_error_names_place_and_field() -> None:
    error = Reason.of("support.error.range", field="quality", low=-2, high=2, place="classmate/EM")
    said = tell(error, "en")
    assert said == "classmate or dorm-mate / emotional, quality: must lie between -2 and 2"
    assert label_of("neighbour", "en") == "neighbour"


def test_every_code_of_the_core_has_its_words() -> None:
    folder = Path(core.__file__).parent
    sources_of_code = "".join(path.read_text() for path in folder.glob("*.py"))
    codes = set(re.findall(r'"(support\.[a-z_.]+[a-z_])"', sources_of_code))
    codes |= {f"support.change.gap_{turn}" for turn in Turn if turn is not Turn.SAME}
    codes |= {f"support.change.{c}" for c in ("no_longer_fragile", "nobody_gives_now")}
    told = re.findall(r'^    \("([a-z_]+)", ', sources_of_code, flags=re.MULTILINE)
    assert len(told) == 11
    codes |= {f"support.change.{code}" for code in told}
    assert len(codes) > 30
    for code in codes:
        assert word(code).zh_hans


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_row_has_a_label_of_its_own(language: str) -> None:
    labels = [label_of(code, language) for code in sources()]
    assert len(set(labels)) == len(labels)
