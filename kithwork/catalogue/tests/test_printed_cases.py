"""The guide prints the worked cases as they stand."""

from pathlib import Path

import pytest

from kithwork.catalogue.cases import printed
from kithwork.core.text import LANGUAGES

GUIDE = Path(__file__).parents[3] / "docs" / "guide"


@pytest.mark.parametrize(
    ("about", "stem"),
    [
        ("support", "support"),
        ("goals", "goals"),
        ("singlecase", "single-case"),
        ("disclosure", "disclosure"),
        ("consent", "consent"),
        ("casework", "casework"),
        ("safety", "safety"),
        ("scales", "scales"),
        ("change", "change"),
        ("paired", "paired"),
        ("groups", "groups"),
        ("agreement", "agreement"),
        ("betweencase", "between-case"),
        ("synthesis", "synthesis"),
        ("aid", "aid"),
        ("planning", "planning"),
    ],
)
def test_the_guide_prints_the_cases(about: str, stem: str) -> None:
    text = (GUIDE / f"{stem}-by-example.md").read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert printed(about, language).startswith("- ")
        assert printed(about, language) in text
