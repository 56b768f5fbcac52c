"""Marks into exams: the exam of a day, sitting and subject is opened where there is none."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kithwork.cohort.records import MarkRecord, Record
from kithwork.core.reasons import Reason
from kithwork.people.actions.exams import MARK_FIELDS, NewMark, announce_exam, enter_marks_many
from kithwork.people.actions.imports.calendar import NoTerm
from kithwork.people.actions.imports.parts import Context, Writing, batches
from kithwork.people.actions.imports.plan import Plan, RowState, Students
from kithwork.people.models import Exam, Mark, Student, Term
from kithwork.people.models.exams import thousandths

CHANGING = (*MARK_FIELDS, "run")
ExamKey = tuple[int, int, str, str]
"""The term (by identity of its row), its number, sitting and subject."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One mark of one row, with the term that it falls in."""

    record: Record
    mark: MarkRecord
    term: Term


class Marks:
    """All marks of a file; a mark that stands already with the same value is left alone."""

    def plan(self, context: Context, students: Students, *, plan: Plan) -> None:
        if not context.mapping.marks:
            return
        said = list(_said(context, plan))
        exams = _exams(context)
        _check_maxima(said, exams, plan=plan)
        known = _marks(context, students)
        for one in said:
            student, exam = students.get(one.record.id), exams.get(_key(one))
            stored = known.get((student.pk, exam.pk)) if student and exam else None
            if student is not None:
                plan.note(one.record.row, _state(context, one.mark, stored=stored))

    def write(self, context: Context, students: Students, *, writing: Writing) -> None:
        if not context.mapping.marks:
            return
        said = list(_said(context, None))
        exams = _exams(context)
        for one in said:
            if _key(one) not in exams:
                exams[_key(one)] = _announced(one, context, writing=writing)
        known = _marks(context, students)
        changed: list[tuple[NewMark, Mark | None]] = []
        for one in said:
            student, exam = students[one.record.id], exams[_key(one)]
            stored = known.get((student.pk, exam.pk))
            if _state(context, one.mark, stored=stored) is not RowState.UNCHANGED:
                changed.append((_new(one.mark, student, exam=exam), stored))
        for batch in batches(changed):
            _enter(context, batch, writing=writing)


def _said(context: Context, plan: Plan | None) -> Iterator[_Said]:
    """Yield the marks with their terms; a day without a term is a fault of the plan."""
    for record in context.records:
        for mark in record.marks:
            day = mark.on or context.on
            try:
                yield _Said(record, mark, context.calendar.term_of(day, mark.term))
            except NoTerm as problem:
                if plan is None:
                    raise
                plan.fault(record.row, mark.column, reason=problem.reason)


def _key(said: _Said) -> ExamKey:
    return (id(said.term), said.term.number, said.mark.exam, said.mark.subject)


def _exams(context: Context) -> dict[ExamKey, Exam]:
    """Return the school's exams that are for no one grade, by the calendar's own term rows."""
    rows = Exam.objects.filter(school=context.school, grade__isnull=True).order_by("pk")
    terms = {term.pk: term for term in context.calendar.terms}
    return {
        (id(terms[row.term_id]), terms[row.term_id].number, row.sitting, row.subject): row
        for row in rows
        if row.term_id in terms
    }


def _check_maxima(said: list[_Said], exams: dict[ExamKey, Exam], *, plan: Plan) -> None:
    """A paper has one maximum: the known one, else the one of the first row."""
    maxima = {key: exam.max_thousandths for key, exam in exams.items()}
    for one in said:
        stated = thousandths(one.mark.maximum)
        if maxima.setdefault(_key(one), stated) != stated:
            known = maxima[_key(one)] / 1000
            reason = Reason.of("imports.maximum_differs", maximum=known)
            plan.fault(one.record.row, one.mark.column, reason=reason)


def _marks(context: Context, students: Students) -> dict[tuple[int, int], Mark]:
    if not students:
        return {}
    rows = Mark.objects.filter(exam__school=context.school, exam__grade__isnull=True)
    pks = {student.pk for student in students.values()}
    return {(row.student_id, row.exam_id): row for row in rows if row.student_id in pks}


def _state(context: Context, mark: MarkRecord, *, stored: Mark | None) -> RowState:
    """A new mark is a new row of a list of marks; on a roster it is news of the student."""
    if stored is None:
        is_list = context.mapping.kind == "marks"
        return RowState.CREATED if is_list else RowState.UPDATED
    score = None if mark.score is None else thousandths(mark.score)
    same_rank = mark.rank is None or mark.rank == stored.rank
    if (stored.state, stored.score_thousandths) == (mark.state, score) and same_rank:
        return RowState.UNCHANGED
    return RowState.UPDATED


def _announced(said: _Said, context: Context, *, writing: Writing) -> Exam:
    mark = said.mark
    exam = announce_exam(
        term=said.term,
        sitting=mark.exam,
        subject=mark.subject,
        maximum=Decimal(str(mark.maximum)),
        held_on=_held_on(mark, said.term, on=context.on),
        kind=mark.exam_kind,
        by=writing.by,
    )
    writing.undo.made([exam])
    return exam


def _held_on(mark: MarkRecord, term: Term, *, on: dt.date) -> dt.date:
    day = mark.on or on
    return min(max(day, term.starts_on), term.ends_on)


def _new(mark: MarkRecord, student: Student, *, exam: Exam) -> NewMark:
    score = None if mark.score is None else Decimal(str(mark.score))
    return NewMark(student, exam, score, state=mark.state, rank=mark.rank)


def _enter(context: Context, batch: list[tuple[NewMark, Mark | None]], *, writing: Writing) -> None:
    before = [stored for _, stored in batch if stored is not None]
    writing.undo.before(before, CHANGING)
    enter_marks_many(
        school=context.school,
        marks=[mark for mark, _ in batch],
        by=writing.by,
        run=writing.run,
    )
    writing.undo.after(Mark.objects.filter(pk__in=[mark.pk for mark in before]), CHANGING)
    new = {(mark.student.pk, mark.exam.pk) for mark, stored in batch if stored is None}
    made = Mark.objects.filter(run=writing.run, student__in={student for student, _ in new})
    writing.undo.made(row for row in made if (row.student_id, row.exam_id) in new)
