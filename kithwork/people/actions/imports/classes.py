"""In which class the students of a roster are, with classes and grades opened as they are named."""

import datetime as dt

from django.db.models import Max

from kithwork.catalogue.imports import plain_word
from kithwork.cohort.records import Record
from kithwork.people.actions.calendar import add_grade, open_class
from kithwork.people.actions.enrolments import enrol_many
from kithwork.people.actions.imports.calendar import NoTerm
from kithwork.people.actions.imports.parts import Context, Writing, batches
from kithwork.people.actions.imports.plan import Plan, RowState, Students
from kithwork.people.models import Enrolment, Grade, SchoolClass, SchoolYear

ENDS = ("ends_on",)


class Classes:
    """Enrolments on the roster's day; last year's end as this year's begin."""

    def plan(self, context: Context, students: Students, *, plan: Plan) -> None:
        if not context.mapping.school_class:
            return
        try:
            year = context.calendar.year_of(context.on)
        except NoTerm as problem:
            plan.fault(None, None, reason=problem.reason)
            return
        present = _present(context)
        for record in context.records:
            student = students.get(record.id)
            if record.school_class and student is not None:
                is_same = _is_in(present.get(student.pk), record.school_class, year=year)
                plan.note(record.row, RowState.UNCHANGED if is_same else RowState.UPDATED)

    def write(self, context: Context, students: Students, *, writing: Writing) -> None:
        if not context.mapping.school_class:
            return
        year = context.calendar.year_of(context.on)
        present, ended = _present(context), _last_days(context)
        known = _Known(context, year, writing=writing)
        moves: dict[dt.date, dict[int, SchoolClass]] = {}
        for record in context.records:
            student = students[record.id]
            enrolment = present.get(student.pk)
            if record.school_class and not _is_in(enrolment, record.school_class, year=year):
                day = _first_day(record, enrolment, year=year, on=context.on)
                if student.pk in ended:
                    day = max(day, ended[student.pk] + dt.timedelta(days=1))
                moves.setdefault(day, {})[student.pk] = known.class_of(record)
        for day, classes in moves.items():
            for batch in batches(classes.items()):
                _enrol(context, dict(batch), day=day, writing=writing)


def _enrol(
    context: Context, classes: dict[int, SchoolClass], *, day: dt.date, writing: Writing
) -> None:
    open_now = Enrolment.objects.filter(student__in=list(classes), ends_on__isnull=True)
    ended = list(open_now.exclude(starts_on=day))
    writing.undo.before(ended, ENDS)
    writing.undo.removed(open_now.filter(starts_on=day))
    enrol_many(school=context.school, classes=classes, starts_on=day, by=writing.by)
    writing.undo.after(Enrolment.objects.filter(pk__in=[one.pk for one in ended]), ENDS)
    made = Enrolment.objects.filter(student__in=list(classes), starts_on=day, ends_on__isnull=True)
    writing.undo.made(made)


def _present(context: Context) -> dict[int, Enrolment]:
    rows = Enrolment.objects.filter(student__school=context.school, ends_on__isnull=True)
    return {row.student_id: row for row in rows.select_related("school_class")}


def _last_days(context: Context) -> dict[int, dt.date]:
    """Return the last day in a class of those who were in one before."""
    rows = Enrolment.objects.filter(student__school=context.school, ends_on__isnull=False)
    days = rows.values_list("student_id").annotate(last=Max("ends_on"))
    return dict(days)


def _is_in(enrolment: Enrolment | None, name: str, *, year: SchoolYear) -> bool:
    if enrolment is None or enrolment.school_class.year_id != year.pk:
        return False
    return plain_word(name) in _words(enrolment.school_class)


def _words(named: SchoolClass | Grade) -> set[str]:
    return {plain_word(named.code), plain_word(named.name)}


def _first_day(
    record: Record, enrolment: Enrolment | None, *, year: SchoolYear, on: dt.date
) -> dt.date:
    """Return the day of entry or the year's first day; for a change within the year, its day."""
    if enrolment is not None and enrolment.school_class.year_id == year.pk:
        return max(on, enrolment.starts_on)
    day = max(year.starts_on, record.entered_on or year.starts_on)
    if day > year.ends_on:
        day = year.starts_on
    return max(day, enrolment.starts_on) if enrolment else day


class _Known:
    """The classes of a year and the grades of a school, by the words that files use for them."""

    def __init__(self, context: Context, year: SchoolYear, *, writing: Writing) -> None:
        self._context, self._year, self._writing = context, year, writing
        self._classes: dict[str, SchoolClass] = {}
        self._grades: dict[str, Grade] = {}
        for one in SchoolClass.objects.filter(year_id=year.pk):
            self._classes.update(dict.fromkeys(_words(one), one))
        for grade in Grade.objects.filter(school=context.school):
            self._grades.update(dict.fromkeys(_words(grade), grade))

    def class_of(self, record: Record) -> SchoolClass:
        name = record.school_class or ""
        if (found := self._classes.get(plain_word(name))) is None:
            found = open_class(
                year=self._year,
                code=name,
                name=name,
                grade=self._grade_of(record),
                by=self._writing.by,
            )
            self._writing.undo.made([found])
            self._classes[plain_word(name)] = found
        return found

    def _grade_of(self, record: Record) -> Grade | None:
        name = record.grade
        if name is None:
            return None
        if (found := self._grades.get(plain_word(name))) is None:
            found = add_grade(
                school=self._context.school,
                code=name[:20],
                name=name,
                position=len(set(self._grades.values())) + 1,
                by=self._writing.by,
            )
            self._writing.undo.made([found])
            self._grades[plain_word(name)] = found
        return found
