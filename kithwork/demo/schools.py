"""The two invented schools: the county junior high and College D, each filled to a size."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.demo.draws import Draws
from kithwork.demo.families import Family, settle
from kithwork.demo.learning import Course, Learning, attend_all, enrol_all, examine_all
from kithwork.demo.pupils import (
    BOTH_AWAY,
    CARE_AT_A_COLLEGE,
    CARE_AT_A_COUNTY_SCHOOL,
    HOME,
    Pupil,
    invented,
)
from kithwork.demo.years import first_year_of, open_years
from kithwork.people.actions.calendar import add_grade
from kithwork.people.actions.students import NewStudent, admit_many
from kithwork.people.models import SchoolClass

ALL_YEARS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """How a school is made: its grades and courses, classes a grade, age at entry, families."""

    code: str
    prefix: str
    grades: tuple[tuple[str, str], ...]
    courses: tuple[Course, ...]
    classes: int
    age: int
    care: Mapping[str, int]
    exam_kind: str = ""


JUNIOR_HIGH = SchoolPlan(
    code="qingshan",
    prefix="",
    grades=(("7", "七年级"), ("8", "八年级"), ("9", "九年级")),
    courses=(
        Course("chinese", 120, ALL_YEARS),
        Course("mathematics", 120, ALL_YEARS),
        Course("english", 120, ALL_YEARS),
        Course("physics", 100, (1, 2)),
        Course("politics", 60, ALL_YEARS),
    ),
    classes=5,
    age=12,
    care=CARE_AT_A_COUNTY_SCHOOL,
)
COLLEGE = SchoolPlan(
    code="college-d",
    prefix="D",
    grades=(("1", "大一"), ("2", "大二"), ("3", "大三"), ("4", "大四")),
    courses=(
        Course("高等数学", 100, (0,)),
        Course("大学英语", 100, (0, 1)),
        Course("思想道德与法治", 100, (0,)),
        Course("专业基础", 100, (1, 2)),
        Course("专业实践", 100, (2, 3)),
    ),
    classes=3,
    age=18,
    care=CARE_AT_A_COLLEGE,
    exam_kind="course",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A school that was filled: its families in the order of their numbers, and its classes."""

    school: School
    families: tuple[Family, ...]
    classes: Mapping[str, SchoolClass]
    marks: int


def fill(
    draws: Draws, plan: SchoolPlan, school: School, *, size: int, as_of: dt.date, by: Who
) -> Filled:
    """Fill a school with `size` invented students, their families and their years at school."""
    pupils = [_pupil(draws, plan, index, size, as_of) for index in range(size)]
    families = _admit(plan, school, pupils, by)
    grades = [
        add_grade(school=school, code=code, name=name, position=position, by=by)
        for position, (code, name) in enumerate(plan.grades, start=1)
    ]
    years = open_years(school, as_of, count=len(grades), by=by)
    learning = Learning(draws, school, years, grades, plan.courses, plan.exam_kind)
    classes = enrol_all(learning, families, by=by)
    settle(draws, school, families, as_of=as_of, by=by)
    marks = examine_all(learning, families, by=by)
    attend_all(learning, families, as_of=as_of, by=by)
    return Filled(school, tuple(families), classes, marks)


def _pupil(draws: Draws, plan: SchoolPlan, index: int, size: int, as_of: dt.date) -> Pupil:
    """Return the pupil of a number: oldest year first, classes filled one after the other."""
    per_grade = -(-size // len(plan.grades))
    years_ago = len(plan.grades) - 1 - index // per_grade
    per_class = -(-per_grade // plan.classes)
    pupil = invented(
        Draws(f"{draws.seed}:{plan.code}"),
        index,
        entered=first_year_of(as_of) - years_ago,
        class_code=str(index % per_grade // per_class + 1),
        age=plan.age,
        care=dict(plan.care),
    )
    return _named(plan, pupil) if index == _star(plan, per_grade) else pupil


def _star(plan: SchoolPlan, per_grade: int) -> int:
    """Return the number of the story's own student: first in her year."""
    return 0 if plan is JUNIOR_HIGH else 2 * per_grade


def _named(plan: SchoolPlan, pupil: Pupil) -> Pupil:
    if plan is JUNIOR_HIGH:
        born = dt.date(pupil.entered - 12, 3, 18)
        return replace(
            pupil,
            family="林",
            given="小雨",
            sex="female",
            birth=born,
            care=BOTH_AWAY,
            level=-0.9,
            drift=-0.1,
        )
    return replace(pupil, family="陈", given="明", sex="male", care=HOME, level=-0.6, drift=-0.1)


def _admit(plan: SchoolPlan, school: School, pupils: Sequence[Pupil], by: Who) -> list[Family]:
    students = admit_many(
        school=school,
        students=[
            NewStudent(
                number=f"{plan.prefix}{pupil.entered}{pupil.index + 1:04d}",
                person=pupil.person,
                entered_on=dt.date(pupil.entered, 9, 1),
            )
            for pupil in pupils
        ],
        by=by,
    )
    return [Family(student, pupil) for student, pupil in zip(students, pupils, strict=True)]
