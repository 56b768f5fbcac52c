"""Single cells: what is read, and what is left to a person."""

import datetime as dt

import pytest

from kithwork.cohort.records import cells
from kithwork.cohort.records.cells import CellFault

BIRTH = dt.date(2011, 3, 4)


def fault(parse, *arguments) -> str:
    with pytest.raises(CellFault) as caught:
        parse(*arguments)
    return caught.value.reason.code.removeprefix("imports.")


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        (BIRTH, "ymd"),
        (20110304, "ymd"),
        ("2011-03-04", "ymd"),
        ("2011/3/4", "ymd"),
        ("2011.3.4", "ymd"),
        ("2011年3月4日", "ymd"),
        ("2011年03月04", "ymd"),
        ("２０１１－０３－０４", "ymd"),
        ("20110304", "ymd"),
        ("2011-03-04 00:00:00", "ymd"),
        ("04/03/2011", "dmy"),
        ("4.3.2011", "dmy"),
        ("03/04/2011", "mdy"),
    ],
)
def test_days_are_read(cell, order: str) -> None:
    assert cells.date(cell, order) == BIRTH


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2011-02-29", "date_impossible"),
        ("2011-13-01", "date_impossible"),
        ("20110230", "date_impossible"),
        ("04/03/2011", "date_not_readable"),
        ("11-3-4", "date_not_readable"),
        ("2011-03", "date_not_readable"),
        ("2011-03-04 10:20", "date_not_readable"),
        (40606, "date_not_readable"),
        ("spring", "date_not_readable"),
    ],
)
def test_what_is_no_plain_day_is_a_fault(cell, code: str) -> None:
    assert fault(cells.date, cell) == code


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("0012", "0012"),
        (12, "12"),
        (20260112345, "20260112345"),
        (12.0, "12"),
        ("Ｇ１２", "G12"),
        ("110101201103041234", "110101201103041234"),
        ("A-7/b", "A-7/b"),
    ],
)
def test_numbers_of_students_are_text(cell, read: str) -> None:
    assert cells.identity(cell) == read


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1.234567890123457e17, "id_lost_digits"),
        (12.5, "id_lost_digits"),
        ("2.02601E+11", "id_in_scientific_notation"),
        ("2E10", "id_in_scientific_notation"),
        ("=A1", "formula"),
        ("x" * 41, "text_too_long"),
    ],
)
def test_spoilt_numbers_of_students_are_faults(cell, code: str) -> None:
    assert fault(cells.identity, cell) == code


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("林　小雨", "林小雨"),
        ("张 三", "张三"),
        ("𠮷 田", "𠮷田"),
        ("买买提·吐尔逊", "买买提·吐尔逊"),
        ("Anna  van  Dyck", "Anna van Dyck"),
        ("王 Li", "王 Li"),
    ],
)
def test_blanks_that_lists_put_into_names_are_taken_out(cell: str, read: str) -> None:
    assert cells.name(cell) == read


@pytest.mark.parametrize(("cell", "read"), [("12", 12), ("12.50", 12.5), (7, 7), ("-3", -3)])
def test_numbers_are_read(cell, read) -> None:
    assert cells.number(cell) == read


@pytest.mark.parametrize("cell", ["1,234", "12,5", "1e3", "", "12 %", "9" * 16, 1e300, "½"])
def test_what_is_no_plain_number_is_a_fault(cell) -> None:
    assert fault(cells.number, cell) == "number_not_readable"


@pytest.mark.parametrize(
    ("cell", "read"), [("是", True), ("否", False), ("Yes", True), (1, True), ("0", False)]
)
def test_yes_and_no(cell, read: bool) -> None:
    assert cells.flag(cell) is read


def test_limits_of_counts_and_ages() -> None:
    assert fault(cells.flag, "perhaps") == "flag_not_known"
    assert fault(cells.whole, "2.5") == "number_not_whole"
    assert [cells.count(0), cells.count(2000)] == [0, 2000]
    assert {fault(cells.count, -1), fault(cells.count, 2001)} == {"count_out_of_range"}
    assert [cells.age(3), cells.age(80)] == [3, 80]
    assert {fault(cells.age, 2), fault(cells.age, 81)} == {"age_implausible"}
