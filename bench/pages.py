"""Pages: the most used ones at 100,000 students, 5,000 open cases and 500,000 notes.

A real `kithwork serve` on a SQLite file, a signed-in social worker with fifty of the cases, and
for two lists her supervisor, who has all of them. "Cold" is the first request of a kind to a
server that has just started, the kinds in another order at each start (the operating system may
still hold parts of the file); "warm" are later ones, each of another student or case where there
are several. "Processor": what the server's threads took of it for one warm request; that hardly
changes when others use the machine. Peer: the same tables by generic views of Django in a server
of its own (`bench.plain`).
"""

import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from bench.large import STUDENTS, Large, large
from bench.measuring import Timing
from bench.visiting import Server, Visitor, product, serving, signed_in
from bench.worlds import SEED

if TYPE_CHECKING:
    from kithwork.access.models import User

STARTS, WARMING, TIMES = 4, 5, 40
Get = Callable[[Visitor, int], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: who asks, how, and how the peer is asked for the same where it has the page."""

    name: str
    get: Get
    by_supervisor: bool = False
    peer: Get | None = None


@dataclass(slots=True)
class Found:
    """What was measured of one page, in seconds, and how large it was."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    size: int = 0


def main() -> None:
    began = time.perf_counter()
    with large() as world:
        print(f"ready after {time.perf_counter() - began:.0f} s", flush=True)
        pages = _pages(world)
        found = _measured(world, pages)
        queries = _queries(world, pages)
        peers = [page for page in pages if page.peer is not None]
        beside = _measured(
            world, [Page(page.name, page.peer) for page in peers if page.peer], plain
        )
        _tell(found, queries, beside)


def plain(port: int) -> list[str]:
    """Return how the peer is started."""
    server = ["-m", "waitress", f"--listen=127.0.0.1:{port}", "--threads=4"]
    return [sys.executable, *server, "bench.plain:application"]


# ── which pages ─────────────────────────────────────────────────────────────────────────────


def _pages(world: Large) -> list[Page]:
    from kithwork.casework.models import Case
    from kithwork.people.models import Person, Student

    source = random.Random(f"{SEED}:pages")
    numbers = [str(2020_000000 + source.randrange(STUDENTS)) for _ in range(STARTS + TIMES)]
    opened = Student.objects.filter(school=world.school, number__in=numbers)
    students = list(opened.order_by("number").values_list("uid", flat=True))
    names = list(Person.objects.filter(student__in=opened).values_list("full_name", flat=True))
    own = Case.objects.filter(members__user=world.worker).order_by("pk")
    cases = list(own.values_list("uid", flat=True))[1:]  # the first was told, not copied
    return [
        Page("home", partial(_at, "/")),
        Page("students", partial(_turned, "/students/"), peer=partial(_turned, "/students/")),
        Page("search", partial(_search, names)),
        Page("a student", _each("/students/{}/", students), peer=_each("/students/{}/", students)),
        Page("cases, own", partial(_at, "/cases/")),
        Page(
            "cases, all 5,000",
            partial(_turned, "/cases/"),
            by_supervisor=True,
            peer=partial(_turned, "/cases/"),
        ),
        Page("a case", _each("/cases/{}/", cases)),
        Page(
            "its contacts, 100 notes",
            _each("/cases/{}/contacts/?all", cases),
            peer=_each("/cases/{}/contacts/", cases),
        ),
        Page("write a brief note", partial(_note, cases), peer=partial(_note, cases)),
        Page("its assessment", _each("/cases/{}/assess/", cases)),
        Page("its plan", _each("/cases/{}/plan/", cases)),
        Page("its outcome", _each("/cases/{}/outcome/", cases)),
        Page("its report", _each("/cases/{}/report/", cases)),
        Page("a team's 5,000 in bands", partial(_at, "/know/students/"), by_supervisor=True),
    ]


def _at(path: str, visitor: Visitor, _: int) -> str:
    return visitor.get(path)


def _turned(path: str, visitor: Visitor, number: int) -> str:
    return visitor.get(f"{path}?page={number + 1}")


def _each(path: str, uids: Sequence[uuid.UUID]) -> Get:
    return lambda visitor, number: visitor.get(path.format(uids[number % len(uids)]))


def _search(names: Sequence[str], visitor: Visitor, number: int) -> str:
    return visitor.post("/students/find/", q=names[number % len(names)])


def _note(cases: Sequence[uuid.UUID], visitor: Visitor, number: int) -> str:
    words = {"line": f"走廊里碰到，说了两句。{number}", "next": "", "mode": "face"}
    return visitor.send(f"/cases/{cases[number % len(cases)]}/contacts/brief/", **words)


# ── measuring ───────────────────────────────────────────────────────────────────────────────


def _measured(
    world: Large, pages: Sequence[Page], command: Callable[[int], list[str]] = product
) -> dict[str, Found]:
    found = {page.name: Found() for page in pages}
    step = -(-len(pages) // STARTS)
    for start in range(STARTS):
        with _visited(world, command) as (_, visitors):
            for page in [*pages[start * step :], *pages[: start * step]]:
                began = time.perf_counter()
                page.get(visitors[page.by_supervisor], start)
                found[page.name].cold.append(time.perf_counter() - began)
    with _visited(world, command) as (server, visitors):
        for number in range(STARTS, STARTS + WARMING + TIMES):
            for page in pages:
                _once(page, server, visitors, number, found[page.name])
    for one in found.values():
        del one.warm[:WARMING], one.processor[:WARMING]
    return found


@contextmanager
def _visited(
    world: Large, command: Callable[[int], list[str]]
) -> Iterator[tuple[Server, dict[bool, Visitor]]]:
    with serving(command) as server:
        people = {False: world.worker, True: world.supervisor}
        visitors = {key: signed_in(user, server.port) for key, user in people.items()}
        yield server, visitors
        for visitor in visitors.values():
            visitor.close()


def _once(
    page: Page, server: Server, visitors: dict[bool, Visitor], number: int, found: Found
) -> None:
    before, began = server.on_processor(), time.perf_counter()
    answer = page.get(visitors[page.by_supervisor], number)
    found.warm.append(time.perf_counter() - began)
    after = server.on_processor()
    if before is not None and after is not None:
        found.processor.append(after - before)
    found.size = len(answer.encode())


# ── queries ─────────────────────────────────────────────────────────────────────────────────


class _InProcess:
    """Asks as a visitor does, in this process, where the queries can be counted."""

    def __init__(self, user: "User") -> None:
        from django.test import Client

        self._client = Client(headers={"host": "localhost"})
        self._client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, path: str) -> object:
        return self._client.get(path)

    def post(self, path: str, **fields: str) -> object:
        return self._client.post(path, fields, headers={"hx-request": "true"})

    def send(self, path: str, **fields: str) -> object:
        return self._client.post(path, fields)


def _queries(world: Large, pages: Sequence[Page]) -> dict[str, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitors = {False: _InProcess(world.worker), True: _InProcess(world.supervisor)}
    counted = {}
    for page in pages:
        visitor = visitors[page.by_supervisor]
        page.get(visitor, 0)  # type: ignore[arg-type]
        with CaptureQueriesContext(connection) as caught:
            page.get(visitor, 1)  # type: ignore[arg-type]
        counted[page.name] = len(caught)
    return counted


# ── telling ─────────────────────────────────────────────────────────────────────────────────


def _tell(found: dict[str, Found], queries: dict[str, int], beside: dict[str, Found]) -> None:
    heads = ("page", "queries", "cold p50", "warm p50", "p95", "processor", "peer p50", "KB")
    print(f"{heads[0]:<30}" + "".join(f"{head:>11}" for head in heads[1:]))
    for name, one in found.items():
        warm, peer = Timing(name, tuple(one.warm)), beside.get(name)
        columns = (
            f"{queries[name]}",
            _ms(median(one.cold)),
            _ms(warm.p50),
            _ms(warm.p95),
            _ms(median(one.processor)) if one.processor else "–",
            _ms(median(peer.warm)) if peer else "",
            f"{one.size / 1024:.0f}",
        )
        print(f"{name:<30}" + "".join(f"{column:>11}" for column in columns))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
