"""The header: found in any row, over two rows, and refused where columns have no names."""

import pytest

from kithwork.files.tables.errors import TableError
from kithwork.files.tables.grids import column_number, letters
from kithwork.files.tables.reading import Choices, read_table
from kithwork.files.tables.tests.making import csv_of, xlsx_of


@pytest.mark.parametrize(
    ("lines", "header", "columns"),
    [
        (("学号,姓名", "1,a"), 1, ("学号", "姓名")),
        (("Class list 2026,,", ",,", "id,name,mark", "1,a,3"), 3, ("id", "name", "mark")),
        (
            ("printed on,2026-09-01,,,", "id,name,a,b,c", "1,a,2,3,4"),
            2,
            ("id", "name", "a", "b", "c"),
        ),
        (("id,1,2,3", "a,0,0,0", "b,1,1,1"), 1, ("id", "1", "2", "3")),
        (("1,2", "id,name", "3,4"), 2, ("id", "name")),
        (("1,2", "3,4"), 1, ("1", "2")),
    ],
)
def test_the_header_is_found(lines, header: int, columns: tuple) -> None:
    sheet = read_table(csv_of(*lines), Choices(delimiter=","))
    assert (sheet.header_row, sheet.columns) == (header, columns)


def test_the_header_can_be_chosen() -> None:
    content = csv_of("a,b", "id,name", "1,x")
    assert read_table(content, Choices(header=2)).columns == ("id", "name")
    with pytest.raises(TableError, match=r"files\.header_row_empty"):
        read_table(content, Choices(header=9))


def test_line_breaks_inside_a_name_are_one_blank() -> None:
    assert read_table(csv_of('"date of\n birth",b', "1,2")).columns == ("date of birth", "b")


def two_rows(workbook, sheet) -> None:
    sheet.merge_range("A1:A2", "学号")
    sheet.merge_range("B1:C1", "期中")
    sheet.merge_range("D1:E1", "期末")
    sheet.write_row(1, 1, ["语文", "数学", "语文", "英语"])
    sheet.write_row(2, 0, ["0012", 80, 81, 90, 91])


def test_a_header_over_two_rows_takes_the_names_of_its_groups() -> None:
    sheet = read_table(xlsx_of(two_rows))
    assert sheet.header_row == 2
    assert sheet.columns == ("学号", "期中 语文", "数学", "期末 语文", "英语")
    assert sheet.rows[0].cells == ("0012", 80, 81, 90, 91)


def test_a_header_merged_over_columns_is_refused() -> None:
    def draw(workbook, sheet) -> None:
        sheet.write_string(0, 0, "学号")
        sheet.merge_range("B1:C1", "成绩")
        sheet.write_row(1, 0, [12, 80, 81])
        sheet.write_row(2, 0, [13, 80, 81])

    with pytest.raises(TableError) as caught:
        read_table(xlsx_of(draw))
    error = caught.value.errors[0]
    assert (error.reason.code, error.row, error.column) == ("files.merged_header", 1, "B")
    assert error.reason.values()["cells"] == "B1:C1"


@pytest.mark.parametrize(
    ("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_letters(number: int, name: str) -> None:
    assert letters(number) == name
    assert column_number(name) == number
