"""Guessed mappings: plain headers are placed, and whatever is a guess becomes a question."""

import datetime as dt

from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import Kind, mapping_of
from kithwork.catalogue.mappings.writing import yaml_of
from kithwork.cohort.records import apply
from kithwork.cohort.records.proposing import Proposal, propose
from kithwork.core.sheets import Cell, Row, Sheet

DAY = dt.date(2026, 11, 10)


def sheet(columns: str, *rows: tuple[Cell, ...]) -> Sheet:
    numbered = tuple(Row(number, cells) for number, cells in enumerate(rows, start=2))
    return Sheet(tuple(columns.split(",")), numbered, header_row=1, kind="csv")


def codes(proposal: Proposal) -> list[str]:
    return [question.code.removeprefix("imports.") for question in proposal.questions]


ROSTER = sheet(
    "学 号,姓名,性别,出生日期,班级,母亲姓名,母亲电话,备注",
    ("0012", "林小雨", "女", "2011/3/4", "初三1班", "李梅", "139", "x"),
    ("0013", "张三", "不详", "2010-12-30", "初三1班", None, None, None),
)


def test_a_roster_is_proposed_and_can_be_applied_as_it_is() -> None:
    proposal = propose(ROSTER, Kind.ROSTER, name="roster")
    assert (codes(proposal), proposal.unplaced) == ([], ("备注",))
    mapping = mapping_of(parse(yaml_of(proposal.document), file="proposal.yaml"))
    found = apply(mapping, ROSTER, today=dt.date(2026, 11, 22))
    assert found.errors == ()
    assert [(one.id, one.sex, one.birth) for one in found.records] == [
        ("0012", "female", dt.date(2011, 3, 4)),
        ("0013", None, dt.date(2010, 12, 30)),
    ]
    assert found.records[0].guardians[0].relation == "mother"


def test_without_a_number_the_question_is_asked() -> None:
    proposal = propose(sheet("姓名,代号", ("a", "1")), Kind.ROSTER, name="m")
    assert codes(proposal) == ["ask_id"]
    assert proposal.document["id"] == {"from": "row", "prefix": "row"}


def test_words_and_days_that_are_not_plain_are_asked_for() -> None:
    table = sheet("id,sex,birth", ("1", "女", "03/04/2011"), ("2", "囡", "05/06/2011"))
    proposal = propose(table, Kind.ROSTER, name="m")
    assert codes(proposal) == ["ask_order", "ask_words"]
    assert proposal.document["sex"] == {"column": "sex", "values": {"女": "female"}}


def test_the_order_of_days_shows_where_one_cell_decides() -> None:
    table = sheet("id,birth", ("1", "03/04/2011"), ("2", "25/06/2011"))
    proposal = propose(table, Kind.ROSTER, name="m")
    assert proposal.document["birth"] == {"column": "birth", "order": "dmy"}
    assert codes(proposal) == []


def test_subjects_become_marks_with_the_groups_of_the_header() -> None:
    table = sheet("学号,期中 语文,数学,总评", ("1", 118, 88, "A"), ("2", "缺考", 99.5, "B"))
    proposal = propose(table, Kind.MARKS, name="m", exam="期末", on=DAY)
    assert proposal.document["marks"] == [
        {"column": "期中 语文", "subject": "chinese", "exam": "期中", "max": 120, "on": DAY},
        {"column": "数学", "subject": "mathematics", "exam": "期末", "max": 100, "on": DAY},
    ]
    assert codes(proposal) == ["ask_maximum", "ask_maximum"]
    assert proposal.unplaced == ("总评",)


def test_marks_in_rows_are_proposed() -> None:
    table = sheet("学号,科目,考试,成绩,满分,日期", ("1", "语文", "期中", 88, 120, "2026-11-10"))
    proposal = propose(table, Kind.MARKS, name="m")
    assert proposal.document["marks"] == [
        {
            "column": "成绩",
            "subject": {"column": "科目"},
            "exam": {"column": "考试"},
            "max": {"column": "满分"},
            "on": {"column": "日期"},
        }
    ]
    assert codes(proposal) == []


def test_attendance_is_proposed() -> None:
    table = sheet("学号,应到,缺勤", ("1", 60, 3))
    proposal = propose(table, Kind.ATTENDANCE, name="m")
    assert proposal.document["attendance"] == {
        "due": {"column": "应到"},
        "absences": {"column": "缺勤"},
    }
    assert codes(proposal) == ["ask_exam_day"]
