"""What a reliable-change index rests on: the SD and reliability of a named population."""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.reasons import Reason, Value
from kithwork.core.scales.definitions import Better
from kithwork.core.text import Text


class ChangeError(ValueError):
    """An SD, a reliability or a score that cannot be; no value of a person is in the message."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


class Reliability(StrEnum):
    """Which reliability `r` is: agreement over time, or agreement of the items on one day."""

    RETEST = "retest"
    ALPHA = "alpha"
    GIVEN = "given"  # named by whoever gave it


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBasis:
    """The figures for one score in one population.

    `sd` > 0 and 0 ≤ `r` ≤ 1, in units of the score; `criterion` is how many standard errors of a
    difference make a change reliable (1.96 for 5 % two-sided). `cut_off`, where there is one,
    itself belongs to the clinical side. `step` is the smallest attainable difference of the score.
    `meaningful` is a published smallest meaningful difference, which is another thing than a
    reliable one. `status` "unconfirmed" marks figures whose source could not be seen.
    """

    sd: float
    r: float
    better: Better
    criterion: float
    population: Text
    source: str
    id: str = "given"
    score: str = "total"
    reliability: Reliability = Reliability.GIVEN
    status: str = "confirmed"
    cut_off: float | None = None
    step: float | None = None
    meaningful: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.sd < float("inf"):
            raise ChangeError("change.error.sd")
        if not 0 <= self.r <= 1:
            raise ChangeError("change.error.r")
        if self.step is not None and not self.step > 0:
            raise ChangeError("change.error.step")
