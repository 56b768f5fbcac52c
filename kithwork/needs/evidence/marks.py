"""Marks of many students as facts: percent and z of the last exam, the change, the trend.

A mark is compared with its class, else with its grade as the school states them, else with the
marks that are stored, from five of them on: as `people.queries.marks` does for one student.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kithwork.core.academics import Mark as CoreMark
from kithwork.core.academics import mark_facts
from kithwork.core.rules import Fact
from kithwork.needs.evidence.batches import portions
from kithwork.people.models import Enrolment, ExamFigures, Mark, Student
from kithwork.people.models.exams import THOUSAND
from kithwork.people.queries.marks import computed_cohorts

Cohort = tuple[float, float | None]  # mean and sample SD, in points

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

    def of(self, exam: int, classes: set[int]) -> Cohort | None:
        own = [self.of_class[exam, one] for one in classes if (exam, one) in self.of_class]
        return own[0] if own else self.of_grade.get(exam, self.computed.get(exam))


def marks_by_student(
    students: Sequence[Student], *, trend_at_least: int
) -> dict[int, dict[str, Fact]]:
    """Return `marks.…` of each student by her primary key."""
    by_student: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    classes: defaultdict[int, set[int]] = defaultdict(set)
    for portion in portions(students):
        rows = Mark.objects.filter(student__in=portion).values(*_COLUMNS)
        for row in rows.order_by("exam__held_on", "exam__sitting", "exam__subject"):
            by_student[row["student_id"]].append(row)
        enrolled = Enrolment.objects.filter(student__in=portion)
        for pk, school_class in enrolled.values_list("student_id", "school_class_id"):
            classes[pk].add(school_class)
    cohorts = _cohorts({row["exam_id"] for rows in by_student.values() for row in rows})
    return {
        pk: mark_facts(
            [_mark(row, cohorts.of(row["exam_id"], classes[pk])) for row in rows],
            trend_at_least=trend_at_least,
        )
        for pk, rows in by_student.items()
    }


def _mark(row: Mapping[str, Any], cohort: Cohort | None) -> CoreMark:
    score = row["score_thousandths"]
    return CoreMark(
        exam=row["exam__sitting"],
        subject=row["exam__subject"],
        raw=None if score is None else score / THOUSAND,
        maximum=row["exam__max_thousandths"] / THOUSAND,
        on=row["exam__held_on"],
        cohort_mean=cohort[0] if cohort else None,
        cohort_sd=cohort[1] if cohort else None,
    )


def _cohorts(exams: set[int]) -> _Cohorts:
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
    return _Cohorts(of_class, of_grade, computed)
