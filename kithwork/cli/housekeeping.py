"""What an installation does by itself: erase what is kept too long, and what must stay erased.

`kithwork serve` does it at its start and every hour; where another server stands before the pages,
`kithwork upkeep` does it once, for a timer of the machine. Each part is done even where another
fails, and doing it twice does nothing more.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

log = logging.getLogger("kithwork.housekeeping")

SECONDS = 3600.0


def parts() -> dict[str, Callable[[], int]]:
    """Return what is done, by the code of its word; each call returns how many it concerned."""
    from kithwork.access.actions.erasures import complete_ledger, erase_again
    from kithwork.drafts.actions import expire
    from kithwork.people.actions.old_uploads import erase_old

    return {
        "upkeep.drafts": expire,
        "upkeep.uploads": erase_old,
        "upkeep.erased_again": erase_again,
        "upkeep.ledger": complete_ledger,
    }


def keep_up() -> dict[str, int]:
    """Do every part and return the number of each; what failed is logged and left out."""
    done = {}
    for code, part in parts().items():
        try:
            done[code] = part()
        except Exception as error:  # noqa: BLE001 (the other parts are done all the same)
            # The kind alone: the text of an error could hold what stood in a record.
            log.error("%s failed and is tried again: %s", code, type(error).__name__)
    return done


@contextmanager
def housekeeping(*, every_seconds: float = SECONDS) -> Iterator[None]:
    """Keep up in a thread of its own until the end, beginning now."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stop, every_seconds), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(timeout=20)


def _keep(stop: threading.Event, every_seconds: float) -> None:
    from django.db import connection

    while True:
        try:
            keep_up()
        finally:
            connection.close()
        if stop.wait(every_seconds):
            return
