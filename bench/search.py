"""Search: one of 100,000 students by name, pinyin or number, and a student's page.

A real `kithwork serve` on a SQLite file, a signed-in social worker, what htmx asks while one types.
"Cold" is the first request of each kind to a server that has just started, the kinds in another
order at each start (the operating system may still hold parts of the file); "warm" are later ones,
each with other words. Peer: the same words as `icontains` on the same tables, both without the
pages around them.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence

from bench.measuring import Timing, report
from bench.visiting import Visitor, visiting
from bench.worlds import SEED, World, incoming, rows, world

STUDENTS, STARTS, WARMING, TIMES = 100_000, 4, 5, 60


def main() -> None:
    with world() as made:
        began = time.perf_counter()
        people = rows(STUDENTS)
        _bring_in(made, people)
        print(f"{STUDENTS:,} students brought in within {time.perf_counter() - began:.0f} s")
        typed = _typed(people)
        for timing in _pages(made, typed):
            print(timing)
        _queries(made, typed)
        _beside_icontains(made, typed)


def _bring_in(made: World, people: list[list[str]]) -> None:
    from django.db import connection

    from kithwork.people.actions.imports import import_now

    done = import_now(incoming=incoming(people), school=made.school, by=made.worker)
    assert done.run is not None, done.plan.errors[:3]
    with connection.cursor() as cursor:  # as SQLite's own advice says after a great change
        cursor.execute("PRAGMA optimize")


def _typed(people: list[list[str]]) -> dict[str, list[str]]:
    """Return words of each kind, drawn from the students themselves."""
    from kithwork.people.models import Person

    source = random.Random(f"{SEED}:typed")
    drawn = source.sample(people, STARTS + WARMING + TIMES)
    names = [one[1] for one in drawn]
    pinyin = dict(Person.objects.filter(full_name__in=names).values_list("full_name", "pinyin"))
    return {
        "full name": names,
        "family name": [name[:1] for name in names],
        "pinyin": [pinyin[name].replace(" ", "") for name in names],
        "initials": ["".join(part[0] for part in pinyin[name].split()) for name in names],
        "number": [one[0] for one in drawn],
        "half a number": [one[0][:6] for one in drawn],
    }


# ── pages ───────────────────────────────────────────────────────────────────────────────────


def _pages(made: World, typed: dict[str, list[str]]) -> Iterator[Timing]:
    asked = _asked(made, typed)
    cold: dict[str, list[float]] = {kind: [] for kind in asked}
    warm: dict[str, list[float]] = {kind: [] for kind in asked}
    kinds = list(asked)
    for start in range(STARTS):
        with visiting(made.worker) as visitor:
            for kind in kinds[start * 2 :] + kinds[: start * 2]:
                cold[kind].append(_seconds(asked[kind], visitor, start))
    with visiting(made.worker) as visitor:
        for number in range(STARTS, STARTS + WARMING + TIMES):
            for kind in kinds:
                warm[kind].append(_seconds(asked[kind], visitor, number))
    for kind in kinds:
        yield Timing(f"{kind}, cold", tuple(cold[kind]))
        yield Timing(f"{kind}, warm", tuple(warm[kind][WARMING:]))


Ask = Callable[[Visitor, int], object]


def _asked(made: World, typed: dict[str, list[str]]) -> dict[str, Ask]:
    from kithwork.people.models import Student

    source = random.Random(f"{SEED}:opened")
    numbers = [str(2020_000000 + source.randrange(STUDENTS)) for _ in range(STARTS + TIMES)]
    opened = Student.objects.filter(school=made.school, number__in=numbers)
    uids = list(opened.values_list("uid", flat=True))
    asked: dict[str, Ask] = {
        f"search by {kind}": lambda visitor, n, words=words: visitor.post(
            "/students/find/", q=words[n]
        )
        for kind, words in typed.items()
    }
    asked["the student's page"] = lambda visitor, n: visitor.get(
        f"/students/{uids[n % len(uids)]}/"
    )
    asked["the list of students"] = lambda visitor, n: visitor.get(f"/students/?page={n + 1}")
    return asked


def _seconds(ask: Ask, visitor: Visitor, number: int) -> float:
    began = time.perf_counter()
    ask(visitor, number)
    return time.perf_counter() - began


# ── queries ─────────────────────────────────────────────────────────────────────────────────


class _InProcess:
    """Asks as a visitor does, in this process, where the queries can be counted."""

    def __init__(self, made: World) -> None:
        from django.test import Client

        self._client = Client(headers={"host": "localhost"})
        self._client.force_login(made.worker, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, path: str) -> object:
        return self._client.get(path)

    def post(self, path: str, **fields: str) -> object:
        return self._client.post(path, fields, headers={"hx-request": "true"})


def _queries(made: World, typed: dict[str, list[str]]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor = _InProcess(made)
    for kind, ask in _asked(made, typed).items():
        ask(visitor, 0)  # type: ignore[arg-type]
        with CaptureQueriesContext(connection) as caught:
            ask(visitor, 1)  # type: ignore[arg-type]
        print(f"{kind:<44} {len(caught):>3} queries")


# ── the peer ────────────────────────────────────────────────────────────────────────────────


def _beside_icontains(made: World, typed: dict[str, list[str]]) -> None:
    from django.db.models import Q

    from kithwork.people.models import Student
    from kithwork.people.queries.students import search, students_for

    def like(word: str) -> list[Student]:
        fits = (
            Q(person__full_name__icontains=word)
            | Q(person__pinyin__icontains=word)
            | Q(number__icontains=word)
        )
        return list(students_for(made.worker).filter(fits)[:8])

    for kind in ("full name", "pinyin", "number"):
        words = typed[kind][:10]
        ours = _each(lambda word: search(made.worker, word, limit=8), words)
        report([Timing(f"{kind}: ours", ours), Timing(f"{kind}: icontains", _each(like, words))])


def _each(ask: Callable[[str], object], words: Sequence[str]) -> tuple[float, ...]:
    seconds = []
    for word in words:
        began = time.perf_counter()
        ask(word)
        seconds.append(time.perf_counter() - began)
    return tuple(seconds)
