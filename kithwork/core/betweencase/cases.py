"""Several cases of one study, each a series of sessions under baseline and treatment.

What a between-case effect asks of its data is checked here: three cases or more, in each both
conditions in the order of the design, no session twice. A session without a value stays in its
place as a gap; it is counted and never filled in.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from kithwork.core.reasons import Reason, Value

FEWEST_CASES = 3  # Shadish, Hedges and Pustejovsky 2014: fewer give no spread between cases


class Design(StrEnum):
    """`AB_K`: k pairs of phases in each case; `MULTIPLE_BASELINE`: one AB, started apart."""

    AB_K = "ab-k"
    MULTIPLE_BASELINE = "multiple-baseline"


class CasesError(ValueError):
    """Cases that do not have the design they are said to have; the reason names the case."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session: its number or day, its value (None where missing), under treatment or not."""

    time: float
    value: float | None
    is_treated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A session with a value, and its `pair` of phases (A and B together), from 0 on."""

    time: float
    value: float
    is_treated: bool
    pair: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case in the order of its sessions; `missing` sessions had no value."""

    name: str
    points: tuple[Point, ...]
    missing: int

    @property
    def pairs(self) -> int:
        return 1 + max(point.pair for point in self.points)


def case(name: str, sessions: Sequence[Session]) -> Case:
    """Order the sessions of one case and count its pairs of phases.

    Raises CasesError for a session twice, a value that is not finite, and a case that does not
    begin in baseline and end under treatment.
    """
    ordered = sorted(sessions, key=lambda session: session.time)
    for one, two in pairwise(ordered):
        if one.time == two.time:
            raise CasesError("betweencase.error.twice", case=name, time=one.time)
    points: list[Point] = []
    stated = [session for session in ordered if session.value is not None]
    for phase, (is_treated, run) in enumerate(groupby(stated, lambda one: one.is_treated)):
        if is_treated is not (phase % 2 == 1):
            raise CasesError("betweencase.error.begins", case=name)
        points.extend(_point(session, name, pair=phase // 2) for session in run)
    if not points or not points[-1].is_treated:
        raise CasesError("betweencase.error.ends", case=name)
    return Case(name=name, points=tuple(points), missing=len(ordered) - len(stated))


def _point(session: Session, name: str, *, pair: int) -> Point:
    assert session.value is not None
    if not math.isfinite(session.value) or not math.isfinite(session.time):
        raise CasesError("betweencase.error.not_finite", case=name)
    return Point(time=session.time, value=session.value, is_treated=session.is_treated, pair=pair)


def check_design(cases: Sequence[Case], design: Design) -> None:
    """Refuse cases with another number of phases than the design has.

    Raises CasesError: one AB per case in a multiple baseline, the same number k in (AB)^k.
    """
    for one in cases:
        if design is Design.MULTIPLE_BASELINE and one.pairs != 1:
            raise CasesError("betweencase.error.one_ab", case=one.name)
        if design is Design.AB_K and one.pairs != cases[0].pairs:
            raise CasesError(
                "betweencase.error.other_k",
                case=one.name,
                other=cases[0].name,
                k=one.pairs,
                other_k=cases[0].pairs,
            )
