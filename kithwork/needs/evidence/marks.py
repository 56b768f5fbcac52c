"""Marks of some students as facts: percent and z of the last exam, the change, the trend.

A mark is compared with its class, else with its grade as the school states them, else with the
marks that are stored, from five of them on: as `people.queries.marks` does for one student. The
course over the exams is computed for all at once; a property test holds it to
`core.academics.mark_facts`.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from kithwork.cohort.marks import courses
from kithwork.needs.evidence.known import EVERYTHING, ByStudent, Facts, Known, Wanted
from kithwork.needs.evidence.whom import Whom
from kithwork.people.models import Enrolment, Exam, ExamFigures, Mark
from kithwork.people.models.exams import THOUSAND
from kithwork.people.queries.marks import computed_cohorts

Cohort = tuple[float, float | None]  # mean and sample SD, in points

SOURCE = "marks"
PREFIX = "marks."
_COLUMNS = (
    "student_id",
    "score_thousandths",
    "exam_id",
    "exam__sitting",
    "exam__subject",
    "exam__held_on",
    "exam__max_thousandths",
)


@dataclass(frozen=True, slots=True)
class _Cohorts:
    """Whom marks are compared with: by exam and class, by exam, and what stored marks give."""

    of_class: Mapping[tuple[int, int], Cohort]
    of_grade: Mapping[int, Cohort]
    computed: Mapping[int, Cohort]
    classes: Mapping[int, set[int]]

    def of(self, exam: int, student: int) -> Cohort | None:
        if self.of_class:
            for one in self.classes.get(student, ()):
                if (exam, one) in self.of_class:
                    return self.of_class[exam, one]
        return self.of_grade.get(exam, self.computed.get(exam))


@dataclass(slots=True)
class _Course:
    """One student's exams in their order, and the day of the last that she sat."""

    sittings: dict[str, int] = field(default_factory=dict)
    last_on: dt.date | None = None


@dataclass(slots=True)
class _Marks:
    """Every mark with points: whose, in which of her exams, in which subject; percent and z."""

    students: dict[int, _Course] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    percent: list[float] = field(default_factory=list)
    z: list[float] = field(default_factory=list)


def marks_by_student(
    whom: Whom, *, facts: Facts, trend_at_least: int, wanted: Wanted = EVERYTHING
) -> ByStudent:
    """Return `marks.…` of each student by her primary key."""
    if not wanted.any_under(PREFIX):
        return {}
    marks = _marks(whom)
    if not marks.places:
        return {}
    found: dict[int, Known] = {student: {} for student in marks.students}
    for name, values in _columns(marks, wanted, trend_at_least=trend_at_least):
        if name in wanted:
            for student, value in zip(marks.students, values, strict=True):
                if value == value:  # NaN: it cannot be computed
                    on = marks.students[student].last_on
                    found[student][name] = facts.fact(value, on, SOURCE)
    return found


def _marks(whom: Whom) -> _Marks:
    rows = Mark.objects.filter(student__in=whom.rows)
    cohorts, marks = _cohorts(whom, rows), _Marks()
    ordered = rows.order_by(
        "student_id", "exam__held_on", "exam__sitting", "exam__subject", "pk"
    ).values_list(*_COLUMNS)
    for student, score, exam, sitting, subject, held_on, maximum in ordered.iterator():
        course = marks.students.setdefault(student, _Course())
        at = course.sittings.setdefault(sitting, len(course.sittings))
        if score is None:
            continue
        course.last_on = max(course.last_on or held_on, held_on)
        of_subject = marks.subjects.setdefault(subject, len(marks.subjects))
        marks.places.append((len(marks.students) - 1, at, of_subject))
        marks.percent.append(100 * (score / THOUSAND) / (maximum / THOUSAND))
        marks.z.append(_z(score / THOUSAND, cohorts.of(exam, student)))
    return marks


def _z(raw: float, cohort: Cohort | None) -> float:
    if cohort is None or not cohort[1]:
        return float("nan")
    return (raw - cohort[0]) / cohort[1]


def _columns(
    marks: _Marks, wanted: Wanted, *, trend_at_least: int
) -> Iterator[tuple[str, list[float]]]:
    import numpy as np

    exams = max(len(one.sittings) for one in marks.students.values())
    shape = (len(marks.students), exams, len(marks.subjects))
    at = tuple(np.array(marks.places, dtype=np.intp).T)
    for name, values in (("percent", marks.percent), ("z", marks.z)):
        if not wanted.any_under(f"{PREFIX}{name}"):
            continue
        table = np.full(shape, np.nan)
        table[at] = values
        for what, column in courses(table, trend_at_least=trend_at_least).items():
            yield f"{PREFIX}{name}_{what}", column.tolist()


# ── whom a mark is compared with ────────────────────────────────────────────────────────────


def _cohorts(whom: Whom, marks: QuerySet[Mark]) -> _Cohorts:
    exams = set(Exam.objects.filter(pk__in=marks.values("exam_id")).values_list("pk", flat=True))
    of_class: dict[tuple[int, int], Cohort] = {}
    of_grade: dict[int, Cohort] = {}
    for row in ExamFigures.objects.filter(exam__in=exams):
        sd = None if row.sd_thousandths is None else row.sd_thousandths / THOUSAND
        cohort = (row.mean_thousandths / THOUSAND, sd)
        if row.school_class_id is None:
            of_grade[row.exam_id] = cohort
        else:
            of_class[row.exam_id, row.school_class_id] = cohort
    computed = {
        exam: (cohort.mean, cohort.sd)
        for exam, cohort in computed_cohorts(exams - of_grade.keys()).items()
    }
    return _Cohorts(of_class, of_grade, computed, _classes(whom) if of_class else {})


def _classes(whom: Whom) -> dict[int, set[int]]:
    classes: defaultdict[int, set[int]] = defaultdict(set)
    enrolled = Enrolment.objects.filter(student__in=whom.rows)
    for student, school_class in enrolled.values_list("student_id", "school_class_id"):
        classes[student].add(school_class)
    return classes
