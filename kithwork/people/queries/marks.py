"""A student's marks as series, a subject each, ready for the rules of `core.academics`.

Each point knows mean and spread of those who sat the same exam: what the school states for the
class, else for the grade, else what follows from the marks that are stored, from five of them on
(fewer would tell one pupil another's mark).
"""

import datetime as dt
import math
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F
from django.http import Http404

from kithwork.access.permissions import Who, read_once
from kithwork.access.roles import Section, Verb
from kithwork.core.academics.marks import Mark as CoreMark
from kithwork.people.models import Enrolment, Exam, ExamFigures, ExamTotals, Mark, Student
from kithwork.people.models.exams import THOUSAND
from kithwork.people.queries.reach import require_reach

FEWEST = 5  # marks from which a mean is computed and shown


@dataclass(frozen=True, slots=True)
class Cohort:
    """Mean and sample SD of an exam, in points, and over whom: "class", "grade" or "marks"."""

    mean: float
    sd: float | None
    over: str


@dataclass(frozen=True, slots=True)
class MarkPoint:
    """One mark of one student; `score` is None where she did not sit the exam."""

    exam: uuid.UUID
    sitting: str
    subject: str
    kind: str
    on: dt.date
    state: str
    score: Decimal | None
    maximum: Decimal
    rank: int | None
    cohort_size: int | None
    cohort: Cohort | None

    def as_mark(self) -> CoreMark:
        """Return the mark as the pure rules take it."""
        return CoreMark(
            exam=self.sitting,
            subject=self.subject,
            raw=None if self.score is None else float(self.score),
            maximum=float(self.maximum),
            on=self.on,
            cohort_mean=self.cohort.mean if self.cohort else None,
            cohort_sd=self.cohort.sd if self.cohort else None,
        )


@dataclass(frozen=True, slots=True)
class MarkSeries:
    """The marks of one subject in the order of days."""

    subject: str
    points: tuple[MarkPoint, ...]


def marks_of(who: Who, student: Student) -> tuple[MarkSeries, ...]:
    """Return a student's marks by subject. Raises NotAllowed."""
    require_reach(who, Verb.READ, Section.MARKS, student)
    marks = Mark.objects.filter(student=student).select_related("exam")
    ordered = list(marks.order_by("exam__held_on", "exam__sitting", "exam__subject"))
    cohorts = _cohorts(student, [mark.exam for mark in ordered])
    series: dict[str, list[MarkPoint]] = defaultdict(list)
    for mark in ordered:
        series[mark.exam.subject].append(_point(mark, cohorts.get(mark.exam_id)))
    return tuple(MarkSeries(name, tuple(points)) for name, points in sorted(series.items()))


def marks_of_many(
    students: Iterable[int], subjects: Iterable[str]
) -> dict[tuple[int, str], tuple[MarkPoint, ...]]:
    """Return the marks of many students in some subjects, by student and subject.

    For numbers over all of them: whoever shows one student's marks asks `marks_of`.
    """
    marks = Mark.objects.filter(student__in=list(students), exam__subject__in=list(subjects))
    ordered = list(
        marks.select_related("exam").order_by("exam__held_on", "exam__sitting", "student_id")
    )
    cohorts = _cohorts_of_many(ordered)
    series: dict[tuple[int, str], list[MarkPoint]] = defaultdict(list)
    for mark in ordered:
        cohort = cohorts.get((mark.student_id, mark.exam_id))
        series[mark.student_id, mark.exam.subject].append(_point(mark, cohort))
    return {key: tuple(points) for key, points in series.items()}


def mark_for(who: Who, student: Student, exam: uuid.UUID) -> Mark:
    """Return one mark with its exam; Http404 where there is none. Raises NotAllowed."""
    require_reach(who, Verb.READ, Section.MARKS, student)
    mark = Mark.objects.filter(student=student, exam__uid=exam).select_related("exam").first()
    if mark is None:
        raise Http404("This student has no mark in such an exam.")
    return mark


def computed_cohorts(exams: Iterable[int]) -> dict[int, Cohort]:
    """Return mean and sample SD of the stored marks of each exam that `FEWEST` or more sat.

    They follow from three sums of whole numbers that the database keeps for each exam: as fast
    for a whole city's exam as for a class's, and the engines agree to the last digit.
    """
    ids = frozenset(exams)
    return read_once(("cohorts", ids), lambda: _computed(ids))


def _computed(exams: frozenset[int]) -> dict[int, Cohort]:
    return {
        one.exam_id: _cohort(int(one.sat), int(one.score_sum), int(one.square_sum))
        for one in ExamTotals.objects.filter(exam__in=list(exams), sat__gte=FEWEST)
    }


def _cohort(count: int, total: int, squares: int) -> Cohort:
    variance = (count * squares - total * total) / (count * (count - 1))
    return Cohort(total / count / THOUSAND, math.sqrt(variance) / THOUSAND, "marks")


def _point(mark: Mark, cohort: Cohort | None) -> MarkPoint:
    exam = mark.exam
    return MarkPoint(
        exam=exam.uid,
        sitting=exam.sitting,
        subject=exam.subject,
        kind=exam.kind,
        on=exam.held_on,
        state=mark.state,
        score=mark.score,
        maximum=exam.maximum,
        rank=mark.rank,
        cohort_size=mark.cohort_size,
        cohort=cohort,
    )


def _cohorts(student: Student, exams: Iterable[Exam]) -> Mapping[int, Cohort]:
    ids = [exam.pk for exam in exams]
    classes = set(
        Enrolment.objects.filter(student=student).values_list("school_class_id", flat=True)
    )
    stated = {
        exam: cohort
        for exam, rows in _figures(ids).items()
        if (cohort := _stated_for(classes, rows))
    }
    return computed_cohorts(one for one in ids if one not in stated) | stated


def _cohorts_of_many(marks: Iterable[Mark]) -> dict[tuple[int, int], Cohort]:
    """Mean and spread by student and exam: a school may state them class by class."""
    sat = {(mark.student_id, mark.exam_id) for mark in marks}
    figures = _figures({exam for _student, exam in sat})
    computed = computed_cohorts(exam for _student, exam in sat)
    classes: dict[int, set[int]] = defaultdict(set)
    enrolled = Enrolment.objects.filter(student__in={student for student, _exam in sat})
    for pk, school_class in enrolled.values_list("student_id", "school_class_id"):
        classes[pk].add(school_class)
    found = {
        (student, exam): _stated_for(classes[student], figures.get(exam, ())) or computed.get(exam)
        for student, exam in sat
    }
    return {key: cohort for key, cohort in found.items() if cohort is not None}


def _figures(exams: Iterable[int]) -> dict[int, list[ExamFigures]]:
    found: dict[int, list[ExamFigures]] = defaultdict(list)
    rows = ExamFigures.objects.filter(exam__in=list(exams))
    for row in rows.order_by(F("school_class_id").asc(nulls_first=True)):
        found[row.exam_id].append(row)
    return found


def _stated_for(classes: Collection[int], rows: Iterable[ExamFigures]) -> Cohort | None:
    """What a school states for one of these classes, else for the grade."""
    found = None
    for row in rows:
        if row.school_class_id in classes:
            found = _stated(row, "class")
        elif row.school_class_id is None:
            found = _stated(row, "grade")
    return found


def _stated(row: ExamFigures, over: str) -> Cohort:
    sd = None if row.sd_thousandths is None else row.sd_thousandths / THOUSAND
    return Cohort(row.mean_thousandths / THOUSAND, sd, over)
