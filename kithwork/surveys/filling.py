"""A filled-in form before it is saved: scored by the core, with what it asks a person to do.

Nothing here touches the database, so the running score beside the grid and the score that is
saved come from the same call.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from kithwork.access.refusals import Refused
from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.core.scales import AnswerError, ScaleError, Scored, key_of, score_with
from kithwork.core.scales.quality import Values


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands on the paper: answers by item id (None: unanswered), the form, the day."""

    instrument: str
    answers: Mapping[str, float | None]
    given_on: dt.date
    version: str | None = None
    coding: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    population: str | None = None
    mode: str = "paper"


def entry_of(code: str) -> InstrumentEntry:
    """Return an instrument of the catalogue; Refused where there is none."""
    try:
        return instruments()[code]
    except KeyError:
        raise Refused("surveys.no_such_instrument") from None


def scored(filled: Filled, *, earlier: tuple[Values, ...] = ()) -> Scored:
    """Score the form. Raises Refused with the core's own reason for an answer it does not have."""
    try:
        key = key_of(
            entry_of(filled.instrument).instrument,
            version=filled.version,
            coding=filled.coding,
            options=filled.options,
            population=filled.population,
        )
        return score_with(key, filled.answers, earlier=earlier)
    except (AnswerError, ScaleError) as error:
        raise Refused(error.reason.code, **error.reason.values()) from error


def needs_speaker(result: Scored) -> bool:
    """Whether somebody must be named who speaks to the student before this may be saved."""
    return bool(result.alerts)


def highest_level(result: Scored) -> str:
    """Return the most urgent level that the form asks for; "" where it asks for none."""
    return max((alert.level for alert in result.alerts), default="")
