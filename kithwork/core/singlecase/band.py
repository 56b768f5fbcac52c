"""The two-standard-deviation band: is the series still where the baseline was?

The band is the baseline's mean ± 2 standard deviations (n−1). A signal is a run of two or more B
points in a row outside the band on the same side; a session without a value breaks a run. Width and
run come from the catalogue, where the wording of the rule is marked unconfirmed. The band assumes
points that do not depend on each other, which daily ratings of one person seldom are: it is a
prompt to look, not a test.
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import Rules, TwoPhases, refusal, remarks

VARIANT = "mean-sd-band"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A run outside the band: its first B session (from 1), how many, and if that is better."""

    first: int
    length: int
    is_better: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The band and its signals, or None throughout with the reason.

    `sd` is the baseline's with n−1; `low` and `high` bound the band in the series' own units.
    """

    mean: float | None
    sd: float | None
    low: float | None
    high: float | None
    signals: tuple[Signal, ...]
    n_a: int
    n_b: int
    missing: int
    refused: Reason | None
    notes: tuple[Reason, ...]
    variant: str = VARIANT


def band(series: TwoPhases, *, rules: Rules) -> Band:
    """Return the band around the baseline and every signal of the intervention phase."""
    if refused := refusal(series, rules):
        return _refused(series, refused)
    mean, sd = statistics.fmean(series.a), statistics.stdev(series.a)
    half = rules.deviations * sd
    notes = remarks(series, rules)
    if sd == 0:
        notes = (*notes, Reason.of("singlecase.note.no_variation"))
    return Band(
        mean=mean,
        sd=sd,
        low=mean - half,
        high=mean + half,
        signals=tuple(_signals(series, low=mean - half, high=mean + half, run=rules.run)),
        n_a=len(series.a),
        n_b=len(series.b),
        missing=series.missing,
        refused=None,
        notes=notes,
    )


def _signals(series: TwoPhases, *, low: float, high: float, run: int) -> Iterator[Signal]:
    sides = [_side(point, low=low, high=high) for point in series.intervention]
    for side, sessions in groupby(enumerate(sides, start=1), key=lambda pair: pair[1]):
        stretch = list(sessions)
        if side and len(stretch) >= run:
            yield Signal(
                first=stretch[0][0], length=len(stretch), is_better=side == series.better.sign
            )


def _side(point: float | None, *, low: float, high: float) -> int:
    """Return +1 above the band, −1 below, 0 inside or without a value."""
    if point is None:
        return 0
    return (point > high) - (point < low)


def _refused(series: TwoPhases, reason: Reason) -> Band:
    return Band(
        mean=None,
        sd=None,
        low=None,
        high=None,
        signals=(),
        n_a=len(series.a),
        n_b=len(series.b),
        missing=series.missing,
        refused=reason,
        notes=(),
    )
