"""Invented classes, exams and attendance of one school, put in by the actions that users call."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.demo.draws import Draws
from kithwork.demo.families import Family
from kithwork.demo.pupils import absences, score, score_at
from kithwork.demo.years import Sitting, YearPlan
from kithwork.people.actions.attendance import NewAttendance, record_attendance_many
from kithwork.people.actions.calendar import open_class
from kithwork.people.actions.enrolments import enrol_many
from kithwork.people.actions.exams import NewMark, announce_exam, enter_marks_many
from kithwork.people.models import Exam, Grade, SchoolClass, Term

SESSIONS = 100


@dataclass(frozen=True, slots=True)
class Course:
    """What is examined: a subject, its maximum, and in which years of study."""

    subject: str
    maximum: int
    in_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Learning:
    """What a school's learning is made from."""

    draws: Draws
    school: School
    years: Mapping[int, YearPlan]
    grades: Sequence[Grade]
    courses: Sequence[Course]
    exam_kind: str = ""  # of every exam; "" takes the sitting's own


def enrol_all(learning: Learning, families: Sequence[Family], *, by: Who) -> dict[str, SchoolClass]:
    """Enrol everybody year by year; return this year's classes by their code."""
    classes: dict[tuple[int, str], SchoolClass] = {}
    for begins, plan in sorted(learning.years.items()):
        places: dict[int, SchoolClass] = {}
        for family in families:
            study_year = begins - family.pupil.entered
            if 0 <= study_year < len(learning.grades):
                places[family.student.pk] = _class(classes, learning, family, begins, by)
        if places:
            enrol_many(
                school=learning.school,
                classes=places,
                starts_on=plan.year.starts_on,
                by=by,
            )
    last = max(learning.years)
    return {code: one for (begins, code), one in classes.items() if begins == last}


def examine_all(learning: Learning, families: Sequence[Family], *, by: Who) -> int:
    """Hold every exam that is over and return how many marks there were."""
    total = 0
    for begins, plan in sorted(learning.years.items()):
        for term in plan.terms:
            for sitting in plan.sittings[term.pk]:
                marks = list(_marks(learning, families, begins, term, sitting, by))
                enter_marks_many(school=learning.school, marks=marks, by=by)
                total += len(marks)
    return total


def attend_all(learning: Learning, families: Sequence[Family], *, as_of: dt.date, by: Who) -> None:
    """Record the attendance of every term that has begun a month ago."""
    for begins, plan in sorted(learning.years.items()):
        for term in plan.terms:
            if term.starts_on <= as_of - dt.timedelta(days=30):
                rows = [
                    _attendance(learning, family, term)
                    for family in families
                    if 0 <= begins - family.pupil.entered < len(learning.grades)
                ]
                record_attendance_many(school=learning.school, rows=rows, by=by)


def _class(
    classes: dict[tuple[int, str], SchoolClass],
    learning: Learning,
    family: Family,
    begins: int,
    by: Who,
) -> SchoolClass:
    study_year = begins - family.pupil.entered
    grade = learning.grades[study_year]
    code = f"{grade.code}-{family.pupil.class_code}"
    if (begins, code) not in classes:
        classes[begins, code] = open_class(
            year=learning.years[begins].year,
            grade=grade,
            code=code,
            name=f"{grade.name}（{family.pupil.class_code}）班",
            by=by,
        )
    return classes[begins, code]


def _marks(
    learning: Learning,
    families: Sequence[Family],
    begins: int,
    term: Term,
    sitting: Sitting,
    by: Who,
) -> Iterator[NewMark]:
    for study_year, grade in enumerate(learning.grades):
        sitting_here = [f for f in families if begins - f.pupil.entered == study_year]
        for course in learning.courses:
            if not sitting_here or study_year not in course.in_years:
                continue
            exam = announce_exam(
                term=term,
                sitting=sitting.kind,
                subject=course.subject,
                maximum=course.maximum,
                held_on=sitting.on,
                kind=learning.exam_kind or sitting.kind,
                grade=grade,
                by=by,
            )
            number = 4 * study_year + 2 * (term.number - 1) + (sitting.kind == "final")
            marks = [
                _mark(learning.draws, family, exam, number)
                for family in sitting_here
                if number not in family.pupil.path
            ]
            yield from marks
            got = [mark.score for mark in marks if mark.score is not None]
            for family in sitting_here:
                if number in family.pupil.path:
                    told = score_at(got, family.pupil.path[number], maximum=int(exam.maximum))
                    yield NewMark(family.student, exam, told, "sat")


def _mark(draws: Draws, family: Family, exam: Exam, number: int) -> NewMark:
    got = score(
        draws,
        family.pupil,
        subject=exam.subject,
        sitting=number,
        maximum=int(exam.maximum),
    )
    state = "sat" if got is not None else "absent"
    return NewMark(family.student, exam, got, state)


def _attendance(learning: Learning, family: Family, term: Term) -> NewAttendance:
    missed, excused, late = absences(
        learning.draws, family.pupil, 2 * term.year.starts_on.year + term.number
    )
    return NewAttendance(
        family.student,
        term,
        due=SESSIONS,
        attended=SESSIONS - missed,
        absences=missed,
        excused=excused,
        late=late,
    )
