"""An SPSS system file (.sav, .zsav) to a sheet: codes as cells, their words as labels.

pyreadstat reads it. Values that the file declares as missing (single codes, ranges, texts) become
empty cells, and how many is said; an empty text is missing too. Rows are numbered from 1, as SPSS
numbers its cases, and the names of the variables stand above them as row 0.
"""

import datetime as dt
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

from kithwork.core.reasons import Reason
from kithwork.core.sheets import Cell, Row, Sheet
from kithwork.files.tables.errors import refuse
from kithwork.files.tables.limits import Limits

_MIDNIGHT = dt.time()


def read_spss(content: bytes, *, limits: Limits) -> Sheet:
    """Return all variables of the file; a `TableError` where it is damaged, empty or too large."""
    about = _read(content, metadataonly=True)[1]
    _refuse_excess(about, limits)
    columns, about = _read(content, user_missing=True, row_limit=limits.rows + 1)
    names = tuple(about.column_names)
    declared = {name: about.missing_ranges.get(name, ()) for name in names}
    taken_out = sum(
        _is_declared(value, declared[name]) for name in names for value in columns[name]
    )
    cells = [[_cell(value, declared[name]) for value in columns[name]] for name in names]
    if not cells or not cells[0]:
        raise refuse("no_rows", row=0)
    return Sheet(
        columns=names,
        rows=tuple(Row(number, row) for number, row in enumerate(zip(*cells, strict=True), 1)),
        header_row=0,
        kind="sav",
        warnings=(Reason.of("files.declared_missing", count=taken_out),) if taken_out else (),
        labels={
            name: {_cell(code, ()): str(label) for code, label in labels.items()}
            for name, labels in about.variable_value_labels.items()
        },
    )


def _read(content: bytes, **options: Any) -> tuple[Mapping[str, Sequence[Any]], Any]:
    from pyreadstat import ReadstatError, read_sav

    try:
        return read_sav(io.BytesIO(content), output_format="dict", **options)
    except (ReadstatError, ValueError, OverflowError) as error:
        raise refuse("broken_spss") from error


def _refuse_excess(about: Any, limits: Limits) -> None:
    """Refuse by what the head of the file says; compressed rows unpack to many times their size."""
    width, rows = len(about.column_names), about.number_rows or 0
    if width > limits.columns:
        raise refuse("too_many_columns", found=width, limit=limits.columns)
    if rows > limits.rows or width * rows > limits.cells:
        raise refuse("too_many_rows", limit=limits.rows)
    if rows * sum(about.variable_storage_width.values()) > limits.unpacked_bytes:
        raise refuse("archive_too_large")


def _is_declared(value: Any, ranges: Sequence[Mapping[str, Any]]) -> bool:
    if value is None:
        return False
    return any(type(one["lo"]) is type(value) and one["lo"] <= value <= one["hi"] for one in ranges)


def _cell(value: Any, ranges: Sequence[Mapping[str, Any]]) -> Cell:
    if value is None or _is_declared(value, ranges):
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == _MIDNIGHT else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, dt.date):
        return value
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
