"""The two public files through the mappings that ship, with the figures their README gives."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from kithwork.catalogue.mappings import read_mapping
from kithwork.cohort.records import Records, apply
from kithwork.files.tables.reading import choices_of, read_table

pytestmark = pytest.mark.real_data

ROOT = Path(__file__).parents[4]
DATA = ROOT.parent / "shared" / "data"
TODAY = dt.date(2026, 11, 22)


def records_of(name: str) -> Records:
    mapping = read_mapping(ROOT / "docs" / "guide" / "examples" / f"uci_student_{name}.yaml")
    sheet = read_table(DATA / f"uci_student_{name}.csv", choices_of(mapping.reading))
    return apply(mapping, sheet, today=TODAY)


@pytest.mark.parametrize(
    ("name", "schools", "mean", "share"),
    [
        ("mat", {"GP": 349, "MS": 46}, 10.4152, 67.09),
        ("por", {"GP": 423, "MS": 226}, 11.9060, 84.59),
    ],
)
def test_the_figures_of_the_readme_come_out(name, schools, mean, share) -> None:
    found = records_of(name)
    assert (found.errors, found.warnings) == ((), ())
    assert Counter(record.school for record in found.records) == schools
    last = [record.marks[2].score for record in found.records]
    assert round(sum(last) / len(last), 4) == mean
    assert round(100 * sum(mark >= 10 for mark in last) / len(last), 2) == share
    assert all(len(record.marks) == 3 and record.attendance for record in found.records)


def test_nothing_says_that_anybody_is_away() -> None:
    names = {fact for record in records_of("mat").records for fact in record.facts}
    assert "uci.parents_apart" in names
    assert not [name for name in names if name.startswith("care.")]
