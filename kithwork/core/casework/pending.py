"""Consent that is still being sought: a stage of its own, with a log and an end.

Each attempt to reach a guardian is logged (when, how, who). After so many attempts or so many
days, whichever comes first, the supervisor decides: go on trying, go on without consent on a
lawful ground, or end. Trying on starts the count again, so a case cannot hang here unseen. What
helps or protects the child goes on all the while (`recording.may_record`).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PendingRules:
    """After how many attempts, or days, the supervisor decides."""

    attempts: int
    days: int

    def __post_init__(self) -> None:
        if min(self.attempts, self.days) < 1:
            raise ValueError("a decision falls due after at least one attempt and one day")


@dataclass(frozen=True, slots=True)
class ConsentAttempt:
    """One attempt: the day, the way ("phone", "video", "letter" …) and the role of who tried."""

    on: dt.date
    how: str
    by: str
    was_reached: bool = False


class Decision(StrEnum):
    """What the supervisor decides about consent that does not come."""

    KEEP_TRYING = "keep_trying"
    GO_ON_BY_EXCEPTION = "go_on_by_exception"
    END = "end"


@dataclass(frozen=True, slots=True)
class SupervisorDecision:
    """A decision and its day."""

    decision: Decision
    on: dt.date


@dataclass(frozen=True, slots=True)
class PendingConsent:
    """The log. `child_agrees`: the child's own word meanwhile, None where she was not asked."""

    since: dt.date
    attempts: tuple[ConsentAttempt, ...] = ()
    child_agrees: bool | None = None
    decisions: tuple[SupervisorDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingStanding:
    """How it stands: attempts and days that count, and when the supervisor decides at the latest.

    `last_decision` is the newest one; `is_decision_due` asks for another.
    """

    attempts: int
    days: int
    decide_by: dt.date
    is_decision_due: bool
    last_decision: Decision | None


def standing_of(pending: PendingConsent, on: dt.date, rules: PendingRules) -> PendingStanding:
    """Return how a search for consent stands on a day; what is dated later does not count."""
    decisions = sorted((d for d in pending.decisions if d.on <= on), key=lambda d: d.on)
    last = decisions[-1] if decisions else None
    start = last.on if last else pending.since
    counted = [a for a in pending.attempts if _counts(a, start, on, is_restart=last is not None)]
    days = max(0, (on - start).days)
    is_settled = last is not None and last.decision is not Decision.KEEP_TRYING
    return PendingStanding(
        attempts=len(counted),
        days=days,
        decide_by=start + dt.timedelta(days=rules.days),
        is_decision_due=not is_settled and (len(counted) >= rules.attempts or days >= rules.days),
        last_decision=last.decision if last else None,
    )


def _counts(attempt: ConsentAttempt, start: dt.date, on: dt.date, *, is_restart: bool) -> bool:
    """An attempt on the day of a decision belongs to what was decided about."""
    is_in_time = attempt.on > start if is_restart else attempt.on >= start
    return is_in_time and attempt.on <= on
