"""The worked cases: each stands where its story says, with its known figures."""

import pytest
from django.urls import resolve

from kithwork.access.roles import Verb
from kithwork.aid.models import Award
from kithwork.aid.queries.awards import awards_seen
from kithwork.casework.models import (
    Case,
    Contact,
    FollowUp,
    Pathway,
    PracticeLesson,
    ResourceLink,
    TalkCard,
)
from kithwork.casework.queries.goals import attained, goals_of
from kithwork.casework.queries.pathways import offered_presets, pathway_told
from kithwork.casework.queries.reach import cases_reached
from kithwork.casework.queries.thread import thread_of
from kithwork.core.casework import Status
from kithwork.core.support.cells import Adequacy
from kithwork.core.support.functions import FOUR
from kithwork.demo.parameters import ANSWERS
from kithwork.demo.stories.unsaved import LINE
from kithwork.demo.tests.conftest import AS_OF
from kithwork.demo.tests.test_parameters import within
from kithwork.drafts.queries import draft_of, drafts_of
from kithwork.evaluation.queries.across.effects import Outcome, brought_together
from kithwork.evaluation.queries.across.learned import learned_in, periods_of, programme_of
from kithwork.evaluation.queries.outcome import outcome_of
from kithwork.safety.models import Alert
from kithwork.surveys.models import Administration, Campaign

pytestmark = pytest.mark.django_db
STAGES = {
    "xiaoyu": Status.FOLLOW_UP,
    "zhiyuan": Status.CLOSED,
    "xiaolan": Status.EVALUATION,
    "aming": Status.ACTIVE,
    "ruonan": Status.ENQUIRY,
}


def outcome(world, story):
    telling = world.stories[story]
    return outcome_of(telling.worker, telling.told, language="en")


def test_each_case_stands_where_its_story_says(world):
    for told in world.stories.values():
        told.told.refresh_from_db()
    assert {name: told.told.stage for name, told in world.stories.items()} == STAGES


def test_lin_jing_accompanies_xiaoyu_and_each_worker_her_own(world):
    told = [one.told.pk for one in world.stories.values()]
    reached = {
        name: {
            case.student.person.given_name
            for case in cases_reached(user, Verb.READ).filter(pk__in=told)
        }
        for name, user in world.cast.users.items()
        if name in ("lin.jing", "tan.ming", "shen.yue", "he.lan")
    }
    assert reached["lin.jing"] == {"小雨"}
    assert reached["tan.ming"] == {"志远"}
    assert reached["shen.yue"] == {"明", "晓兰", "若楠"}
    assert len(reached["he.lan"]) == 5


def test_the_ordinary_cases_of_the_college_are_over_and_wait_for_nobody(world):
    cases = Case.objects.filter(pk__in=[one.told.pk for one in world.cohort])
    ended = {Status.CLOSED, Status.FOLLOW_UP, Status.NOT_ACCEPTED}
    assert {one.stage for one in cases} <= ended
    assert cases.exclude(status=Status.NOT_ACCEPTED).count() >= 5
    overdue = FollowUp.objects.filter(case__in=cases, state="planned", due_on__lte=AS_OF)
    assert not overdue.exists()
    assert not Alert.objects.filter(student__in=cases.values("student")).exists()


def test_learn_has_something_to_count(world):
    worker, school = world.cast.users["shen.yue"], world.college.school
    found = learned_in(worker, school, periods_of(school, "en")[0])
    assert found.counted.flow.ended.size >= 5
    assert found.counted.scores() == ("phq-9:total",)
    together = {
        one.outcome: one
        for one in brought_together(programme_of(worker, school, "all").closed, "en")
    }
    functions = [Outcome("function", code) for code in ("EM", "AP")]
    assert [one for one, found in together.items() if found.synthesis] == functions
    assert all(together[one].synthesis.mean.estimate > 0 for one in functions)
    assert Outcome("marks", "z") in together


def test_the_college_has_learned_lessons_and_a_pathway_that_is_offered(world):
    school, shen = world.college.school, world.cast.users["shen.yue"]
    lessons = PracticeLesson.objects.filter(case__school=school)
    assert lessons.count() >= 3
    first, second = Pathway.objects.filter(school=school).order_by("version")
    assert (first.code, first.base, second.version) == ("OWN-1", "P2", 2)
    offered = offered_presets(school, on=AS_OF)["OWN-1"]
    assert [stage.code for stage in offered.stages][:3] == ["engage", "self", "money"]
    told = pathway_told(shen, second, language="en")
    assert told.row.state == "approved"
    assert len(told.lessons) == lessons.count()
    assert len(told.cases) > len(pathway_told(shen, first, language="en").cases) == 3
    assert "先谈长处" in told.history[0].why
    assert any("order" in line for line in told.history[0].changes)


def test_two_notes_that_nobody_saved_wait_on_lin_jings_home_page(world):
    lin = world.cast.users["lin.jing"]
    drafts = drafts_of(lin)
    assert {one.form for one in drafts} == {"brief", "note"}
    case = world.stories["xiaoyu"].told
    brief = draft_of(lin, form="brief", object=str(case.uid))
    assert brief.values["line"] == [LINE]
    assert resolve(brief.address).view_name == "casework:contacts"
    assert not Contact.objects.filter(case=case, form="brief").exists()
    assert drafts_of(world.cast.users["tan.ming"]) == []


def test_amings_aid_stands_on_his_case_with_his_leave(world):
    seen = awards_seen(world.cast.users["shen.yue"], world.stories["aming"].student)
    assert seen.hardship.known == "special"
    amounts = {one.amount_minor for one in seen.awards if one.amount_minor}
    assert amounts == {490_000, 1_200_000}


@pytest.mark.parametrize("story", ["xiaoyu", "zhiyuan", "xiaolan", "aming"])
def test_each_goal_of_a_story_answers_a_need(world, story):
    thread = thread_of(world.stories[story].told, language="en")
    assert [need for need in thread.needs if need.goals]
    assert not thread.loose_goals


def test_xiaoyu_goes_from_large_gaps_on_all_four_to_one(world):
    support = outcome(world, "xiaoyu").support
    before = [support.before.of(function).enough for function in FOUR]
    after = [support.after.of(function).enough for function in FOUR]
    assert before == [Adequacy.FAR_TOO_LITTLE] * 4
    assert after.count(Adequacy.ABOUT_RIGHT) == 3


def test_xiaoyu_attains_her_three_goals_and_is_admitted(world):
    told = world.stories["xiaoyu"].told
    attained_now = attained(goals_of(told, "en"))
    assert (round(attained_now.t_baseline), round(attained_now.t_achieved)) == (36, 59)
    assert outcome(world, "xiaoyu").admitted.is_aim_met is True


def test_xiaoyus_work_is_on_record_from_talk_cards_to_follow_ups(world):
    told = world.stories["xiaoyu"].told
    assert 12 <= Contact.objects.filter(case=told).count() <= 16
    assert TalkCard.objects.filter(case=told, card="girls_schooling").count() == 8
    statuses = set(ResourceLink.objects.filter(case=told).values_list("status", flat=True))
    assert statuses == {"confirmed"}
    assert FollowUp.objects.filter(case=told, state="done").count() >= 2
    assert not Contact.objects.filter(is_late=True).exists()


def test_amings_complaints_fall_within_error(world):
    [change] = outcome(world, "aming").scales
    assert (change.first.result.scores["total"], change.latest.result.scores["total"]) == (12, 7)


def test_money_reaches_aming_and_nobodys_time_does(world):
    kinds = {one.programme.kind for one in given_to_aming(world)}
    assert {"grant", "loan"} <= kinds
    assert not kinds & {"counselling", "mentoring", "tutor_talk"}


def given_to_aming(world):
    return Award.objects.filter(student=world.stories["aming"].student)


def test_the_lost_case_says_what_was_learned(world):
    told = world.stories["zhiyuan"].told
    assert told.closure_reason == "lost_contact"
    assert PracticeLesson.objects.filter(case=told).count() == 1


def test_one_alert_is_open_this_morning(world):
    [alert] = Alert.objects.filter(spoken_at__isnull=True)
    assert (alert.student, alert.speaker) == (
        world.stories["ruonan"].student,
        world.cast.users["qin.lang"],
    )


def test_each_school_has_a_survey_that_some_have_answered(world):
    for filled in (world.junior_high, world.college):
        campaign = Campaign.objects.get(school=filled.school)
        asked = campaign.invitations.count()
        answered = campaign.invitations.filter(state="answered").count()
        assert within(answered, ANSWERS, asked)
        assert Administration.objects.filter(campaign=campaign).count() == answered
