"""Imports: 50,000 students with carers and marks, previewed and applied.

Peer: a script as one writes it for Django, a loop of `get_or_create` for each row in one
transaction. It runs over 2,000 rows and is extrapolated by their number, which flatters it: its
tables stay small. It seals nothing, makes nobody findable by pinyin, keeps no undo and checks no
cell, and so does less than ours.
"""

from typing import TYPE_CHECKING

from bench.measuring import Spent, Timing, on_processor, report
from bench.worlds import World, incoming, rows, world

if TYPE_CHECKING:
    from kithwork.people.actions.imports import Preview

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


def _peer(students: list[list[str]]) -> None:
    import datetime as dt

    from django.db import transaction

    from kithwork.access.actions.keys import make_key
    from kithwork.access.models import DataKey, School
    from kithwork.audit import clock
    from kithwork.people.actions.imports.calendar import Calendar
    from kithwork.people.models import (
        Carer,
        Enrolment,
        Exam,
        Grade,
        Mark,
        Person,
        SchoolClass,
        SchoolYear,
        Student,
        Term,
    )

    school = School.objects.get(code="college-d")
    planned = Calendar(school, None).year_of(clock.today())
    year = SchoolYear.objects.create(
        school=school, label=planned.label, starts_on=planned.starts_on, ends_on=planned.ends_on
    )
    term = Term.objects.create(
        year=year, number=1, starts_on=planned.starts_on, ends_on=planned.ends_on
    )
    key = make_key(DataKey.Kind.STUDENT)
    with transaction.atomic():
        for number, name, sex, birth, grade_code, class_code, _phone, carer, _, *marks in students:
            student = Student.objects.filter(school=school, number=number).first()
            if student is None:
                person = Person.objects.create(
                    school=school,
                    full_name=name,
                    sex="female" if sex == "女" else "male",
                    birth=dt.date.fromisoformat(birth),
                )
                student = Student.objects.create(
                    school=school, person=person, number=number, pseudonym=number, key=key
                )
            grade, _ = Grade.objects.get_or_create(
                school=school,
                code=grade_code,
                defaults={"name": grade_code, "position": int(grade_code)},
            )
            school_class, _ = SchoolClass.objects.get_or_create(
                year=year, grade=grade, code=class_code, defaults={"name": class_code}
            )
            Enrolment.objects.get_or_create(
                student=student, school_class=school_class, starts_on=clock.today()
            )
            guardian, _ = Person.objects.get_or_create(
                school=school, full_name=carer, cares_for__student=student
            )
            Carer.objects.get_or_create(student=student, person=guardian, relation="guardian")
            for subject, mark in zip(("chinese", "mathematics", "english"), marks, strict=True):
                exam, _ = Exam.objects.get_or_create(
                    school=school,
                    term=term,
                    sitting="mid-term",
                    subject=subject,
                    defaults={"max_thousandths": 120_000, "held_on": clock.today()},
                )
                Mark.objects.get_or_create(
                    student=student, exam=exam, defaults={"score_thousandths": int(mark) * 1000}
                )
