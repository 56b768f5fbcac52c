"""Words and limits of schools' files."""

import datetime as dt

import pytest

from kithwork.catalogue.imports import file_words, limits, plain_word, usual_year


@pytest.mark.parametrize(
    ("header", "field"),
    [("学 号", "id"), ("STUDENT NO.", "id"), ("出生年月日", "birth"), ("Ｎame", "name")],
)
def test_headers_are_known_whatever_their_case_and_width(header: str, field: str) -> None:
    assert file_words().columns[plain_word(header)] == field


def test_limits_are_in_order() -> None:
    assert 0 < limits().youngest < limits().oldest
    assert list(file_words().maxima) == sorted(file_words().maxima)


@pytest.mark.parametrize(
    ("day", "label", "term"),
    [
        (dt.date(2026, 8, 31), "2025-2026", 2),
        (dt.date(2026, 9, 1), "2026-2027", 1),
        (dt.date(2027, 1, 31), "2026-2027", 1),
        (dt.date(2027, 2, 1), "2026-2027", 2),
        (dt.date(2028, 2, 29), "2027-2028", 2),
    ],
)
def test_the_usual_year_of_a_day(day: dt.date, label: str, term: int) -> None:
    year = usual_year(day)
    assert year.label == label
    assert [one.number for one in year.terms if one.starts <= day <= one.ends] == [term]
    assert (year.starts, year.ends) == (year.terms[0].starts, year.terms[-1].ends)
