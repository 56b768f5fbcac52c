"""What is taken out of a plan: a session by its tick, a stage with what it holds or without."""

from dataclasses import replace

import pytest
from django.test import Client

from kithwork.casework.actions.plans import save_plan, standing_plan
from kithwork.casework.models import Case, Plan
from kithwork.casework.planned import PlanContent, begun_from, empty_plan, without_stage
from kithwork.casework.queries.plan_content import content_of
from kithwork.casework.tests.browsing import address, hidden, sent, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.casework.tests.test_plan import in_stage
from kithwork.catalogue.presets import presets
from kithwork.core.casework import Status
from tests.cast import TODAY, Cast


def begun() -> PlanContent:
    return begun_from(presets()["P1"], on=TODAY, starts_on=TODAY, review_days=30, language="en")


@pytest.fixture
def case(cast: Cast) -> Case:
    case = in_stage(opened(cast), Status.PLANNING)
    save_plan(case=case, content=begun(), by=cast.lin)
    return case


@pytest.fixture
def worker(cast: Cast) -> Client:
    return signed_in(cast.lin)


def stands(case: Case) -> PlanContent:
    plan = standing_plan(case)
    assert plan is not None
    return content_of(plan)


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_stage_goes_out_with_what_it_holds(number: int) -> None:
    plan = begun()
    left = without_stage(plan, number, moved_to=None)
    assert [one.number for one in left.stages] == [1, 2, 3, 4]
    names = [one.name for one in plan.stages if one.number != number]
    assert [one.name for one in left.stages] == names
    assert [one.number for one in left.sessions] == list(range(1, len(left.sessions) + 1))
    gone = sum(one.stage == number for one in plan.actions)
    assert len(left.actions) == len(plan.actions) - gone


@pytest.mark.parametrize(("number", "moved_to"), [(1, 2), (2, 1), (5, 3)])
def test_what_a_stage_holds_moves_into_another(number: int, moved_to: int) -> None:
    plan = begun()
    left = without_stage(plan, number, moved_to=moved_to)
    assert len(left.sessions) == len(plan.sessions)
    assert {one.technique for one in left.actions} == {one.technique for one in plan.actions}
    placed = [(one.technique, one.function, one.stage) for one in left.actions]
    assert len(set(placed)) == len(placed)
    target = moved_to - (number < moved_to)
    themes = {one.theme for one in plan.sessions if one.stage == number}
    assert themes <= {one.theme for one in left.sessions if one.stage == target}
    assert {one.stage for one in left.sessions} <= {one.number for one in left.stages}


@pytest.mark.parametrize(("number", "moved_to"), [(6, None), (0, None), (2, 2), (2, 9)])
def test_a_stage_that_is_not_there_is_not_taken_out(number: int, moved_to: int | None) -> None:
    with pytest.raises(ValueError, match="a plan keeps a stage"):
        without_stage(begun(), number, moved_to=moved_to)


def test_the_last_stage_stays() -> None:
    plan = empty_plan(on=TODAY, review_days=30, name="first")
    with pytest.raises(ValueError, match="a plan keeps a stage"):
        without_stage(plan, 1, moved_to=None)


@pytest.mark.django_db
def test_a_session_is_ticked_out(worker: Client, case: Case) -> None:
    where = address(case, "plan_stage", number=1)
    before = stands(case)
    page = text_of(worker, where)
    form = {"name": "first", "session-0-theme": "kept", "session-1-theme": "out"}
    answer = worker.post(where, {**hidden(page), **form, "session-1-is_out": "on"})
    assert answer.status_code == 302
    themes = [one.theme for one in stands(case).sessions if one.stage == 1]
    assert themes == ["kept"]
    rest = sum(one.stage != 1 for one in before.sessions)
    assert sum(one.stage != 1 for one in stands(case).sessions) == rest


@pytest.mark.django_db
def test_a_stage_is_taken_out_on_its_page(worker: Client, case: Case) -> None:
    version = str(standing_plan(case).uid)
    where = address(case, "plan_stage_drop", number=2)
    answer = worker.post(where, {"made_from": version, "moved_to": "1"})
    assert answer.status_code == 302
    assert len(stands(case).stages) == 4
    assert Plan.objects.count() == 2


@pytest.mark.django_db
def test_an_old_tab_takes_no_stage_out(worker: Client, cast: Cast, case: Case) -> None:
    old = str(standing_plan(case).uid)
    changed = replace(stands(case), review_on=TODAY)
    save_plan(case=case, content=changed, by=cast.lin, made_from=old)
    where = address(case, "plan_stage_drop", number=2)
    answer = worker.post(where, {"made_from": old}, follow=True)
    assert "saved" in answer.content.decode()
    assert len(stands(case).stages) == 5


@pytest.mark.django_db
def test_the_only_stage_offers_no_way_out(worker: Client, cast: Cast) -> None:
    case = in_stage(opened(cast, student=cast.xiaoyu), Status.PLANNING)
    content = empty_plan(on=TODAY, review_days=30, name="only")
    save_plan(case=case, content=content, by=cast.lin)
    assert "plan/stage/1/drop/" not in text_of(worker, address(case, "plan_stage", number=1))
    answer = worker.post(address(case, "plan_stage_drop", number=1), {})
    assert answer.status_code == 404
    assert sent(worker, address(case, "plan_stage", number=2), {"name": "b"}).status_code == 302


def test_a_preset_proposes_its_actions_for_the_goals_of_their_function() -> None:
    content = begun_from(
        presets()["P1"],
        on=TODAY,
        starts_on=TODAY,
        review_days=30,
        language="en",
        goals={"EM": (1,), "IN": (2, 3)},
    )
    goals = {one.function: one.goals for one in content.actions}
    assert goals["EM"] == (1,)
    assert goals["IN"] == (2, 3)
    assert goals["AP"] == ()
