"""Students whom a roster does not name any more: listed always, let go only when asked.

A roster of some classes says nothing of the others: where the file names classes, only students
of these classes count as left out. A list without the school's own numbers leaves nobody out.
"""

from kithwork.access.models.postings import in_force
from kithwork.catalogue.imports import plain_word
from kithwork.people.actions.imports.parts import Context, Writing, batches
from kithwork.people.actions.imports.persons import DATES
from kithwork.people.actions.imports.plan import Leaver, Leaving
from kithwork.people.actions.students import leave_many
from kithwork.people.models import Enrolment, Student, StudentTie

ROSTERS = ("roster", "pupils")
ENDS = ("ends_on",)


def leavers_of(context: Context) -> list[Leaver]:
    """Return who is at the school, in a class that the file names, and not in the file."""
    mapping = context.mapping
    if mapping.kind not in ROSTERS or mapping.id.column is None:
        return []
    named = {record.id for record in context.records}
    classes = {plain_word(record.school_class) for record in context.records if record.school_class}
    enrolled = _classes_now(context)
    present = Student.objects.filter(school=context.school, left_on__isnull=True)
    found: list[Leaver] = []
    for student in present.select_related("person").order_by("number"):
        names = enrolled.get(student.pk, ())
        if student.number in named or (classes and classes.isdisjoint(map(plain_word, names))):
            continue
        found.append(Leaver(student, names[-1] if names else ""))
    return found


def let_go(context: Context, leaving: Leaving, *, writing: Writing) -> None:
    """Let them leave, each not before she entered; classes and ties end with it."""
    for batch in batches(leavers_of(context)):
        students = [leaver.student for leaver in batch]
        days = {
            student.pk: max(leaving.on, student.entered_on or leaving.on) for student in students
        }
        open_rows = [
            row
            for model in (Enrolment, StudentTie)
            for row in model._default_manager.filter(student__in=students, ends_on__isnull=True)
        ]
        later = [row for row in open_rows if row.starts_on > days[row.student_id]]
        writing.undo.before(students, DATES)
        writing.undo.before([row for row in open_rows if row not in later], ENDS)
        writing.undo.removed(later)
        leave_many(school=context.school, students=days, reason=leaving.reason, by=writing.by)
        _note_after(students, open_rows, writing=writing)


def _note_after(
    students: list[Student], rows: list[Enrolment | StudentTie], *, writing: Writing
) -> None:
    pks = [student.pk for student in students]
    writing.undo.after(Student.objects.filter(pk__in=pks), DATES)
    for model in (Enrolment, StudentTie):
        kept = [row.pk for row in rows if isinstance(row, model)]
        writing.undo.after(model._default_manager.filter(pk__in=kept), ENDS)


def _classes_now(context: Context) -> dict[int, tuple[str, str]]:
    rows = Enrolment.objects.filter(in_force(context.today), student__school=context.school)
    return {
        row.student_id: (row.school_class.code, row.school_class.name)
        for row in rows.select_related("school_class")
    }
