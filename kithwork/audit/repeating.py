"""Work that is done beside the pages: at once, every so often, and once more at the end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

PATIENCE = 20  # seconds for what is under way at the end


@contextmanager
def repeating(work: Callable[[], object], *, every_seconds: float) -> Iterator[None]:
    """Do `work` again and again in a thread of its own until the end.

    `work` deals with its own errors; what it raises ends the thread.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_repeat, args=(work, stop, every_seconds), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=PATIENCE)


def _repeat(work: Callable[[], object], stop: threading.Event, every_seconds: float) -> None:
    is_last = False
    while not is_last:
        is_last = stop.is_set()
        try:
            work()
        finally:
            connection.close()
        if not is_last:
            stop.wait(every_seconds)
