"""When the papers of a case are due, and what is late.

The spans are defaults that an organisation may change (`catalogue/casework/deadlines.yaml`);
clocks run on the school's calendar. A late note is flagged and keeps both its times: when the
contact was and when it was written. It is never refused and never dated back.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.core.deadlines import Span, add_months, due_at
from kithwork.core.school_calendar import SchoolCalendar
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """Until when a paper is due. `after`: the event that starts the clock ("contact").

    `target`: what good practice aims at; `lock`: when it can no longer be edited, only amended;
    `sessions`: due after so many sessions too, whichever comes first; `months`: a row of dates.
    """

    record: str
    label: Text
    after: str
    within: Span | None
    target: Span | None = None
    lock: Span | None = None
    sessions: int | None = None
    months: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if (self.within is None) == (not self.months):
            raise ValueError("a paper is due within a span, or after a row of months")


@dataclass(frozen=True, slots=True)
class NoteTiming:
    """How a note stands: late is more than the span after its contact, locked from the lock on."""

    due_at: dt.datetime
    target_at: dt.datetime | None
    locks_at: dt.datetime | None
    is_late: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """When the next review is due at the latest, and whether it is due by days or by sessions."""

    by: dt.datetime
    is_due: bool
    is_due_by_sessions: bool


def note_timing(
    contact_at: dt.datetime, seen_at: dt.datetime, *, rule: DeadlineRule, calendar: SchoolCalendar
) -> NoteTiming:
    """Return how a note about a contact stands at the moment it was written, or is looked at.

    Raises ValueError where the note is older than its contact, or a time has no zone.
    """
    if calendar.local(seen_at) < calendar.local(contact_at):
        raise ValueError("a note is written after its contact")
    if rule.within is None:
        raise ValueError("a note is due within a span")
    due = due_at(contact_at, rule.within, calendar)
    locks = due_at(contact_at, rule.lock, calendar) if rule.lock else None
    return NoteTiming(
        due_at=due,
        target_at=due_at(contact_at, rule.target, calendar) if rule.target else None,
        locks_at=locks,
        is_late=seen_at > due,
        is_locked=locks is not None and seen_at >= locks,
    )


def review_due(
    since: dt.datetime,
    seen_at: dt.datetime,
    *,
    sessions: int,
    rule: DeadlineRule,
    calendar: SchoolCalendar,
) -> ReviewDue:
    """Return when a plan is to be reviewed: so many days or sessions after the last time."""
    if rule.within is None:
        raise ValueError("a review is due within a span")
    by = due_at(since, rule.within, calendar)
    is_due_by_sessions = rule.sessions is not None and sessions >= rule.sessions
    return ReviewDue(by, is_due_by_sessions or seen_at >= by, is_due_by_sessions)


def follow_up_days(
    closed_on: dt.date, rule: DeadlineRule, calendar: SchoolCalendar
) -> tuple[dt.date, ...]:
    """Return the days of the follow-ups after closing, in order and without repetition.

    A day between two terms moves to the first working day of the next term, for that is when the
    student can be met again; where the calendar does not reach so far, and for a student outside
    school terms, to the next working day.
    """
    days = {_day_of_meeting(add_months(closed_on, months), calendar) for months in rule.months}
    return tuple(sorted(days))


def _day_of_meeting(day: dt.date, calendar: SchoolCalendar) -> dt.date:
    if calendar.term_of(day) is None:
        term = calendar.next_term(day)
        was_term_before = any(earlier.ends < day for earlier in calendar.terms)
        if term is not None and was_term_before:
            day = term.starts
    return calendar.on_or_after(day)
