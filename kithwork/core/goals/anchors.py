"""The five levels of a goal: proposed from four numbers, and checked as people write them.

From the baseline (−1), the expected level (0) and a step, the ranges of −2, +1 and +2 follow: one
measure, no overlap, no hole, steps of about one size (domain specification G3). The baseline stands
at −1, or at −2 where nothing worse is possible. Ranges are half-open towards the better side; of
things that are counted they are said as whole numbers. People edit the proposal; no anchor changes
once the work has begun, except by a logged amendment.
"""

import datetime as dt
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.goals.attainment import HIGHEST, LOWEST
from kithwork.core.goals.errors import GoalError
from kithwork.core.reasons import Reason

LEVELS = tuple(range(LOWEST, HIGHEST + 1))
_UNEVEN = 2  # one range more than so many times as wide as another is remarked upon


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is counted or measured, between its natural limits, with its unit as people say it.

    `is_counted`: whole numbers only. `lowest`, `highest`: no value lies beyond; None is no limit.
    """

    unit: str
    is_counted: bool
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One level: values from `worst` (included) towards `best` (not included); None is no limit.

    `reason` says the range in words: "2 to 3 evenings a week".
    """

    level: int
    worst: float | None
    best: float | None
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Five anchors from −2 to +2, at which of them the baseline stands, and remarks."""

    anchors: tuple[Anchor, ...]
    baseline_level: int
    remarks: tuple[Reason, ...]


def propose(
    measure: Measure, *, baseline: float, expected: float, step: float | None = None
) -> Proposal:
    """Return the five anchors; better is the way from baseline to expected.

    Without `step` the way from baseline to expected is one step (two, where the baseline stands
    at −2). Raises GoalError where baseline and expected are the same, the step is not above 0, a
    value lies beyond the measure's limits, or five levels find no room between them.

    >>> evenings = Measure(unit="evenings", is_counted=True, lowest=0, highest=7)
    >>> scale = propose(evenings, baseline=2, expected=4, step=1)
    >>> [(anchor.level, anchor.worst, anchor.best) for anchor in scale.anchors]
    [(-2, 0, 2), (-1, 2, 4), (0, 4, 5), (1, 5, 6), (2, 6, None)]
    """
    if not (math.isfinite(baseline) and math.isfinite(expected)) or baseline == expected:
        raise GoalError("goals.error.no_way")
    way = _Way(measure, sign=1 if expected > baseline else -1)
    start, aim = way.sign * baseline, way.sign * expected
    way.refuse_beyond(start, aim)
    at_worst = start == way.worst
    width = _width(aim - start, step, at_worst=at_worst)
    if measure.is_counted and any(value % 1 for value in (baseline, expected, width)):
        raise GoalError("goals.error.whole_numbers")
    middle = aim - width if at_worst else start
    if at_worst and middle <= start:
        raise GoalError("goals.error.no_room_below")
    if way.best is not None and aim + 2 * width > way.best:
        raise GoalError("goals.error.no_room_above")
    starts = (way.worst, middle, aim, aim + width, aim + 2 * width)
    return Proposal(
        anchors=tuple(
            way.anchor(level, low, high)
            for level, low, high in zip(LEVELS, starts, (*starts[1:], None), strict=True)
        ),
        baseline_level=LOWEST if at_worst else LOWEST + 1,
        remarks=() if at_worst else _remarks(aim - start, width),
    )


def check_texts(
    texts: Sequence[str], *, written_on: dt.date | None = None, begun_on: dt.date | None = None
) -> tuple[Reason, ...]:
    """Return what is wrong with five anchors as people write them, from −2 to +2.

    Each is missing or stands (empty is missing), all differ, and they are written before the work
    begins. Whether they overlap or leave a hole in meaning, a person must judge.
    """
    if len(texts) != len(LEVELS):
        raise GoalError("goals.error.five_anchors")
    found = []
    first: dict[str, int] = {}
    for level, text in zip(LEVELS, texts, strict=True):
        plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
        if not plain:
            found.append(Reason.of("goals.anchors.missing", level=level))
        elif plain in first:
            found.append(Reason.of("goals.anchors.same", level=level, other=first[plain]))
        else:
            first[plain] = level
    if written_on is not None and begun_on is not None and written_on > begun_on:
        found.append(Reason.of("goals.anchors.late", written=written_on, begun=begun_on))
    return tuple(found)


class _Way:
    """A measure seen so that better is more: `sign` turns the values of one that should fall."""

    def __init__(self, measure: Measure, *, sign: int) -> None:
        self.measure, self.sign = measure, sign
        low, high = measure.lowest, measure.highest
        ends = (low, high) if sign > 0 else (high, low)
        self.worst, self.best = (None if end is None else sign * end for end in ends)

    def refuse_beyond(self, *values: float) -> None:
        for value in values:
            below = self.worst is not None and value < self.worst
            if below or (self.best is not None and value > self.best):
                raise GoalError("goals.error.beyond_limits")

    def anchor(self, level: int, low: float | None, high: float | None) -> Anchor:
        return Anchor(
            level=level,
            worst=None if low is None else self.sign * low,
            best=None if high is None else self.sign * high,
            reason=self._counted(low, high) if self.measure.is_counted else self._open(low, high),
        )

    def _counted(self, low: float | None, high: float | None) -> Reason:
        """Say a range of whole numbers, both ends included."""
        last = self.best if high is None else high - 1
        if low is None or last is None:
            return self._open(low, high)
        ends = sorted((self.sign * low, self.sign * last))
        if low == last:
            return self._say("exactly", value=ends[0])
        return self._say("between", low=ends[0], high=ends[1])

    def _open(self, low: float | None, high: float | None) -> Reason:
        """Say a range whose better end is not included."""
        rises = self.sign > 0
        if low is None:
            assert high is not None  # only the best of five ranges has no end
            return self._say("less_than" if rises else "more_than", value=self.sign * high)
        if high is None:
            return self._say("or_more" if rises else "or_less", value=self.sign * low)
        if rises:
            return self._say("from_to_below", low=low, high=high)
        return self._say("above_up_to", low=-high, high=-low)

    def _say(self, code: str, **values: float) -> Reason:
        return Reason.of(f"goals.anchor.{code}", unit=self.measure.unit, **values)


def _width(way: float, step: float | None, *, at_worst: bool) -> float:
    if step is None:
        return way / 2 if at_worst else way
    if not 0 < step < math.inf:
        raise GoalError("goals.error.step")
    return step


def _remarks(way: float, width: float) -> tuple[Reason, ...]:
    if max(way, width) > _UNEVEN * min(way, width):
        return (Reason.of("goals.anchor.uneven", first=way, other=width),)
    return ()
