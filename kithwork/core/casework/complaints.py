"""A complaint or appeal on its way: who takes it up, what follows what, and until when.

Whoever is meant by a complaint never handles it, and nobody handles it who stands below her where
somebody above is there: the people of a school's chain (supervisor, manager …) are offered in
their order, those above the person meant first. A complaint is received, acknowledged, looked
into, answered, and closed or taken further; it may be passed on or taken back on the way. The
chain and the clocks stand in the catalogue. Source: domain specification I7 and B3 (form F24); the
order and the clocks are our own design.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.deadlines import Span, due_at
from kithwork.core.guards import Allowed, Answer, Refused
from kithwork.core.reasons import Reason
from kithwork.core.school_calendar import SchoolCalendar


class ComplaintStep(StrEnum):
    """What was done about a complaint after it was received."""

    ACKNOWLEDGED = "acknowledged"
    LOOKED_INTO = "looked_into"
    SHARED = "shared"  # its words, with the person it is about
    PASSED = "passed"  # to somebody else who handles it from now on
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    TAKEN_FURTHER = "taken_further"


class Finding(StrEnum):
    """What the answer says of a complaint."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"


_OPEN = frozenset({ComplaintStep.SHARED, ComplaintStep.PASSED, ComplaintStep.WITHDRAWN})
_FOLLOWS: Mapping[ComplaintStep | None, frozenset[ComplaintStep]] = {
    None: _OPEN | {ComplaintStep.ACKNOWLEDGED},
    ComplaintStep.ACKNOWLEDGED: _OPEN | {ComplaintStep.LOOKED_INTO, ComplaintStep.ANSWERED},
    ComplaintStep.LOOKED_INTO: _OPEN | {ComplaintStep.LOOKED_INTO, ComplaintStep.ANSWERED},
    ComplaintStep.ANSWERED: frozenset(
        {ComplaintStep.SHARED, ComplaintStep.CLOSED, ComplaintStep.TAKEN_FURTHER}
    ),
    ComplaintStep.WITHDRAWN: frozenset({ComplaintStep.CLOSED}),
    ComplaintStep.TAKEN_FURTHER: frozenset({ComplaintStep.CLOSED}),
    ComplaintStep.CLOSED: frozenset({ComplaintStep.TAKEN_FURTHER}),
}
_BESIDE = frozenset({ComplaintStep.SHARED, ComplaintStep.PASSED})  # they move nothing on
_AT_REST = frozenset({ComplaintStep.CLOSED, ComplaintStep.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the school: the codes of her roles, and whether she supervises the one meant."""

    key: str
    roles: frozenset[str]
    supervises_meant: bool = False


@dataclass(frozen=True, slots=True)
class ComplaintClock:
    """Within which span after its receipt a step is due."""

    step: ComplaintStep
    within: Span


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """Until when a step is due, when it was done, and whether it came (or is) too late."""

    step: ComplaintStep
    due_on: dt.date
    done_on: dt.date | None
    is_late: bool


def who_handles(
    colleagues: Iterable[Colleague], chain: Sequence[str], *, meant: Colleague | None = None
) -> tuple[str, ...]:
    """Return who may take a complaint up, whoever should do so first; perhaps nobody.

    `chain` are the roles that do, the lowest first. `meant` is never among them; where she stands
    in the chain herself, those above her come alone, and others only where nobody is above.

    >>> he, gu = Colleague("he", frozenset({"supervisor"})), Colleague("gu", frozenset({"manager"}))
    >>> who_handles([he, gu], ["supervisor", "manager"], meant=he)
    ('gu',)
    """
    others = [one for one in colleagues if meant is None or one.key != meant.key]
    placed = [one for one in others if _place(one, chain) is not None]
    at = _place(meant, chain) if meant else None
    above = [one for one in placed if at is None or (_place(one, chain) or 0) > at]
    ordered = sorted(above or placed, key=lambda one: _order(one, chain))
    return tuple(one.key for one in ordered)


def stage_of(taken: Iterable[ComplaintStep]) -> ComplaintStep | None:
    """Return the step that a complaint stands at; None: received and no more."""
    moving = [one for one in taken if one not in _BESIDE]
    return moving[-1] if moving else None


def next_steps(taken: Iterable[ComplaintStep]) -> frozenset[ComplaintStep]:
    """Return what may be done now."""
    return _FOLLOWS[stage_of(taken)]


def is_at_rest(taken: Iterable[ComplaintStep]) -> bool:
    """Whether nothing waits any more: closed, or taken back by whoever complained."""
    return stage_of(taken) in _AT_REST


def may_take(step: ComplaintStep, taken: Iterable[ComplaintStep]) -> Answer:
    """Say whether a step may follow those that were taken."""
    standing = stage_of(taken)
    if step in _FOLLOWS[standing]:
        return Allowed()
    code = f"complaint.standing.{standing or 'received'}"
    return Refused((Reason.of("complaint.not_now", step=f"complaint.step.{step}", stage=code),))


def clocks_of(
    received: dt.date,
    taken: Iterable[tuple[ComplaintStep, dt.date]],
    clocks: Iterable[ComplaintClock],
    *,
    on: dt.date,
    calendar: SchoolCalendar,
) -> tuple[ClockStanding, ...]:
    """Return how each clock stands on a day; what was withdrawn first owes nothing any more."""
    done = list(taken)
    begun = dt.datetime.combine(received, dt.time(), calendar.timezone)
    return tuple(
        _standing(clock, due_at(begun, clock.within, calendar).date(), done, on) for clock in clocks
    )


def _standing(
    clock: ComplaintClock,
    due_on: dt.date,
    done: Sequence[tuple[ComplaintStep, dt.date]],
    on: dt.date,
) -> ClockStanding:
    ends = (clock.step, ComplaintStep.WITHDRAWN)
    done_on = next((day for step, day in done if step in ends), None)
    return ClockStanding(clock.step, due_on, done_on, (done_on or on) > due_on)


def _place(colleague: Colleague, chain: Sequence[str]) -> int | None:
    """Return how high somebody stands in the chain, by the highest of her roles in it."""
    return max((n for n, role in enumerate(chain) if role in colleague.roles), default=None)


def _order(colleague: Colleague, chain: Sequence[str]) -> tuple[int, bool]:
    return (_place(colleague, chain) or 0, not colleague.supervises_meant)
