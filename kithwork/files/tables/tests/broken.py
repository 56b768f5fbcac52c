"""Broken files, each for another cause, with the place and the code that must be told.

Used by the tests of reading and mapping here, and by those of the import on the command line and
in the browser: whatever the way in, the same fault is told at the same place and nothing is saved.
The files are made in code; nobody in them exists.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kithwork.files.tables.tests import making

ROSTER_MAP = """
mapping: broken-roster
version: 1
kind: roster
id: {column: 学号}
name: {column: 姓名}
sex: {column: 性别, values: {女: female, 男: male}}
birth: {column: 出生日期}
class: {column: 班级}
ignore: ["*"]
"""
MARKS_MAP = """
mapping: broken-marks
version: 1
kind: marks
id: {column: 学号}
marks:
  - {column: 语文, subject: chinese, exam: mid-term, max: 120, on: 2026-11-10}
  - {column: 数学, subject: mathematics, exam: mid-term, max: 120, on: 2026-11-10}
"""
HEADER = ["学号", "姓名", "性别", "出生日期", "班级"]
FIRST = ["24001", "林小雨", "女", "2011-03-04", "九1班"]
SECOND = ["24002", "周子航", "男", "2011-07-19", "九1班"]
MARKS_HEADER = ["学号", "语文", "数学"]


@dataclass(frozen=True, slots=True)
class Broken:
    """A file and what must be told: `row` and `column` are None where the whole file is meant."""

    name: str
    content: bytes
    code: str
    row: int | None = None
    column: str | None = None
    kind: str = "roster"

    @property
    def cause(self) -> str:
        """A name for the test, unlike all others."""
        return f"{self.code}-{self.name}"

    @property
    def mapping(self) -> str:
        """The text of the mapping that goes with the file."""
        return MARKS_MAP if self.kind == "marks" else ROSTER_MAP


def broken_files() -> list[Broken]:
    """Return all of them, always in the same order."""
    return [
        *_no_tables(),
        *_texts(),
        *_workbooks(),
        *_headers(),
        *_identities(),
        *_cells(),
        *_marks(),
    ]


# ── files that are no tables, or dangerous ──────────────────────────────────────────────────


def _no_tables() -> list[Broken]:
    good = making.xlsx_rows([HEADER, FIRST])
    word = making.repacked_as(good, {"xl/workbook.xml": "word/document.xml"})
    page = "<html><table><tr><td>学号</td></tr></table></html>".encode()
    return [
        Broken("empty.csv", b"", "files.empty"),
        Broken("report.xlsx", word, "files.not_a_table"),
        Broken("scan.csv", b"%PDF-1.7\n1 0 obj\n", "files.not_a_table"),
        Broken("export.xls", page, "files.web_page"),
        Broken("cut.xlsx", good[: len(good) // 2], "files.broken_archive"),
        Broken("bomb.xlsx", making.bomb(70 * 2**20), "files.archive_too_large"),
        Broken("lying-bomb.xlsx", making.lying_bomb(2**20), "files.broken_archive"),
        Broken("locked.xlsx", making.compound("EncryptedPackage", b"x"), "files.encrypted"),
        Broken(
            "locked.xls", making.xls_of(b"", before=making.record(0x2F, b"\0\0")), "files.encrypted"
        ),
    ]


# ── text ────────────────────────────────────────────────────────────────────────────────────


def _texts() -> list[Broken]:
    head, first = ",".join(HEADER), ",".join(FIRST)
    wide = making.csv_of(",".join(f"c{n}" for n in range(50_000)), ",".join("1" * 50_000))
    latin = making.csv_of(head, first, encoding="utf-8") + b"24002,Jos\xe9,\xff\xff,2011-07-19,x\n"
    return [
        Broken("encoding.csv", latin, "files.encoding_unknown", row=3),
        Broken(
            "null.csv",
            making.csv_of(head, first, "24\x0002,a,男,,x"),
            "files.null_character",
            row=3,
        ),
        Broken(
            "quotes.csv",
            making.csv_of(head, first, '24002,"周子航,男'),
            "files.broken_quotes",
            row=3,
        ),
        Broken(
            "short.csv", making.csv_of(head, first, "24002,周子航"), "files.row_too_short", row=3
        ),
        Broken("long.csv", making.csv_of(head, first, first + ",x"), "files.row_too_long", row=3),
        Broken("wide.csv", wide, "files.too_many_columns", row=1),
        Broken("header-only.csv", making.csv_of(head), "files.no_rows", row=1),
    ]


# ── workbooks ───────────────────────────────────────────────────────────────────────────────


def _sheet(draw: Callable[[Any], None]) -> bytes:
    def on_sheet(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, FIRST)
        draw(sheet)

    return making.xlsx_of(on_sheet)


def _far_away(data: bytes) -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return data.replace(b"</sheetData>", cell)


def _workbooks() -> list[Broken]:
    good = making.xlsx_rows([HEADER, FIRST])
    old = b"".join(making.xls_text(0, n, name) for n, name in enumerate(HEADER))
    old += b"".join(making.xls_text(1, n, cell) for n, cell in enumerate(FIRST[:4]))
    never = _sheet(lambda sheet: sheet.write_formula(2, 0, "=A2+1", value=""))
    error = _sheet(lambda sheet: sheet.write_formula(2, 4, "=Z9", value="#REF!"))
    far = making.repacked(good, making.SHEET_1, _far_away)
    return [
        Broken("no-cell.xlsx", making.xlsx_rows([]), "files.empty"),
        Broken("formula.xlsx", never, "files.formula_without_value", row=3, column="A"),
        Broken("reference.xlsx", error, "files.error_cell", row=3, column="E"),
        Broken(
            "old.xls",
            making.xls_of(old + making.xls_error(1, 4)),
            "files.error_cell",
            row=2,
            column="E",
        ),
        Broken("corner.xlsx", far, "files.too_many_rows", row=1_048_576),
    ]


# ── headers ─────────────────────────────────────────────────────────────────────────────────


def _headers() -> list[Broken]:
    def merged(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER[:3])
        sheet.merge_range("D1:E1", "其他")
        sheet.write_row(1, 0, [24001, 5, 1, 7, 9])
        sheet.write_row(2, 0, [24002, 5, 1, 7, 9])

    twice = making.csv_rows([["学号", "姓名", "姓名", "性别"], ["1", "a", "b", "女"]])
    nameless = making.csv_rows([["学号", "姓名", "", "性别"], ["1", "a", "b", "女"]])
    other = making.csv_rows([["学号", "名字", "性别", "出生日期", "班级"], FIRST])
    return [
        Broken("merged.xlsx", making.xlsx_of(merged), "files.merged_header", row=1, column="D"),
        Broken("twice.csv", twice, "files.column_twice", row=1, column="姓名 (C)"),
        Broken("nameless.csv", nameless, "files.column_without_name", row=2, column="C"),
        Broken("renamed.csv", other, "imports.column_not_there", row=1, column="姓名"),
    ]


# ── rows ────────────────────────────────────────────────────────────────────────────────────


def _changed(column: str, cell: Any) -> list[list[Any]]:
    second: list[Any] = list(SECOND)
    second[HEADER.index(column)] = cell
    return [HEADER, FIRST, second]


def _roster(name: str, column: str, cell: Any, code: str) -> Broken:
    rows = _changed(column, cell)
    content = making.xlsx_rows(rows) if name.endswith("xlsx") else making.plain_csv(rows)
    return Broken(name, content, f"imports.{code}", row=3, column=column)


def _identities() -> list[Broken]:
    return [
        _roster("no-number.csv", "学号", "", "id_missing"),
        _roster("same-number.csv", "学号", FIRST[0], "id_twice"),
        _roster("scientific.csv", "学号", "2.4002E+10", "id_in_scientific_notation"),
        _roster("digits.xlsx", "学号", 110101201103041234, "id_lost_digits"),
        _roster("injection.csv", "姓名", "=HYPERLINK(A1)", "formula"),
    ]


def _cells() -> list[Broken]:
    return [
        _roster("no-such-day.csv", "出生日期", "2011-02-30", "date_impossible"),
        _roster("future.xlsx", "出生日期", dt.date(2199, 1, 1), "date_in_future"),
        _roster("ancient.csv", "出生日期", "1899-12-31", "age_implausible"),
        _roster("order.csv", "出生日期", "04/03/2011", "date_not_readable"),
        _roster("sex.csv", "性别", "周子航", "value_unknown"),
        _roster("essay.csv", "班级", "九" * 41, "text_too_long"),
    ]


def _mark(name: str, cell: Any, code: str) -> Broken:
    rows = [MARKS_HEADER, ["24001", 88, 90], ["24002", 77, cell]]
    content = making.xlsx_rows(rows)
    return Broken(name, content, f"imports.{code}", row=3, column="数学", kind="marks")


def _marks() -> list[Broken]:
    return [
        _mark("above.xlsx", 121, "mark_out_of_range"),
        _mark("below.xlsx", -1, "mark_out_of_range"),
        _mark("comma.xlsx", "88,5", "number_not_readable"),
        _mark("fine.xlsx", 88.1234, "mark_too_fine"),
    ]
