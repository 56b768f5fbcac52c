"""What comes next in a case: the earliest of a task, an appointment and a follow-up.

What is overdue comes first of all, because it is the earliest. A task without a day waits behind
everything that has one.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Max, Min

from kithwork.audit import clock
from kithwork.casework.models import Case, Contact, FollowUp, Task
from kithwork.casework.queries.cases import today_at
from kithwork.core.casework import FollowUpState


class Kind(StrEnum):
    """What it is that comes."""

    TASK = "task"
    MEETING = "meeting"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Coming:
    """The next thing and its day; `is_overdue` if the day is past at the case's school."""

    kind: Kind
    on: dt.date
    is_overdue: bool


def coming_of(cases: Collection[Case]) -> dict[int, Coming]:
    """Return what comes next in each case that has something, by the case's key; three queries.

    The caller has asked whether the reader may see the cases.
    """
    days: dict[int, list[tuple[dt.date, Kind]]] = {}
    of = {case.pk: case for case in cases}
    for key, day, kind in (*_tasks(cases), *_meetings(of), *_follow_ups(cases)):
        days.setdefault(key, []).append((day, kind))
    return {key: _first(of[key], found) for key, found in days.items()}


def _first(case: Case, found: Iterable[tuple[dt.date, Kind]]) -> Coming:
    day, kind = min(found)
    return Coming(kind, day, is_overdue=day < today_at(case))


def _tasks(cases: Collection[Case]) -> Iterator[tuple[int, dt.date, Kind]]:
    waiting = Task.objects.filter(case__in=cases, done_on=None, due_on__isnull=False)
    for key, day in waiting.values_list("case_id").annotate(day=Min("due_on")):
        yield key, day, Kind.TASK


def _meetings(of: dict[int, Case]) -> Iterator[tuple[int, dt.date, Kind]]:
    """The appointment that the latest contact made, where its day has not passed."""
    made = Contact.objects.filter(case__in=of.values(), next_at__isnull=False)
    for key, at in made.values_list("case_id").annotate(at=Max("next_at")):
        case = of[key]
        day = clock.day_of(at, case.school.time_zone)
        if day >= today_at(case):
            yield key, day, Kind.MEETING


def _follow_ups(cases: Collection[Case]) -> Iterator[tuple[int, dt.date, Kind]]:
    planned = FollowUp.objects.filter(case__in=cases, state=FollowUpState.PLANNED.value)
    for key, day in planned.values_list("case_id").annotate(day=Min("due_on")):
        yield key, day, Kind.FOLLOW_UP
