"""Working days, terms and spans of time, with the holidays of a real autumn."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.deadlines import Span, Unit, add_months, due_at
from kithwork.core.school_calendar import SchoolCalendar, Term

ZONE = ZoneInfo("Asia/Shanghai")
SATURDAY = dt.date(2026, 10, 10)
CALENDAR = SchoolCalendar(
    timezone=ZONE,
    day_ends=dt.time(17, 30),
    holidays=frozenset(dt.date(2026, 10, day) for day in range(1, 8)),
    worked=frozenset({SATURDAY}),
    terms=(Term("autumn", dt.date(2026, 9, 1), dt.date(2027, 1, 22)),),
)


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (dt.date(2026, 9, 30), True),
        (dt.date(2026, 10, 1), False),
        (SATURDAY, True),
        (dt.date(2026, 10, 11), False),
        (dt.date(2026, 10, 12), True),
    ],
)
def test_holidays_are_off_and_an_exchanged_saturday_is_worked(
    day: dt.date, is_working: bool
) -> None:
    assert CALENDAR.is_working_day(day) == is_working
    assert CALENDAR.is_term_day(day) == is_working


def test_working_days_go_on_between_terms() -> None:
    july = dt.date(2026, 7, 20)
    assert CALENDAR.is_working_day(july)
    assert not CALENDAR.is_term_day(july)


@pytest.mark.parametrize(
    ("span", "start", "due"),
    [
        (Span(0, Unit.MINUTES), at(11, 20, 9), at(11, 20, 9)),
        (Span(90, Unit.MINUTES), at(11, 20, 23), at(11, 21, 0, 30)),
        (Span(24, Unit.HOURS), at(11, 20, 17), at(11, 21, 17)),
        (Span(24, Unit.WORKING_HOURS), at(11, 20, 17), at(11, 23, 17)),
        (Span(24, Unit.WORKING_HOURS), at(11, 21, 10), at(11, 24)),
        (Span(24, Unit.WORKING_HOURS), at(9, 30, 17), at(10, 8, 17)),
        (Span(1, Unit.SAME_DAY), at(11, 20, 17), at(11, 21)),
        (Span(1, Unit.SCHOOL_DAY), at(11, 20, 9), at(11, 20, 17, 30)),
        (Span(1, Unit.SCHOOL_DAY), at(11, 20, 17, 30), at(11, 21, 17, 30)),
        (Span(1, Unit.SCHOOL_DAY), at(11, 21, 9), at(11, 22, 9)),
        (Span(7, Unit.DAYS), at(11, 20, 9), at(11, 27, 9)),
        (Span(3, Unit.WORKING_DAYS), at(11, 20, 9), at(11, 25, 17, 30)),
        (Span(3, Unit.WORKING_DAYS), at(11, 21, 9), at(11, 25, 17, 30)),
        (Span(3, Unit.WORKING_DAYS), at(9, 30, 9), at(10, 10, 17, 30)),
        (Span(1, Unit.MONTHS), at(10, 31, 9), at(11, 30, 17, 30)),
    ],
    ids=str,
)
def test_span_ends_where_its_unit_says(span: Span, start: dt.datetime, due: dt.datetime) -> None:
    assert due_at(start, span, CALENDAR) == due


def test_clock_change_does_not_stretch_an_hour() -> None:
    """In the night to 25 October 2026 clocks in Berlin go back: 24 hours end an hour earlier."""
    berlin = SchoolCalendar(timezone=ZoneInfo("Europe/Berlin"), day_ends=dt.time(16))
    start = dt.datetime(2026, 10, 24, 12, tzinfo=berlin.timezone)
    assert due_at(start, Span(24, Unit.HOURS), berlin).hour == 11
    assert due_at(start, Span(1, Unit.DAYS), berlin).hour == 12


def test_moment_without_a_zone_is_an_error() -> None:
    naive = at(11, 20).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        due_at(naive, Span(1, Unit.HOURS), CALENDAR)


@pytest.mark.parametrize(
    ("amount", "unit"), [(-1, Unit.MINUTES), (0, Unit.HOURS), (2, Unit.SAME_DAY)]
)
def test_spans_without_sense_are_errors(amount: int, unit: Unit) -> None:
    with pytest.raises(ValueError, match=r"span|same day"):
        Span(amount, unit)


def test_calendar_without_a_working_day_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        SchoolCalendar(timezone=ZONE, day_ends=dt.time(17), days_off=frozenset(range(7)))


def test_overlapping_terms_are_an_error() -> None:
    autumn = Term("autumn", dt.date(2026, 9, 1), dt.date(2027, 1, 22))
    with pytest.raises(ValueError, match="overlap"):
        SchoolCalendar(timezone=ZONE, day_ends=dt.time(17), terms=(autumn, autumn))


moments = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: at(1, 1) + dt.timedelta(minutes=minutes)
)
once = [Span(1, Unit.SAME_DAY), Span(1, Unit.SCHOOL_DAY)]
counted = [unit for unit in Unit if unit not in {span.unit for span in once}]
spans = st.one_of(
    st.builds(Span, st.integers(1, 60), st.sampled_from(counted)), st.sampled_from(once)
)


@given(moments, spans)
def test_nothing_is_due_before_it_began(start: dt.datetime, span: Span) -> None:
    assert due_at(start, span, CALENDAR) >= start


@given(moments, st.integers(1, 40))
def test_working_hours_never_end_before_plain_hours(start: dt.datetime, hours: int) -> None:
    working = due_at(start, Span(hours, Unit.WORKING_HOURS), CALENDAR)
    assert working >= due_at(start, Span(hours, Unit.HOURS), CALENDAR)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 120))
def test_adding_months_moves_by_so_many_months(day: dt.date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
