"""A school with invented students and facts, for the tests of counts and lists."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from kithwork.access.console import OPERATOR
from kithwork.core.reasons import Value
from kithwork.core.support.functions import FOUR
from kithwork.people.actions.calendar import add_grade, open_class
from kithwork.people.actions.enrolments import enrol_many
from kithwork.people.actions.exams import NewMark, announce_exam, enter_marks_many
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit
from kithwork.people.models import Student
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Campaign
from tests.cast import FIRST_DAY, TODAY, Cast

CONTACT = "care.parent_contact"
ABSENT = "attendance.absent_share"
ENOUGH, LITTLE = "about_right", "too_little"


def students(cast: Cast, count: int, *, sex: str = "female", start: int = 0) -> list[Student]:
    """Admit students to the junior high, in no class."""
    return [
        admit(
            school=cast.qingshan,
            student=NewStudent(
                f"T{start + place:04d}", PersonDetails(full_name=f"甲{place}", sex=sex)
            ),
            by=OPERATOR,
        )
        for place in range(count)
    ]


def a_class(
    cast: Cast, code: str, *, size: int, grade: int = 1, start: int = 0, sex: str = "female"
) -> list[Student]:
    """Open a class of the junior high, named by its code, and put new students into it."""
    of_school = cast.qingshan.grades.filter(position=grade).first() or add_grade(
        school=cast.qingshan, code=str(grade), name=f"Grade {grade}", position=grade, by=OPERATOR
    )
    year = cast.class_7_1.year
    opened = open_class(year=year, grade=of_school, code=code, name=code, by=OPERATOR)
    number = 10_000 * (opened.pk % 100) + start  # no two classes share a student's number
    members = students(cast, size, sex=sex, start=number)
    classes = {one.pk: opened for one in members}
    enrol_many(school=cast.qingshan, classes=classes, starts_on=FIRST_DAY, by=OPERATOR)
    return members


def note(student: Student, facts: Mapping[str, Value], *, on: dt.date = TODAY) -> None:
    """Note facts of a student as said by a carer."""
    for name, value in facts.items():
        record_fact(fact=NewFact(student, name, value, on, "guardian"), by=OPERATOR)


def note_all(students: Iterable[Student], facts: Mapping[str, Value]) -> None:
    for student in students:
        note(student, facts)


def asked(
    cast: Cast,
    children: list[Student],
    *,
    enough: int,
    who: str = "mother",
    campaign: Campaign | None = None,
    on: dt.date = TODAY,
) -> None:
    """Let each say that the first `enough` functions are enough and the others too little."""
    answers = {str(item): 2.0 for item in range(1, 17)}
    for child in children:
        said: dict[str, str] = {}
        for place, function in enumerate(FOUR):
            said[f"enough_{function.value}"] = ENOUGH if place < enough else LITTLE
            said[f"who_{function.value}"] = who
        filled = Filled("ssm-16", answers, on, more=said)
        enter(student=child, filled=filled, campaign=campaign, by=OPERATOR)


def sat(cast: Cast, children: list[Student], *, score: int) -> None:
    exam = next(iter(cast.qingshan.exams.all()), None) or announce_exam(
        term=cast.autumn,
        sitting="mid-term",
        subject="mathematics",
        maximum=100,
        held_on=TODAY,
        by=OPERATOR,
    )
    marks = [NewMark(child, exam, Decimal(score + n % 3)) for n, child in enumerate(children)]
    enter_marks_many(school=cast.qingshan, marks=marks, by=OPERATOR)
