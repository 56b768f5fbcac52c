"""How long a file is kept: of several ends the latest."""

import datetime as dt

import pytest

from kithwork.core.retention import RetentionRule, keep_until
from kithwork.core.text import Text

LABEL = Text("file", "档案")
CASE = RetentionRule("case", LABEL, years_after=10, until_age=23)


@pytest.mark.parametrize(
    ("birth", "until"),
    [
        (dt.date(2013, 3, 10), dt.date(2036, 12, 1)),
        (dt.date(2013, 12, 1), dt.date(2036, 12, 1)),
        (dt.date(2013, 12, 2), dt.date(2036, 12, 2)),
        (dt.date(2016, 2, 29), dt.date(2039, 3, 1)),
    ],
)
def test_later_of_ten_years_and_the_age_of_23(birth: dt.date, until: dt.date) -> None:
    assert keep_until(CASE, dt.date(2026, 12, 1), birth=birth) == until


def test_without_a_birth_the_file_is_kept() -> None:
    assert keep_until(CASE, dt.date(2026, 12, 1), birth=None) is None


def test_years_alone_need_no_birth() -> None:
    enquiry = RetentionRule("enquiry", LABEL, years_after=1)
    assert keep_until(enquiry, dt.date(2024, 2, 29), birth=None) == dt.date(2025, 2, 28)


def test_rule_without_an_end_is_an_error() -> None:
    with pytest.raises(ValueError, match="kept for"):
        RetentionRule("x", LABEL, years_after=None)
