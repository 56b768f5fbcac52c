"""What could tell who somebody is, is found; what is known by name is taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.leaks import Kind, Known, Substitute, coarse_dates, leaks_in, replaced


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电话 13812345678", Kind.PHONE),
        ("call +86 138 1234 5678 now", Kind.PHONE),
        ("0871-65012345", Kind.PHONE),
        ("身份证 11010519491231002X", Kind.ID_NUMBER),
        ("write to lin@example.org", Kind.EMAIL),
        ("on 2026-11-22 she", Kind.DATE),
        ("2026年11月22日", Kind.DATE),
        ("22 November 2026", Kind.DATE),
        ("她在青山县读书", Kind.PLACE),
        ("考上第一中学", Kind.PLACE),
        ("学号 20260011", Kind.LONG_NUMBER),
    ],
)
def test_signs_are_found(text, kind):
    assert [leak.kind for leak in leaks_in(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["她说不想读了。", "12 of 30", "in 2026", "3.14159265", "PHQ-9: 14"]
)
def test_a_plain_sentence_is_left_alone(text):
    assert leaks_in(text) == ()


def test_a_name_is_found_wherever_it_stands_and_not_within_a_word():
    found = leaks_in("Lin said: line 3. 林小雨来了", [Known("lin"), Known("林小雨")])
    assert [leak.text for leak in found] == ["Lin", "林小雨"]


def test_the_longer_name_is_taken_first():
    substitutes = [Substitute("小雨", "L"), Substitute("林小雨", "L同学")]
    assert replaced("林小雨和小雨", substitutes) == "L同学和L"


def test_days_become_months():
    assert coarse_dates("2026-11-22") == "2026-11"
    assert leaks_in(coarse_dates("2026年11月22日, 22 November 2026 and 2026-1-2")) == ()


@given(st.text(alphabet="林小雨Lin 3-13812345678年月日", max_size=60))
def test_places_are_those_of_the_text(text):
    for leak in leaks_in(text, [Known("林小雨"), Known("Lin")]):
        assert text[leak.start : leak.end] == leak.text


@given(st.text(alphabet="abcde ", max_size=40), st.text(alphabet="abcde", min_size=2, max_size=4))
def test_what_was_replaced_is_found_no_more(text, name):
    done = replaced(text, [Substitute(name, "*")])
    assert not [leak for leak in leaks_in(done, [Known(name)]) if leak.kind is Kind.KNOWN_NAME]
