"""Know: the picture of a school in which 100,000 students have answered its own questionnaire.

A real `kithwork serve` on a SQLite file, and a social worker who may count over the whole school:
its needs, one group of it, whom to talk to, and what is given beside what is lacking. "Cold" is the
first request of each kind to a server that has just started; "warm" are later ones. Peer: the same
numbers from one student after another, each judged as on her own page; extrapolated from some.
"""

import random
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bench.measuring import Timing, report
from bench.visiting import Visitor, visiting
from bench.worlds import SEED, World, incoming, rows, world

if TYPE_CHECKING:
    from kithwork.core.questionnaires import Question

STUDENTS, A_FILE, PEERS = 100_000, 10_000, 100
STARTS, TIMES = 2, 6
INSTRUMENT = "student-support"
UNASKED = 0.2  # of the questions are left open
PAGES = {
    "the school's needs": "/know/",
    "the needs of its girls": "/know/?sex=female",
    "whom to talk to": "/know/students/",
    "given beside lacking": "/know/picture/",
}
MAPPING = """
mapping: bench survey
version: 1
kind: answers
on: {today}
id: {{column: id}}
answers:
  instrument: student-support
  items:
{items}
"""


def main() -> None:
    with world() as made:
        began = time.perf_counter()
        _bring_in(made)
        print(f"{STUDENTS:,} students and forms within {time.perf_counter() - began:.0f} s")
        warm = {}
        for timing in _pages(made):
            warm[timing.name] = timing
            print(timing)
        _queries(made)
        ours = warm["the school's needs, warm"]
        report([ours, Timing(f"{PEERS} students × {STUDENTS // PEERS}", (_peer(made),))])


# ── the school ──────────────────────────────────────────────────────────────────────────────


def _bring_in(made: World) -> None:
    from kithwork.people.actions.imports import import_now
    from kithwork.surveys.actions.imports import import_answers

    people = rows(STUDENTS)
    done = import_now(incoming=incoming(people), school=made.school, by=made.worker)
    assert done.run is not None, done.plan.errors[:3]
    for start in range(0, STUDENTS, A_FILE):
        file = _answers([row[0] for row in people[start : start + A_FILE]], start)
        plan = import_answers(incoming=file, school=made.school, by=made.worker)
        assert plan.is_good, plan.errors[:3]


def _answers(numbers: list[str], start: int):
    from kithwork.audit import clock
    from kithwork.catalogue.instruments import instruments
    from kithwork.catalogue.located import parse
    from kithwork.catalogue.mappings import mapping_of
    from kithwork.files.tables.writing import csv_bytes
    from kithwork.people.actions.imports import Incoming

    entry = instruments()[INSTRUMENT].questionnaire
    assert entry is not None
    asked = [one for one in entry.questions() if one.options]
    source = random.Random(f"{SEED}:{start}:answers")
    lines = [[number, *(_answer(one, source) for one in asked)] for number in numbers]
    items = "\n".join(f"    {one.id}: {one.id}" for one in asked)
    text = MAPPING.format(today=clock.today(), items=items)
    sheet = csv_bytes(("id", *(one.id for one in asked)), lines)
    return Incoming(sheet, mapping_of(parse(text, file="MAP.yaml")), "survey.csv")


def _answer(question: "Question", source: random.Random) -> str:
    """One answer that raises no alert, or none."""
    from kithwork.core.questionnaires import QuestionKind

    calm = [one.code for one in question.options if not one.alert and not one.is_alone]
    if source.random() < UNASKED or not calm:
        return ""
    several = question.kind is QuestionKind.TICKS
    return ";".join(source.sample(calm, min(len(calm), 1 + source.randrange(2) * several)))


# ── pages ───────────────────────────────────────────────────────────────────────────────────


def _pages(made: World) -> Iterator[Timing]:
    cold: dict[str, list[float]] = {name: [] for name in PAGES}
    warm: dict[str, list[float]] = {name: [] for name in PAGES}
    for start in range(STARTS):
        with visiting(made.worker) as visitor:
            for name in [*PAGES][start:] + [*PAGES][:start]:
                cold[name].append(_seconds(visitor, PAGES[name]))
    with visiting(made.worker) as visitor:
        for turn in range(1 + TIMES):
            for name, path in PAGES.items():
                seconds = _seconds(visitor, path)
                if turn:
                    warm[name].append(seconds)
    for name in PAGES:
        yield Timing(f"{name}, cold", tuple(cold[name]))
        yield Timing(f"{name}, warm", tuple(warm[name]))


def _seconds(visitor: Visitor, path: str) -> float:
    began = time.perf_counter()
    visitor.get(path)
    return time.perf_counter() - began


def _queries(made: World) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.force_login(made.worker, backend="django.contrib.auth.backends.ModelBackend")
    for name, path in PAGES.items():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200, path
        print(f"{name:<44} {len(caught):>3} queries")


# ── the peer ────────────────────────────────────────────────────────────────────────────────


def _peer(made: World) -> float:
    """Return the seconds of one student after another, for as many as there are."""
    from kithwork.audit import clock
    from kithwork.core.dated import dated
    from kithwork.core.needs import band_of
    from kithwork.needs.evidence import evidence_of, whom_of
    from kithwork.needs.queries.student import judged
    from kithwork.needs.rules import rules_of
    from kithwork.people.models import Student

    some = list(Student.objects.filter(school=made.school).select_related("person")[:PEERS])
    today, began = clock.today(), time.perf_counter()
    for student in some:
        asked = whom_of([student])
        here = rules_of(asked)
        known = evidence_of(asked, trend_at_least=here.rules.trend_at_least).facts[0]
        band_of(judged(here, student.pk, dated(known, today)), here.rules.bands)
    return (time.perf_counter() - began) * STUDENTS / PEERS
