"""Which fonts a document is set in, and what is said when they are missing."""

from pathlib import Path

import pytest

from kithwork.documents import fonts


def test_plain_text_needs_our_font_alone() -> None:
    choice = fonts.choose("Support 支持，“好”\n\t龘䶮")
    assert choice.families == (fonts.FAMILY,)
    assert choice.undrawable == frozenset()


def test_without_the_machines_fonts_the_rest_cannot_be_drawn() -> None:
    choice = fonts.choose("a😀\ue000", system=False)
    assert choice.undrawable == {"😀", "\ue000"}


def test_no_machine_draws_a_private_character() -> None:
    assert "\U0010fffd" in fonts.choose("\U0010fffd").undrawable


@pytest.mark.parametrize("character", ["\u200b", "\u200d", "\ufe0f", "\U000e0100", "\n", "\u2060"])
def test_what_is_drawn_as_nothing_needs_no_glyph(character: str) -> None:
    assert fonts.choose(f"a{character}b", system=False).undrawable == frozenset()


def test_missing_fonts_are_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(fonts.FontsMissingError, match=r"NotoSansSC-Regular\.ttf.*make setup"):
        fonts.choose("a")
