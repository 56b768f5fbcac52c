"""Columns by name: numbers, times, words, conditions, and every fault with its place."""

import datetime as dt

import pytest

from kithwork.core.columns import ColumnError, Columns
from kithwork.core.sheets import Cell, Row, Sheet

HEAD = ("case", "measure", "time", "value")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("A", "words", 1, "3"),
    ("A", "marks", 1, 9),
    ("B", "words", dt.date(2026, 11, 22), "−1.5"),
    ("B", "words", "2026-11-23", None),
)


def columns(
    rows: tuple[tuple[Cell, ...], ...] = ROWS,
    labels: dict[str, dict[Cell, str]] | None = None,
    missing_as: frozenset[str] = frozenset(),
) -> Columns:
    numbered = tuple(Row(number, row) for number, row in enumerate(rows, start=2))
    return Columns(Sheet(HEAD, numbered, 1, "csv", labels=labels or {}), missing_as)


def faults(error: pytest.ExceptionInfo[ColumnError]) -> list[tuple[int | None, str | None, str]]:
    return [(one.row, one.column, one.reason.code) for one in error.value.faults]


def test_numbers_are_read_as_they_are_typed() -> None:
    assert columns().numbers("value") == (3, 9, -1.5, None)
    assert columns().rows == (2, 3, 4, 5)


@pytest.mark.parametrize("typed", ["１２", "+12", "12.", "1.2e1", " 12 "])
def test_these_are_twelve(typed: str) -> None:
    assert columns((("A", "x", 1, typed),)).numbers("value") == (12,)


@pytest.mark.parametrize("typed", ["nan", "inf", "1e999", "1_0", "1,5", "NA", "twelve", "0x1"])
def test_these_are_no_numbers(typed: str) -> None:
    with pytest.raises(ColumnError) as error:
        columns((("A", "x", 1, 1), ("A", "x", 2, typed))).numbers("value")
    assert faults(error) == [(3, "value", "columns.no_number")]
    assert typed not in str(error.value.faults)


def test_a_text_counts_as_missing_only_where_that_was_said() -> None:
    rows = (("A", "x", 1, 1), ("A", "x", 2, "NA"))
    assert columns(rows, missing_as=frozenset({"NA"})).numbers("value") == (1, None)


def test_times_are_numbers_or_days() -> None:
    assert columns().times("time") == (1, 1, 739942, 739943)
    assert columns().has_dates("time")
    assert not columns().has_dates("value")
    hours = columns((("A", "x", "2026-11-22 06:00", 1), ("A", "x", "2026-11-22T18:00", 1)))
    assert hours.times("time") == (739942.25, 739942.75)
    with pytest.raises(ColumnError) as error:
        columns((("A", "x", "monday", 1),)).times("time")
    assert faults(error) == [(2, "time", "columns.no_time")]


def test_a_column_without_a_value_and_one_that_is_not_there() -> None:
    with pytest.raises(ColumnError) as error:
        columns((("A", "x", 1, None),)).numbers("value")
    assert faults(error) == [(None, "value", "columns.all_missing")]
    with pytest.raises(ColumnError) as error:
        columns().numbers("score")
    assert faults(error) == [(None, "score", "columns.not_there")]


def test_conditions_hold_together_and_on_one_column_either() -> None:
    assert columns().where([("case", "A"), ("measure", "words")]).numbers("value") == (3,)
    both = columns().where([("case", "A"), ("case", "B"), ("measure", "words")])
    assert both.rows == (2, 4, 5)
    assert columns().where([("time", "1")]).rows == (2, 3)
    assert columns().where([]).rows == columns().rows


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        ([("case", "C")], "columns.value_not_there"),
        ([("case", "A"), ("time", "2026-11-22")], "columns.no_rows_left"),
        ([("student", "A")], "columns.not_there"),
    ],
)
def test_conditions_that_nothing_meets(conditions: list[tuple[str, str]], code: str) -> None:
    with pytest.raises(ColumnError) as error:
        columns().where(conditions)
    assert [one[2] for one in faults(error)] == [code]


def test_labels_are_words_and_codes_are_numbers() -> None:
    labelled = columns(((1, "x", 1, 5), (2, "x", 1, 6)), {"case": {1: "Lin", 2: "Zhang"}})
    assert labelled.words("case") == ("Lin", "Zhang")
    assert labelled.numbers("case") == (1, 2)
    assert labelled.where([("case", "Zhang")]).rows == (3,)
    assert labelled.where([("case", "1")]).rows == (2,)


def test_patterns_name_columns_once_in_order() -> None:
    assert columns().matching(["*e", "case"]) == ("case", "measure", "time", "value")
    assert columns().matching(["value", "c*"]) == ("value", "case")
    with pytest.raises(ColumnError) as error:
        columns().matching(["q*"])
    assert faults(error) == [(None, "q*", "columns.not_there")]


def test_what_must_be_complete_is() -> None:
    columns().complete("case", "time")
    with pytest.raises(ColumnError) as error:
        columns().complete("case", "value")
    assert faults(error) == [(5, "value", "columns.needed")]
