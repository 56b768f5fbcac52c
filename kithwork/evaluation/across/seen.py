"""What the numbers over many cases need to know of one case: codes, times and days, no words.

A case stands at one point of the flow. *Taken on* are those that came as far as the assessment,
which asks for consent or a lawful exception; the others wait, or were not taken on. *Closed* are
cases that were taken on and ended; what can be said of change is said of them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kithwork.core.casework import ENDED, Status
from kithwork.core.change import Verdict
from kithwork.core.goals.attainment import Attainment
from kithwork.core.support.functions import Function
from kithwork.core.support.thresholds import Word

Technique = tuple[str, str]  # its code, and the function for which it was used ("XX": none)
Given = tuple[str, Function]  # a source, and the function that it gives


class Standing(StrEnum):
    """Where a case stands in the flow."""

    WAITING = "waiting"
    NOT_TAKEN_ON = "not_taken_on"
    OPEN = "open"
    REFERRED = "referred"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportSeen:
    """The finding on each function at one occasion, and which sources give there."""

    words: Mapping[Function, Word]
    giving: frozenset[Given]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeen:
    """One case. `term` is the key of the term in which it came, `pathway` its plan's preset.

    `planned` and `delivered` are times by technique and function. `verdicts` are by score
    ("phq-9:total"). `in_time` says of each paper whether it was done when it was due; one that was
    not done is not there. `aim`: "met", "not_met", "open", or "" where no school was aimed at.
    """

    pk: int
    student: int
    received_on: dt.date
    term: str
    pathway: str
    standing: Standing
    is_contact_lost: bool = False
    allows_research: bool = False
    needs: Mapping[str, str] = field(default_factory=dict)
    planned: Mapping[Technique, int] = field(default_factory=dict)
    delivered: Mapping[Technique, int] = field(default_factory=dict)
    before: SupportSeen | None = None
    after: SupportSeen | None = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    goals: Attainment | None = None
    aim: str = ""
    follow_ups: frozenset[str] = frozenset()
    in_time: Mapping[str, bool] = field(default_factory=dict)
    notes: int = 0
    late_notes: int = 0
    minutes: int = 0
    links: frozenset[str] = frozenset()

    @property
    def is_closed(self) -> bool:
        return self.standing is Standing.CLOSED


def standing_of(status: Status, *, was_taken_on: bool) -> Standing:
    """Return where a case stands by its status and whether it ever came to the assessment."""
    if not was_taken_on:
        is_over = status in ENDED | {Status.NOT_ACCEPTED, Status.REFERRED_OUT, Status.CLOSING}
        return Standing.NOT_TAKEN_ON if is_over else Standing.WAITING
    if status in ENDED:
        return Standing.CLOSED
    return Standing.REFERRED if status is Status.REFERRED_OUT else Standing.OPEN
