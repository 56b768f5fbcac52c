"""The cut-offs of questionnaires as shipped, the guide's cases, and every code said."""

import re
from pathlib import Path

import pytest

from kithwork import core
from kithwork.catalogue.cases import printed
from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.catalogue.words import word
from kithwork.core.text import LANGUAGES

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "questionnaires-by-example.md"
PACKAGES = ("items", "reliability", "factors", "classes", "item_bias")


def test_cut_offs() -> None:
    rules = questionnaire_rules()
    assert (rules.sparse_below, rules.crowded_above) == (5, 0.15)
    assert (rules.bias.moderate, rules.bias.large, rules.bias.fewest) == (0.035, 0.070, 20)
    assert rules.fewest_forms == 30
    assert (rules.fewest_for_factors, rules.polychoric_below) == (200, 5)


@pytest.mark.parametrize(
    ("kmo", "said"),
    [
        (0.9, "very_good"),
        (0.899, "good"),
        (0.8, "good"),
        (0.7, "middling"),
        (0.6, "mediocre"),
        (0.5, "poor"),
        (0.499, "unacceptable"),
    ],
)
def test_words_for_sampling_adequacy(kmo: float, said: str) -> None:
    code = questionnaire_rules().adequacy_word(kmo)
    assert code == f"factors.word.{said}"
    assert word(code).zh_hans


def test_what_could_not_be_confirmed_is_marked() -> None:
    shipped = questionnaire_rules().entries
    assert {part: one.status for part, one in shipped.items() if one.status != "confirmed"} == {
        "sampling_adequacy": "unconfirmed",
        "sparse_cell": "unconfirmed",
        "end_of_scale": "unconfirmed",
        "structure": "unconfirmed",
    }


def test_every_code_of_the_core_has_its_words() -> None:
    root = Path(core.__file__).parent
    text = "".join(
        path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in (root / package).glob("*.py")
    )
    areas = "|".join(PACKAGES)
    codes = set(re.findall(rf'"((?:{areas})\.[a-z_.]+[a-z_])"', text))
    assert len(codes) > 40
    for code in codes:
        said = [code] if ".says." not in code else [code, f"{code}.point"]
        assert any(_is_said(one) for one in said), code


def _is_said(code: str) -> bool:
    try:
        return bool(word(code).zh_hans)
    except LookupError:
        return False


def test_the_guide_prints_the_cases() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert printed("psychometrics", language) in text
