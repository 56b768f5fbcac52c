"""The two invented schools: the county junior high and College D, each filled to a size."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.demo.draws import Draws
from kithwork.demo.families import Family, settle
from kithwork.demo.learning import Course, Learning, attend_all, enrol_all, examine_all
from kithwork.demo.parameters import CARE_AT_A_COLLEGE, CARE_AT_A_COUNTY_SCHOOL
from kithwork.demo.pupils import Pupil, invented
from kithwork.demo.told import AT_THE_COLLEGE, AT_THE_JUNIOR_HIGH, Told
from kithwork.demo.years import first_year_of, open_years
from kithwork.people.actions.calendar import add_grade
from kithwork.people.actions.students import NewStudent, admit_many, leave_many
from kithwork.people.models import SchoolClass

ALL_YEARS = (0, 1, 2, 3)
CLASSES_OF_ALL = 15  # of the classes at school, one more left last summer
FEWEST_LEAVERS = 8  # enough for a mean and a spread of their marks
GRADUATED = "graduated"


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """How a school is made: its grades and courses, classes a grade, age at entry, families.

    `told` are the students of the stories; `has_leavers`: a class left last summer.
    """

    code: str
    prefix: str
    grades: tuple[tuple[str, str], ...]
    courses: tuple[Course, ...]
    classes: int
    age: int
    care: Mapping[str, int]
    told: tuple[Told, ...]
    exam_kind: str = ""
    has_leavers: bool = False


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
    told=AT_THE_JUNIOR_HIGH,
    has_leavers=True,
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
    told=AT_THE_COLLEGE,
    exam_kind="course",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A school that was filled: its families in the order of their numbers, and its classes."""

    school: School
    families: tuple[Family, ...]
    classes: Mapping[str, SchoolClass]
    marks: int

    def told(self, story: str) -> Family:
        """Return the family of whom a story is told."""
        return next(family for family in self.families if family.pupil.story == story)


def fill(
    draws: Draws, plan: SchoolPlan, school: School, *, size: int, as_of: dt.date, by: Who
) -> Filled:
    """Fill a school with `size` invented students, their families and their years at school."""
    leavers = max(FEWEST_LEAVERS, size // CLASSES_OF_ALL) if plan.has_leavers else 0
    pupils = [_pupil(draws, plan, index, size, as_of) for index in range(size + leavers)]
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
    _let_go(school, families[size:], as_of, by)
    return Filled(school, tuple(families), classes, marks)


def _pupil(draws: Draws, plan: SchoolPlan, index: int, size: int, as_of: dt.date) -> Pupil:
    """Return the pupil of a number: oldest year first, classes filled one after the other.

    Numbers beyond the size are the class that left last summer.
    """
    per_grade = -(-size // len(plan.grades))
    has_left = index >= size
    years_ago = len(plan.grades) if has_left else len(plan.grades) - 1 - index // per_grade
    per_class = -(-per_grade // plan.classes)
    pupil = invented(
        Draws(f"{draws.seed}:{plan.code}"),
        index,
        entered=first_year_of(as_of) - years_ago,
        class_code="1" if has_left else str(index % per_grade // per_class + 1),
        age=plan.age,
        care=dict(plan.care),
    )
    place = (years_ago, (index - size) if has_left else index % per_grade)
    told = next((one for one in plan.told if (one.years_ago, one.place) == place), None)
    return told.as_told(pupil) if told else pupil


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


def _let_go(school: School, families: Sequence[Family], as_of: dt.date, by: Who) -> None:
    """Let the class that is through leave on the last day of its last term."""
    days = {family.student.pk: dt.date(first_year_of(as_of), 7, 10) for family in families}
    if days:
        leave_many(school=school, students=days, reason=GRADUATED, by=by)
