"""Names with numbers in the order that a reader expects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.natural_order import natural_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["七年级", "八年级", "九年级"],
        ["大一", "大二", "大三", "大四"],
        ["初一", "初二", "初三", "高一", "高二"],
        ["1", "2", "10", "11"],
        ["7-1", "7-2", "7-10", "8-1"],
        ["七年级（2）班", "七年级（10）班", "八年级（1）班"],
        ["九班", "十班", "十一班", "二十班"],
        ["Grade 9", "Grade 9 b", "Grade 10"],
        ["", "a", "b"],
    ],
)
def test_names_stand_in_the_order_of_their_numbers(ordered):
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural_key) == ordered


@given(st.lists(st.integers(min_value=0, max_value=99), unique=True))
def test_digits_and_numerals_give_one_order(numbers):
    digits = "零一二三四五六七八九"
    spelt = {n: digits[n] if n < 10 else f"{digits[n // 10]}十{digits[n % 10]}" for n in numbers}
    spelt = {n: name.removesuffix("零") for n, name in spelt.items() if n}
    assert [n for n, _ in sorted(spelt.items(), key=lambda one: natural_key(one[1]))] == sorted(
        spelt
    )


@given(st.lists(st.text()))
def test_any_texts_can_be_ordered(names):
    assert sorted(names, key=natural_key) == sorted(sorted(names), key=natural_key)
