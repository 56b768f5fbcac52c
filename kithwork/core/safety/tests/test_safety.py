"""Clocks, chain and guardians for each level, with times on both sides of every limit."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from kithwork.core.deadlines import Span, Unit
from kithwork.core.guards import Allowed, Refused
from kithwork.core.safety import (
    EscalationRule,
    Level,
    LevelRule,
    due_by,
    escalation,
    guardian_notice,
    may_lower,
    told_by,
)
from kithwork.core.school_calendar import SchoolCalendar
from kithwork.core.text import Text

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = SchoolCalendar(timezone=ZONE, day_ends=dt.time(18))
LABEL = Text("level", "级别")
CHAIN = (
    EscalationRule("worker", 0),
    EscalationRule("backup", 15),
    EscalationRule("safeguard", 30),
    EscalationRule("principal", 60),
)


def rule(level: Level, *within: Span, chain: tuple[EscalationRule, ...] = CHAIN) -> LevelRule:
    return LevelRule(
        level=level,
        label=LABEL,
        within=within,
        escalation=chain,
        notifies_guardian=level >= Level.A2,
        lowering_needs_second=level >= Level.A3,
    )


A1 = rule(
    Level.A1,
    Span(3, Unit.WORKING_DAYS),
    chain=(EscalationRule("worker", 0), EscalationRule("backup", None)),
)
A2 = rule(Level.A2, Span(1, Unit.SCHOOL_DAY), Span(24, Unit.HOURS))
A3 = rule(Level.A3, Span(1, Unit.HOURS))
A4 = rule(Level.A4, Span(0, Unit.MINUTES))


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("level", "raised", "due"),
    [
        (A4, at(20, 9), at(20, 9)),
        (A3, at(20, 9), at(20, 10)),
        (A3, at(21, 23, 30), at(22, 0, 30)),  # a Saturday night counts as any hour
        (A2, at(20, 9), at(20, 18)),
        (A2, at(20, 18), at(21, 18)),
        (A2, at(21, 9), at(22, 9)),
        (A1, at(20, 9), at(25, 18)),
    ],
)
def test_due_time_of_each_level(level: LevelRule, raised: dt.datetime, due: dt.datetime) -> None:
    assert due_by(level, raised, CALENDAR) == due


def test_no_known_danger_has_no_clock() -> None:
    assert due_by(rule(Level.A0, chain=()), at(20, 9), CALENDAR) is None


def test_chain_is_told_step_by_step_until_somebody_answers() -> None:
    chain = escalation(A3, at(20, 9), CALENDAR)
    assert [(step.to, step.at) for step in chain] == [
        ("worker", at(20, 9)),
        ("backup", at(20, 9, 15)),
        ("safeguard", at(20, 9, 30)),
        ("principal", at(20, 10)),
    ]
    assert [step.to for step in told_by(chain, at(20, 9, 14))] == ["worker"]
    assert [step.to for step in told_by(chain, at(20, 9, 15))] == ["worker", "backup"]
    answered = told_by(chain, at(20, 12), answered_at=at(20, 9, 20))
    assert [step.to for step in answered] == ["worker", "backup"]


def test_watch_level_waits_for_its_due_time() -> None:
    chain = escalation(A1, at(20, 9), CALENDAR)
    assert [(step.to, step.at) for step in chain] == [("worker", at(20, 9)), ("backup", at(25, 18))]


@pytest.mark.parametrize("minutes", [(15, 0), (None, 15)])
def test_chain_out_of_order_is_an_error(minutes: tuple[int | None, int | None]) -> None:
    chain = tuple(EscalationRule("x", after) for after in minutes)
    with pytest.raises(ValueError, match="in order"):
        rule(Level.A1, Span(1, Unit.HOURS), chain=chain)


@pytest.mark.parametrize(
    ("level", "has_reason", "has_second", "missing"),
    [
        (A2, True, False, ()),
        (A2, False, False, ("safety.missing.lowering_reason",)),
        (A3, True, True, ()),
        (A3, True, False, ("safety.missing.second_person",)),
        (A4, False, False, ("safety.missing.lowering_reason", "safety.missing.second_person")),
    ],
)
def test_lowering_needs_a_reason_and_from_a3_a_second_person(
    level: LevelRule, has_reason: bool, has_second: bool, missing: tuple[str, ...]
) -> None:
    result = may_lower(level, Level.A1, has_reason=has_reason, has_second_person=has_second)
    if missing:
        assert isinstance(result, Refused)
        assert tuple(reason.code for reason in result.missing) == missing
    else:
        assert result == Allowed()


def test_raising_is_not_lowering() -> None:
    with pytest.raises(ValueError, match="lower"):
        may_lower(A2, Level.A3, has_reason=True, has_second_person=True)


@pytest.mark.parametrize(
    ("level", "is_minor", "is_suspected", "raises_danger", "is_default", "code"),
    [
        (A1, True, False, False, False, "low_level"),
        (A2, True, False, False, True, "minor"),
        (A4, True, False, False, True, "minor"),
        (A4, True, True, False, False, "suspected"),
        (A4, True, False, True, False, "raises_danger"),
        (A3, False, False, False, False, "adult"),
    ],
)
def test_guardian_is_told_from_a2_on_unless_that_is_unsafe(
    level: LevelRule,
    is_minor: bool,
    is_suspected: bool,
    raises_danger: bool,
    is_default: bool,
    code: str,
) -> None:
    notice = guardian_notice(
        level, is_minor=is_minor, is_suspected=is_suspected, raises_danger=raises_danger
    )
    assert (notice.is_default, notice.because.code) == (is_default, f"safety.notice.{code}")
