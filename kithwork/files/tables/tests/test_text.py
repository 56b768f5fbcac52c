"""Delimited text: encodings, delimiters, quotes, and rows that a spreadsheet would count alike."""

import pytest

from kithwork.core.reasons import Reason
from kithwork.files.tables.errors import TableError
from kithwork.files.tables.limits import Limits
from kithwork.files.tables.reading import Choices, read_table
from kithwork.files.tables.tests.making import csv_of

NAMES = ("学号,姓名", "0001,小雨", "0002,阿明")


def code_of(content: bytes, choices: Choices | None = None, **options) -> str:
    with pytest.raises(TableError) as caught:
        read_table(content, choices or Choices(), **options)
    return caught.value.reason.code


@pytest.mark.parametrize(
    ("encoding", "found", "is_guess"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", False),
        ("utf-16", "utf-16", False),
        ("gb18030", "gb18030", True),
        ("gbk", "gb18030", True),
    ],
)
def test_encodings_are_found(encoding: str, found: str, is_guess: bool) -> None:
    sheet = read_table(csv_of(*NAMES, encoding=encoding))
    assert sheet.encoding == found
    assert sheet.columns == ("学号", "姓名")
    assert [row.cells for row in sheet.rows] == [("0001", "小雨"), ("0002", "阿明")]
    guess = Reason.of("files.encoding_guessed", encoding="GB18030")
    assert (guess in sheet.warnings) is is_guess


def test_utf_8_is_strict_before_any_guess() -> None:
    """These bytes are valid in both; read as GB18030 they would be other characters."""
    content = csv_of("学号,姓名", "1,小雨")
    assert content.decode("gb18030", "replace") != content.decode("utf-8")
    assert read_table(content).rows[0].cells == ("1", "小雨")


def test_another_encoding_can_be_chosen() -> None:
    content = csv_of("id,name", "1,José", encoding="windows-1252")
    sheet = read_table(content, Choices(encoding="windows-1252"))
    assert (sheet.rows[0].cells, sheet.encoding) == (("1", "José"), "windows-1252")
    assert code_of(content, Choices(encoding="utf-8")) == "files.encoding_wrong"
    assert code_of(content, Choices(encoding="klingon")) == "files.encoding_not_known"


def test_rare_characters_survive() -> None:
    assert read_table(csv_of("姓名", "𠮷䶮", encoding="gb18030")).rows[0].cells == ("𠮷䶮",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    sheet = read_table(csv_of(*(line.replace(",", delimiter) for line in NAMES)))
    assert (sheet.delimiter, sheet.columns) == (delimiter, ("学号", "姓名"))


def test_a_delimiter_inside_other_cells_does_not_win() -> None:
    sheet = read_table(csv_of("id;remark", '1;"a, b, c"', "2;d, e"))
    assert (sheet.delimiter, sheet.rows[0].cells) == (";", ("1", "a, b, c"))


def test_a_delimiter_can_be_chosen() -> None:
    content = csv_of("a,b;c", "1,2;3")
    assert read_table(content, Choices(delimiter=";")).columns == ("a,b", "c")
    assert code_of(content, Choices(delimiter="::")) == "files.delimiter_not_known"


def test_one_column_needs_no_delimiter() -> None:
    assert [row.cells for row in read_table(csv_of("id", "1", "2")).rows] == [("1",), ("2",)]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    content = csv_of("id,remark", '1,"two', 'lines"', "", "2,x", end="\r\n")
    sheet = read_table(content)
    assert [row.number for row in sheet.rows] == [2, 4]
    assert sheet.rows[0].cells == ("1", "two\r\nlines")


def test_leading_zeros_in_the_spreadsheet_way_are_read_as_text() -> None:
    assert read_table(csv_of("id,n", '"=""0012""",1')).rows[0].cells == ("0012", "1")


def test_blanks_around_a_cell_are_no_part_of_it_and_nothing_is_none() -> None:
    assert read_table(csv_of("a,b,c", " x ,\u3000,y\u3000")).rows[0].cells == ("x", None, "y")


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"", "files.empty", None),
        (b"\xef\xbb\xbf\r\n\r\n", "files.empty", None),
        (b",,\n,,\n", "files.empty", None),
        (b"id,name\n1,\xff\xfe\xfa\n", "files.encoding_unknown", 2),
        (b"id,name\n1,a\x00b\n", "files.null_character", 2),
        (b'id,name\n1,"a\n', "files.broken_quotes", 2),
        (b'id,name\n1,"a" b\n', "files.broken_quotes", 2),
        (b"id,name\n1,a\n2\n", "files.row_too_short", 3),
        (b"id,name\n1,a,b\n", "files.row_too_long", 2),
        (b"id,id\n1,a\n", "files.column_twice", 1),
        (b"id,name,\n1,a,b\n", "files.column_without_name", 2),
        (b"id,name\n", "files.no_rows", 1),
    ],
)
def test_broken_text_is_refused_with_its_row(content: bytes, code: str, row: int | None) -> None:
    with pytest.raises(TableError) as caught:
        read_table(content)
    error = caught.value.errors[0]
    assert (error.reason.code, error.row) == (code, row)


def test_every_ragged_row_is_named_and_a_long_list_is_counted() -> None:
    lines = ["a,b", *("1" if number % 2 else "1,2" for number in range(300))]
    with pytest.raises(TableError) as caught:
        read_table(csv_of(*lines), Choices(delimiter=","))
    assert [error.row for error in caught.value.errors[:3]] == [3, 5, 7]
    assert (len(caught.value.errors), caught.value.more) == (100, 50)


def test_blank_cells_beyond_the_header_are_no_fault() -> None:
    assert read_table(csv_of("a,b", "1,2,,", "3,4")).rows[0].cells == ("1", "2")


def test_an_unnamed_empty_column_is_left_out() -> None:
    assert read_table(csv_of("a,,b", "1,,2")).columns == ("a", "b")


def test_limits_hold() -> None:
    wide = csv_of(",".join(f"c{n}" for n in range(50_000)), ",".join("1" * 50_000))
    assert code_of(wide) == "files.too_many_columns"
    assert code_of(csv_of("a", "1", "2", "3"), limits=Limits(rows=2)) == "files.too_many_rows"
    assert code_of(csv_of("a,b", "1,2"), limits=Limits(cells=3)) == "files.too_many_rows"
    assert code_of(csv_of("a", "1"), limits=Limits(file_bytes=3)) == "files.too_large"
    assert code_of(csv_of("a", "x" * 140_000)) == "files.cell_too_long"


def test_no_value_of_the_file_is_in_the_error() -> None:
    with pytest.raises(TableError) as caught:
        read_table(csv_of("学号,姓名", "0001,小雨,x"))
    assert "小雨" not in f"{caught.value} {caught.value.errors}"
