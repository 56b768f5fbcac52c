"""Files made for tests, byte by byte where no writer would make them: workbooks, old and new."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from kithwork.core.sheets import Cell
from kithwork.files.tables.writing import csv_bytes

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Rows = Sequence[Sequence[Cell]]


def csv_of(*lines: str, encoding: str = "utf-8", end: str = "\n") -> bytes:
    return (end.join(lines) + end).encode(encoding)


def plain_csv(rows: Rows) -> bytes:
    """Return a CSV file as a careless program writes it: nothing in it is made harmless."""
    return csv_of(*(",".join(str(cell) for cell in row) for row in rows))


def csv_rows(rows: Rows) -> bytes:
    return csv_bytes([str(cell) for cell in rows[0]], rows[1:])


def xlsx_of(draw: Callable[[Any, Any], None], **options: Any) -> bytes:
    """Return a workbook whose first sheet `draw(workbook, sheet)` fills."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **options}) as workbook:
        draw(workbook, workbook.add_worksheet("list"))
    return stream.getvalue()


def xlsx_rows(rows: Rows, **options: Any) -> bytes:
    """Return a workbook of the rows, dates as dates and text as text."""

    def draw(workbook: Any, sheet: Any) -> None:
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif isinstance(cell, int | float):
                    sheet.write_number(row, column, cell)
                elif cell is not None:
                    sheet.write_datetime(row, column, cell, date)

    return xlsx_of(draw, **options)


def repacked(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the archive with one member changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == part else data)
    return stream.getvalue()


def repacked_as(content: bytes, names: dict[str, str]) -> bytes:
    """Return the archive with some members under other names."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(names.get(name, name), source.read(name))
    return stream.getvalue()


SHEET_1 = "xl/worksheets/sheet1.xml"


def bomb(size: int) -> bytes:
    """Return a small workbook whose sheet unpacks to `size` bytes of blanks."""
    plain = xlsx_rows([["id"], ["a"]])
    blanks = b"<sheetData>" + b" " * size
    return repacked(plain, SHEET_1, lambda data: data.replace(b"<sheetData>", blanks))


def lying_bomb(size: int) -> bytes:
    """Return a bomb that declares one byte for its sheet, in both places where sizes stand."""
    content = bytearray(bomb(size))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = archive.getinfo(SHEET_1)
    struct.pack_into("<I", content, member.header_offset + 22, 1)
    name = content.index(SHEET_1.encode(), content.index(b"PK\x01\x02"))
    struct.pack_into("<I", content, name - 46 + 24, 1)
    return bytes(content)


# ── OpenDocument ────────────────────────────────────────────────────────────────────────────

_ODS_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="list">"""
_ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods_of(rows: str, *, manifest: str = "<manifest/>") -> bytes:
    """Return an OpenDocument spreadsheet whose table holds the given rows of XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet"
        )
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", _ODS_HEAD + rows + _ODS_TAIL)
    return stream.getvalue()


def ods_text(*cells: str) -> str:
    """Return one row of text cells."""
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"


# ── the old format: a compound file with one stream ─────────────────────────────────────────


def compound(stream_name: str, stream: bytes) -> bytes:
    """Return a compound file (MS-CFB, version 3) that holds one stream of at least 4,096 bytes."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // SECTOR)
    table = [FAT, END, *range(3, 2 + sectors), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    assert len(table) == SECTOR // 4, "a test's workbook fits one table of sectors"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0, 0)[: 4 * 9]
    head += struct.pack("<109I", 0, *[FREE] * 108)
    directory = _entry("Root Entry", 5, child=1, start=END, size=0)
    directory += _entry(stream_name, 2, child=FREE, start=2, size=len(stream))
    directory += bytes(128) * 2
    body = struct.pack(f"<{SECTOR // 4}I", *table) + directory
    return head + body + stream.ljust(sectors * SECTOR, b"\0")


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
    return entry + bytes(36) + struct.pack("<III", start, size, 0)


def xls_of(cells: bytes, *, before: bytes = b"") -> bytes:
    """Return an Excel 97 workbook whose only sheet holds the given cell records."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    name = b"\x04\x00list"
    place = len(start) + len(before) + 4 + 6 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBB", place, 0, 0) + name)
    end = record(0x000A, b"")
    return compound("Workbook", start + before + bound + end + sheet + cells + end)


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xls_text(row: int, column: int, text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + encoded)


def xls_number(row: int, column: int, number: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, number))


def xls_error(row: int, column: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, 0x17, 1))
