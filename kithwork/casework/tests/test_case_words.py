"""Words of a case as its pages set them."""

import pytest

from kithwork.casework.templatetags.case_words import bare


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("没人听我说", "没人听我说"),
        ("“没人听我说”", "没人听我说"),
        ("「没人听我说」", "没人听我说"),
        ('"nobody listens"', "nobody listens"),
        ("“好”，她说“好”", "“好”，她说“好”"),
        ("“没人听", "“没人听"),
        ("“”", "“”"),
        ("", ""),
    ],
)
def test_marks_around_all_words_are_not_doubled(words: str, expected: str) -> None:
    assert bare(words) == expected
