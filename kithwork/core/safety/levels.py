"""The levels of danger, and until when somebody must have acted.

A0 none known · A1 watch · A2 raised · A3 high · A4 imminent. How long each may take, and who is
told next when nobody answers, stands in `catalogue/safety/levels.yaml`. A level is a person's
judgement or the trigger of a questionnaire that screens; it is never a diagnosis.
"""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from kithwork.core.deadlines import Span, due_at
from kithwork.core.school_calendar import SchoolCalendar
from kithwork.core.text import Text


class Level(IntEnum):
    """How great the danger is; higher is graver."""

    A0 = 0
    A1 = 1
    A2 = 2
    A3 = 3
    A4 = 4


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """Who is told when nobody has answered: so many minutes after the alert was raised.

    `after_minutes` None: when it is overdue, and not before.
    """

    to: str
    after_minutes: int | None


@dataclass(frozen=True, slots=True)
class LevelRule:
    """What a level means and asks. `within`: each span counts, the earliest end is the due time.

    `stays_with`: the child is not left alone. `notifies_guardian`: a minor's guardian is told
    unless that is unsafe. `lowering_needs_second`: a second person confirms a lower level.
    """

    level: Level
    label: Text
    within: tuple[Span, ...]
    escalation: tuple[EscalationRule, ...]
    stays_with: bool = False
    notifies_guardian: bool = False
    lowering_needs_second: bool = False

    def __post_init__(self) -> None:
        minutes = [step.after_minutes for step in self.escalation]
        timed = [after for after in minutes if after is not None]
        if timed != sorted(timed) or minutes[: len(timed)] != timed:
            raise ValueError("an escalation is told in order, what waits for the due time last")


def due_by(rule: LevelRule, raised_at: dt.datetime, calendar: SchoolCalendar) -> dt.datetime | None:
    """Return until when somebody must have acted; None for a level without a clock.

    Raises ValueError where `raised_at` has no time zone.
    """
    return min((due_at(raised_at, span, calendar) for span in rule.within), default=None)
