"""Every broken file is refused at its row and column, in both languages, with nothing read."""

import datetime as dt

import pytest

from kithwork.catalogue.cell_errors import said
from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import mapping_of
from kithwork.cohort.records import apply
from kithwork.core.sheets import CellError
from kithwork.files.tables.errors import TableError
from kithwork.files.tables.reading import read_table
from kithwork.files.tables.tests.broken import (
    FIRST,
    HEADER,
    MARKS_HEADER,
    MARKS_MAP,
    ROSTER_MAP,
    SECOND,
    Broken,
    broken_files,
)
from kithwork.files.tables.tests.making import csv_rows

BROKEN = broken_files()
TODAY = dt.date(2026, 11, 22)


def errors_of(content: bytes, mapping: str, name: str = "") -> tuple[CellError, ...]:
    try:
        sheet = read_table(content, name=name)
    except TableError as error:
        return error.errors
    return apply(mapping_of(parse(mapping, file="map.yaml")), sheet, today=TODAY).errors


def test_there_are_at_least_thirty_causes() -> None:
    assert len({broken.cause for broken in BROKEN}) == len(BROKEN) >= 30
    assert len({broken.code for broken in BROKEN}) >= 25


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.cause)
def test_a_broken_file_is_refused_at_its_place(broken: Broken) -> None:
    first = errors_of(broken.content, broken.mapping, broken.name)[0]
    assert (first.reason.code, first.row, first.column) == (broken.code, broken.row, broken.column)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.cause)
def test_the_message_says_where_and_what_in_both_languages(broken: Broken) -> None:
    first = errors_of(broken.content, broken.mapping, broken.name)[0]
    english, chinese = said(first, "en"), said(first, "zh-Hans")
    if broken.row is not None:
        assert english.startswith(f"row {broken.row}")
        assert chinese.startswith(f"第 {broken.row} 行")
    if broken.column is not None:
        assert f"column {broken.column}:" in english
        assert f"“{broken.column}”列：" in chinese
    assert "{" not in english + chinese
    for private in (*FIRST[:2], *SECOND[:2], SECOND[3]):
        assert private not in english + chinese


@pytest.mark.parametrize(
    ("content", "mapping"),
    [
        (csv_rows([HEADER, FIRST, SECOND]), ROSTER_MAP),
        (csv_rows([MARKS_HEADER, ["24001", 88, 90], ["24002", 77.5, 120]]), MARKS_MAP),
    ],
)
def test_the_same_files_unbroken_come_in(content: bytes, mapping: str) -> None:
    assert errors_of(content, mapping) == ()
