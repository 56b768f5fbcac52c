"""A line in a list of cases: its badge of support, and what comes next."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kithwork.casework.actions.support import Said, Sheet, begin_occasion, save_sheet
from kithwork.casework.models import Case, FollowUp, Task
from kithwork.casework.queries.coming import Coming, Kind, coming_of
from kithwork.casework.queries.lists import CaseRow, case_list
from kithwork.casework.tests.filing import opened
from kithwork.core.casework import FollowUpState
from kithwork.core.support.cells import Rater
from kithwork.core.support.functions import Function
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def row(cast: Cast, language: str = "en") -> CaseRow:
    (only,) = case_list(cast.lin, language=language).rows
    return only


def said(cast: Cast, case: Case, enough: int, *, on: dt.date) -> None:
    her = Sheet(rater=Rater.CLIENT, said=(Said(function=Function.EM, enough=enough),))
    save_sheet(occasion=begin_occasion(case=case, on=on, by=cast.lin), sheet=her, by=cast.lin)


def test_a_case_without_an_occasion_has_no_badge(cast: Cast, case: Case) -> None:
    assert row(cast).badge == ()
    assert row(cast).coming is None


def test_the_badge_is_that_of_the_latest_occasion(cast: Cast, case: Case) -> None:
    said(cast, case, 0, on=TODAY - 30 * DAY)
    badge = row(cast, "zh-Hans").badge
    assert [one.letter for one in badge] == ["情", "实", "信", "评"]
    assert [one.word for one in badge] == ["明显不足", "未询问", "未询问", "未询问"]
    said(cast, case, 2, on=TODAY)
    assert row(cast).badge[0].word == "enough"


@pytest.mark.parametrize(
    ("task", "follow_up", "expected"),
    [
        (None, 5, Coming(Kind.FOLLOW_UP, TODAY + 5 * DAY, is_overdue=False)),
        (3, 5, Coming(Kind.TASK, TODAY + 3 * DAY, is_overdue=False)),
        (7, 5, Coming(Kind.FOLLOW_UP, TODAY + 5 * DAY, is_overdue=False)),
        (0, None, Coming(Kind.TASK, TODAY, is_overdue=False)),
        (-1, 5, Coming(Kind.TASK, TODAY - DAY, is_overdue=True)),
    ],
)
def test_the_earliest_comes_next(
    cast: Cast, case: Case, task: int | None, follow_up: int | None, expected: Coming
) -> None:
    if task is not None:
        Task.objects.create(case=case, doer="worker", due_on=TODAY + task * DAY)
    if follow_up is not None:
        FollowUp.objects.create(
            case=case,
            due_on=TODAY + follow_up * DAY,
            state=FollowUpState.PLANNED.value,
        )
    assert coming_of([case]) == {case.pk: expected}


def test_what_is_done_or_has_no_day_does_not_come_next(cast: Cast, case: Case) -> None:
    Task.objects.create(case=case, doer="worker", due_on=TODAY, done_on=TODAY)
    Task.objects.create(case=case, doer="worker")
    assert coming_of([case]) == {}


def test_a_longer_list_asks_no_more(
    cast: Cast, case: Case, django_assert_num_queries: Callable[[int], Any]
) -> None:
    said(cast, case, 1, on=TODAY)
    case_list(cast.lin, language="en")
    with CaptureQueriesContext(connection) as alone:
        case_list(cast.lin, language="en")
    other = opened(cast, student=cast.haoran, by=cast.lin)
    said(cast, other, 1, on=TODAY)
    with django_assert_num_queries(len(alone)):
        assert len(case_list(cast.lin, language="en").rows) == 2
