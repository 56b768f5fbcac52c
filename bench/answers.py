"""Answers: 10,000 filled-in forms from a file, scored, compared and saved in one transaction.

Peer: the same forms saved as the page does it, one `enter` each, 200 of them extrapolated by their
number. In both, one student in fifty gives an answer that asks for a person today.
"""

import random
import time

from bench.measuring import Timing, on_processor, report
from bench.worlds import SEED, World, incoming, rows, world

FORMS, PEER_FORMS = 10_000, 200
ITEMS = tuple(f"q{number}" for number in range(1, 10))
MAPPING = """
mapping: bench answers
version: 1
kind: answers
on: {today}
id: {{column: id}}
answers:
  instrument: phq-9
  items: {{"1": q1, "2": q2, "3": q3, "4": q4, "5": q5, "6": q6, "7": q7, "8": q8, "9": q9}}
"""


def main() -> None:
    with world() as made:
        from kithwork.people.actions.imports import import_now

        import_now(incoming=incoming(rows(FORMS)), school=made.school, by=made.worker)
        forms = _forms(FORMS)
        ours = on_processor(lambda: _import(made, forms))
        again = on_processor(lambda: _import(made, forms))
        print(f"{ours}; the same file again {again}", flush=True)
        peer = _peer(made, forms[:PEER_FORMS]) * FORMS / PEER_FORMS
    report(
        [
            Timing(f"import, {FORMS:,} forms", (ours.seconds,)),
            Timing(f"enter, {PEER_FORMS} forms × {FORMS // PEER_FORMS}", (peer,)),
        ]
    )


def _forms(count: int) -> list[list[object]]:
    source = random.Random(f"{SEED}:answers")
    return [
        [
            f"{2020_000000 + number}",
            *(source.choice((0, 0, 1, 1, 2, 3)) for _ in range(8)),
            1 if source.random() < 0.02 else 0,
        ]
        for number in range(count)
    ]


def _import(made: World, forms: list[list[object]]) -> None:
    from kithwork.audit import clock
    from kithwork.catalogue.located import parse
    from kithwork.catalogue.mappings import mapping_of
    from kithwork.files.tables.writing import csv_bytes
    from kithwork.people.actions.imports import Incoming
    from kithwork.surveys.actions.imports import import_answers

    mapping = mapping_of(parse(MAPPING.format(today=clock.today()), file="MAP.yaml"))
    file = Incoming(csv_bytes(("id", *ITEMS), forms), mapping, "answers.csv")
    plan = import_answers(incoming=file, school=made.school, by=made.worker, speaker=made.worker)
    assert plan.is_good, plan.errors[:3]


def _peer(made: World, forms: list[list[object]]) -> float:
    import datetime as dt

    from kithwork.audit import clock
    from kithwork.people.actions.ties import tie
    from kithwork.people.models import Student, StudentTie
    from kithwork.surveys.actions import enter
    from kithwork.surveys.filling import Filled

    today = clock.today()
    students = Student.objects.filter(school=made.school).select_related("person", "school")
    numbers = [str(form[0]) for form in forms]
    by_number = {student.number: student for student in students.filter(number__in=numbers)}
    for student in by_number.values():  # whoever keys in accompanies the student
        tie(student=student, user=made.worker, kind=StudentTie.Kind.OWN, on=today, by=made.worker)
    began = time.perf_counter()
    for number, *answers in forms:
        items = {str(place): answer for place, answer in enumerate(answers, 1)}
        filled = Filled("phq-9", items, today - dt.timedelta(days=1))
        enter(student=by_number[str(number)], filled=filled, speaker=made.worker, by=made.worker)
    return time.perf_counter() - began
