"""Pseudonyms: the same with the same key, apart for different students, telling nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.documents.screening.pseudonyms import KeyFileError, key_from, new_key, pseudonyms

KEY = bytes(range(32))


def test_a_known_key_gives_known_pseudonyms() -> None:
    """HMAC-SHA-256 of "A", a null and "7" under the key 00 01 … 1f, written in base 30."""
    assert pseudonyms(KEY, ["7"], schools=["A"]) == ("JZF2S-S3DR9",)


@given(st.lists(st.text(min_size=1), unique=True, max_size=30))
def test_every_student_has_her_own(ids: list[str]) -> None:
    drawn = pseudonyms(KEY, ids, schools=["A"] * len(ids))
    assert len(set(drawn)) == len(ids)
    for name in drawn:
        assert re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{5}-[2-9A-HJKMNP-TV-Z]{5}", name)


def test_one_number_in_two_schools_is_two_students() -> None:
    assert len(set(pseudonyms(KEY, ["7", "7"], schools=["A", "B"]))) == 2
    assert len(set(pseudonyms(KEY, ["7", "7"], schools=["A", None]))) == 2


def test_a_fresh_key_draws_other_pseudonyms() -> None:
    assert new_key() != new_key()
    assert pseudonyms(new_key(), ["7"], schools=["A"]) != pseudonyms(KEY, ["7"], schools=["A"])


def test_a_key_is_read_from_hexadecimal_digits() -> None:
    assert key_from(f"{KEY.hex()}\n") == KEY


@pytest.mark.parametrize("text", ["", "00ff", "x" * 64, KEY.hex() + "00"])
def test_what_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(KeyFileError) as caught:
        key_from(text)
    assert not text or text not in str(caught.value)
