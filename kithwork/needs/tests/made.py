"""A school with invented students and facts, for the tests of counts and lists."""

import datetime as dt
from collections.abc import Iterable, Mapping

from kithwork.access.console import OPERATOR
from kithwork.core.reasons import Value
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit
from kithwork.people.models import Student
from tests.cast import TODAY, Cast

CONTACT = "care.parent_contact"
ABSENT = "attendance.absent_share"


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


def note(student: Student, facts: Mapping[str, Value], *, on: dt.date = TODAY) -> None:
    """Note facts of a student as said by a carer."""
    for name, value in facts.items():
        record_fact(fact=NewFact(student, name, value, on, "guardian"), by=OPERATOR)


def note_all(students: Iterable[Student], facts: Mapping[str, Value]) -> None:
    for student in students:
        note(student, facts)
