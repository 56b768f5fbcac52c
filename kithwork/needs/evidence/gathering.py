"""All facts of many students, in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.rules import Fact
from kithwork.needs.evidence.answers import answers_by_student
from kithwork.needs.evidence.attendance import attendance_by_student
from kithwork.needs.evidence.file import file_by_student
from kithwork.needs.evidence.marks import marks_by_student
from kithwork.people.models import Student

Known = dict[str, Fact]
ByStudent = Mapping[int, Known]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Students in the order asked for, each with her facts; `from_answers` are their names.

    What stands in `from_answers` was said by the student herself in a questionnaire, and is read
    by fewer people than what the school knows.
    """

    students: tuple[Student, ...]
    facts: tuple[Known, ...]
    from_answers: tuple[frozenset[str], ...]

    def __len__(self) -> int:
        return len(self.students)


def evidence_of(students: Sequence[Student], *, trend_at_least: int) -> Evidence:
    """Return what is known of the students; each comes with person and school."""
    answers = answers_by_student(students)
    sources = (
        file_by_student(students),
        attendance_by_student(students),
        marks_by_student(students, trend_at_least=trend_at_least),
    )
    facts, said = [], []
    for student in students:
        known = _latest(source.get(student.pk, {}) for source in sources)
        own = answers.get(student.pk, {})
        facts.append(_latest(iter((known, own))))
        said.append(frozenset(name for name in own if facts[-1][name] is own[name]))
    return Evidence(tuple(students), tuple(facts), tuple(said))


def _latest(sources: Iterator[Known]) -> Known:
    """Return every fact; of two of one name the later, and of two of one day the first."""
    found: Known = {}
    for source in sources:
        for name, fact in source.items():
            if name not in found or _day(fact) > _day(found[name]):
                found[name] = fact
    return found


def _day(fact: Fact) -> dt.date:
    return fact.on or dt.date.min
