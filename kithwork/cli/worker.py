"""The worker of long jobs (imports, reports): a process beside the server.

It has a group of its own: Ctrl+C in a terminal reaches a whole group, and a worker's second signal
breaks a running job off. It is asked to end by closing its standard input, which is also what it
sees when the server was killed, so that none is left behind, on Windows neither. One that ends by
itself (a full disk, a database that went away) is begun anew.
"""

import _thread
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

GRACE = 60  # seconds for a running job to finish; a service manager waits 90 by custom
PAUSE = 10.0  # seconds until a worker that ended by itself is begun anew
OWN_GROUP: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if os.name == "nt"
    else {"process_group": 0}
)
log = logging.getLogger("kithwork.worker")

Process = subprocess.Popen[bytes]


# ── in the worker's own process ─────────────────────────────────────────────────────────────


@click.command(hidden=True)
def worker() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    from django.core.management import execute_from_command_line

    threading.Thread(target=_end_with_the_server, daemon=True).start()
    execute_from_command_line(["kithwork", "db_worker", "--verbosity", "0", "--no-reload"])


def _end_with_the_server() -> None:
    sys.stdin.buffer.read()  # returns when the server closes it, or is no more
    while signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        time.sleep(0.1)  # it still starts; unhandled, the signal would do nothing
    _thread.interrupt_main(signal.SIGTERM)


# ── beside the server ───────────────────────────────────────────────────────────────────────


@contextmanager
def working(*, pause: float = PAUSE) -> Iterator[None]:
    """Keep a worker until the end; it may then finish its job, if that takes no minute."""
    keeper = _Keeper(pause)
    try:
        yield
    finally:
        keeper.end()


class _Keeper:
    """Holds one running worker."""

    def __init__(self, pause: float) -> None:
        self._process = _begin()
        self._ending = threading.Event()
        self._watch = threading.Thread(target=self._begin_anew, args=(pause,), daemon=True)
        self._watch.start()

    def end(self) -> None:
        self._ending.set()
        self._watch.join()
        _end(self._process)

    def _begin_anew(self, pause: float) -> None:
        while not self._ending.wait(pause):
            if (code := self._process.poll()) is not None:
                log.error("The worker of long jobs ended with code %s; it is begun anew.", code)
                self._process = _begin()


def _begin() -> Process:
    command = [sys.executable, "-m", "kithwork.cli", "worker"]
    return subprocess.Popen(  # noqa: S603 (our own command)
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, **OWN_GROUP
    )


def _end(process: Process) -> None:
    assert process.stdin is not None, "it was begun with a pipe"
    process.stdin.close()
    try:
        process.wait(timeout=GRACE)
    except BaseException:  # too long, or asked again: never leave it behind
        process.kill()
        process.wait()
        raise
