"""One tie of an ecomap."""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.support.functions import Function


class Strength(StrEnum):
    """From the weakest to the strongest; `NONE` is somebody known with no connection now."""

    NONE = "none"
    WEAK = "weak"
    ORDINARY = "ordinary"
    STRONG = "strong"

    @property
    def rank(self) -> int:
        return list(Strength).index(self)


class Flow(StrEnum):
    """Which way energy and means flow: to the student, from her, or both."""

    NOT_SAID = ""
    IN = "in"
    OUT = "out"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie, known over time by `key` (who it is; never shown) and by `source`, its row."""

    key: str
    source: str
    strength: Strength = Strength.ORDINARY
    is_stressful: bool = False
    flow: Flow = Flow.NOT_SAID
    functions: tuple[Function, ...] = ()
