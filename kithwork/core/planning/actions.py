"""What a plan holds, as far as the rules about plans need it: claims, never its words."""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.support.functions import Function


class WhoDoes(StrEnum):
    """Who carries an action: helping people to help themselves is the way from first to last."""

    WORKER = "worker"
    TOGETHER = "together"
    CLIENT = "client"


class Care(StrEnum):
    """The four parts of care (after Noddings)."""

    MODELLING = "modelling"
    DIALOGUE = "dialogue"
    PRACTICE = "practice"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One action of a plan.

    `function` None is work that serves no function of support itself (a contract, a report).
    `stage` is the number of its stage from 1; `dose` how often it is planned, at least 0; `goals`
    are the numbers of the goals that it serves; `care` the parts of care its technique gives.
    """

    ref: str
    technique: str
    function: Function | None
    who_does: WhoDoes = WhoDoes.TOGETHER
    stage: int | None = None
    dose: int | None = None
    goals: tuple[int, ...] = ()
    care: frozenset[Care] = frozenset()

    def __post_init__(self) -> None:
        if self.dose is not None and self.dose < 0:
            raise ValueError("a dose is 0 or more")
