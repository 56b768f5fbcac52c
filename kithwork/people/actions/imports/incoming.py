"""A file that is to come in: its bytes, what its columns mean, and the plan they give."""

import hashlib
from dataclasses import dataclass, field

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.audit import clock
from kithwork.catalogue.mappings import Kind, Mapping
from kithwork.cohort.records import Records, apply
from kithwork.core.reasons import Reason
from kithwork.files.tables.errors import TableError
from kithwork.files.tables.reading import choices_of, read_table
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports.calendar import Calendar
from kithwork.people.actions.imports.parts import Context
from kithwork.people.actions.imports.plan import Plan, Progress, silent
from kithwork.people.actions.imports.school_import import plan_school
from kithwork.people.actions.imports.schools import by_school


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file with its mapping; `name` is looked at for its ending and kept nowhere."""

    content: bytes = field(repr=False)
    mapping: Mapping
    name: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def read(self, school: School, *, progress: Progress = silent) -> Records:
        """Return the file's records; of a file that is no table, its errors."""
        progress("imports.stage.read", 0, 1)
        try:
            sheet = read_table(self.content, choices_of(self.mapping.reading), name=self.name)
        except TableError as error:
            return Records(0, (), error.errors, error.more)
        today = clock.today(school.time_zone or "UTC")

        def told(done: int, total: int) -> None:
            progress("imports.stage.understand", done, total)

        return apply(self.mapping, sheet, today=today, progress=told)


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a file, and each school's share for writing it."""

    plan: Plan
    contexts: tuple[Context, ...] = ()


def plan_import(
    incoming: Incoming, school: School, *, by: Who, progress: Progress = silent
) -> Planned:
    """Return what importing the file would do. Writes nothing. Raises NotAllowed."""
    require_roster(by, school)
    records = incoming.read(school, progress=progress)
    return plan_records(records, school, mapping=incoming.mapping, by=by, progress=progress)


def plan_records(
    records: Records, school: School, *, mapping: Mapping, by: Who, progress: Progress = silent
) -> Planned:
    """Compare records with what is known; where a row is at fault nothing is compared."""
    plan = Plan(
        records.rows,
        errors=list(records.errors),
        more=records.more,
        warnings=list(records.warnings),
    )
    if mapping.kind is Kind.ANSWERS:
        plan.fault(None, None, reason=Reason.of("imports.answers_elsewhere"))
    if not plan.is_good:
        return Planned(plan)
    contexts = []
    for own, rows in by_school(records.records, school, mapping=mapping, by=by, plan=plan).items():
        calendar = Calendar(own, mapping.year)
        today = clock.today(own.time_zone or "UTC")
        contexts.append(Context(own, mapping, rows, calendar, today))
    for context in contexts:
        plan_school(context, plan, progress=progress)
    return Planned(plan, tuple(contexts))
