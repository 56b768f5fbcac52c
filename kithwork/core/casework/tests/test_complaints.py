"""Who handles a complaint, what follows what, and until when, at every boundary."""

import datetime as dt

import pytest

from kithwork.core.casework.complaints import (
    Colleague,
    ComplaintClock,
    ComplaintStep,
    clocks_of,
    is_at_rest,
    may_take,
    next_steps,
    stage_of,
    who_handles,
)
from kithwork.core.deadlines import Span, Unit
from kithwork.core.guards import Allowed, Refused
from kithwork.core.school_calendar import SchoolCalendar

CHAIN = ("supervisor", "manager", "safeguard")
CALENDAR = SchoolCalendar(timezone=dt.timezone(dt.timedelta(hours=8)), day_ends=dt.time(18))
FRIDAY = dt.date(2026, 11, 20)
CLOCKS = (
    ComplaintClock(ComplaintStep.ACKNOWLEDGED, Span(3, Unit.WORKING_DAYS)),
    ComplaintClock(ComplaintStep.ANSWERED, Span(20, Unit.WORKING_DAYS)),
)
STEPS = list(ComplaintStep)
COURSE = [ComplaintStep.ACKNOWLEDGED, ComplaintStep.LOOKED_INTO, ComplaintStep.ANSWERED]


def someone(key, *roles, boss=False):
    return Colleague(key, frozenset(roles), supervises_meant=boss)


PEOPLE = [
    someone("lin", "worker"),
    someone("he", "supervisor"),
    someone("mo", "supervisor", boss=True),
    someone("gu", "manager"),
    someone("ye", "safeguard"),
]


@pytest.mark.parametrize(
    ("meant", "expected"),
    [
        ("", ("mo", "he", "gu", "ye")),
        ("lin", ("mo", "he", "gu", "ye")),
        ("he", ("gu", "ye")),
        ("gu", ("ye",)),
        ("ye", ("mo", "he", "gu")),
    ],
)
def test_whoever_is_meant_is_passed_over_with_those_below_her(meant, expected):
    person = next((one for one in PEOPLE if one.key == meant), None)
    assert who_handles(PEOPLE, CHAIN, meant=person) == expected


def test_somebody_with_two_roles_stands_where_the_higher_is():
    both = someone("he", "supervisor", "manager")
    assert who_handles([someone("mo", "supervisor"), both], CHAIN) == ("mo", "he")
    assert who_handles([both, someone("gu", "manager")], CHAIN, meant=both) == ("gu",)


def test_nobody_of_the_chain_there():
    assert who_handles([someone("lin", "worker")], CHAIN) == ()
    alone = someone("he", "supervisor")
    assert who_handles([alone], CHAIN, meant=alone) == ()


@pytest.mark.parametrize("step", STEPS)
def test_only_what_follows_is_allowed(step):
    allowed = {
        ComplaintStep.ACKNOWLEDGED,
        ComplaintStep.SHARED,
        ComplaintStep.PASSED,
        ComplaintStep.WITHDRAWN,
    }
    answer = may_take(step, [])
    assert isinstance(answer, Allowed if step in allowed else Refused)
    assert (step in next_steps([])) is (step in allowed)


def test_sharing_and_passing_on_move_nothing():
    beside = [ComplaintStep.SHARED, ComplaintStep.PASSED]
    assert stage_of(beside) is None
    assert stage_of([*COURSE[:1], *beside]) is ComplaintStep.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("taken", "at_rest"),
    [
        ([], False),
        (COURSE, False),
        ([*COURSE, ComplaintStep.CLOSED], True),
        ([ComplaintStep.WITHDRAWN], True),
        ([*COURSE, ComplaintStep.CLOSED, ComplaintStep.TAKEN_FURTHER], False),
    ],
)
def test_it_is_at_rest_when_closed_or_taken_back(taken, at_rest):
    assert is_at_rest(taken) is at_rest


def standing(on, *taken):
    found = clocks_of(FRIDAY, taken, CLOCKS, on=on, calendar=CALENDAR)
    return {one.step.value: (one.due_on, one.is_late) for one in found}


@pytest.mark.parametrize(
    ("on", "late"),
    [(dt.date(2026, 11, 25), False), (dt.date(2026, 11, 26), True)],
)
def test_it_is_late_the_day_after_it_was_due(on, late):
    assert standing(on)["acknowledged"] == (dt.date(2026, 11, 25), late)


def test_what_was_done_in_time_stays_in_time_and_late_stays_late():
    later = dt.date(2027, 3, 1)
    on_time = (ComplaintStep.ACKNOWLEDGED, dt.date(2026, 11, 25))
    too_late = (ComplaintStep.ACKNOWLEDGED, dt.date(2026, 11, 26))
    assert not standing(later, on_time)["acknowledged"][1]
    assert standing(later, too_late)["acknowledged"][1]
