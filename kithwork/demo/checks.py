"""An invented world answers on this machine alone: its passwords are printed for everybody."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error

from kithwork.catalogue.words import say


def refuse_beyond_this_machine(**_asked: object) -> list[CheckMessage]:
    """Return an error where a demo world would answer under another name than this machine's."""
    has_world = (Path(settings.KITHWORK_HOME) / "demo.world").exists()
    if settings.KITHWORK_IS_LOCAL or not (has_world or settings.KITHWORK_IS_DEMO):
        return []
    return [Error(say("demo.not_local", "en"), id="demo.E001")]
