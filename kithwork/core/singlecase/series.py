"""A series in two phases: A before the work began, B while it goes on.

Points are in the order of sessions; None is a session without a value, which is counted and never
filled in. Which way is better is always stated: a falling-is-good series read the other way round
looks like harm.
"""

import math
import statistics
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.reasons import Reason


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> int:
        return 1 if self is Better.HIGHER else -1


class SeriesError(ValueError):
    """A point that is no finite number; the reason names its phase and session."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The cut-offs of single-case work, as the catalogue states them.

    A phase below `fewest` points gives no statistic, below `advised` a remark. `deviations` is the
    half-width of the band in standard deviations of the baseline, `run` how many points in a row
    make a signal. NAP from `medium` and from `strong` on has that word.
    """

    fewest: int
    advised: int
    deviations: float
    run: int
    medium: float
    strong: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoPhases:
    """Baseline and intervention of one series, with the direction that is better.

    Raises SeriesError for a point that is not finite.
    """

    baseline: tuple[float | None, ...]
    intervention: tuple[float | None, ...]
    better: Better

    def __post_init__(self) -> None:
        for phase, points in (("A", self.baseline), ("B", self.intervention)):
            for session, point in enumerate(points, start=1):
                if point is not None and not math.isfinite(point):
                    raise SeriesError(
                        Reason.of("singlecase.error.not_finite", phase=phase, session=session)
                    )

    @property
    def a(self) -> tuple[float, ...]:
        """The baseline's points without the missing ones."""
        return tuple(point for point in self.baseline if point is not None)

    @property
    def b(self) -> tuple[float, ...]:
        """The intervention's points without the missing ones."""
        return tuple(point for point in self.intervention if point is not None)

    @property
    def missing(self) -> int:
        return len(self.baseline) + len(self.intervention) - len(self.a) - len(self.b)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseSummary:
    """A phase in numbers; `sd` with n−1, None below two points; None without points."""

    n: int
    missing: int
    mean: float | None
    median: float | None
    sd: float | None


def summary(points: tuple[float | None, ...]) -> PhaseSummary:
    """Return the numbers of one phase."""
    stated = [point for point in points if point is not None]
    return PhaseSummary(
        n=len(stated),
        missing=len(points) - len(stated),
        mean=statistics.fmean(stated) if stated else None,
        median=statistics.median(stated) if stated else None,
        sd=statistics.stdev(stated) if len(stated) > 1 else None,
    )


def refusal(series: TwoPhases, rules: Rules) -> Reason | None:
    """Return why no statistic is given: a phase has too few points; None if there are enough."""
    if len(series.a) < rules.fewest:
        return Reason.of("singlecase.refused.baseline", n=len(series.a), needed=rules.fewest)
    if len(series.b) < rules.fewest:
        return Reason.of("singlecase.refused.intervention", n=len(series.b), needed=rules.fewest)
    return None


def remarks(series: TwoPhases, rules: Rules) -> tuple[Reason, ...]:
    """Return what to say beside any statistic of this series: few points, missing points."""
    said = []
    for phase, points in (("A", series.a), ("B", series.b)):
        if rules.fewest <= len(points) < rules.advised:
            said.append(
                Reason.of("singlecase.note.few", phase=phase, n=len(points), advised=rules.advised)
            )
    if series.missing:
        said.append(Reason.of("singlecase.note.missing", n=series.missing))
    return tuple(said)
