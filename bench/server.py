"""Server: waitress with 1 to 16 threads beside granian, on the sign-in page and the student list.

Eight visitors at once, each with one connection, ask for a page over and over; all servers are
asked in turns. granian is no part of the installation: it is measured where it can be imported
(`pip install --target DIR granian`, then PYTHONPATH=DIR), with as many threads as waitress has.
"""

import importlib.util
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bench.measuring import Timing
from bench.visiting import Command, Visitor, served, signed_in
from bench.worlds import World, incoming, rows, world

STUDENTS, VISITORS, EACH, ROUNDS = 1_000, 8, 10, 2
APPLICATION = "kithwork.web.wsgi:application"
Ask = Callable[[Visitor], object]
PAGES: dict[str, Ask] = {
    "sign-in page": lambda visitor: visitor.get("/account/login/"),
    "student list": lambda visitor: visitor.get("/students/"),
}


def main() -> None:
    seconds: dict[str, list[float]] = {}
    asked_for: dict[str, float] = {}
    with world() as made:
        from kithwork.people.actions.imports import import_now

        import_now(incoming=incoming(rows(STUDENTS)), school=made.school, by=made.worker)
        for _ in range(ROUNDS):
            for name, command in _servers().items():
                with served(command) as port:
                    for page, ask in PAGES.items():
                        began = time.perf_counter()
                        title = f"{name}, {page}"
                        seconds.setdefault(title, []).extend(_asked(made, port, page, ask))
                        took = time.perf_counter() - began
                        asked_for[title] = asked_for.get(title, 0) + took
    for page in PAGES:
        for title, each in seconds.items():
            if title.endswith(page):
                print(
                    f"{Timing(title, tuple(each))}   {len(each) / asked_for[title]:6.1f} a second"
                )


def _servers() -> dict[str, Command]:
    found: dict[str, Command] = {
        f"waitress, {threads} threads": partial(_waitress, threads) for threads in (1, 4, 8, 16)
    }
    if importlib.util.find_spec("granian"):
        found["granian, 8 threads"] = _granian
    else:
        print("granian is not here: see this module's first lines.")
    return found


def _waitress(threads: int, port: int) -> list[str]:
    options = [f"--listen=127.0.0.1:{port}", f"--threads={threads}"]
    return [sys.executable, "-m", "waitress", *options, APPLICATION]


def _granian(port: int) -> list[str]:
    options = ["--interface", "wsgi", "--blocking-threads", "8", "--port", str(port)]
    return [sys.executable, "-m", "granian", *options, APPLICATION]


def _asked(made: World, port: int, page: str, ask: Ask) -> list[float]:
    is_signed_in = page == "student list"
    visitors = [
        signed_in(made.worker, port) if is_signed_in else Visitor(port) for _ in range(VISITORS)
    ]
    with ThreadPoolExecutor(VISITORS) as pool:
        each = list(pool.map(lambda visitor: _one(visitor, ask), visitors))
    return [second for seconds in each for second in seconds]


def _one(visitor: Visitor, ask: Ask) -> list[float]:
    seconds = []
    for _ in range(EACH):
        began = time.perf_counter()
        ask(visitor)
        seconds.append(time.perf_counter() - began)
    visitor.close()
    return seconds
