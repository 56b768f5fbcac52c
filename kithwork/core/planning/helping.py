"""Who does it, stage by stage: from the worker, through together, to the student herself.

The share of a stage is the mean of its actions, 0 where the worker does all and 1 where the
student does. A plan that ends where it began builds no strength, and one that ends lower takes it
away; both are said, neither is forbidden: a crisis is rightly carried by the worker.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kithwork.core.planning.actions import Planned, WhoDoes
from kithwork.core.reasons import Reason

_SHARE = {
    WhoDoes.WORKER: Fraction(0),
    WhoDoes.TOGETHER: Fraction(1, 2),
    WhoDoes.CLIENT: Fraction(1),
}


class Shift(StrEnum):
    """Which way the doing moves from the first stage to the last."""

    TOWARDS_HER = "towards_her"
    STAYS = "stays"
    AWAY_FROM_HER = "away_from_her"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageShare:
    """One stage: how many actions, and the student's share in doing them, 0–1."""

    stage: int
    actions: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """The stages that hold actions, in order, and which way the doing moves."""

    stages: tuple[StageShare, ...]
    shift: Shift

    @property
    def reason(self) -> Reason:
        return Reason.of(f"planning.shift.{self.shift}")


def helping(actions: Iterable[Planned]) -> Helping:
    """Return the student's share by stage; fewer than two stages show no shift.

    >>> def action(who: WhoDoes, stage: int) -> Planned:
    ...     return Planned(ref="a", technique="X-01", function=None, who_does=who, stage=stage)
    >>> plan = [action(WhoDoes.WORKER, 1), action(WhoDoes.TOGETHER, 1), action(WhoDoes.CLIENT, 2)]
    >>> [(one.stage, one.share) for one in helping(plan).stages], helping(plan).shift.value
    ([(1, 0.25), (2, 1.0)], 'towards_her')
    """
    by_stage: dict[int, list[Fraction]] = {}
    for action in actions:
        if action.stage is not None:
            by_stage.setdefault(action.stage, []).append(_SHARE[action.who_does])
    stages = tuple(
        StageShare(stage=stage, actions=len(shares), share=float(sum(shares) / len(shares)))
        for stage, shares in sorted(by_stage.items())
    )
    return Helping(stages=stages, shift=_shift(stages))


def _shift(stages: tuple[StageShare, ...]) -> Shift:
    if len(stages) < 2:
        return Shift.NOT_KNOWN
    first, last = stages[0].share, stages[-1].share
    if first == last:
        return Shift.STAYS
    return Shift.TOWARDS_HER if last > first else Shift.AWAY_FROM_HER
