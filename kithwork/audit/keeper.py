"""Sealing while the pages are served: every ten minutes, and once more at the end."""

import logging
from contextlib import AbstractContextManager

from kithwork.audit.actions.seals import seal_trail
from kithwork.audit.repeating import repeating

MINUTES = 10
log = logging.getLogger(__name__)


def sealing(*, every_seconds: float = MINUTES * 60) -> AbstractContextManager[None]:
    """Seal the trail in a thread of its own until the end."""
    return repeating(_seal, every_seconds=every_seconds)


def _seal() -> None:
    try:
        seal_trail()
    except Exception:
        log.exception("The trail could not be sealed; it is tried again.")
