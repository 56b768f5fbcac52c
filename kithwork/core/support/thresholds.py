"""The cut-offs of the support matrix, as the catalogue states them (`support/thresholds.yaml`)."""

from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """The finding on a function, in the words used everywhere."""

    LARGE_GAP = "large_gap"
    SOME_GAP = "some_gap"
    ENOUGH = "enough"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Levels are 0–4, gaps 0–1; every range is half-open: a value on the line is above it.

    `counted`: received from here on makes a source count in breadth. `strong`: from here on a tie
    is strong. `weak`: a best level up to here, with no breadth, is a large gap where the student
    was not asked. `large_gap`, `some_gap`: words for the gap by source. `raters_apart`: two raters
    this far apart on received disagree. `available`, `little_used`: perceived from the first on
    with use up to the second is under-use.
    """

    counted: int
    strong: int
    weak: int
    large_gap: float
    some_gap: float
    raters_apart: int
    available: float
    little_used: float

    def word_for_gap(self, gap: float | None) -> Word:
        if gap is None:
            return Word.NOT_ASKED
        if gap >= self.large_gap:
            return Word.LARGE_GAP
        return Word.SOME_GAP if gap >= self.some_gap else Word.ENOUGH
