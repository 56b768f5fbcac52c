"""Who the students of a roster are: the new admitted, the known brought up to date."""

import datetime as dt
from dataclasses import replace

from kithwork.cohort.records import Record
from kithwork.people.actions.imports.parts import Context, Writing, batches
from kithwork.people.actions.imports.plan import Plan, RowState, Students
from kithwork.people.actions.persons import (
    STORED,
    PersonDetails,
    amend_persons_many,
)
from kithwork.people.actions.students import NewStudent, admit_many
from kithwork.people.models import Person, Student
from kithwork.people.sealed import Contact, open_address, open_contacts

PHONE = "phone"
FIELDS = ("full_name", "birth", "sex", "contacts", "address")
DATES = ("entered_on", "left_on", "left_reason")


def admit_new(context: Context, students: Students, *, writing: Writing) -> None:
    """Admit those whom the school does not know by their number."""
    new = [record for record in context.records if record.id not in students]
    for batch in batches(new):
        made = admit_many(
            school=context.school,
            students=[NewStudent(one.id, _details(one), one.entered_on) for one in batch],
            by=writing.by,
        )
        writing.undo.made(made)
        writing.undo.made([student.person for student in made])
        writing.undo.made([student.key for student in made])


class Persons:
    """Names, birth, sex and how to reach the known students; returning, and the day of entry."""

    def plan(self, context: Context, students: Students, *, plan: Plan) -> None:
        for record in context.records:
            student = students.get(record.id)
            if student is not None:
                is_changed = _differs(record, student.person) or _dates(record, student)
                plan.note(record.row, RowState.UPDATED if is_changed else RowState.UNCHANGED)

    def write(self, context: Context, students: Students, *, writing: Writing) -> None:
        self._write_persons(context, students, writing=writing)
        changed = [
            student
            for record in context.records
            if (student := students.get(record.id)) and _dates(record, student)
        ]
        writing.undo.before(changed, DATES)
        for record in context.records:
            if record.id in students:
                for name, value in _dates(record, students[record.id]).items():
                    setattr(students[record.id], name, value)
        Student.objects.bulk_update(changed, DATES, batch_size=200)
        writing.undo.after(changed, DATES)

    def _write_persons(self, context: Context, students: Students, *, writing: Writing) -> None:
        changes = {
            students[record.id].pk: _merged(record, students[record.id].person)
            for record in context.records
            if record.id in students and _differs(record, students[record.id].person)
        }
        by_pk = {student.pk: student for student in students.values()}
        for batch in batches(changes.items()):
            before = [by_pk[pk].person for pk, _ in batch]
            writing.undo.before(before, STORED)
            amend_persons_many(
                school=context.school, changes=dict(batch), fields=FIELDS, by=writing.by
            )
            after = Person.objects.filter(pk__in=[person.pk for person in before])
            writing.undo.after(after, STORED)


def _differs(record: Record, person: Person) -> bool:
    """Whether the row says anything else than what is known; what is sealed is opened last."""
    plain = (
        (record.name, person.full_name),
        (record.birth, person.birth),
        (record.sex, person.sex),
    )
    if any(said and said != known for said, known in plain):
        return True
    if record.address and record.address != open_address(person):
        return True
    contacts = open_contacts(person) if record.phone else ()
    return with_phone(contacts, record.phone) != contacts


def _details(record: Record) -> PersonDetails:
    return PersonDetails(
        full_name=record.name or "",
        birth=record.birth,
        sex=record.sex or "",
        contacts=(Contact(PHONE, record.phone),) if record.phone else (),
        address=record.address or "",
    )


def _merged(record: Record, person: Person) -> PersonDetails:
    """Return the person as she is known, with what the row says."""
    known = PersonDetails(
        family_name=person.family_name,
        given_name=person.given_name,
        full_name=person.full_name,
        preferred_name=person.preferred_name,
        birth=person.birth,
        sex=person.sex,
        contacts=open_contacts(person),
        address=open_address(person),
    )
    said = _details(record)
    if record.name and record.name != known.full_name:
        known = replace(known, family_name="", given_name="", full_name=record.name)
    return replace(
        known,
        birth=said.birth or known.birth,
        sex=said.sex or known.sex,
        contacts=with_phone(tuple(known.contacts), record.phone),
        address=said.address or known.address,
    )


def with_phone(known: tuple[Contact, ...], phone: str | None) -> tuple[Contact, ...]:
    """Return the contacts with this telephone; the one that an earlier list gave is replaced."""
    if not phone or any(contact.value == phone for contact in known):
        return known
    others = tuple(contact for contact in known if contact.kind != PHONE)
    return (*others, Contact(PHONE, phone))


def _dates(record: Record, student: Student) -> dict[str, dt.date | str | None]:
    """Return what changes about the student's days: entry as stated, and coming back."""
    changes: dict[str, dt.date | str | None] = {}
    if record.entered_on and record.entered_on != student.entered_on:
        changes["entered_on"] = record.entered_on
    if student.left_on is not None:
        changes.update(left_on=None, left_reason="")
    return changes
