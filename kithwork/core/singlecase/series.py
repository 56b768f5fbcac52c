"""A series in two phases: A before the work began, B while it goes on.

Points are in the order of sessions; None is a session without a value, which is counted and never
filled in. Sessions may stand at uneven times. Which way is better is always stated: a
falling-is-good series read the other way round looks like harm.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kithwork.core.reasons import Reason


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> int:
        return 1 if self is Better.HIGHER else -1


class SeriesError(ValueError):
    """A point that is no finite number, or times that do not run; the reason names the place."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The cut-offs of single-case work, as the catalogue states them.

    A phase below `fewest` points gives no statistic, below `advised` a remark. `deviations` is the
    half-width of the band in standard deviations of the baseline, `run` how many points in a row
    make a signal. NAP from `medium` and from `strong` on has that word. A baseline is stable where
    the share `stable_share` of its points lies within `stable_width` times its median on either
    side; the dual criterion lifts its lines by `lifted` standard deviations of the baseline and
    asks for a binomial p below `alpha`. Start points drawn at random leave at least `drawn_a` and
    `drawn_b` sessions to the phases.
    """

    fewest: int
    advised: int
    deviations: float
    run: int
    medium: float
    strong: float
    stable_width: float
    stable_share: float
    lifted: float
    alpha: float
    drawn_a: int
    drawn_b: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoPhases:
    """Baseline and intervention of one series, with the direction that is better.

    Times are those of each session, rising from the first of A to the last of B; where none are
    given, sessions are numbered from 1. Raises SeriesError for a point that is not finite, for
    times that do not rise or are not as many as the points.
    """

    baseline: tuple[float | None, ...]
    intervention: tuple[float | None, ...]
    better: Better
    baseline_times: tuple[float, ...] | None = None
    intervention_times: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        for phase, points in (("A", self.baseline), ("B", self.intervention)):
            for session, point in enumerate(points, start=1):
                if point is not None and not math.isfinite(point):
                    raise SeriesError(
                        Reason.of("singlecase.error.not_finite", phase=phase, session=session)
                    )
        times = (*self._times_of_a, *self._times_of_b)
        rising = all(earlier < later for earlier, later in pairwise(times))
        if not rising or len(times) != len(self.baseline) + len(self.intervention):
            raise SeriesError(Reason.of("singlecase.error.times"))

    @property
    def a(self) -> tuple[float, ...]:
        """The baseline's points without the missing ones."""
        return _stated(self.baseline)

    @property
    def b(self) -> tuple[float, ...]:
        """The intervention's points without the missing ones."""
        return _stated(self.intervention)

    @property
    def times_a(self) -> tuple[float, ...]:
        """The times of the baseline's points without the missing ones."""
        return _with_value(self._times_of_a, self.baseline)

    @property
    def times_b(self) -> tuple[float, ...]:
        """The times of the intervention's points without the missing ones."""
        return _with_value(self._times_of_b, self.intervention)

    @property
    def better_a(self) -> tuple[float, ...]:
        """The baseline's points turned so that more is better."""
        return tuple(self.better.sign * point for point in self.a)

    @property
    def better_b(self) -> tuple[float, ...]:
        """The intervention's points turned so that more is better."""
        return tuple(self.better.sign * point for point in self.b)

    @property
    def missing(self) -> int:
        return len(self.baseline) + len(self.intervention) - len(self.a) - len(self.b)

    @property
    def is_uneven(self) -> bool:
        """Tell whether the sessions stand at uneven distances in time."""
        times = (*self._times_of_a, *self._times_of_b)
        gaps = {later - earlier for earlier, later in pairwise(times)}
        return len(gaps) > 1 and max(gaps) - min(gaps) > 1e-9 * max(gaps)

    @property
    def _times_of_a(self) -> tuple[float, ...]:
        if self.baseline_times is not None:
            return self.baseline_times
        return tuple(range(1, len(self.baseline) + 1))

    @property
    def _times_of_b(self) -> tuple[float, ...]:
        if self.intervention_times is not None:
            return self.intervention_times
        first = len(self.baseline) + 1
        return tuple(range(first, first + len(self.intervention)))


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
    stated = _stated(points)
    return PhaseSummary(
        n=len(stated),
        missing=len(points) - len(stated),
        mean=statistics.fmean(stated) if stated else None,
        median=statistics.median(stated) if stated else None,
        sd=statistics.stdev(stated) if len(stated) > 1 else None,
    )


def too_few(series: TwoPhases, *, a: int, b: int) -> Reason | None:
    """Return why a statistic that needs so many points cannot be given; None where it can."""
    if len(series.a) < a:
        return Reason.of("singlecase.refused.baseline", n=len(series.a), needed=a)
    if len(series.b) < b:
        return Reason.of("singlecase.refused.intervention", n=len(series.b), needed=b)
    return None


def refusal(series: TwoPhases, rules: Rules) -> Reason | None:
    """Return why no statistic is given: a phase has too few points; None if there are enough."""
    return too_few(series, a=rules.fewest, b=rules.fewest)


def remarks(series: TwoPhases, rules: Rules) -> tuple[Reason, ...]:
    """Return what to say beside any statistic of this series: few, missing or uneven points."""
    said = []
    for phase, points in (("A", series.a), ("B", series.b)):
        if rules.fewest <= len(points) < rules.advised:
            said.append(
                Reason.of("singlecase.note.few", phase=phase, n=len(points), advised=rules.advised)
            )
    if series.missing:
        said.append(Reason.of("singlecase.note.missing", n=series.missing))
    if series.is_uneven:
        said.append(Reason.of("singlecase.note.uneven"))
    return tuple(said)


def _stated(points: Sequence[float | None]) -> tuple[float, ...]:
    return tuple(point for point in points if point is not None)


def _with_value(times: Sequence[float], points: Sequence[float | None]) -> tuple[float, ...]:
    return tuple(time for time, point in zip(times, points, strict=True) if point is not None)
