"""Answers from a file: each row a filled-in form, saved as if it had been keyed in.

All rows are scored before anything is saved: an answer that an item does not have is told at its
row and column. A form that asks for somebody to speak to the student today is saved only where a
speaker is named for the whole file. The same form of the same day again is left alone; with other
answers it corrects the earlier one.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from kithwork.access.models import School, User
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.catalogue.mappings import Kind, Mapping
from kithwork.catalogue.mappings.mapping import AnswerColumns
from kithwork.cohort.records import Record
from kithwork.core.reasons import Reason
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports import Incoming, Plan, RowState
from kithwork.people.actions.imports.schools import by_school
from kithwork.people.models import Student
from kithwork.people.queries.reach import students_reached
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled, needs_speaker, scored
from kithwork.surveys.models import Administration

CORRECTION = "import"


@dataclass(frozen=True, slots=True)
class Form:
    """One row that is to be saved; `corrects` is the form of the same day that it replaces."""

    student: Student
    filled: Filled
    corrects: Administration | None


@dataclass(slots=True)
class AnswersPlan:
    """What would become of each row, and the forms that would be saved."""

    plan: Plan
    forms: list[Form] = field(default_factory=list)


def plan_answers(
    *, incoming: Incoming, school: School, by: User, speaker: User | None = None
) -> AnswersPlan:
    """Score every row and compare it with the forms known. Writes nothing. Raises NotAllowed."""
    require_roster(by, school)
    records = incoming.read(school)
    plan = Plan(
        records.rows,
        errors=list(records.errors),
        more=records.more,
        warnings=list(records.warnings),
    )
    planned = AnswersPlan(plan)
    answers = incoming.mapping.answers
    if incoming.mapping.kind is not Kind.ANSWERS or answers is None:
        plan.fault(None, None, reason=Reason.of("imports.no_answers"))
    elif plan.is_good:
        for own, rows in by_school(
            records.records, school, mapping=incoming.mapping, by=by, plan=plan
        ).items():
            _Comparison(
                own, incoming.mapping, answers=answers, by=by, speaker=speaker, planned=planned
            ).compare(rows)
    return planned


@transaction.atomic
def import_answers(
    *, incoming: Incoming, school: School, by: User, speaker: User | None = None
) -> Plan:
    """Save every form of a file, or none. Raises NotAllowed."""
    planned = plan_answers(incoming=incoming, school=school, by=by, speaker=speaker)
    if planned.plan.is_good:
        for form in planned.forms:
            enter(
                student=form.student,
                filled=form.filled,
                speaker=speaker,
                corrects=form.corrects,
                reason=CORRECTION if form.corrects else "",
                by=by,
            )
    return planned.plan


class _Comparison:
    """The rows of one school against the forms that are known of it."""

    def __init__(
        self,
        school: School,
        mapping: Mapping,
        *,
        answers: AnswerColumns,
        by: User,
        speaker: User | None,
        planned: AnswersPlan,
    ) -> None:
        self._mapping, self._answers, self._speaker = mapping, answers, speaker
        self._planned = planned
        self._today = clock.today(school.time_zone or "UTC")
        self._columns = dict(answers.items)
        students = Student.objects.filter(school=school).select_related("person", "school")
        self._students = {student.number: student for student in students}
        reached = students_reached(by, May.WRITE, Section.ANSWERS).filter(school=school)
        self._mine = set(reached.values_list("pk", flat=True))
        self._known = _present(school, answers.instrument)

    def compare(self, records: Iterable[Record]) -> None:
        for record in records:
            try:
                self._compare(record)
            except Refused as refusal:
                column = self._columns.get(str(refusal.reason.values().get("item")))
                self._planned.plan.fault(record.row, column, reason=refusal.reason)

    def _compare(self, record: Record) -> None:
        plan = self._planned.plan
        student = self._students.get(record.id)
        if student is None or student.pk not in self._mine:
            code = "imports.student_unknown" if student is None else "imports.student_not_yours"
            plan.fault(record.row, self._mapping.id.column, reason=Reason.of(code))
            return
        plan.note(record.row, RowState.UNCHANGED)
        if all(answer is None for answer in record.answers.values()):
            return
        filled = self._filled(record)
        result = scored(filled)
        known = self._known.get((student.pk, filled.given_on))
        if known is not None and known.answers == dict(result.answers):
            return
        if needs_speaker(result) and self._speaker is None:
            raise Refused("imports.speaker_needed")
        plan.note(record.row, RowState.UPDATED if known else RowState.CREATED)
        self._planned.forms.append(Form(student, filled, known))

    def _filled(self, record: Record) -> Filled:
        answers = self._answers
        return Filled(
            instrument=answers.instrument,
            answers=dict(record.answers),
            given_on=record.on or self._today,
            version=answers.version,
            coding=answers.coding,
            options=dict(answers.options),
            population=answers.population,
        )


def _present(school: School, instrument: str) -> dict[tuple[int, dt.date], Administration]:
    """Return the forms of an instrument that were not corrected, by student and day."""
    rows = Administration.objects.filter(
        student__school=school, instrument=instrument, superseded_by=None
    )
    return {(row.student_id, row.given_on): row for row in rows.order_by("pk")}
