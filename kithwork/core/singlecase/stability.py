"""Is the baseline stable enough to begin?

A baseline is to show what would go on without help. Three questions are asked of it, each answered
with its reason: has it enough points; do enough of them lie near the median (the stability
envelope, Gast and Ledford 2014; share and width stand in the catalogue); and do the last points not
improve by themselves, for then an improvement after the start says little. A baseline that gets
worse is no hindrance, and none of this stands above a child's need: where waiting harms, the work
begins, and the chart says what it cannot show.
"""

from dataclasses import dataclass

from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import Better, Rules
from kithwork.core.singlecase.visual import share_in_envelope

LAST = 3  # points that all improve on the one before make a trend that the eye sees


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether the work may begin with a clear picture, and every reason for or against it."""

    is_enough: bool
    reasons: tuple[Reason, ...]


def baseline_stability(
    points: tuple[float | None, ...], *, better: Better, rules: Rules
) -> Stability:
    """Judge the baseline so far; None is a session without a value."""
    there = [point for point in points if point is not None]
    against = [
        why
        for why in (
            _too_short(len(there), rules),
            _too_scattered(there, rules),
            _improves_by_itself(there, better),
        )
        if why
    ]
    if against:
        return Stability(is_enough=False, reasons=tuple(against))
    return Stability(is_enough=True, reasons=(Reason.of("singlecase.stable", n=len(there)),))


def _too_short(n: int, rules: Rules) -> Reason | None:
    if n >= rules.advised:
        return None
    return Reason.of("singlecase.unstable.short", n=n, advised=rules.advised)


def _too_scattered(points: list[float], rules: Rules) -> Reason | None:
    share = share_in_envelope(points, width=rules.stable_width)
    if share is None or share >= rules.stable_share:
        return None
    return Reason.of(
        "singlecase.unstable.scattered",
        share=share,
        wanted=rules.stable_share,
        width=rules.stable_width,
    )


def _improves_by_itself(points: list[float], better: Better) -> Reason | None:
    last = [better.sign * point for point in points[-LAST:]]
    if len(last) == LAST and last[0] < last[1] < last[2]:
        return Reason.of("singlecase.unstable.improving", n=LAST)
    return None
