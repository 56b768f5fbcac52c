"""Sealing while the pages are served: every ten minutes, and once more at the end."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from kithwork.audit.actions.seals import seal_trail

MINUTES = 10
log = logging.getLogger(__name__)


@contextmanager
def sealing(*, every_seconds: float = MINUTES * 60) -> Iterator[None]:
    """Seal the trail in a thread of its own until the end."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stop, every_seconds), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(timeout=20)


def _keep(stop: threading.Event, every_seconds: float) -> None:
    while not stop.wait(every_seconds):
        _seal()
    _seal()


def _seal() -> None:
    try:
        seal_trail()
    except Exception:
        log.exception("The trail could not be sealed; it is tried again.")
    finally:
        connection.close()
