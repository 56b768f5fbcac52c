"""A mapping over a sheet: what comes in, and every fault with its row and column."""

import datetime as dt

import pytest

from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import mapping_of
from kithwork.cohort.records import AttendanceRecord, GuardianRecord, MarkRecord, Records, apply
from kithwork.cohort.records.facts import facts_of
from kithwork.core.reasons import Reason
from kithwork.core.rules import Fact
from kithwork.core.sheets import Cell, Row, Sheet

TODAY = dt.date(2026, 11, 22)
HEAD = "mapping: m\nversion: 1\nkind: pupils\n"
ID = "id: {column: id}\n"


def sheet(columns: str, *rows: tuple[Cell, ...]) -> Sheet:
    numbered = tuple(Row(number, cells) for number, cells in enumerate(rows, start=2))
    return Sheet(tuple(columns.split()), numbered, header_row=1, kind="csv")


def applied(text: str, columns: str, *rows: tuple[Cell, ...]) -> Records:
    head = HEAD if "id:" in text else HEAD + ID
    mapping = mapping_of(parse(head + text, file="map.yaml"))
    return apply(mapping, sheet(columns, *rows), today=TODAY)


def places(records: Records) -> list[tuple]:
    return [
        (error.row, error.column, error.reason.code.removeprefix("imports."))
        for error in records.errors
    ]


def test_a_student_is_read() -> None:
    found = applied(
        "name: {column: 姓名}\nbirth: {column: 生日}\nsex: {column: 性别}\nschool: gh\n"
        "class: {column: 班级}\nage: {column: 年龄}\n"
        "columns: {住校: {fact: student.boards}}\non: 2026-09-01\n",
        "id 姓名 生日 性别 班级 年龄 住校",
        ("0012", "林 小雨", "2011-03-04", "女", "初三1班", "15", "是"),
        ("0013", None, None, None, None, None, None),
    )
    assert places(found) == []
    first, second = found.records
    assert (first.id, first.name, first.birth, first.sex, first.school, first.school_class) == (
        "0012", "林小雨", dt.date(2011, 3, 4), "female", "gh", "初三1班",
    )  # fmt: skip
    boards = Fact(True, on=dt.date(2026, 9, 1), source="m")
    assert first.facts == {"student.boards": boards}
    assert facts_of(first, source="m")["student.birth_date"] == Fact(first.birth, source="m")
    assert facts_of(first, source="m")["student.boards"] == boards
    assert (second.name, second.birth, second.facts) == (None, None, {})
    assert facts_of(second, source="m") == {}


def test_no_name_shows_in_a_trace() -> None:
    record = applied("name: {column: n}\n", "id n", ("0012", "林小雨")).records[0]
    assert "小雨" not in repr(record)
    assert "0012" not in repr(record)


def test_where_a_file_has_no_number_the_row_is_one() -> None:
    found = applied("id: {from: row, prefix: mat}\n", "a", ("x",), ("y",))
    assert [record.id for record in found.records] == ["mat-2", "mat-3"]


def test_marks_in_columns() -> None:
    found = applied(
        "marks:\n"
        "  - {column: 语文, subject: chinese, exam: mid, max: 120, on: 2026-11-10}\n"
        "  - {column: 数学, subject: maths, exam: mid, max: 120, "
        "excused: [病假], values: {优: 110}}\n",
        "id 语文 数学",
        ("a", "88.5", "缺考"),
        ("b", None, "病假"),
        ("c", 120, "优"),
    )
    assert places(found) == []
    assert found.records[0].marks[0] == MarkRecord(
        subject="chinese", exam="mid", maximum=120, score=88.5, on=dt.date(2026, 11, 10),
        column="语文",
    )  # fmt: skip
    states = [[(mark.state, mark.score) for mark in record.marks] for record in found.records]
    assert states == [
        [("sat", 88.5), ("absent", None)],
        [("excused", None)],
        [("sat", 120), ("sat", 110)],
    ]


LONG = (
    "marks: [{column: 分数, subject: {column: 科目}, exam: {column: 考试}, max: {column: 满分}, "
    "rank: {column: 名次}}]\n"
)


def test_marks_in_rows() -> None:
    found = applied(
        LONG,
        "id 科目 考试 分数 满分 名次",
        ("a", "语文", "期中", 88, 120, 3),
        ("a", "数学", "期中", 90, 120, None),
        ("a", "语文", "期中", 91, 120, None),
        ("b", "数学", None, 90, 120, 0),
    )
    assert places(found) == [
        (4, "分数", "mark_twice"),
        (5, "考试", "value_missing"),
    ]
    assert found.errors[0].reason.values() == {"first": 2}
    assert found.records[0].marks[0].rank == 3


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (-0.5, "mark_out_of_range"),
        (0, None),
        (20, None),
        (20.5, "mark_out_of_range"),
        ("12.3456", "mark_too_fine"),
        ("12.345", None),
        ("twelve", "number_not_readable"),
    ],
)
def test_the_range_of_a_mark(mark: Cell, code: str | None) -> None:
    text = "marks: [{column: G1, subject: m, exam: e, max: 20}]\n"
    found = applied(text, "id G1", ("a", mark))
    assert places(found) == ([(2, "G1", code)] if code else [])


def test_attendance() -> None:
    text = (
        "attendance: {due: {column: due}, absences: {column: abs}, excused: {column: exc}, "
        "unit: day, on: 2026-11-20}\n"
    )
    found = applied(text, "id due abs exc", ("a", 60, 3, 1), ("b", 60, 61, 0), ("c", None, 2, 3))
    assert found.records[0].attendance == AttendanceRecord(
        per="term", unit="day", on=dt.date(2026, 11, 20), due=60, absences=3, excused=1
    )
    assert places(found) == [
        (3, "abs", "count_above_its_whole"),
        (4, "exc", "count_above_its_whole"),
    ]
    assert facts_of(found.records[0], source="m")["attendance.absences"].value == 3


def test_a_day_of_attendance_stands_once() -> None:
    text = "attendance: {per: day, on: {column: day}, absences: {column: n}}\n"
    found = applied(
        text, "id day n", ("a", "2026-11-20", 1), ("a", "2026-11-21", 1), ("a", "2026-11-20", 0)
    )
    assert places(found) == [(4, "id", "attendance_twice")]


def test_guardians_are_those_of_whom_the_row_says_anything() -> None:
    text = (
        "guardians:\n"
        "  - {relation: mother, name: {column: m}, phone: {column: mp}, legal: true}\n"
        "  - {relation: {column: r, values: {奶奶: grandmother}}, name: {column: g}, main: true}\n"
    )
    found = applied(
        text, "id m mp r g", ("a", "李 梅", "139", "奶奶", "王秀"), ("b", None, None, "奶奶", None)
    )
    assert found.records[0].guardians == (
        GuardianRecord(relation="mother", name="李梅", phone="139", is_legal=True),
        GuardianRecord(relation="grandmother", name="王秀", is_main=True),
    )
    assert found.records[1].guardians == ()


def test_answers_are_numbers_or_words() -> None:
    text = "answers: {instrument: x, items: {'1': q1, '2': q2}, values: {从不: 0}, missing: [99]}\n"
    found = applied(text, "id q1 q2", ("a", "从不", "3"), ("b", 99, "often true"), ("c", None, 1))
    assert [dict(record.answers) for record in found.records] == [
        {"1": 0, "2": 3},
        {"1": None, "2": "often true"},
        {"1": None, "2": 1},
    ]


def test_words_for_not_known_are_never_an_answer() -> None:
    text = "missing: [99, 不详]\nage: {column: age}\nsex: {column: sex, missing: ['?']}\n"
    found = applied(text, "id age sex", ("a", 99, "?"), ("b", "不详", "不 详"))
    assert places(found) == []
    assert {(record.age, record.sex) for record in found.records} == {(None, None)}


@pytest.mark.parametrize(
    ("text", "cells", "place"),
    [
        ("", (None, "x"), (2, "id", "id_missing")),
        ("missing: ['-']\n", ("-", "x"), (2, "id", "id_missing")),
        ("", (2.5e17, "x"), (2, "id", "id_lost_digits")),
        ("birth: {column: v}\n", ("a", "2011-02-30"), (2, "v", "date_impossible")),
        ("birth: {column: v}\n", ("a", "2026-11-23"), (2, "v", "date_in_future")),
        ("birth: {column: v}\n", ("a", "2026-11-22"), (2, "v", "age_implausible")),
        ("birth: {column: v}\n", ("a", "1911-02-03"), (2, "v", "age_implausible")),
        ("age: {column: v}\n", ("a", 200), (2, "v", "age_implausible")),
        ("sex: {column: v}\n", ("a", "小雨"), (2, "v", "value_unknown")),
        ("school: {column: v, values: {G: g}}\n", ("a", "M"), (2, "v", "value_unknown")),
        ("columns: {v: {fact: student.boards}}\n", ("a", "often"), (2, "v", "flag_not_known")),
        ("columns: {v: {fact: student.home_area}}\n", ("a", "moon"), (2, "v", "value_unknown")),
        ("columns: {v: {fact: marks.failures}}\n", ("a", "two"), (2, "v", "number_not_readable")),
        ("name: {column: v}\n", ("a", "=HYPERLINK(1)"), (2, "v", "formula")),
        ("name: {column: v}\n", ("a", "x" * 121), (2, "v", "text_too_long")),
    ],
)
def test_a_fault_names_its_row_and_column(text: str, cells: tuple, place: tuple) -> None:
    found = applied(text, "id v", cells)
    assert places(found) == [place]
    assert found.records == ()


def test_no_error_carries_what_stood_in_the_cell() -> None:
    found = applied("sex: {column: v}\n", "id v", ("a", "小雨"))
    assert "小雨" not in repr(found.errors)


def test_all_faults_are_collected_and_the_other_rows_are_read() -> None:
    found = applied("age: {column: v}\n", "id v", ("a", "x"), ("b", 12), ("a", 13), ("c", 300))
    assert places(found) == [
        (2, "v", "number_not_readable"),
        (4, "id", "id_twice"),
        (5, "v", "age_implausible"),
    ]
    assert found.errors[1].reason == Reason.of("imports.id_twice", first=2)
    assert [record.id for record in found.records] == ["b"]
    assert found.rows == 4


def test_a_long_list_of_faults_is_counted() -> None:
    rows = tuple((f"s{number}", "x") for number in range(500))
    found = applied("age: {column: v}\n", "id v", *rows)
    assert (len(found.errors), found.more) == (200, 300)


def test_columns_that_are_not_there_are_all_named_before_any_row() -> None:
    found = applied("name: {column: Nmae}\nage: {column: 年龄}\n", "id Name", ("a", "x"))
    assert [(error.row, error.column) for error in found.errors] == [(1, "Nmae"), (1, "年龄")]
    assert found.errors[0].reason == Reason.of("imports.column_not_there_near", near="Name")
    assert found.errors[1].reason == Reason.of("imports.column_not_there", count=2)
    assert found.records == ()


def test_a_column_is_found_without_regard_to_case_width_and_blanks() -> None:
    assert applied("name: {column: 'ＮＡＭＥ '}\n", "id Name", ("a", "x")).records[0].name == "x"


def test_columns_left_out_are_named_once() -> None:
    found = applied("ignore: [c]\n", "id a b c", ("1", 1, 1, 1))
    assert found.warnings == (Reason.of("imports.columns_unused", count=2, columns="a, b"),)
    assert applied("ignore: ['*']\n", "id a", ("1", 1)).warnings == ()


def test_a_constant_that_cannot_be_is_a_fault_of_the_whole() -> None:
    text = "marks: [{column: v, subject: m, exam: e, max: 20, on: soon}]\n"
    assert places(applied(text, "id v", ("a", 1))) == [(None, None, "date_not_readable")]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    mapping = mapping_of(parse(HEAD + ID, file="map.yaml"))
    rows = tuple((f"s{number}",) for number in range(4_100))
    apply(mapping, sheet("id", *rows), today=TODAY, progress=lambda *step: told.append(step))
    assert told == [(0, 4_100), (2_000, 4_100), (4_000, 4_100)]
