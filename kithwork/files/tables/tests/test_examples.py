"""The example files of the guide come in without a fault, as a reader will try them."""

import datetime as dt
from pathlib import Path

import pytest

from kithwork.catalogue.mappings import read_mapping
from kithwork.cohort.records import apply
from kithwork.files.tables.reading import choices_of, read_table

EXAMPLES = Path(__file__).parents[4] / "docs" / "guide" / "examples"


def records_of(name: str):
    mapping = read_mapping(EXAMPLES / f"{name}.yaml")
    sheet = read_table(EXAMPLES / f"{name}.csv", choices_of(mapping.reading))
    return apply(mapping, sheet, today=dt.date(2026, 11, 22))


@pytest.mark.parametrize(("name", "rows"), [("roster", 12), ("marks", 36), ("attendance", 12)])
def test_an_example_has_no_fault_and_no_column_left_out(name: str, rows: int) -> None:
    found = records_of(name)
    assert (found.errors, found.warnings) == ((), ())
    assert len(found.records) == rows


def test_the_roster_says_who_is_there_and_who_is_away() -> None:
    first = records_of("roster").records[0]
    assert (first.name, first.sex, first.school_class) == ("林小雨", "female", "九（1）班")
    assert first.guardians[0].relation == "grandmother"
    assert first.facts["care.mother_away_since"].value == dt.date(2023, 2, 12)


def test_a_mark_may_be_missing_for_a_reason() -> None:
    states = [mark.state for record in records_of("marks").records for mark in record.marks]
    assert (states.count("absent"), states.count("sat")) == (1, 35)
