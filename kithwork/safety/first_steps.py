"""What to do first about an alert, with the numbers that hold at the school on the day."""

import datetime as dt
from dataclasses import dataclass

from kithwork.audit import clock
from kithwork.catalogue.jurisdictions import Line, Pack, lines, packs
from kithwork.catalogue.safety import (
    FirstStep,
    LevelEntry,
    first_steps,
    level_entries,
    steps_entries,
)
from kithwork.core.safety import Level
from kithwork.safety.models import Alert


@dataclass(frozen=True, slots=True)
class Steps:
    """The first steps of a level in one jurisdiction on one day; `pack` None: none is known."""

    level: LevelEntry
    steps: tuple[FirstStep, ...]
    lines: tuple[Line, ...]
    pack: Pack | None
    day: dt.date


def steps_for(alert: Alert) -> Steps:
    """Return the first steps for an alert, and every line to call at its school today."""
    level, where = Level[alert.level], alert.school.jurisdiction
    day = clock.today(alert.school.time_zone or "UTC")
    pack = packs().get(where)
    return Steps(
        level=level_entries()[level],
        steps=first_steps(level, where, day) if pack else _everywhere(level),
        lines=lines(where, day) if pack else (),
        pack=pack,
        day=day,
    )


def _everywhere(level: Level) -> tuple[FirstStep, ...]:
    """Return the steps that hold in every jurisdiction, without numbers: none are known here."""
    entry = steps_entries().get(level)
    return tuple(FirstStep(one.text, ()) for one in entry.steps if not one.only) if entry else ()
