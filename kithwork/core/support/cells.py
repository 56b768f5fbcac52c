"""One place in the grid: a source, a function, and what one rater or one record says of it.

What a cell's `level` measures is told by its aspect (domain specification C3, C4, E6):

- *received*: what happened. 0 none in the last 30 days, 1 once, 2 two or three times, 3 weekly,
  4 several times a week. For instrumental support the share of the need that is met over a stated
  period (0 none … 4 all), so that a yearly grant is not "none".
- *perceived*: what the student believes is there, 0–4, as a survey's mean for the function; a
  fraction is possible.
- *supplied*, *planned*, *delivered*: what a programme, a plan or a contact gives, in quarters of
  what is needed; 0 is a recorded none. No cell at all reads "not recorded".

None always means "not asked" and never "weak". A scale's answer is evidence attached to a cell; it
never fills what was received.
"""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from kithwork.core.support.errors import SupportError, check_range
from kithwork.core.support.functions import Function

SELF = "self"  # what the student can now do herself: a row apart, for appraisal only


class Aspect(StrEnum):
    """What a cell's level measures."""

    RECEIVED = "received"
    PERCEIVED = "perceived"
    SUPPLIED = "supplied"
    PLANNED = "planned"
    DELIVERED = "delivered"
    STATED = "stated"


OF_ONE_STUDENT = tuple(aspect for aspect in Aspect if aspect is not Aspect.STATED)
RECORDED = (Aspect.SUPPLIED, Aspect.PLANNED, Aspect.DELIVERED)


class Rater(StrEnum):
    """Who says it, in the order in which a word is taken when several have one."""

    CLIENT = "client"
    WORKER = "worker"
    GUARDIAN = "guardian"
    TEACHER = "teacher"
    RECORD = "record"


class Adequacy(IntEnum):
    """Is it enough?"""

    FAR_TOO_LITTLE = 0
    TOO_LITTLE = 1
    ABOUT_RIGHT = 2
    TOO_MUCH = 3


class Confidence(StrEnum):
    """How sure the worker is of a cell."""

    LOW = "L"
    MIDDLE = "M"
    HIGH = "H"


class EvidenceKind(StrEnum):
    QUOTE = "quote"
    SCALE_ITEM = "scale_item"
    OBSERVATION = "observation"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a cell rests on: a reference to the record, its day, and who informed."""

    kind: EvidenceKind
    ref: str
    on: dt.date
    informant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one rater says of one source and function.

    `level` 0–4 (see the module), `adequacy` 0–3, `quality` −2 harmful … +2 very good,
    `importance` 0–3 as the student rates it. Quality and importance that are not stated here are
    those of the tie as a whole (`matrix.Tie`).
    """

    source: str
    function: Function
    aspect: Aspect = Aspect.RECEIVED
    rated_by: Rater = Rater.CLIENT
    level: float | None = None
    adequacy: Adequacy | None = None
    quality: int | None = None
    importance: int | None = None
    confidence: Confidence | None = None
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        place = f"{self.source}/{self.function}"
        check_range(self.level, 0, 4, field="level", place=place)
        check_range(self.quality, -2, 2, field="quality", place=place)
        check_range(self.importance, 0, 3, field="importance", place=place)
        if self.source == SELF and self.function is not Function.AP:
            raise SupportError("support.error.self_only_appraisal", place=place)
        if self.aspect is Aspect.RECEIVED and self.level is not None and self.level % 1:
            raise SupportError("support.error.received_is_whole", place=place)
        if (self.aspect in RECORDED) is not (self.rated_by is Rater.RECORD):
            raise SupportError("support.error.rater_of_aspect", place=place)

    @property
    def key(self) -> tuple[str, Function, Aspect, Rater]:
        return (self.source, self.function, self.aspect, self.rated_by)

    @property
    def received(self) -> float | None:
        """What happened, 0–4; None for every other aspect and where nobody asked."""
        return self.level if self.aspect is Aspect.RECEIVED else None
