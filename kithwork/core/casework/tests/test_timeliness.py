"""Late notes, reviews and follow-ups, at and beside each limit."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from kithwork.core.casework import DeadlineRule, follow_up_days, note_timing, review_due
from kithwork.core.deadlines import Span, Unit
from kithwork.core.school_calendar import SchoolCalendar, Term
from kithwork.core.text import Text

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = SchoolCalendar(timezone=ZONE, day_ends=dt.time(18))
LABEL = Text("note", "记录")
NOTE = DeadlineRule(
    record="session_note",
    label=LABEL,
    after="contact",
    within=Span(24, Unit.WORKING_HOURS),
    lock=Span(7, Unit.DAYS),
)
CONTACT = dt.datetime(2026, 11, 17, 15, 0, tzinfo=ZONE)  # a Tuesday


@pytest.mark.parametrize(
    ("hours", "is_late", "is_locked"),
    [
        (0, False, False),
        (24, False, False),
        (24.01, True, False),
        (167.99, True, False),
        (168, True, True),
    ],
)
def test_note_is_late_after_24_hours_and_locked_after_7_days(
    hours: float, is_late: bool, is_locked: bool
) -> None:
    timing = note_timing(CONTACT, CONTACT + dt.timedelta(hours=hours), rule=NOTE, calendar=CALENDAR)
    assert (timing.is_late, timing.is_locked) == (is_late, is_locked)


def test_weekend_does_not_make_a_note_late() -> None:
    friday = dt.datetime(2026, 11, 20, 15, 0, tzinfo=ZONE)
    monday = friday + dt.timedelta(days=3)
    assert not note_timing(friday, monday, rule=NOTE, calendar=CALENDAR).is_late
    assert note_timing(
        friday, monday + dt.timedelta(minutes=1), rule=NOTE, calendar=CALENDAR
    ).is_late


def test_times_are_compared_across_zones() -> None:
    seen = (CONTACT + dt.timedelta(hours=25)).astimezone(dt.UTC)
    assert note_timing(CONTACT, seen, rule=NOTE, calendar=CALENDAR).is_late


def test_note_before_its_contact_is_an_error() -> None:
    with pytest.raises(ValueError, match="after its contact"):
        note_timing(CONTACT, CONTACT - dt.timedelta(hours=1), rule=NOTE, calendar=CALENDAR)


REVIEW = DeadlineRule(
    record="plan_review", label=LABEL, after="review", within=Span(30, Unit.DAYS), sessions=4
)


@pytest.mark.parametrize(
    ("days", "sessions", "is_due", "by_sessions"),
    [(29, 3, False, False), (30, 0, True, False), (5, 4, True, True), (5, 5, True, True)],
)
def test_review_is_due_after_30_days_or_4_sessions(
    days: int, sessions: int, is_due: bool, by_sessions: bool
) -> None:
    due = review_due(
        CONTACT,
        CONTACT + dt.timedelta(days=days),
        sessions=sessions,
        rule=REVIEW,
        calendar=CALENDAR,
    )
    assert (due.is_due, due.is_due_by_sessions) == (is_due, by_sessions)
    assert due.by == CONTACT + dt.timedelta(days=30)


FOLLOW_UP = DeadlineRule(
    record="follow_up", label=LABEL, after="closed", within=None, months=(1, 3, 6)
)
TERMS = SchoolCalendar(
    timezone=ZONE,
    day_ends=dt.time(18),
    terms=(
        Term("autumn", dt.date(2026, 9, 1), dt.date(2027, 1, 22)),
        Term("spring", dt.date(2027, 2, 24), dt.date(2027, 7, 9)),
    ),
)


def test_follow_ups_come_after_1_3_and_6_months() -> None:
    assert follow_up_days(dt.date(2026, 9, 10), FOLLOW_UP, CALENDAR) == (
        dt.date(2026, 10, 12),  # the 10th is a Saturday
        dt.date(2026, 12, 10),
        dt.date(2027, 3, 10),
    )


def test_follow_up_in_the_holidays_waits_for_the_term() -> None:
    days = follow_up_days(dt.date(2026, 12, 31), FOLLOW_UP, TERMS)
    assert days[0] == dt.date(2027, 2, 24)
    assert days[1] == dt.date(2027, 3, 31)


def test_follow_up_beyond_the_calendar_stays_on_its_day() -> None:
    assert follow_up_days(dt.date(2027, 7, 5), FOLLOW_UP, TERMS)[0] == dt.date(2027, 8, 5)


def test_end_of_month_is_kept_within_the_month() -> None:
    assert follow_up_days(dt.date(2026, 8, 31), FOLLOW_UP, CALENDAR)[2] == dt.date(2027, 3, 1)


def test_rule_without_a_span_is_an_error() -> None:
    with pytest.raises(ValueError, match="within a span"):
        DeadlineRule(record="x", label=LABEL, after="y", within=None)
