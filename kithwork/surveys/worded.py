"""The instruments as this installation may show them: with the official wording where one stands.

A standard scale ships without wording. Where the administrator has loaded it under a right of the
organisation, its questions can be put on a screen and stand beside the keys of the paper grid.
"""

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import Any

from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.catalogue.worded import worded
from kithwork.catalogue.wordings import Wording
from kithwork.surveys.filling import Filled, entry_of
from kithwork.surveys.models import InstrumentWording


def entry_asked(code: str) -> InstrumentEntry:
    """Return an instrument with its questions, if they may be shown; Refused where there is none.

    A wording that does not fit the key any more is left out: the neutral tags stand again.
    """
    entry = entry_of(code)
    row = standing_wording(code) if entry.questionnaire is None else None
    return (row and _worded(code, row.pk)) or entry


def form_asked(filled: Filled) -> Filled:
    """Return a form as it is asked on a screen: the version, coding and options of the wording."""
    row = standing_wording(filled.instrument)
    if row is None or entry_of(filled.instrument).questionnaire is not None:
        return filled
    return replace(filled, version=row.form_version, coding=row.coding, options=row.choices)


def standing_wording(code: str) -> InstrumentWording | None:
    """Return the wording in use of an instrument, or None."""
    newest = InstrumentWording.objects.filter(instrument=code).order_by("-loaded_at", "-pk").first()
    return newest if newest is not None and newest.is_in_use else None


def wording_of(row: InstrumentWording) -> Wording:
    """Return a stored wording as it was read."""
    said: dict[str, Any] = row.content
    return Wording(
        instrument=row.instrument,
        version=row.form_version,
        coding=row.coding,
        choices=row.choices,
        licence=row.licence,
        source=row.source,
        confirmed_by=row.confirmed_by,
        confirmed_on=row.confirmed_on or dt.date.min,
        opening=said["opening"],
        asks=said["asks"],
        labels=said["labels"],
    )


@lru_cache(maxsize=64)
def _worded(code: str, pk: int) -> InstrumentEntry | None:
    """A row is written once, so its questions are made once."""
    return worded(instruments()[code], wording_of(InstrumentWording.objects.get(pk=pk)))
