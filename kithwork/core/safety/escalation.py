"""Who is told next when nobody answers, when a level may be lowered, and whether a guardian hears.

An alert that nobody has answered goes from the worker to the backup, to the safeguarding lead, to
whoever is responsible for the school. Answering stops it. The message itself carries no content.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.core.guards import Answer, answer
from kithwork.core.reasons import Reason
from kithwork.core.safety.levels import EscalationRule, Level, LevelRule, due_by
from kithwork.core.school_calendar import SchoolCalendar


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """Who is told at which moment if nobody has answered by then."""

    to: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class GuardianNotice:
    """Whether telling the guardian is ticked beforehand, and why; a person decides."""

    is_default: bool
    because: Reason


def escalation(
    rule: LevelRule, raised_at: dt.datetime, calendar: SchoolCalendar
) -> tuple[EscalationStep, ...]:
    """Return the whole chain for an alert, in the order of its moments."""
    due = due_by(rule, raised_at, calendar)
    steps = [(step, _moment(step, raised_at, due, calendar)) for step in rule.escalation]
    timed = [EscalationStep(step.to, at) for step, at in steps if at is not None]
    return tuple(sorted(timed, key=lambda step: step.at))


def told_by(
    steps: tuple[EscalationStep, ...], now: dt.datetime, *, answered_at: dt.datetime | None = None
) -> tuple[EscalationStep, ...]:
    """Return the steps that have been reached: those before somebody answered."""
    return tuple(
        step for step in steps if step.at <= now and (answered_at is None or step.at < answered_at)
    )


def may_lower(rule: LevelRule, to: Level, *, has_reason: bool, has_second_person: bool) -> Answer:
    """Say whether a level may be lowered: with a reason, a high one by two people.

    Raises ValueError where `to` is not lower.
    """
    if to >= rule.level:
        raise ValueError("a level is lowered to a lower one")
    missing = []
    if not has_reason:
        missing.append(Reason.of("safety.missing.lowering_reason"))
    if rule.lowering_needs_second and not has_second_person:
        missing.append(Reason.of("safety.missing.second_person", level=rule.level.name))
    return answer(tuple(missing))


def guardian_notice(
    rule: LevelRule, *, is_minor: bool, is_suspected: bool, raises_danger: bool
) -> GuardianNotice:
    """Return whether a guardian is told unless somebody decides otherwise.

    Never by default where the guardian is the suspected harm or where telling adds to the danger.
    """
    if is_suspected:
        return GuardianNotice(False, Reason.of("safety.notice.suspected"))
    if raises_danger:
        return GuardianNotice(False, Reason.of("safety.notice.raises_danger"))
    if not is_minor:
        return GuardianNotice(False, Reason.of("safety.notice.adult"))
    if not rule.notifies_guardian:
        return GuardianNotice(False, Reason.of("safety.notice.low_level", level=rule.level.name))
    return GuardianNotice(True, Reason.of("safety.notice.minor", level=rule.level.name))


def _moment(
    step: EscalationRule,
    raised_at: dt.datetime,
    due: dt.datetime | None,
    calendar: SchoolCalendar,
) -> dt.datetime | None:
    if step.after_minutes is None:
        return due
    return calendar.local(raised_at) + dt.timedelta(minutes=step.after_minutes)
