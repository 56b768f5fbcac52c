"""Excel and OpenDocument workbooks to a grid: one sheet's values, checked before they are read.

python-calamine reads the values; before it does, the archive is measured (`archives`) and the
chosen sheet is passed over for error cells, uncalculated formulas, its extent and its merged cells
(`cell_scan`, `compound_scan`). Excel keeps every number as a float with fifteen digits: whole ones
become `int`, so that a student number reads as it was typed; a number above that limit stays a
float and is refused where an identifier is expected. Both date systems (1900, 1904) arrive as
dates.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from zipfile import ZipFile

from kithwork.core.reasons import Reason
from kithwork.core.sheets import Cell, Row
from kithwork.files.tables.archives import check_archive, opened
from kithwork.files.tables.cell_scan import OdsScanner, Scan, XlsxScanner
from kithwork.files.tables.compound_scan import scan_compound
from kithwork.files.tables.errors import refuse
from kithwork.files.tables.grids import Grid, Merge
from kithwork.files.tables.limits import Limits
from kithwork.files.tables.strict_xml import elements

EXACT_WHOLE_NUMBERS = 10**15
_MIDNIGHT = dt.time()


def read_workbook(content: bytes, kind: str, *, sheet: str | None, limits: Limits) -> Grid:
    """Return the filled rows of the named sheet, or of the first visible one that holds any."""
    look = _LOOKS[kind](content, limits)
    with _opened_workbook(content) as workbook:
        names = tuple(workbook.sheet_names)
        if sheet is not None and sheet not in names:
            raise refuse("sheet_not_there", sheet=sheet, sheets=", ".join(names))
        chosen, scan = _chosen(look, names, wanted=sheet or _visible(workbook))
        warnings = scan.conclude(limits=limits)
        if sheet is None and len(names) > 1:
            warnings += (Reason.of("files.other_sheets", sheet=chosen, count=len(names) - 1),)
        table = workbook.get_sheet_by_name(chosen)
        return Grid(
            kind,
            tuple(_rows(table)),
            sheet=chosen,
            sheets=names,
            merges=tuple(_merges(table)) or tuple(scan.merges),
            warnings=warnings,
        )


# ── looking before reading ──────────────────────────────────────────────────────────────────

Look = Callable[[str, int], Scan]
"""From a sheet's name and its place in the workbook to what its cells hold."""


def _look_at_xlsx(content: bytes, limits: Limits) -> Look:
    check_archive(content, limits=limits)

    def look(name: str, _place: int) -> Scan:
        with opened(content) as archive, archive.open(_sheet_part(archive, name)) as stream:
            return XlsxScanner(limits).read(stream)

    return look


def _look_at_ods(content: bytes, limits: Limits) -> Look:
    # calamine unpacks every table of the file when it opens it: all are looked at before.
    check_archive(content, limits=limits)
    with opened(content) as archive:
        if "META-INF/manifest.xml" in archive.namelist():
            with archive.open("META-INF/manifest.xml") as stream:
                if any(name == "encryption-data" for name, _ in elements(stream)):
                    raise refuse("encrypted")
        with archive.open("content.xml") as stream:
            scans = OdsScanner(limits).read(stream)
    return lambda name, _place: scans[name]


def _look_at_xls(content: bytes, limits: Limits) -> Look:
    scans = scan_compound(content, limits=limits)
    return lambda _name, place: scans[place]


_LOOKS: dict[str, Callable[[bytes, Limits], Look]] = {
    "xlsx": _look_at_xlsx,
    "ods": _look_at_ods,
    "xls": _look_at_xls,
}


@contextmanager
def _opened_workbook(content: bytes) -> Iterator[Any]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            yield workbook
    except PasswordError as error:
        raise refuse("encrypted") from error
    except CalamineError as error:
        raise refuse("broken_archive") from error
    except BaseException as error:
        # A damaged file can make the Rust code panic; its exception is no `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        raise refuse("broken_archive") from None


def _chosen(look: Look, names: tuple[str, ...], *, wanted: str | list[str]) -> tuple[str, Scan]:
    for name in [wanted] if isinstance(wanted, str) else wanted:
        try:
            scan = look(name, names.index(name))
        except (IndexError, KeyError):  # the parts of the file do not agree with each other
            raise refuse("broken_archive") from None
        if scan.cells or scan.faults:
            return name, scan
    raise refuse("empty_sheet" if isinstance(wanted, str) else "empty")


def _visible(workbook: Any) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        about.name
        for about in workbook.sheets_metadata
        if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet
    ]


def _sheet_part(archive: ZipFile, sheet: str) -> str:
    """Return the archive member that holds a sheet (ECMA-376 part 1, 18.2.19 and part 2, 9.3)."""
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        relations = {about.get("Id"): about.get("Target", "") for _, about in elements(stream)}
    with archive.open("xl/workbook.xml") as stream:
        sheets = [about for name, about in elements(stream) if name == "sheet"]
    for about in sheets:
        if about.get("name") == sheet:
            identity = next((about[key] for key in about if key.endswith(":id")), None)
            target = relations.get(identity, "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise refuse("broken_archive")


# ── reading ─────────────────────────────────────────────────────────────────────────────────


def _rows(table: Any) -> Iterator[Row]:
    if table.start is None:
        return
    # calamine passes on the empty rows above the filled area, but not the columns before it.
    before = (None,) * table.start[1]
    for number, values in enumerate(table.iter_rows(), start=1):
        cells = tuple(map(_cell, values))
        if any(cell is not None for cell in cells):
            yield Row(number, before + cells)


def _cell(value: Any) -> Cell:
    if type(value) is str:
        return value.strip() or None
    if type(value) is float:
        return int(value) if abs(value) < EXACT_WHOLE_NUMBERS and value.is_integer() else value
    if type(value) is bool:
        return "TRUE" if value else "FALSE"
    if type(value) is dt.datetime:
        return value.date() if value.time() == _MIDNIGHT else value.isoformat(" ", "minutes")
    if type(value) is dt.time:
        return value.isoformat("minutes")
    return str(value) if type(value) is dt.timedelta else value


def _merges(table: Any) -> Iterator[Merge]:
    for (top, left), (bottom, right) in table.merged_cell_ranges or ():
        yield Merge(top + 1, bottom + 1, left + 1, right + 1)
