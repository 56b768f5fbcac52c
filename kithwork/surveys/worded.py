"""The instruments as this installation may show them: with the official wording where one stands.

A standard scale ships without wording. Where the administrator has loaded it under a right of the
organisation, its questions can be put on a screen and stand beside the keys of the paper grid.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from kithwork.access.refusals import Refused
from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.catalogue.worded import worded
from kithwork.catalogue.wordings import Wording
from kithwork.core.text import Text
from kithwork.surveys.filling import Filled, entry_of, key_for
from kithwork.surveys.models import InstrumentWording


@dataclass(frozen=True, slots=True)
class Beside:
    """The official wording beside the keys of a grid: its row (None: none), its text by item."""

    row: int | None = None
    asks: Mapping[str, Text] = field(default_factory=dict)


def entry_asked(code: str) -> InstrumentEntry:
    """Return an instrument with its questions, if they may be shown; Refused where there is none.

    A wording that does not fit the key any more is left out: the neutral tags stand again.
    """
    entry = entry_of(code)
    row = _standing_of_scale(code)
    return (row and _worded(code, row.pk)) or entry


def form_asked(filled: Filled) -> Filled:
    """Return a form as it is asked on a screen: the version, coding and options of the wording."""
    row = _standing_of_scale(filled.instrument)
    if row is None:
        return filled
    return replace(
        filled,
        version=row.form_version,
        coding=row.coding,
        options=row.choices,
        wording=row.pk,
    )


def beside_keys(filled: Filled, *, language: str) -> Beside:
    """Return the wording for a printed form in one language; none where it is not loaded so.

    A choice may change the order of the items, so it must have been made, and be the wording's.
    The numbers behind the answers change no question.
    """
    row = _standing_of_scale(filled.instrument)
    if row is None or not _is_for(row, filled) or not wording_of(row).is_in(language):
        return Beside()
    entry = _worded(filled.instrument, row.pk)
    if entry is None or entry.questionnaire is None:
        return Beside()
    return Beside(row.pk, {one.id: one.ask for one in entry.questionnaire.questions()})


def standing_wording(code: str) -> InstrumentWording | None:
    """Return the wording in use of an instrument, or None."""
    newest = InstrumentWording.objects.filter(instrument=code).order_by("-loaded_at", "-pk").first()
    return newest if newest is not None and newest.is_in_use else None


def _standing_of_scale(code: str) -> InstrumentWording | None:
    """Our own questionnaires have their words in the catalogue: none is loaded for them."""
    return standing_wording(code) if entry_of(code).questionnaire is None else None


def _is_for(row: InstrumentWording, filled: Filled) -> bool:
    try:
        form = key_for(filled).form
    except Refused:
        return False  # which form it is has not been said yet
    return (row.form_version, row.choices) == (form.version, dict(form.choices))


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
