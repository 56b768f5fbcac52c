"""Exams are announced, marks entered and corrected; a mark above the maximum is refused."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from kithwork.access.models import School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_calendar, require_roster, require_writing
from kithwork.people.actions.stale import require_version
from kithwork.people.actions.trail import note
from kithwork.people.models import (
    Exam,
    ExamFigures,
    Grade,
    ImportRun,
    Mark,
    SchoolClass,
    Student,
    Term,
)
from kithwork.people.models.exams import thousandths

SAT = Mark.State.SAT.value
MARK_FIELDS = ("state", "score_thousandths", "rank", "cohort_size", "entered_at", "entered_by")


@dataclass(frozen=True, slots=True)
class NewMark:
    """What one student got in one exam; `score` is None where she was absent or excused."""

    student: Student
    exam: Exam
    score: Decimal | None
    state: str = SAT
    rank: int | None = None
    cohort_size: int | None = None


@transaction.atomic
def announce_exam(
    *,
    term: Term,
    sitting: str,
    subject: str,
    maximum: Decimal | int,
    held_on: dt.date,
    by: Who,
    kind: str = Exam.Kind.OTHER.value,
    grade: Grade | None = None,
) -> Exam:
    """Announce a paper in one subject at one sitting, marked from 0 to `maximum`."""
    school = term.year.school
    grant = require_roster(by, school)
    if thousandths(maximum) <= 0:
        raise Refused("people.exam_maximum")
    exam = Exam.objects.create(
        school=school,
        term=term,
        grade=grade,
        sitting=sitting,
        subject=subject,
        kind=kind,
        max_thousandths=thousandths(maximum),
        held_on=held_on,
    )
    note(Verb.CREATE, "exam", by=by, grant=grant, school=school, subject=exam.uid)
    return exam


@transaction.atomic
def move_sittings(*, term: Term, days: Mapping[str, dt.date], by: Who) -> None:
    """Say on which day each of some sittings of a term was held; all its papers go there.

    Raises NotAllowed, Refused for a day outside the term or a sitting that is not there.
    """
    grant = require_calendar(by, term.year.school)
    for sitting, day in days.items():
        if not term.starts_on <= day <= term.ends_on:
            raise Refused("people.exam_outside_term", sitting=sitting)
        if not Exam.objects.filter(term=term, sitting=sitting).update(held_on=day):
            raise Refused("people.no_such_sitting")
    note(
        Verb.AMEND,
        "exam",
        by=by,
        grant=grant,
        school=term.year.school,
        subject=term.uid,
        fields=["dates"],
        size=len(days),
    )


@transaction.atomic
def state_figures(
    *,
    exam: Exam,
    mean: Decimal,
    sd: Decimal | None,
    by: Who,
    school_class: SchoolClass | None = None,
    count: int | None = None,
) -> ExamFigures:
    """State mean and spread of an exam for a class, or for the whole grade, as the school does."""
    grant = require_roster(by, exam.school)
    figures, _ = ExamFigures.objects.update_or_create(
        exam=exam,
        school_class=school_class,
        defaults={
            "count": count,
            "mean_thousandths": thousandths(mean),
            "sd_thousandths": None if sd is None else thousandths(sd),
            "entered_at": clock.now(),
        },
    )
    note(
        Verb.AMEND,
        "exam",
        by=by,
        grant=grant,
        school=exam.school,
        section=Section.MARKS,
        subject=exam.uid,
        fields=["mean", "sd"],
    )
    return figures


@transaction.atomic
def enter_mark(*, mark: NewMark, by: Who, version: str | None = None) -> Mark:
    """Enter or correct one student's mark. Raises NotAllowed, Stale, Refused."""
    grant = require_writing(by, Section.MARKS, mark.student)
    standing = Mark.objects.filter(student=mark.student, exam=mark.exam).first()
    require_version(standing, version)
    _entered([mark], by, run=None)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=mark.student.school,
        section=Section.MARKS,
        subject=mark.student.uid,
        fields=["mark"],
    )
    return Mark.objects.get(student=mark.student, exam=mark.exam)


@transaction.atomic
def enter_marks_many(
    *, school: School, marks: Sequence[NewMark], by: Who, run: ImportRun | None = None
) -> None:
    """Enter or correct the marks of a list, in its order; one event with their number."""
    grant = require_roster(by, school)
    if any(mark.student.school_id != school.pk for mark in marks):
        raise Refused("people.other_school")
    _entered(marks, by, run=run)
    note(
        Verb.AMEND,
        "mark",
        by=by,
        grant=grant,
        school=school,
        section=Section.MARKS,
        fields=["mark"],
        size=len(marks),
    )


def _entered(marks: Iterable[NewMark], by: Who, *, run: ImportRun | None) -> None:
    Mark.objects.bulk_create(
        [_row(mark, by, run) for mark in marks],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["student", "exam"],
        update_fields=[*MARK_FIELDS, "run"],
    )


def _row(mark: NewMark, by: Who, run: ImportRun | None) -> Mark:
    if mark.exam.school_id != mark.student.school_id:
        raise Refused("people.other_school")
    if (mark.state == SAT) != (mark.score is not None):
        raise Refused("people.mark_and_absence")
    score = None if mark.score is None else thousandths(mark.score)
    if score is not None and not 0 <= score <= mark.exam.max_thousandths:
        raise Refused("people.mark_range", maximum=float(mark.exam.maximum))
    return Mark(
        exam=mark.exam,
        student=mark.student,
        state=mark.state,
        score_thousandths=score,
        rank=mark.rank,
        cohort_size=mark.cohort_size,
        entered_by=by if isinstance(by, User) else None,
        run=run,
    )
