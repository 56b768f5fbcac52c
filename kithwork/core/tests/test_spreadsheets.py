"""What would be run gets an apostrophe, and gets it taken away again; all else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.spreadsheets import RUN_AS_FORMULA, as_it_was, harmless, is_run


@pytest.mark.parametrize("sign", RUN_AS_FORMULA)
def test_text_behind_a_sign_that_is_run_is_made_harmless(sign: str) -> None:
    assert is_run(f"{sign}HYPERLINK(A1)")
    assert harmless(f"{sign}A1") == f"'{sign}A1"


@pytest.mark.parametrize("text", ["-3", "+20", "-0.5", "", "林小雨", "a=b", "'tis"])
def test_what_cannot_be_run_stays(text: str) -> None:
    assert harmless(text) == text


@given(st.text())
def test_what_was_made_harmless_is_never_run_and_comes_back(text: str) -> None:
    assert not is_run(harmless(text))
    if harmless(text) != text:
        assert as_it_was(harmless(text)) == text
