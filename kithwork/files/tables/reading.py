"""A file's bytes to a sheet: the one way in for every table that somebody hands us."""

from dataclasses import dataclass, replace
from pathlib import Path

from kithwork.catalogue.mappings.mapping import ReadingHints
from kithwork.core.reasons import Reason
from kithwork.core.sheets import Sheet
from kithwork.files.tables.errors import refuse
from kithwork.files.tables.grids import Grid
from kithwork.files.tables.headers import sheet_of
from kithwork.files.tables.limits import DEFAULT, Limits
from kithwork.files.tables.sniffing import is_spss, kind_of, name_agrees
from kithwork.files.tables.spss import read_spss
from kithwork.files.tables.text import read_text
from kithwork.files.tables.workbooks import read_workbook


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person or a mapping says about a file; `None` leaves it to be found.

    `header` is the file's row number of the header, `sheet` a sheet's name.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header: int | None = None


FOUND = Choices()


def choices_of(hints: ReadingHints) -> Choices:
    """Return what a mapping says about its file."""
    return Choices(hints.encoding, hints.delimiter, hints.sheet, hints.header)


def read_table(
    source: bytes | Path, choices: Choices = FOUND, *, name: str = "", limits: Limits = DEFAULT
) -> Sheet:
    """Read CSV, TSV, Excel, OpenDocument or SPSS into a sheet; a `TableError` says why not."""
    content = _content(source, limits)
    if is_spss(content):
        return read_spss(content, limits=limits)
    shown = _shown(source, name)
    return sheet_of(_grid(content, choices, shown, limits=limits), header=choices.header)


def read_grid(
    source: bytes | Path, choices: Choices = FOUND, *, name: str = "", limits: Limits = DEFAULT
) -> Grid:
    """Read the rows without deciding on a header, for a page on which a person points at it."""
    return _grid(_content(source, limits), choices, _shown(source, name), limits=limits)


def _shown(source: bytes | Path, name: str) -> str:
    return name or (source.name if isinstance(source, Path) else "")


def _grid(content: bytes, choices: Choices, name: str, *, limits: Limits) -> Grid:
    kind = kind_of(content)
    if kind == "csv":
        grid = read_text(
            content, encoding=choices.encoding, delimiter=choices.delimiter, limits=limits
        )
    else:
        grid = read_workbook(content, kind, sheet=choices.sheet, limits=limits)
    if not name_agrees(kind, name):
        note = Reason.of("files.name_disagrees", kind=kind)
        grid = replace(grid, warnings=(*grid.warnings, note))
    return grid


def _content(source: bytes | Path, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        size = len(source)
    else:
        try:
            size = source.stat().st_size
        except OSError as error:
            raise refuse("not_readable") from error
    if size > limits.file_bytes:
        raise refuse("too_large", limit=limits.file_bytes // (1024 * 1024))
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise refuse("not_readable") from error
