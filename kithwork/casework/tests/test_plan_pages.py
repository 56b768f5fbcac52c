"""Pages of assessing and planning: each act through its form, and what stands afterwards."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.casework.actions.goals import GoalSaid, save_goal
from kithwork.casework.actions.needs import add_need
from kithwork.casework.actions.plans import save_plan, standing_plan
from kithwork.casework.models import Case, Ecomap, Evidence, Goal, NeedVersion, SupportSheet
from kithwork.casework.planned import begun_from, empty_plan
from kithwork.casework.queries.plan_content import content_of
from kithwork.casework.tests.browsing import address, sent, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.casework.tests.test_plan import in_stage
from kithwork.catalogue.presets import presets
from kithwork.core.casework import Status
from kithwork.needs.tests.made import note
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

GRID = {
    "present": ["family_grandparent", "friend"],
    "enough_EM": "0",
    "enough_IS": "2",
    "enough_IN": "1",
    "enough_AP": "",
    "words_EM": "没人听我说",
    "left_AP": "她累了",
}


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def worker(cast: Cast) -> Client:
    return signed_in(cast.lin)


def test_the_grid_is_filled_and_shown(worker: Client, case: Case) -> None:
    assert "Nobody has asked yet" in text_of(worker, address(case, "assess"))
    assert sent(worker, address(case, "assess_grid"), GRID).status_code == 302
    shown = text_of(worker, address(case, "assess"))
    for words in ("large gap", "some gap", "not asked", "没人听我说", "她累了"):
        assert words in shown
    again = text_of(worker, address(case, "assess_grid"))
    assert re.search(r'value="friend"[^>]*checked', again)


def test_a_grid_in_which_nothing_stands_is_not_saved(worker: Client, case: Case) -> None:
    answer = worker.post(address(case, "assess_grid"), {"version": ""})
    assert (answer.status_code, "Nothing is ticked yet" in answer.content.decode()) == (422, True)
    assert not SupportSheet.objects.exists()
    sent(worker, address(case, "assess_grid"), {"left_EM": "她累了"})
    assert SupportSheet.objects.count() == 1


def test_a_stale_grid_shows_that_somebody_saved(worker: Client, case: Case) -> None:
    sent(worker, address(case, "assess_grid"), GRID)
    answer = worker.post(address(case, "assess_grid"), {**GRID, "version": ""})
    assert answer.status_code == 422
    assert "Somebody else saved this" in answer.content.decode()
    assert SupportSheet.objects.count() == 1


def test_single_places_and_what_others_say(worker: Client, case: Case) -> None:
    sent(worker, address(case, "assess_grid"), GRID)
    hers = {"level.family_grandparent.EM": "1", "quality.friend": "2", "weight.friend": "3"}
    assert sent(worker, address(case, "assess_cells", rater="client"), hers).status_code == 302
    theirs = {"informant": "外婆", "level.family_grandparent.EM": "4"}
    assert sent(worker, address(case, "assess_cells", rater="guardian"), theirs).status_code == 302
    shown = text_of(worker, address(case, "assess"))
    assert "several a week" in shown
    assert "Told differently" in shown
    assert "外婆" not in shown
    assert worker.get(address(case, "assess_cells", rater="record")).status_code == 404


def test_evidence_is_attached(worker: Client, case: Case) -> None:
    where = address(case, "assess_evidence")
    piece = {"kind": "quote", "informant": "client", "on": "2026-11-18", "words": "想妈妈",
             "functions": ["EM", "AP"], "source": "family_parent"}  # fmt: skip
    assert sent(worker, where, {**piece, "functions": []}).status_code == 422
    assert sent(worker, where, piece).status_code == 302
    assert Evidence.objects.get().places.count() == 2
    assert "想妈妈" in text_of(worker, address(case, "assess"))


def test_a_talk_card_is_gone_through_with_one_person(worker: Client, case: Case) -> None:
    where = address(case, "assess_talk", card="girls_schooling", person="grandmother")
    answer = sent(worker, where, {"on": "2026-11-18", "say.far": "0", "words": "太远了"})
    assert answer.status_code == 302
    assert "太远了" in text_of(worker, address(case, "assess"))
    wrong = address(case, "assess_talk", card="resilience", person="grandmother")
    assert worker.get(wrong).status_code == 404


def test_needs_are_taken_in_and_ranked(worker: Client, case: Case) -> None:
    for code in ("N-FAM-3", "N-ACA-1"):
        worker.post(address(case, "assess_need_add"), {"code": code})
    where = address(case, "assess_needs")
    said = {
        f"need-{code}-{name}": value
        for code, rank in (("N-FAM-3", "1"), ("N-ACA-1", "2"))
        for name, value in (("rank_client", rank), ("status", "unmet"))
    }
    assert sent(worker, where, said).status_code == 302
    standing = NeedVersion.objects.filter(superseded_by=None)
    assert dict(standing.values_list("need__code", "rank_client")) == {"N-FAM-3": 1, "N-ACA-1": 2}
    stale = {**said, **{f"need-{code}-version": "" for code in ("N-FAM-3", "N-ACA-1")}}
    assert worker.post(where, {**stale, "need-N-FAM-3-rank_client": "5"}).status_code == 422


def test_a_computed_need_is_offered_with_its_reasons_and_taken_in_with_them(
    cast: Cast, worker: Client, case: Case
) -> None:
    note(cast.xiaoyu, {"care.parent_contact": "never"})
    offered = text_of(worker, address(case, "assess_needs"))
    assert "What the record shows" in offered
    assert "How often the student talks with an away parent" in offered
    worker.post(address(case, "assess_need_add"), {"code": "N-FAM-1"})
    assert "What the record shows" not in text_of(worker, address(case, "assess_needs"))
    evidence = Evidence.objects.get()
    assert [one.need.code for one in evidence.stands_for.all()] == ["N-FAM-1"]
    assert "How often the student talks" in text_of(worker, address(case, "assess"))


def test_a_problem_is_told(worker: Client, case: Case) -> None:
    where = address(case, "assess_problem_add")
    assert sent(worker, where, {"told": "回家没人说话", "severity": "7"}).status_code == 302
    assert "回家没人说话" in text_of(worker, address(case, "assess"))


def test_the_five_levels_are_proposed_and_then_saved(worker: Client, case: Case) -> None:
    where = address(case, "goal_add")
    goal = {"client_words": "想写作业", "statement": "每周四晚各学30分钟", "owner": "client",
            "importance": "2", "difficulty": "1", "unit": "晚", "baseline": "2", "expected": "4",
            "step": "1"}  # fmt: skip
    proposed = worker.post(where, {**goal, "version": "", "propose": "1"})
    assert proposed.status_code == 200
    assert "2 to 3 晚" in proposed.content.decode()
    assert not Goal.objects.exists()
    levels = {f"anchor_{place}": f"等级{place}" for place in range(5)}
    saving = {**goal, **levels, "baseline_level": "-1"}
    assert sent(worker, where, saving).status_code == 302
    assert "等级4" in text_of(worker, address(case, "goals"))
    refused = worker.post(where, {**goal, "version": "", "propose": "1", "expected": ""})
    assert refused.status_code == 422


def test_goals_are_rated_on_one_page(cast: Cast, worker: Client, case: Case) -> None:
    said = GoalSaid(client_words="", statement="每周一次", baseline_level=-1)
    save_goal(case=case, said=said, by=cast.lin)
    where = address(case, "goals_rate")
    rated = {"on": "2026-11-18", "rated_by": "together", "goal-1": "1"}
    assert sent(worker, where, rated).status_code == 302
    assert "+1" in text_of(worker, address(case, "goals"))
    assert sent(worker, where, {**rated, "goal-1": ""}).status_code == 422


def test_a_plan_is_begun_changed_and_signed(worker: Client, case: Case) -> None:
    in_stage(case, Status.PLANNING)
    assert "not begun yet" in text_of(worker, address(case, "plan"))
    begin = {"preset": "P1", "starts_on": "2026-11-18"}
    assert sent(worker, address(case, "plan_begin"), begin).status_code == 302
    assert worker.get(address(case, "plan_begin")).status_code == 302  # it is begun already
    action = {"technique": "EM-12", "stage": "2", "who_does": "client", "dose": "3"}
    assert sent(worker, address(case, "plan_action_add"), action).status_code == 302
    stage = {"name": "第六阶段", "session-0-theme": "告别"}
    assert sent(worker, address(case, "plan_stage", number=6), stage).status_code == 302
    assert sent(worker, address(case, "plan_frame"), {"aim": "考上高中"}).status_code == 302
    reason = address(case, "plan_reason", code="in")
    assert sent(worker, reason, {"why": "下学期"}).status_code == 302
    content = content_of(standing_plan(case))
    assert len(content.stages) == 6
    assert content.actions[-1].technique == "EM-12" or content.left_out == {"IN": "下学期"}
    assert content.words.aim == "考上高中"
    assert worker.get(address(case, "plan_stage", number=9)).status_code == 404
    signing = {"part": "client", "method": "verbal", "words": "她说好"}
    assert worker.post(address(case, "plan_sign"), signing).status_code == 302
    shown = text_of(worker, address(case, "plan"))
    for words in ("考上高中", "告别", "她说好", "relaxation and breathing"):
        assert words in shown
    assert "Service plan" in text_of(worker, address(case, "plan_print"))


def test_an_action_is_taken_out(cast: Cast, worker: Client, case: Case) -> None:
    in_stage(case, Status.PLANNING)
    content = begun_from(presets()["P3"], on=TODAY, starts_on=TODAY, review_days=30, language="en")
    plan = save_plan(case=case, content=content, by=cast.lin)
    where = address(case, "plan_action_drop", place=0)
    assert worker.post(where, {"version": str(plan.uid)}).status_code == 302
    standing = standing_plan(case)
    assert len(content_of(standing).actions) == len(content.actions) - 1
    worker.post(where, {"version": str(plan.uid)})  # from a page that is old by now
    assert standing_plan(case) == standing


def test_the_ecomap_draws_itself(worker: Client, case: Case) -> None:
    sent(worker, address(case, "assess_grid"), GRID)
    draw = address(case, "ecomap_draw")
    ties = {
        "on": "2026-11-18",
        "tie-0-source": "family_grandparent",
        "tie-0-label": "外婆",
        "tie-0-strength": "strong",
        "tie-0-is_stressful": "on",
        "tie-0-functions": ["EM"],
        "tie-1-source": "friend",
        "tie-1-strength": "weak",
        **{f"tie-{place}-strength": "ordinary" for place in range(2, 5)},
    }
    assert sent(worker, draw, ties).status_code == 302
    shown = text_of(worker, address(case, "ecomap"))
    assert shown.count("<polyline") == 4
    assert "外婆" in shown
    assert Ecomap.objects.get().ties.count() == 2


def test_techniques_for_the_gap_and_the_need_come_first(
    cast: Cast, worker: Client, case: Case
) -> None:
    in_stage(case, Status.PLANNING)
    content = empty_plan(on=TODAY, review_days=30, name="1")
    save_plan(case=case, content=content, by=cast.lin)
    add_need(case=case, code="N-EMO-4", on=TODAY, by=cast.lin)
    shown = text_of(worker, address(case, "plan_action_add") + "?function=EM")
    offered = re.findall(r'<option value="((?:EM|X)-\d+)"', shown)
    assert offered[:2] == ["EM-07", "EM-13"]  # for grief
    assert shown.index("for this support") < shown.index("EM-01")


def test_every_form_keeps_what_is_typed_under_a_name_that_drafts_know(
    cast: Cast, worker: Client, case: Case
) -> None:
    in_stage(case, Status.PLANNING)
    sent(worker, address(case, "assess_grid"), GRID)
    save_plan(case=case, content=empty_plan(on=TODAY, review_days=30, name="1"), by=cast.lin)
    pages = [
        *(address(case, name) for name in (
            "assess_grid", "assess_evidence", "assess_problem_add", "goal_add", "ecomap_draw",
            "goals_rate", "plan_frame", "plan_action_add",
        )),
        address(case, "assess_cells", rater="guardian"),
        address(case, "assess_talk", card="girls_schooling", person="mother"),
        address(case, "plan_stage", number=1),
        address(case, "plan_reason", code="em"),
    ]  # fmt: skip
    names = [re.findall(r'data-kw-draft="([^"]+)"', text_of(worker, where)) for where in pages]
    assert len({name for (name,) in names}) == len(pages)
    for (name,) in names:
        form, _colon, of = name.partition(":")
        assert worker.get(reverse("drafts:draft_of", args=[form, of])).status_code == 200


@pytest.mark.parametrize("code", ["em-01", "x-03", "ap-01"])
def test_a_technique_is_read(worker: Client, code: str) -> None:
    shown = text_of(worker, reverse("casework:technique", kwargs={"code": code}))
    assert "When not" in shown
    assert worker.get(reverse("casework:technique", kwargs={"code": "zz-1"})).status_code == 404


def test_everything_is_closed_to_others(cast: Cast, case: Case) -> None:
    stranger = signed_in(cast.zhou)
    for name in ("assess", "goals", "plan", "ecomap", "plan_print"):
        assert stranger.get(address(case, name)).status_code in (403, 404)
    for name in ("assess_grid", "goal_add", "goals_rate", "assess_evidence", "assess_needs"):
        assert stranger.get(address(case, name)).status_code in (403, 404)
