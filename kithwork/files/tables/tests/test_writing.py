"""Files that we write: nothing in them runs, and what is read again is what was written."""

import datetime as dt

import pytest

from kithwork.files.tables.reading import read_table
from kithwork.files.tables.writing import Table, csv_bytes, xlsx_bytes

ROWS = [("小雨", 3, 7.5, dt.date(2011, 3, 4), None), ("=1+1", -1, 0.1, dt.date(1999, 12, 31), "x")]
COLUMNS = ("name", "n", "mark", "birth", "note")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd", "'=cmd"),
        ("+86", "+86"),
        ("+a", "'+a"),
        ("-", "'-"),
        ("-5.5", "-5.5"),
        ("@x", "'@x"),
        ("＝x", "'＝x"),
        ("\tx", "'\tx"),
        ("plain", "plain"),
    ],
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str, written: str) -> None:
    lines = csv_bytes(["a"], [[cell]]).decode("utf-8-sig").split("\r\n")
    assert lines[1] == written


def test_numbers_are_not_touched() -> None:
    assert csv_bytes(["a", "b"], [[-5, -0.5]]).endswith(b"\r\n-5,-0.5\r\n")


def test_csv_is_read_again_as_text() -> None:
    sheet = read_table(csv_bytes(COLUMNS, ROWS))
    assert sheet.columns == COLUMNS
    assert sheet.rows[0].cells == ("小雨", "3", "7.5", "2011-03-04", None)
    assert sheet.rows[1].cells == ("=1+1", "-1", "0.1", "1999-12-31", "x")


def test_excel_is_read_again_with_its_types() -> None:
    sheet = read_table(xlsx_bytes([Table("pupils", COLUMNS, ROWS)]))
    assert [row.cells for row in sheet.rows] == ROWS
    assert sheet.warnings == (), "no cell was written as a formula"


def test_sheet_names_are_made_to_fit() -> None:
    tables = [Table(name, ["a"], [["1"]]) for name in ("a/b", "a:b", "A b", "[]", "x" * 40)]
    content = xlsx_bytes(tables)
    names = read_table(content).sheets
    assert names == ("a b", "a b 2", "A b 3", "1", "x" * 31)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert xlsx_bytes([Table("t", COLUMNS, ROWS)]) == xlsx_bytes([Table("t", COLUMNS, ROWS)])


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    cell = read_table(xlsx_bytes([Table("t", ["a"], [["x" * 40_000]])])).rows[0].cells[0]
    assert (len(str(cell)), str(cell)[-1]) == (32_767, "…")
