"""SPSS files: codes, labels, declared missing values, dates, and what is damaged or too large."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kithwork.core.reasons import Reason
from kithwork.files.tables.errors import TableError
from kithwork.files.tables.limits import DEFAULT
from kithwork.files.tables.reading import read_grid, read_table

Writer = Callable[..., bytes]
COLUMNS: dict[str, list[Any]] = {
    "case": [1.0, 1.0, 2.0, 2.0],
    "score": [3.0, 99.0, -5.0, None],
    "word": ["早", "NA", "late", ""],
    "day": [dt.date(2026, 11, 22), None, None, None],
}


@pytest.fixture
def written(tmp_path: Path) -> Writer:
    def write(columns: dict[str, list[Any]] | None = None, **options: Any) -> bytes:
        from pandas import DataFrame
        from pyreadstat import write_sav

        write_sav(DataFrame(columns or COLUMNS), tmp_path / "made.sav", **options)
        return (tmp_path / "made.sav").read_bytes()

    return write


@pytest.mark.parametrize("compress", [False, True])
def test_codes_stay_and_labels_stand_beside_them(written: Writer, compress: bool) -> None:
    labels = {"case": {1: "Lin", 2: "Zhang"}}
    sheet = read_table(written(variable_value_labels=labels, compress=compress))
    assert (sheet.kind, sheet.columns, sheet.header_row) == ("sav", tuple(COLUMNS), 0)
    assert sheet.labels == labels
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4]
    assert sheet.rows[0].cells == (1, 3, "早", dt.date(2026, 11, 22))
    assert sheet.rows[1].cells == (1, 99, "NA", None)
    assert sheet.rows[3].cells == (2, None, None, None)


def test_what_the_file_declares_missing_is_missing(written: Writer) -> None:
    declared = {"score": [99, {"lo": -10, "hi": -1}], "word": ["NA"]}
    sheet = read_table(written(missing_ranges=declared))
    assert [row.cells[1] for row in sheet.rows] == [3, None, None, None]
    assert [row.cells[2] for row in sheet.rows] == ["早", None, "late", None]
    assert sheet.warnings == (Reason.of("files.declared_missing", count=3),)


def test_a_moment_of_the_day_is_kept(written: Writer) -> None:
    morning = dt.datetime.fromisoformat("2026-11-22 10:30")
    sheet = read_table(written({"at": [morning, morning.replace(hour=0, minute=0)]}))
    assert [row.cells[0] for row in sheet.rows] == ["2026-11-22 10:30", dt.date(2026, 11, 22)]


def test_a_damaged_file_is_refused(written: Writer) -> None:
    whole = written()
    for cut in (9, 200, len(whole) - 12):
        with pytest.raises(TableError) as error:
            read_table(whole[:cut])
        assert error.value.reason.code == "files.broken_spss"


def test_a_file_that_is_too_large_is_refused_by_its_head(written: Writer) -> None:
    for limits, code in (
        (replace(DEFAULT, rows=3), "files.too_many_rows"),
        (replace(DEFAULT, columns=3), "files.too_many_columns"),
        (replace(DEFAULT, cells=15), "files.too_many_rows"),
        (replace(DEFAULT, unpacked_bytes=100), "files.archive_too_large"),
    ):
        with pytest.raises(TableError) as error:
            read_table(written(), limits=limits)
        assert error.value.reason.code == code


def test_a_file_without_cases_is_refused(written: Writer) -> None:
    with pytest.raises(TableError) as error:
        read_table(written({"case": [], "score": []}))
    assert error.value.reason.code == "files.no_rows"


def test_a_page_that_asks_for_the_header_row_is_told_what_it_is(written: Writer) -> None:
    with pytest.raises(TableError) as error:
        read_grid(written())
    assert error.value.reason == Reason.of("files.not_a_table", found="SPSS")
