"""Files and mappings for the tests of importing; nobody in them exists."""

from typing import Any

from django.apps import apps

from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import mapping_of
from kithwork.files.tables.writing import csv_bytes
from kithwork.people.actions.imports import Incoming

ROSTER = """
mapping: autumn roster
version: 1
kind: roster
on: 2026-11-18
id: {column: 学号}
name: {column: 姓名}
sex: {column: 性别}
birth: {column: 出生日期}
class: {column: 班级}
grade: {column: 年级}
phone: {column: 电话}
entered: {column: 入学日期}
guardians:
  - {relation: {column: 关系, values: {母亲: mother, 奶奶: grandmother}}, name: {column: 监护人},
     phone: {column: 监护人电话}, away_since: {column: 外出时间}, main: true}
columns:
  住校: {fact: student.boards}
"""
COLUMNS = (
    "学号", "姓名", "性别", "出生日期", "班级", "年级", "电话", "入学日期", "关系", "监护人",
    "监护人电话", "外出时间", "住校",
)  # fmt: skip
MARKS = """
mapping: marks
version: 1
kind: marks
id: {column: 学号}
marks:
  - {column: 语文, subject: chinese, exam: mid-term, max: 120, on: 2026-11-10, kind: midterm}
  - {column: 数学, subject: mathematics, exam: mid-term, max: 120, on: 2026-11-10, kind: midterm}
"""
ATTENDANCE = """
mapping: attendance
version: 1
kind: attendance
id: {column: 学号}
attendance: {due: {column: 应到}, absences: {column: 缺勤}, unit: session, on: 2026-11-18}
"""


def pupil(number: str, name: str = "", **cells: str) -> dict[str, str]:
    """Return a row of the roster; what is not given is empty."""
    return {"学号": number, "姓名": name, **cells}


def roster(*pupils: dict[str, str], mapping: str = ROSTER, columns=COLUMNS) -> Incoming:
    rows = [[one.get(column) or None for column in columns] for one in pupils]
    return incoming(csv_bytes(columns, rows), mapping)


def table(mapping: str, columns: tuple[str, ...], *rows: tuple[Any, ...]) -> Incoming:
    return incoming(csv_bytes(columns, rows), mapping)


def incoming(content: bytes, mapping: str) -> Incoming:
    return Incoming(content, mapping_of(parse(mapping, file="MAP.yaml")), "list.csv")


KEEPS_COUNT = ("audit.auditevent", "people.importrun", "access.datakey")


def row_counts(*, without: tuple[str, ...] = ()) -> dict[str, int]:
    """Return how many rows every table of kithwork holds."""
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("kithwork.") and model._meta.label_lower not in without
    }
