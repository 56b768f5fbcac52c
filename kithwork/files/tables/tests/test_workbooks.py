"""Workbooks of three formats: what their cells hold, and what in them is refused."""

import datetime as dt

import pytest

from kithwork.core.reasons import Reason
from kithwork.files.tables.errors import TableError
from kithwork.files.tables.limits import Limits
from kithwork.files.tables.reading import Choices, read_grid, read_table
from kithwork.files.tables.tests import making

BIRTH = dt.date(2011, 3, 4)


def fault_of(content: bytes, choices: Choices | None = None, **options) -> tuple:
    with pytest.raises(TableError) as caught:
        read_table(content, choices or Choices(), **options)
    error = caught.value.errors[0]
    return error.reason.code, error.row, error.column


@pytest.mark.parametrize("date_1904", [False, True])
def test_cells_keep_their_types(date_1904: bool) -> None:
    rows = [["学号", "birth", "mark", "n"], ["0012", BIRTH, 7.5, 20260112345]]
    sheet = read_table(making.xlsx_rows(rows, default_date_format=None, date_1904=date_1904))
    assert sheet.rows[0].cells == ("0012", BIRTH, 7.5, 20260112345)
    assert isinstance(sheet.rows[0].cells[3], int)
    assert (sheet.kind, sheet.sheet, sheet.sheets) == ("xlsx", "list", ("list",))


def test_what_is_neither_number_nor_date_is_text() -> None:
    def draw(workbook, sheet) -> None:
        time = workbook.add_format({"num_format": "hh:mm"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["yes", "at", "when", "long"])
        sheet.write_boolean(1, 0, True)
        sheet.write_datetime(1, 1, dt.time(10, 20), time)
        sheet.write_datetime(1, 2, dt.datetime(2011, 3, 4, 10, 20), moment)  # noqa: DTZ001
        sheet.write_number(1, 3, 110101201103041234)

    cells = read_table(making.xlsx_of(draw)).rows[0].cells
    assert cells[:3] == ("TRUE", "10:20", "2011-03-04 10:20")
    assert isinstance(cells[3], float), "more digits than Excel keeps: no exact number"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert read_table(making.xlsx_rows([["a"], ["=1+1"]])).rows[0].cells == ("=1+1",)


def test_the_last_saved_value_of_a_formula_is_read_and_said() -> None:
    def draw(workbook, sheet) -> None:
        sheet.write_row(0, 0, ["id", "sum"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_formula(1, 1, "=3+4", value=7)
        sheet.write_formula(2, 0, '=""', value="")
        sheet.write_formula(2, 1, '="x"', value="x")

    def as_text(data: bytes) -> bytes:
        return data.replace(b'<c r="A3">', b'<c r="A3" t="str">')

    sheet = read_table(making.repacked(making.xlsx_of(draw), making.SHEET_1, as_text))
    assert [row.cells for row in sheet.rows] == [("a", 7), (None, "x")]
    assert sheet.warnings == (Reason.of("files.formula_values_read", count=3, cells="B2, A3, B3"),)


def test_a_formula_that_was_never_calculated_is_refused() -> None:
    def draw(workbook, sheet) -> None:
        sheet.write_row(0, 0, ["id", "sum"])
        sheet.write_formula(2, 1, "=3+4", value="")

    assert fault_of(making.xlsx_of(draw)) == ("files.formula_without_value", 3, "B")


def test_an_error_cell_is_refused_and_all_are_listed() -> None:
    def draw(workbook, sheet) -> None:
        sheet.write_row(0, 0, ["id", "sum"])
        for row in range(1, 151):
            sheet.write_formula(row, 1, "=1/0", value="#DIV/0!")

    with pytest.raises(TableError) as caught:
        read_table(making.xlsx_of(draw))
    assert caught.value.errors[0].reason == Reason.of("files.error_cell", cell="B2")
    assert (len(caught.value.errors), caught.value.more) == (100, 50)


def test_formulas_of_extensions_are_no_cells() -> None:
    extension = b'<extLst><xm:c r="Z9"><xm:f>A1</xm:f></xm:c></extLst></worksheet>'
    plain = making.xlsx_rows([["a"], ["1"]])
    content = making.repacked(
        plain, making.SHEET_1, lambda data: data.replace(b"</worksheet>", extension)
    )
    assert read_table(content).warnings == ()


def test_a_sheet_can_be_chosen_and_an_empty_first_sheet_is_passed_over() -> None:
    def draw(workbook, sheet) -> None:
        hidden = workbook.add_worksheet("old")
        hidden.write_column(0, 0, ["a", "hidden"])
        hidden.hide()
        workbook.add_worksheet("now").write_column(0, 0, ["a", "now"])
        workbook.add_worksheet("last").write_column(0, 0, ["a", "last"])

    content = making.xlsx_of(draw)
    found = read_table(content)
    assert (found.rows[0].cells, found.sheet) == (("now",), "now")
    assert Reason.of("files.other_sheets", sheet="now", count=3) in found.warnings
    assert read_table(content, Choices(sheet="old")).rows[0].cells == ("hidden",)
    assert fault_of(content, Choices(sheet="none")) == ("files.sheet_not_there", None, None)
    assert fault_of(content, Choices(sheet="list")) == ("files.empty_sheet", None, None)


def test_a_list_that_begins_further_in_keeps_its_row_numbers_and_letters() -> None:
    def draw(workbook, sheet) -> None:
        sheet.write_row(3, 2, ["id", "mark"])
        sheet.write_row(5, 2, ["a", 1])

    sheet = read_table(making.xlsx_of(draw))
    assert (sheet.header_row, sheet.columns) == (4, ("id", "mark"))
    assert [(row.number, row.cells) for row in sheet.rows] == [(6, ("a", 1))]


def test_the_old_format_is_read_and_its_error_cells_found() -> None:
    head = making.xls_text(0, 0, "学号") + making.xls_text(0, 1, "mark")
    good = making.xls_of(head + making.xls_text(1, 0, "0012") + making.xls_number(1, 1, 7.5))
    assert read_table(good).rows[0].cells == ("0012", 7.5)
    assert read_table(good).kind == "xls"
    bad = making.xls_of(head + making.xls_text(1, 0, "0012") + making.xls_error(1, 1))
    assert fault_of(bad) == ("files.error_cell", 2, "B")


def test_open_document_is_read_and_its_error_cells_found() -> None:
    content = making.ods_of(making.ods_text("学号", "mark") + making.ods_text("0012", "7"))
    assert read_table(content).rows[0].cells == ("0012", "7")
    wrong = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell></table:table-row>'
    )
    content = making.ods_of(making.ods_text("学号", "mark") + wrong)
    assert fault_of(content) == ("files.error_cell", 2, "B")


def far_away(data: bytes) -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return data.replace(b"</sheetData>", cell)


REPEATED = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    'table:number-columns-repeated="1000" office:value-type="string"><text:p>a</text:p>'
    "</table:table-cell></table:table-row>"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (making.bomb(70 * 2**20), "files.archive_too_large"),
        (making.lying_bomb(2 * 2**20), "files.broken_archive"),
        (making.xlsx_rows([["a"], ["b"]])[:-200], "files.broken_archive"),
        (making.compound("EncryptedPackage", b"x"), "files.encrypted"),
        (making.xls_of(b"", before=making.record(0x2F, b"\0\0")), "files.encrypted"),
        (making.ods_of("", manifest="<encryption-data/>"), "files.encrypted"),
        (making.compound("WordDocument", b"x"), "files.not_a_table"),
        (b"PK\x03\x04 and nothing more", "files.broken_archive"),
        (making.ods_of(REPEATED), "files.too_many_rows"),
        (b"%PDF-1.7 ...", "files.not_a_table"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "files.web_page"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_that_are_dangerous_or_no_tables_are_refused(content: bytes, code: str) -> None:
    assert fault_of(content)[0] == code


def test_a_cell_in_the_last_corner_reserves_no_memory() -> None:
    content = making.repacked(making.xlsx_rows([["a"], ["b"]]), making.SHEET_1, far_away)
    assert fault_of(content) == ("files.too_many_rows", 1048576, None)
    narrow = Limits(rows=2_000_000)
    assert fault_of(content, limits=narrow)[0] == "files.too_many_columns"
    both = Limits(rows=2_000_000, columns=20_000)
    assert fault_of(content, limits=both)[0] == "files.too_many_rows"


def test_a_document_type_is_refused() -> None:
    def expand(data: bytes) -> bytes:
        return data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)

    content = making.repacked(making.xlsx_rows([["a"], ["b"]]), making.SHEET_1, expand)
    assert fault_of(content)[0] == "files.broken_archive"


def test_the_content_and_not_the_name_decides() -> None:
    content = making.csv_of("id,name", "1,a")
    sheet = read_table(content, name="list.xlsx")
    assert (sheet.kind, sheet.warnings) == ("csv", (Reason.of("files.name_disagrees", kind="csv"),))
    assert read_table(content, name="list.txt").warnings == ()
    assert read_grid(making.xlsx_rows([["a"], ["b"]]), name="LIST.XLSX").warnings == ()


def test_a_file_that_is_not_there_is_said(tmp_path) -> None:
    assert fault_of(tmp_path / "none.csv") == ("files.not_readable", None, None)
    (tmp_path / "list.csv").write_bytes(making.csv_of("id", "1"))
    assert read_table(tmp_path / "list.csv").rows[0].cells == ("1",)
