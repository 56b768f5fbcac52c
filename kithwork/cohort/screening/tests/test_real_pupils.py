"""The public files of pupils, screened, beside what a reader finds with a plain spreadsheet."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from kithwork.catalogue.mappings import read_mapping
from kithwork.cohort.records import apply
from kithwork.cohort.screening.pupils import pupils_of
from kithwork.cohort.screening.result import Screening
from kithwork.cohort.screening.rules import rules_for
from kithwork.cohort.screening.screening import screen
from kithwork.files.tables.reading import choices_of, read_table

DATA = Path(__file__).parents[5] / "shared" / "data"
GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "examples"
TODAY = dt.date(2026, 11, 22)

pytestmark = pytest.mark.real_data


def screened(name: str) -> Screening:
    mapping = read_mapping(GUIDE / f"uci_student_{name}.yaml")
    sheet = read_table(DATA / f"uci_student_{name}.csv", choices_of(mapping.reading))
    records = apply(mapping, sheet, today=TODAY)
    assert records.errors == ()
    day = dt.date(2006, 6, 30)
    pupils = pupils_of(records.records, groups=mapping.groups, source=mapping.name, on=day)
    return screen(pupils, rules_for(mapping), as_of=day)


def plain_rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"uci_student_{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def falls_behind(row: dict[str, str]) -> bool:
    return int(row["G3"]) < 10


def has_no_help(row: dict[str, str]) -> bool:
    return {row["schoolsup"], row["famsup"], row["paid"]} == {"no"}


@pytest.mark.parametrize(("name", "mean"), [("mat", 10.4152), ("por", 11.9060)])
def test_marks_come_in_as_they_are(name: str, mean: float) -> None:
    percents = screened(name).facts["marks.percent_last"].to_pylist()
    assert sum(percents) / len(percents) * 20 / 100 == pytest.approx(mean, abs=5e-5)
    assert [percent / 5 for percent in percents] == [
        pytest.approx(int(row["G3"])) for row in plain_rows(name)
    ]


@pytest.mark.parametrize("name", ["mat", "por"])
def test_needs_and_list_are_those_of_the_rows(name: str) -> None:
    found, rows = screened(name), plain_rows(name)
    needs = {need.code: need.severities for need in found.needs}
    for place, row in enumerate(rows):
        expected = falls_behind(row) + (int(row["G3"]) < 8)
        assert needs["falls_behind"][place] == expected
        assert needs["no_extra_help_known"][place] == has_no_help(row)
    girls = next(flag for flag in found.flags if flag.id == "rural_girls_behind_without_help")
    listed = [found.ids[place] for place in girls.truths.nonzero()[0]]
    assert listed == [
        f"{name}-{number}"
        for number, row in enumerate(rows, start=2)
        if (row["sex"], row["address"]) == ("F", "R") and falls_behind(row) and has_no_help(row)
    ]


@pytest.mark.parametrize("name", ["mat", "por"])
def test_what_the_file_does_not_say_stays_unknown(name: str) -> None:
    found = screened(name)
    assert [(one.yes, one.no, one.unknown) for one in found.left_behind] == [(0, 0, len(found))] * 3
    assert not any(function.is_asked for function in found.support)
    own = {"falls_behind", "no_extra_help_known"}
    assert {need.code for need in found.needs_judged} - own == {"N-ACA-1"}
