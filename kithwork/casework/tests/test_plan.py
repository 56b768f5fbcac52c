"""Goals, plan and ecomap: anchors before the work, versions, coverage, doses, ties in words."""

import datetime as dt
from dataclasses import replace

import pytest

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.casework.actions.ecomap import TieSaid, save_ecomap
from kithwork.casework.actions.goals import GoalSaid, rate_goals, save_goal
from kithwork.casework.actions.needs import NeedSaid, add_need, say_of_need
from kithwork.casework.actions.papers import sign
from kithwork.casework.actions.plans import save_plan, standing_plan
from kithwork.casework.actions.support import Said, Sheet, begin_occasion, save_sheet
from kithwork.casework.models import Case, CaseNeed, Contact, Delivered, Plan
from kithwork.casework.planned import PlanContent, begun_from, empty_plan
from kithwork.casework.queries.ecomap import changes_told, ecomaps_of, proposed_ties, wrapped
from kithwork.casework.queries.goals import attained, goals_of, smart_hints
from kithwork.casework.queries.needs import needs_of_case
from kithwork.casework.queries.plan_content import content_of
from kithwork.casework.queries.plans import plan_told
from kithwork.casework.refusals import Missing
from kithwork.casework.tests.filing import opened
from kithwork.catalogue.presets import presets
from kithwork.core.casework import Status
from kithwork.core.ecomap.ties import Flow, Strength
from kithwork.core.planning.actions import WhoDoes
from kithwork.core.support.cells import Rater
from kithwork.core.support.functions import Function
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

ANCHORS = ("很少学", "每周两天", "每周四天", "每周五天", "每周六天")


@pytest.fixture
def case(cast: Cast) -> Case:
    case = opened(cast)
    return in_stage(case, Status.PLANNING)


def in_stage(case: Case, status: Status) -> Case:
    Case.objects.filter(pk=case.pk).update(status=status.value)
    case.refresh_from_db()
    return case


@pytest.fixture
def need(cast: Cast, case: Case) -> CaseNeed:
    need = add_need(case=case, code="N-FAM-3", on=TODAY, by=cast.lin)
    made_from = str(need.versions.get(superseded_by=None).uid)
    said = NeedSaid(rank_client=1)
    say_of_need(need=need, said=said, on=TODAY, by=cast.lin, made_from=made_from)
    return need


def goal_said(*needs: CaseNeed, **more) -> GoalSaid:
    return GoalSaid(
        client_words="晚上想安安静静写会儿作业",
        statement="每周四天，每天学习30分钟",
        needs=needs,
        function="EM",
        baseline_level=-1,
        anchors=ANCHORS,
        target_on=TODAY + dt.timedelta(days=60),
        importance=3,
        difficulty=2,
        **more,
    )


def p1(language: str = "zh-Hans") -> PlanContent:
    return begun_from(presets()["P1"], on=TODAY, starts_on=TODAY, review_days=30, language=language)


def told(case: Case, language: str = "zh-Hans"):
    goals, needs = goals_of(case, language), needs_of_case(case, language)
    return plan_told(case, goals=goals, needs=needs, language=language)


def test_a_goal_keeps_her_words_its_levels_and_its_number(cast, case, need) -> None:
    save_goal(case=case, said=goal_said(need), by=cast.lin)
    save_goal(case=case, said=replace(goal_said(), statement="每周打一次电话"), by=cast.lin)
    first, second = goals_of(case, "zh-Hans")
    assert (first.number, second.number) == (1, 2)
    assert first.said.client_words == "晚上想安安静静写会儿作业"
    assert [one.text for one in first.anchors] == list(ANCHORS)
    assert [one.stands for one in first.anchors] == [False, True, False, False, False]
    assert first.version.anchors_written == 5
    assert smart_hints(first.said, on=TODAY, language="zh-Hans") == ()
    assert smart_hints(replace(first.said, statement="提高成绩", needs=()), on=TODAY, language="en")


def test_levels_change_after_the_start_only_with_a_reason(cast, case, need) -> None:
    version = save_goal(case=case, said=goal_said(need), by=cast.lin)
    in_stage(case, Status.ACTIVE)
    changed = replace(goal_said(need), anchors=(*ANCHORS[:4], "每天"))
    again = {"case": case, "said": changed, "by": cast.lin, "goal": version.goal}
    with pytest.raises(Refused, match="anchors_need_reason"):
        save_goal(**again, made_from=str(version.uid))
    with pytest.raises(Stale):
        save_goal(**again, made_from="")
    amended = save_goal(**again, made_from=str(version.uid), reason="agreed_anew")
    assert (amended.version, amended.reason) == (2, "agreed_anew")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"statement": " "}, "no_statement"),
        ({"status": "abandoned"}, "no_end_reason"),
        ({"anchors": ("a", "a", "", "", "")}, "anchors.same"),
    ],
)
def test_what_a_goal_may_not_be(cast, case, said, code) -> None:
    with pytest.raises(Refused, match=code):
        save_goal(case=case, said=replace(goal_said(), **said), by=cast.lin)


def test_goals_are_rated_and_t_follows_the_table(cast, case, need) -> None:
    goal = save_goal(case=case, said=goal_said(need), by=cast.lin).goal
    rate_goals(case=case, levels={goal: 1}, on=TODAY, by=cast.lin)
    rate_goals(case=case, levels={goal: 0}, on=TODAY, by=cast.lin)  # the same day: a correction
    (one,) = goals_of(case, "zh-Hans")
    assert [rating.level for rating in one.ratings] == [0]
    result = attained((one,))
    assert result is not None
    assert (result.t_baseline, result.t_achieved) == (40, 50)
    with pytest.raises(Refused, match="nothing_rated"):
        rate_goals(case=case, levels={}, on=TODAY, by=cast.lin)


def test_a_preset_fills_stages_sessions_and_actions(cast, case, need) -> None:
    save_plan(case=case, content=p1(), by=cast.lin)
    plan = standing_plan(case)
    assert plan is not None
    assert (plan.preset, plan.preset_hash) == ("P1", presets()["P1"].entry.content_hash)
    content = content_of(plan)
    assert [stage.number for stage in content.stages] == [1, 2, 3, 4, 5]
    assert content.stages[1].starts_on == TODAY + dt.timedelta(weeks=3)
    assert len(content.sessions) == sum(len(s.sessions) for s in presets()["P1"].stages)
    assert content == replace(
        p1(), actions=tuple(replace(a, uid=b.uid) for a, b in zip(p1().actions, content.actions,
                                                                 strict=True))
    )  # fmt: skip
    shown = told(case)
    assert shown is not None
    assert shown.shift == "随着阶段推进，学生自己做得越来越多。"
    assert shown.care_missing == ()


def test_a_gap_without_action_is_open_until_a_reason_is_written(cast, case, need) -> None:
    occasion = begin_occasion(case=case, on=TODAY, by=cast.lin)
    said = (Said(function=Function.EM, enough=0), Said(function=Function.IN, enough=1))
    save_sheet(occasion=occasion, sheet=Sheet(rater=Rater.CLIENT, said=said), by=cast.lin)
    content = empty_plan(on=TODAY, review_days=30, name="第一阶段")
    plan = save_plan(case=case, content=content, by=cast.lin)
    shown = told(case)
    states = {one.code: one.state for one in shown.covers}
    assert states["EM"] == states["IN"] == states["N-FAM-3"] == "open"
    assert not shown.is_covered
    save_goal(case=case, said=goal_said(need), by=cast.lin)
    reasons = replace(content, left_out={"EM": "母亲下周回来", "IN": "下学期再做"})
    save_plan(case=case, content=reasons, by=cast.lin, made_from=str(plan.uid))
    shown = told(case)
    assert shown.is_covered
    assert {one.code: one.reason for one in shown.covers if one.reason} == {
        "EM": "母亲下周回来",
        "IN": "下学期再做",
    }


def test_an_action_keeps_its_identity_and_its_doses(cast, case, need) -> None:
    plan = save_plan(case=case, content=p1(), by=cast.lin)
    row = plan.actions.filter(action__technique="EM-03").first()
    assert row is not None
    contact = Contact.objects.create(
        school=case.school, student=case.student, case=case, series=plan.uid, form="brief",
        mode="phone",
        at=dt.datetime(2026, 11, 18, 4, 0, tzinfo=dt.UTC),
    )  # fmt: skip
    Delivered.objects.create(
        contact=contact, technique="EM-03", function="EM", dose=2, action=row.action
    )
    Delivered.objects.create(contact=contact, technique="EM-12", function="EM", dose=1)
    content = replace(content_of(plan), review_on=TODAY)
    second = save_plan(case=case, content=content, by=cast.lin, made_from=str(plan.uid))
    assert second.actions.filter(action=row.action).exists()
    assert ("亲情连线", "已做 2 次，计划 12 次") in told(case).begun
    assert Plan.objects.filter(case=case).count() == 2


def test_a_changed_plan_wants_to_be_agreed_anew(cast, case, need) -> None:
    plan = save_plan(case=case, content=p1(), by=cast.lin)
    sign(case=case, signed=plan, part="client", method="verbal", words="她说好", by=cast.lin)
    assert told(case).is_agreed
    save_plan(case=case, content=content_of(plan), by=cast.lin, made_from=str(plan.uid))
    assert not told(case).is_agreed


def test_a_plan_waits_for_its_stage_and_for_its_writer(cast, case) -> None:
    with pytest.raises(NotAllowed):
        save_plan(case=case, content=p1(), by=cast.zhou)
    first = p1().stages[0]
    backwards = replace(
        p1(), stages=(replace(first, ends_on=TODAY - dt.timedelta(days=1)), *p1().stages[1:])
    )
    with pytest.raises(Refused, match="stage_days"):
        save_plan(case=case, content=backwards, by=cast.lin)
    doubled = replace(p1(), actions=(*p1().actions, p1().actions[0]))
    with pytest.raises(Refused, match="action_twice"):
        save_plan(case=case, content=doubled, by=cast.lin)
    in_stage(case, Status.ASSESSMENT)
    with pytest.raises(Missing):
        save_plan(case=case, content=p1(), by=cast.lin)


def test_who_does_moves_to_her(cast, case) -> None:
    content = p1("en")
    assert content.actions[0].who_does is WhoDoes.WORKER
    assert content.actions[-1].who_does is WhoDoes.CLIENT


BEFORE = (
    TieSaid(source="family_grandparent", label="外婆", is_stressful=True, functions=(Function.EM,)),
    TieSaid(source="charity", strength=Strength.WEAK),
)
AFTER = (
    TieSaid(source="family_grandparent", label="外婆", functions=(Function.EM,)),
    TieSaid(
        source="teacher_homeroom",
        strength=Strength.STRONG,
        flow=Flow.IN,
        functions=(Function.EM, Function.AP),
    ),
)


def test_two_ecomaps_are_compared_in_words(cast, case) -> None:
    save_ecomap(case=case, ties=BEFORE, on=TODAY, by=cast.lin)
    save_ecomap(case=case, ties=AFTER, on=TODAY + dt.timedelta(days=80), by=cast.lin)
    before, after = ecomaps_of(case, "zh-Hans")
    assert before.ties == BEFORE
    assert changes_told(before, after, "zh-Hans") == (
        "与外婆的紧张缓解",
        "新的强联系：班主任（情感、评价）",
        "不再出现在图上：基金会、爱心人士",
    )
    assert after.told[1] == ("班主任", "强、流向学生、情感、评价")
    assert before.drawn[0].is_stressful
    assert before.drawn[1].is_dashed


def test_an_ecomap_is_proposed_from_who_is_there(cast, case) -> None:
    assert proposed_ties(case) == ()
    occasion = begin_occasion(case=case, on=TODAY, by=cast.lin)
    sheet = Sheet(rater=Rater.CLIENT, present=("friend", "family_parent"))
    save_sheet(occasion=occasion, sheet=sheet, by=cast.lin)
    assert [tie.source for tie in proposed_ties(case)] == ["family_parent", "friend"]


@pytest.mark.parametrize(
    ("ties", "code"),
    [
        ((), "empty"),
        ((TieSaid(source="self"),), "unknown_source"),
        ((TieSaid(source="friend"), TieSaid(source="friend")), "twice"),
    ],
)
def test_what_an_ecomap_may_not_be(cast, case, ties, code) -> None:
    with pytest.raises(Refused, match=code):
        save_ecomap(case=case, ties=ties, on=TODAY, by=cast.lin)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("外婆", ("外婆",)),
        ("homeroom teacher", ("homeroom", "teacher")),
        ("村（居）委会、邻里", ("村（居）委会", "、邻里")),
        ("a very long name that nobody can read", ("a very long", "name that", "nobody can…")),
    ],
)  # fmt: skip
def test_a_label_stands_in_its_circle(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text) == lines
