"""The guide prints the worked cases of randomization tests as they stand."""

from pathlib import Path

from kithwork.catalogue.cases import cases, differences, printed
from kithwork.core.text import LANGUAGES

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "randomization-by-example.md"


def test_the_guide_prints_the_cases() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert printed("randomization", language).startswith("- ")
        assert printed("randomization", language) in text


def test_the_cases_come_out_as_they_say() -> None:
    own = [case for case in cases() if case.about == "randomization"]
    assert len(own) == 5
    for case in own:
        assert not differences(case), case.entry.id
