"""One T for a case: the page of results and the outcome say the same, without goals given up."""

from dataclasses import replace

import pytest

from kithwork.casework.actions.goals import rate_goals, save_goal
from kithwork.casework.models import Case
from kithwork.casework.queries.results import results_of
from kithwork.casework.tests.filing import opened
from kithwork.casework.tests.test_plan import goal_said
from kithwork.evaluation.queries.outcome import outcome_of
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def test_a_goal_that_was_given_up_stays_in_the_table_and_out_of_t(cast, case):
    kept, given_up = (save_goal(case=case, said=goal_said(), by=cast.lin) for _ in range(2))
    rate_goals(case=case, levels={kept.goal: 1, given_up.goal: -2}, on=TODAY, by=cast.lin)
    ended = replace(goal_said(), status="abandoned", end_reason="她不想了")
    made_from = str(given_up.uid)
    save_goal(case=case, said=ended, by=cast.lin, goal=given_up.goal, made_from=made_from)
    results = results_of(case, language="en")
    assert results.attainment == outcome_of(cast.lin, case, language="en").attainment
    assert results.attainment.t_achieved == pytest.approx(60)
    assert [goal.said.status for goal in results.goals] == ["open", "abandoned"]


def test_while_a_goal_is_not_rated_both_say_that_there_is_no_t(cast, case):
    rated, _waiting = (save_goal(case=case, said=goal_said(), by=cast.lin) for _ in range(2))
    rate_goals(case=case, levels={rated.goal: 1}, on=TODAY, by=cast.lin)
    results = results_of(case, language="en")
    assert results.attainment == outcome_of(cast.lin, case, language="en").attainment
    assert results.attainment.t_achieved is None
    assert "1" in results.not_rated
