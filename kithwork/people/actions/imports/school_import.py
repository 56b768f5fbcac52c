"""One school's share of a file: planned for the preview, written on confirmation."""

from kithwork.core.reasons import Reason
from kithwork.people.actions.imports.attendance import Attendances
from kithwork.people.actions.imports.carers import Carers
from kithwork.people.actions.imports.classes import Classes
from kithwork.people.actions.imports.facts import Facts
from kithwork.people.actions.imports.leavers import leavers_of, let_go
from kithwork.people.actions.imports.marks import Marks
from kithwork.people.actions.imports.parts import Context, Part, Writing
from kithwork.people.actions.imports.persons import Persons, admit_new
from kithwork.people.actions.imports.plan import Leaving, Plan, Progress, RowState, Students
from kithwork.people.models import Student

# Only lists of students bring in students: a mark for an unknown number is a slip.
ADMITTING = ("roster", "pupils")
PARTS: tuple[tuple[str, Part], ...] = (
    ("persons", Persons()),
    ("classes", Classes()),
    ("carers", Carers()),
    ("facts", Facts()),
    ("marks", Marks()),
    ("attendance", Attendances()),
)


def plan_school(context: Context, plan: Plan, *, progress: Progress) -> None:
    """Note what would become of every row of one school."""
    students = students_of(context)
    is_roster = context.mapping.kind in ADMITTING
    for record in context.records:
        if record.id in students:
            plan.note(record.row, RowState.UNCHANGED)
        elif is_roster:
            plan.note(record.row, RowState.CREATED)
        else:
            column = context.mapping.id.column
            plan.fault(record.row, column, reason=Reason.of("imports.student_unknown"))
    for step, (name, part) in enumerate(PARTS):
        progress(f"imports.stage.compare_{name}", step, len(PARTS))
        part.plan(context, students, plan=plan)
    plan.leavers += leavers_of(context)
    plan.warnings += [one for one in context.calendar.warnings() if one not in plan.warnings]


def write_school(
    context: Context, writing: Writing, *, progress: Progress, leaving: Leaving | None
) -> None:
    """Write one school's share; called inside the transaction of the whole file."""
    context.calendar.open(by=writing.by, undo=writing.undo)
    if context.mapping.kind in ADMITTING:
        progress("imports.stage.admit", 0, len(PARTS))
        known = students_of(context)
        left = leaving and leavers_of(context)
        admit_new(context, known, writing=writing)
        if leaving and left:
            let_go(context, leaving, writing=writing)
    students = students_of(context)
    for step, (name, part) in enumerate(PARTS):
        progress(f"imports.stage.write_{name}", step, len(PARTS))
        part.write(context, students, writing=writing)


def students_of(context: Context) -> Students:
    """Return the known students among the file's numbers, with person and key."""
    wanted = {record.id for record in context.records}
    rows = Student.objects.filter(school=context.school).select_related("person__key")
    return {row.number: row for row in rows.iterator(chunk_size=2000) if row.number in wanted}
