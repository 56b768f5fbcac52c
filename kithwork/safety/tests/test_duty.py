"""Who is on duty: by the school's clock, set by whoever may, never rewritten."""

import datetime as dt

import pytest
from django.http import Http404

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.safety.duty import (
    duties_ahead,
    duty_for,
    end_duty,
    last_on_duty,
    next_duty,
    on_duty,
    plan_duty,
)
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def planned(cast, user=None, *, by=None, days=(TODAY,), starts=8, ends=17):
    return plan_duty(
        school=cast.qingshan,
        user=user or cast.lin,
        days=days,
        starts=dt.time(starts),
        ends=dt.time(ends),
        by=by or cast.lin,
    )


def at_school(hour, minute=0):
    """An instant of today in Shanghai, where it is eight hours later than UTC."""
    return dt.datetime.combine(TODAY, dt.time(hour, minute), dt.UTC) - dt.timedelta(hours=8)


@pytest.mark.parametrize(
    ("hour", "minute", "is_on"), [(7, 59, False), (8, 0, True), (16, 59, True), (17, 0, False)]
)
def test_duty_runs_by_the_schools_clock(cast, hour, minute, is_on):
    planned(cast)
    assert (on_duty(cast.qingshan, at_school(hour, minute)) == cast.lin) is is_on
    assert on_duty(cast.college, at_school(hour, minute)) is None


def test_who_began_last_is_on_duty_of_two(cast):
    planned(cast)
    planned(cast, cast.tan, starts=10, ends=13)
    assert on_duty(cast.qingshan, NOON) == cast.tan
    assert on_duty(cast.qingshan, at_school(14)) == cast.lin


def test_somebody_always_answers_for_an_answer(cast):
    assert last_on_duty(cast.qingshan, NOON) is None
    planned(cast, cast.tan, days=[TODAY + DAY])
    assert last_on_duty(cast.qingshan, NOON) == cast.tan
    planned(cast)
    assert last_on_duty(cast.qingshan, at_school(20)) == cast.lin
    assert next_duty(cast.qingshan, at_school(20)).user == cast.tan


def test_only_whoever_answers_alerts_may_be_named(cast):
    with pytest.raises(Refused, match="speaker_elsewhere"):
        planned(cast, cast.su)


def test_a_teacher_plans_no_duty(cast):
    with pytest.raises(NotAllowed):
        planned(cast, by=cast.su)


@pytest.mark.parametrize(
    ("days", "starts", "ends", "code"),
    [
        ((TODAY,), 8, 11, "over"),
        ((TODAY - DAY, TODAY), 8, 17, "over"),
        ((TODAY,), 17, 13, "ends_first"),
        ((TODAY + DAY,), 8, 8, "ends_first"),
        ((), 8, 17, "without_days"),
        ((TODAY + 63 * DAY,), 8, 17, "far"),
    ],
)
def test_duty_lies_ahead_and_not_too_far(cast, days, starts, ends, code):
    with pytest.raises(Refused, match=code):
        planned(cast, days=days, starts=starts, ends=ends)


def test_a_weekend_is_a_day_like_others(cast):
    sunday = TODAY + (6 - TODAY.weekday()) * DAY
    [spell] = planned(cast, days=[sunday])
    assert next_duty(cast.qingshan, clock.now()) == spell


def test_ending_a_spell_ends_it_now_or_strikes_it(cast):
    running, coming = planned(cast, days=[TODAY, TODAY + DAY])
    end_duty(duty=running, by=cast.tan)
    end_duty(duty=coming, by=cast.tan)
    assert on_duty(cast.qingshan, clock.now()) is None
    assert duties_ahead(cast.qingshan, clock.now()) == ()
    verbs = AuditEvent.objects.filter(subject_kind="duty").values_list("verb", flat=True)
    assert sorted(verbs) == ["amend", "amend", "create"]


def test_duty_of_another_school_is_not_found(cast):
    [spell] = planned(cast)
    with pytest.raises(Http404):
        duty_for(cast.shen, spell.uid)
    assert duty_for(cast.tan, spell.uid) == spell
