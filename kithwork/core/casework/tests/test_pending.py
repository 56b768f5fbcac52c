"""Consent still sought: three attempts or ten days, then the supervisor decides."""

import datetime as dt

import pytest

from kithwork.core.casework import (
    ConsentAttempt,
    Decision,
    PendingConsent,
    PendingRules,
    SupervisorDecision,
    standing_of,
)

RULES = PendingRules(attempts=3, days=10)
SINCE = dt.date(2026, 11, 2)


def day(number: int) -> dt.date:
    return SINCE + dt.timedelta(days=number)


def attempts(*days: int) -> tuple[ConsentAttempt, ...]:
    return tuple(ConsentAttempt(day(number), how="phone", by="worker") for number in days)


@pytest.mark.parametrize(
    ("tried", "today", "is_due"),
    [
        ((), 9, False),
        ((), 10, True),
        ((0, 1), 5, False),
        ((0, 1, 5), 5, True),
        ((0, 1, 6), 5, False),
    ],
)
def test_decision_falls_due_at_three_attempts_or_ten_days(
    tried: tuple[int, ...], today: int, is_due: bool
) -> None:
    standing = standing_of(PendingConsent(SINCE, attempts(*tried)), day(today), RULES)
    assert standing.is_decision_due == is_due
    assert standing.decide_by == day(10)


def test_trying_on_starts_the_count_again() -> None:
    decided = (SupervisorDecision(Decision.KEEP_TRYING, day(5)),)
    pending = PendingConsent(SINCE, attempts(0, 1, 5), decisions=decided)
    standing = standing_of(pending, day(6), RULES)
    assert (standing.attempts, standing.is_decision_due) == (0, False)
    assert standing.decide_by == day(15)
    assert standing_of(pending, day(15), RULES).is_decision_due


@pytest.mark.parametrize("decision", [Decision.GO_ON_BY_EXCEPTION, Decision.END])
def test_settled_decision_is_not_asked_again(decision: Decision) -> None:
    pending = PendingConsent(
        SINCE, attempts(0, 1, 2), decisions=(SupervisorDecision(decision, day(3)),)
    )
    standing = standing_of(pending, day(40), RULES)
    assert (standing.last_decision, standing.is_decision_due) == (decision, False)


def test_decision_of_a_later_day_does_not_count_yet() -> None:
    pending = PendingConsent(SINCE, decisions=(SupervisorDecision(Decision.END, day(20)),))
    assert standing_of(pending, day(12), RULES).is_decision_due


def test_rules_without_sense_are_an_error() -> None:
    with pytest.raises(ValueError, match="at least"):
        PendingRules(attempts=0, days=10)
