"""Imports: 50,000 students with carers and marks, previewed and applied.

Peer: a script as one writes it for Django, a loop of `get_or_create` for each row in one
transaction. It runs over 2,000 rows and is extrapolated by their number, which flatters it: its
tables stay small. It seals nothing, makes nobody findable by pinyin, keeps no undo and checks no
cell, and so does less than ours.
"""

import datetime as dt
from typing import TYPE_CHECKING

from bench.measuring import Spent, Timing, on_processor, report
from bench.worlds import World, incoming, rows, world

if TYPE_CHECKING:
    from kithwork.access.models import DataKey, School
    from kithwork.people.actions.imports import Preview
    from kithwork.people.models import Student, Term

ROWS, PEER_ROWS = 50_000, 2_000


def main() -> None:
    with world() as made:
        ours = _ours(made)
        peer = on_processor(lambda: _peer(rows(PEER_ROWS)))
    times = ROWS / PEER_ROWS
    for kind, mine, other in (
        ("by the clock", ours.seconds, peer.seconds * times),
        ("on the processor", ours.processor, peer.processor * times),
    ):
        report(
            [
                Timing(f"preview and apply, {kind}", (mine,)),
                Timing(f"get_or_create, {PEER_ROWS:,} rows × {times:.0f}", (other,)),
            ]
        )


def _ours(made: World) -> Spent:
    from kithwork.people.actions.imports import confirm, preview
    from kithwork.people.models import Mark

    file = incoming(rows(ROWS))

    def shown() -> "Preview":
        return preview(incoming=file, school=made.school, by=made.worker)

    previews: list[Preview] = []
    previewed = on_processor(lambda: previews.append(shown()))
    run = previews[0].run
    assert run is not None, previews[0].plan.errors[:3]
    applied = on_processor(lambda: confirm(run=run, by=made.worker))
    assert Mark.objects.count() == 3 * ROWS
    again = on_processor(lambda: previews.append(shown()))
    assert previews[1].plan.counts.unchanged == ROWS
    print(f"preview {previewed}; apply {applied}; preview of the same file again {again}")
    return Spent(previewed.seconds + applied.seconds, previewed.processor + applied.processor)


# ── the peer ────────────────────────────────────────────────────────────────────────────────


def _peer(students: list[list[str]]) -> None:
    from django.db import transaction

    from kithwork.access.actions.keys import make_key
    from kithwork.access.models import DataKey, School

    school = School.objects.get(code="college-d")
    term = _term(school)
    key = make_key(DataKey.Kind.STUDENT)
    with transaction.atomic():
        for number, name, sex, birth, grade, code, _phone, carer, _, *marks in students:
            student = _student(school, key, [number, name, sex, birth])
            _enrol(student, term, grade=grade, code=code)
            _care(student, carer)
            _mark(student, term, marks)


def _term(school: "School") -> "Term":
    from kithwork.audit import clock
    from kithwork.people.actions.imports.calendar import Calendar
    from kithwork.people.models import SchoolYear, Term

    planned = Calendar(school, None).year_of(clock.today())
    days = {"starts_on": planned.starts_on, "ends_on": planned.ends_on}
    year = SchoolYear.objects.create(school=school, label=planned.label, **days)
    return Term.objects.create(year=year, number=1, **days)


def _student(school: "School", key: "DataKey", cells: list[str]) -> "Student":
    from kithwork.people.models import Person, Student

    number, name, sex, birth = cells
    known = Student.objects.filter(school=school, number=number).first()
    if known is not None:
        return known
    person = Person.objects.create(
        school=school,
        full_name=name,
        sex="female" if sex == "女" else "male",
        birth=dt.date.fromisoformat(birth),
    )
    return Student.objects.create(
        school=school, person=person, number=number, pseudonym=number, key=key
    )


def _enrol(student: "Student", term: "Term", *, grade: str, code: str) -> None:
    from kithwork.audit import clock
    from kithwork.people.models import Enrolment, Grade, SchoolClass

    of_grade, _ = Grade.objects.get_or_create(
        school=student.school, code=grade, defaults={"name": grade, "position": int(grade)}
    )
    of_class, _ = SchoolClass.objects.get_or_create(
        year=term.year, grade=of_grade, code=code, defaults={"name": code}
    )
    Enrolment.objects.get_or_create(student=student, school_class=of_class, starts_on=clock.today())


def _care(student: "Student", carer: str) -> None:
    from kithwork.people.models import Carer, Person

    guardian, _ = Person.objects.get_or_create(
        school=student.school, full_name=carer, cares_for__student=student
    )
    Carer.objects.get_or_create(student=student, person=guardian, relation="guardian")


def _mark(student: "Student", term: "Term", marks: list[str]) -> None:
    from kithwork.audit import clock
    from kithwork.people.models import Exam, Mark

    for subject, mark in zip(("chinese", "mathematics", "english"), marks, strict=True):
        exam, _ = Exam.objects.get_or_create(
            school=student.school,
            term=term,
            sitting="mid-term",
            subject=subject,
            defaults={"max_thousandths": 120_000, "held_on": clock.today()},
        )
        Mark.objects.get_or_create(
            student=student, exam=exam, defaults={"score_thousandths": int(mark) * 1000}
        )
