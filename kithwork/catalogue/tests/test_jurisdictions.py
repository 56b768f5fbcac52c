"""Lines, reporting and retention of each pack are read, dated and marked."""

import datetime as dt
from pathlib import Path

import pytest

from kithwork.catalogue import jurisdictions
from kithwork.catalogue.jurisdictions import (
    NEEDED_LINES,
    line_entries,
    lines,
    packs,
    read_line,
    read_pack,
    read_retention,
    reporting,
    retention_entries,
)
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.core.retention import keep_until

TODAY = dt.date(2026, 11, 22)


def test_packs_are_the_folders() -> None:
    folder = Path(jurisdictions.__file__).parent / "jurisdictions"
    assert sorted(packs()) == sorted(path.name for path in folder.iterdir() if path.is_dir())


@pytest.mark.parametrize("jurisdiction", ["CN", "EU", "UK", "US"])
def test_somebody_frightened_finds_a_line_everywhere(jurisdiction: str) -> None:
    for kind in NEEDED_LINES:
        assert lines(jurisdiction, TODAY, kind=kind)


@pytest.mark.parametrize(
    ("day", "numbers"), [(dt.date(2025, 4, 30), []), (dt.date(2025, 5, 1), ["12356"])]
)
def test_national_line_is_shown_from_its_day_on(day: dt.date, numbers: list[str]) -> None:
    assert [line.number for line in lines("CN", day, kind="crisis")] == numbers


def test_what_is_from_memory_is_marked() -> None:
    marked = {line.number for line in line_entries("CN") if line.entry.status == "unconfirmed"}
    assert {"12309", "12338"} <= marked
    assert not {"110", "120", "12356", "12355"} & marked


@pytest.mark.parametrize("jurisdiction", ["CN", "EU", "UK", "US"])
def test_duty_to_report_ends_with_any_other_danger(jurisdiction: str) -> None:
    duty = reporting(jurisdiction, TODAY)
    assert duty is not None
    assert duty.situations[-1].code == "other"
    assert duty.entry.status == "unconfirmed"


def test_nine_situations_since_the_law_is_in_force() -> None:
    assert reporting("CN", dt.date(2021, 5, 31)) is None
    duty = reporting("CN", dt.date(2021, 6, 1))
    assert duty is not None
    assert len(duty.situations) == 9


def test_periods_of_the_pack_stand_over_our_proposals() -> None:
    kept = retention_entries("CN")
    assert set(kept) >= {"enquiry", "access_log", "consent", "case_file"}
    closed, birth = dt.date(2026, 6, 30), dt.date(2013, 3, 10)
    assert keep_until(kept["case_file"].rule, closed, birth=birth) == dt.date(2036, 6, 30)


def test_unknown_period_is_asked_and_not_invented() -> None:
    assert "case_file" not in retention_entries("EU")


HEAD = """
id: CN
version: 1
source: a test
checked_by: a test
reviewed_on: 2026-11-22
label: {en: a, zh-Hans: 甲}
"""


def test_pack_is_named_as_its_folder() -> None:
    with pytest.raises(CatalogueError, match="folder"):
        read_pack(parse(HEAD, file="jurisdictions/US/pack.yaml"))


def test_kind_of_a_line_is_known() -> None:
    text = HEAD + (
        "valid: {from: 2020-01-01, to: null}\nkinds: [weather]\nnumber: '1'\n"
        "hours: {en: a, zh-Hans: 甲}"
    )
    with pytest.raises(CatalogueError, match="weather"):
        read_line(parse(text, file="jurisdictions/CN/hotlines.yaml"))


def test_number_is_text_so_that_no_zero_is_lost() -> None:
    text = HEAD + (
        "valid: {from: 2020-01-01, to: null}\nkinds: [crisis]\nnumber: 112\n"
        "hours: {en: a, zh-Hans: 甲}"
    )
    with pytest.raises(CatalogueError, match="number"):
        read_line(parse(text, file="jurisdictions/CN/hotlines.yaml"))


def test_period_without_an_end_is_refused() -> None:
    with pytest.raises(CatalogueError, match="years_after"):
        read_retention(parse(HEAD + "item: x\nafter: {en: a, zh-Hans: 甲}", file="r.yaml"))
