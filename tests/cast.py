"""The named cast in the test database, with a few students of each school.

    def test_…(cast): cast.lin, cast.qingshan, cast.xiaoyu …

Lin Jing accompanies Xiaoyu; A Ming of College D was referred to the psychologist Qin Lang. The
clock stands at noon of a school day in November, so that no test depends on the day it runs.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.access.actions.postings import post
from kithwork.access.console import OPERATOR
from kithwork.access.models import School, User
from kithwork.demo.cast import make_cast
from kithwork.people.actions.calendar import add_grade, add_term, open_class, open_year
from kithwork.people.actions.enrolments import enrol
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit
from kithwork.people.actions.ties import tie
from kithwork.people.models import SchoolClass, Student, StudentTie, Term
from kithwork.people.sealed import Contact

NOON = dt.datetime(2026, 11, 18, 4, 0, tzinfo=dt.UTC)  # noon in Shanghai, a Wednesday
TODAY = NOON.date()
FIRST_DAY = dt.date(2026, 9, 1)
LAST_DAY = dt.date(2027, 7, 10)
PASSWORD = "a quiet lamp at dusk"  # of invented people


@dataclass(frozen=True)
class Cast:
    """People by their short names; each school with a class of two, and one student outside."""

    qingshan: School
    college: School
    lin: User
    tan: User
    shen: User
    he: User
    su: User
    fan: User
    zhou: User
    ye: User
    qin: User
    gu: User
    luo: User
    bai: User
    class_7_1: SchoolClass
    class_d_1: SchoolClass
    autumn: Term
    college_autumn: Term
    xiaoyu: Student
    haoran: Student
    jiayi: Student
    aming: Student

    @property
    def everyone(self) -> dict[str, User]:
        return {one: user for one in vars(self) if isinstance(user := getattr(self, one), User)}


def make() -> Cast:
    """Make the cast in the present database; the clock must stand at NOON."""
    made = make_cast(starts_on=FIRST_DAY, password=PASSWORD)
    users = {name.partition(".")[0]: user for name, user in made.users.items()}
    qingshan, college = made.schools["qingshan"], made.schools["college-d"]
    class_7_1, autumn = _class(qingshan, code="7-1", name="七年级（1）班", teacher=users["su"])
    class_d_1, college_autumn = _class(
        college, code="D-1", name="2026 级 1 班", teacher=users["fan"]
    )
    xiaoyu = _student(qingshan, "20260001", "林小雨", class_7_1, phone="100 0000 0001")
    haoran = _student(qingshan, "20260002", "王浩然", class_7_1)
    jiayi = _student(qingshan, "20260003", "欧阳佳怡", None)
    aming = _student(college, "D20260001", "陈明", class_d_1)
    tie(student=xiaoyu, user=users["lin"], kind=StudentTie.Kind.OWN, on=FIRST_DAY, by=OPERATOR)
    tie(student=aming, user=users["shen"], kind=StudentTie.Kind.OWN, on=FIRST_DAY, by=OPERATOR)
    tie(student=aming, user=users["qin"], kind=StudentTie.Kind.REFERRED, on=FIRST_DAY, by=OPERATOR)
    return Cast(
        qingshan=qingshan,
        college=college,
        **users,
        class_7_1=class_7_1,
        class_d_1=class_d_1,
        autumn=autumn,
        college_autumn=college_autumn,
        xiaoyu=xiaoyu,
        haoran=haoran,
        jiayi=jiayi,
        aming=aming,
    )


def _class(school: School, *, code: str, name: str, teacher: User) -> tuple[SchoolClass, Term]:
    year = open_year(
        school=school, label="2026-2027", starts_on=FIRST_DAY, ends_on=LAST_DAY, by=OPERATOR
    )
    term = add_term(
        year=year, number=1, starts_on=FIRST_DAY, ends_on=dt.date(2027, 1, 20), by=OPERATOR
    )
    grade = add_grade(school=school, code="1", name="一", position=1, by=OPERATOR)
    school_class = open_class(year=year, grade=grade, code=code, name=name, by=OPERATOR)
    role = "tutor" if school.kind == School.Kind.COLLEGE else "homeroom"
    post(
        user=teacher,
        role=role,
        school=school,
        starts_on=FIRST_DAY,
        class_uid=school_class.uid,
        by=OPERATOR,
    )
    return school_class, term


def _student(
    school: School, number: str, name: str, school_class: SchoolClass | None, *, phone: str = ""
) -> Student:
    contacts = [Contact("mobile", phone)] if phone else []
    person = PersonDetails(full_name=name, sex="female", contacts=contacts)
    student = admit(
        school=school, student=NewStudent(number, person, entered_on=FIRST_DAY), by=OPERATOR
    )
    if school_class is not None:
        enrol(student=student, school_class=school_class, starts_on=FIRST_DAY, by=OPERATOR)
    return student
