"""Delimited text to a grid: the encoding, the delimiter, then strict records.

UTF-8 is tried first and strictly: a text that decodes as UTF-8 by accident is rare, while GB18030
accepts almost any bytes, so it comes second and the guess is shown to the person, who may name
another. A record is refused rather than repaired: a lost comma moves a mark into another subject.
The exceptions are `="0123"`, by which spreadsheets keep leading zeros in CSV, and the apostrophe
that `core.spreadsheets` puts before text that would be run.
"""

import codecs
import csv
import io
from collections.abc import Iterator

from kithwork.core.reasons import Reason
from kithwork.core.sheets import Cell, Row
from kithwork.core.spreadsheets import as_it_was
from kithwork.files.tables.errors import refuse
from kithwork.files.tables.grids import Grid
from kithwork.files.tables.limits import Limits

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "shift_jis", "windows-1252")
DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 131_072
SNIFFED_RECORDS = 50
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(
    content: bytes, *, encoding: str | None, delimiter: str | None, limits: Limits
) -> Grid:
    """Return the records of delimited text; an encoding or delimiter that is given is obeyed."""
    text, found, warnings = _decoded(content, encoding)
    _refuse_null_characters(text)
    if delimiter is not None and len(delimiter) != 1:
        raise refuse("delimiter_not_known")
    chosen = delimiter or sniff_delimiter(text)
    rows = tuple(_rows(text, chosen, limits=limits))
    if not rows:
        raise refuse("empty")
    return Grid("csv", rows, encoding=found, delimiter=chosen, warnings=warnings)


def sniff_delimiter(text: str) -> str:
    """Return the delimiter that cuts the first records into equal and the most parts.

    Each candidate is judged by how many of the first records have the commonest number of cells,
    then by that number. A text without any of them has one column.
    """
    start = text[:LONGEST_CELL]
    best, best_rank = DELIMITERS[0], (0, 0)
    for candidate in DELIMITERS:
        if (rank := _regularity(start, candidate)) > best_rank:
            best, best_rank = candidate, rank
    return best


def _decoded(content: bytes, encoding: str | None) -> tuple[str, str, tuple[Reason, ...]]:
    if encoding is not None:
        return _decode_as(content, encoding), encoding, ()
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _decode_as(content, codec), codec.removesuffix("-sig"), ()
    try:
        return content.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        first_bad = content[: error.start].count(b"\n") + 1
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        raise refuse("encoding_unknown", row=first_bad) from None
    return text, "gb18030", (Reason.of("files.encoding_guessed", encoding="GB18030"),)


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise refuse("encoding_not_known", encoding=encoding) from None
    codec = "utf-8-sig" if name == "utf-8" else encoding
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise refuse("encoding_wrong", row=row, encoding=encoding) from None


def _refuse_null_characters(text: str) -> None:
    if (position := text.find("\0")) >= 0:
        raise refuse("null_character", row=text.count("\n", 0, position) + 1)


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    widths: list[int] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if record:
                widths.append(len(record))
            if len(widths) == SNIFFED_RECORDS:
                break
    except csv.Error:
        return (0, 0)
    many = [width for width in widths if width > 1]
    if not many:
        return (0, 0)
    usual = max(set(many), key=lambda width: (many.count(width), width))
    return (many.count(usual), usual)


def _rows(text: str, delimiter: str, *, limits: Limits) -> Iterator[Row]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    cells = 0
    while True:
        number += 1
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            code = "cell_too_long" if "field larger" in str(error) else "broken_quotes"
            raise refuse(code, row=number) from None
        cells += len(record)
        _refuse_excess(number, len(record), cells=cells, limits=limits)
        row = Row(number, tuple(map(_cell, record)))
        if any(cell is not None for cell in row.cells):
            yield row


def _refuse_excess(number: int, width: int, *, cells: int, limits: Limits) -> None:
    if width > limits.columns:
        raise refuse("too_many_columns", row=number, found=width, limit=limits.columns)
    if number > limits.rows + 1 or cells > limits.cells:
        raise refuse("too_many_rows", row=number, limit=limits.rows)


def _cell(text: str) -> Cell:
    stripped = text.strip()
    if stripped.startswith('="') and stripped.endswith('"') and len(stripped) > 2:
        return stripped[2:-1] or None
    return as_it_was(stripped) or None
