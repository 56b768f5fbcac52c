"""What an installation does by itself: erase what is kept too long, and what must stay erased.

`kithwork serve` does it at its start and every hour; where another server stands before the pages,
`kithwork upkeep` does it once, for a timer of the machine. Each part is done even where another
fails, and doing it twice does nothing more.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

from kithwork.audit.repeating import repeating

log = logging.getLogger("kithwork.housekeeping")

SECONDS = 3600.0


def parts() -> dict[str, Callable[[], int]]:
    """Return what is done, by the code of its word; each call returns how many it concerned."""
    from kithwork.access.actions.erasures import complete_ledger, erase_again
    from kithwork.casework.actions.choosing import forget_names
    from kithwork.documents.evidence.files import erase_old as erase_work_files
    from kithwork.drafts.actions import expire
    from kithwork.people.actions.old_uploads import erase_old

    return {
        "upkeep.drafts": expire,
        "upkeep.uploads": erase_old,
        "upkeep.workbench": erase_work_files,
        "upkeep.choosing": forget_names,
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


def housekeeping(*, every_seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Keep up in a thread of its own until the end."""
    return repeating(keep_up, every_seconds=every_seconds)
