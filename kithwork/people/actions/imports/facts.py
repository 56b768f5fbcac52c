"""The facts of a file: a new one supersedes the one that stood, the same is not entered twice."""

from collections.abc import Mapping

from kithwork.catalogue.facts import FactDefinition
from kithwork.cohort.records import Record
from kithwork.core.rules import Fact, Vocabulary
from kithwork.people.actions.facts import NewFact, new_among, record_facts_many
from kithwork.people.actions.imports.parts import Context, Writing, batches
from kithwork.people.actions.imports.plan import Plan, RowState, Students

_SOURCE = 40


class Facts:
    """Facts under the names of the catalogue and of the mapping's own pack."""

    def plan(self, context: Context, students: Students, *, plan: Plan) -> None:
        rows = {record.id: record.row for record in context.records}
        for batch in batches(_facts(context, students)):
            for fact in new_among(batch):
                plan.note(rows[fact.student.number], RowState.UPDATED)

    def write(self, context: Context, students: Students, *, writing: Writing) -> None:
        more = own_vocabulary(context.mapping.pack.facts)
        for batch in batches(_facts(context, students)):
            record_facts_many(
                school=context.school, facts=batch, by=writing.by, run=writing.run, more=more
            )


def own_vocabulary(definitions: tuple[FactDefinition, ...]) -> Vocabulary:
    """Return the types of a pack's own facts."""
    return {definition.id: definition.type for definition in definitions}


def _facts(context: Context, students: Students) -> list[NewFact]:
    """Return what the rows say of known students; of two rows on one thing, the later."""
    source = context.mapping.name[:_SOURCE]
    said: dict[tuple[int, str], NewFact] = {}
    for record in context.records:
        student = students.get(record.id)
        if student is None:
            continue
        for name, fact in _of_record(record).items():
            day = fact.on or context.on
            said[student.pk, name] = NewFact(student, name, fact.value, day, source)
    return list(said.values())


def _of_record(record: Record) -> Mapping[str, Fact]:
    """Return the columns' facts, and what has no other place: an age, a grade without a class."""
    more: dict[str, Fact] = {}
    if record.age is not None and record.birth is None:
        more["student.age"] = Fact(record.age)
    if record.grade and not record.school_class:
        more["student.grade"] = Fact(record.grade)
    return {**more, **record.facts}
