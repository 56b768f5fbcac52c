"""What a student does at her code, and what her guardian does at hers."""

import datetime as dt

import pytest

from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.people.models import Consent, Person
from kithwork.safety.models import Alert, Duty
from kithwork.surveys.actions.answering import (
    agree,
    answer,
    finish_sitting,
    go_back,
    invitation_at,
    refuse,
)
from kithwork.surveys.actions.campaigns import close_campaign
from kithwork.surveys.actions.consents import (
    Paper,
    guardian_answers,
    record_papers,
    request_at,
    withdraw,
)
from kithwork.surveys.codes import spaced
from kithwork.surveys.consenting import standing_of
from kithwork.surveys.models import Administration, GuardianRequest, Invitation
from kithwork.surveys.queries import given_to
from kithwork.surveys.respondent import questionnaire_of, screen_of
from kithwork.surveys.tests.asking import (
    code_of,
    guardian_code_of,
    invited,
    mother_of,
    opened_campaign,
)
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(cast):
    return opened_campaign(cast)


@pytest.fixture
def invitation(cast, campaign):
    """Haoran is fifteen: he agrees by himself."""
    return invited(campaign, cast.haoran)


def begun(invitation, **also):
    return agree(invitation=invitation, also=also, language="zh-Hans", way="link")


def answered_through(invitation, choose=lambda question: None):
    """Answer every open question of the sitting, by default with its first option."""
    while (screen := screen_of(invitation)) is not None:
        question = screen.question
        first = question.options[0].code if question.options else "2024-09"
        codes = choose(question) or [first]
        invitation = answer(invitation=invitation, question=question.id, codes=codes)
    return invitation


def code(refused):
    return refused.value.reason.code


@pytest.mark.parametrize("typed", [str.lower, spaced, lambda code: f" {code[:4]} {code[4:]} "])
def test_a_code_opens_however_it_is_typed(invitation, typed):
    assert invitation_at(typed(code_of(invitation))) == invitation


@pytest.mark.parametrize("typed", ["", " ", "ABCDEFGH", "12"])
def test_another_code_opens_nothing(campaign, typed):
    with pytest.raises(Refused, match="code_unknown"):
        invitation_at(typed)


def test_from_yes_to_the_form(cast, invitation):
    done = finish_sitting(invitation=answered_through(begun(invitation, survey_talk=True)))
    assert done.state == Invitation.State.ANSWERED
    assert len(done.receipt) == 11
    [form] = Administration.objects.all()
    assert (form.student, form.mode, form.campaign) == (cast.haoran, "link", done.campaign)
    assert (form.entered_by, form.given_on, form.missing) == (None, TODAY, 0)
    assert form.scores.count() > 0
    assert Invitation.objects.get(pk=done.pk).answers == {}
    said = Consent.objects.get().answers.values_list("purpose", "agrees", "lawful_basis")
    assert set(said) == {
        ("survey", True, "separate_consent"),
        ("survey_talk", True, "separate_consent"),
    }


def test_know_and_the_student_page_see_it_at_once(cast, campaign):
    mother_of(cast.xiaoyu)
    guardian_yes(invited(campaign, cast.xiaoyu))
    finish_sitting(invitation=answered_through(begun(invited(campaign, cast.xiaoyu))))
    [given] = given_to(cast.lin, cast.xiaoyu)
    assert given.administration.instrument == "ssm-16"


def test_nobody_stands_in_the_trail_even_beside_a_signed_in_worker(cast, invitation):
    finish_sitting(invitation=answered_through(begun(invitation)))
    event = AuditEvent.objects.get(verb="create", subject_kind="administration")
    assert (event.actor, event.role) == (None, "respondent")


def test_refusing_keeps_the_no_and_nothing_else(cast, invitation):
    refuse(invitation=answered_once(begun(invitation)), language="en", way="link")
    kept = Invitation.objects.get(pk=invitation.pk)
    assert (kept.state, kept.answers) == ("refused", {})
    assert not Administration.objects.exists()
    assert not Alert.objects.exists()


def answered_once(invitation):
    question = screen_of(invitation).question
    return answer(invitation=invitation, question=question.id, codes=[question.options[0].code])


def test_one_may_say_yes_after_a_no(cast, invitation):
    refuse(invitation=invitation, language="en", way="link")
    done = finish_sitting(invitation=answered_through(begun(invitation)))
    assert done.state == "answered"


def test_back_keeps_what_was_answered(invitation):
    invitation = answered_once(begun(invitation))
    second = screen_of(invitation)
    assert second.number == 2
    first = screen_of(go_back(invitation=invitation))
    assert (first.number, first.answer) == (1, (first.question.options[0].code,))
    assert screen_of(go_back(invitation=invitation)).number == 1


def test_where_one_stopped_one_goes_on(invitation):
    left = answered_once(begun(invitation))
    again = invitation_at(code_of(invitation))
    assert screen_of(again).question == screen_of(left).question
    assert again.answers == left.answers


@pytest.mark.parametrize(
    ("codes", "refusal"), [([], "surveys.choose_one"), (["no_such"], "scales.answer.not_among")]
)
def test_an_answer_that_the_question_does_not_have(invitation, codes, refusal):
    begun(invitation)
    question = screen_of(begun(invitation)).question
    with pytest.raises(Refused) as refused:
        answer(invitation=invitation, question=question.id, codes=codes)
    assert code(refused) == refusal


def test_what_one_would_rather_not_say_is_missing_and_never_zero(invitation):
    through = answered_through(begun(invitation), lambda question: [question.declining[0].code])
    form = finish_sitting(invitation=through).administration
    assert set(form.answers.values()) == {None}
    assert form.missing == 16
    assert set(form.more.values()) == {"refused"}
    assert [score.value for score in form.scores.all()] == [None] * form.scores.count()


def test_a_sitting_ends_only_when_it_is_through(invitation):
    with pytest.raises(Refused, match="question_moved_on"):
        finish_sitting(invitation=answered_once(begun(invitation)))


def test_speed_and_straight_lines_are_flagged(invitation):
    flags = finish_sitting(invitation=answered_through(begun(invitation))).administration.flags
    assert {"too_fast"} <= set(flags)


def test_time_is_counted_screen_by_screen_and_never_for_ever(invitation):
    moments = [NOON + dt.timedelta(seconds=seconds) for seconds in (0, 7, 3607)]
    with clock.telling(moments[0]):
        invitation = begun(invitation)
    with clock.telling(moments[1]):
        invitation = answered_once(invitation)
    with clock.telling(moments[2]):
        invitation = answered_once(invitation)
    assert invitation.seconds == 7 + 300


def test_a_closed_campaign_takes_nothing(cast, invitation):
    begun(invitation)
    close_campaign(campaign=invitation.campaign, by=cast.lin)
    with pytest.raises(Refused, match="campaign_closed"):
        answered_once(invitation)
    assert Invitation.objects.get(pk=invitation.pk).answers == {}


def test_after_its_last_day_it_takes_nothing(invitation):
    with clock.telling(NOON + dt.timedelta(days=15)), pytest.raises(Refused, match="closed"):
        begun(invitation)


# ── the guardian ────────────────────────────────────────────────────────────────────────────


def guardian_yes(invitation, *, digits="4321", agrees=True):
    return guardian_answers(
        request=request_at(guardian_code_of(invitation)),
        digits=digits,
        answers={"survey": agrees},
        language="zh-Hans",
    )


def test_below_fourteen_the_guardian_is_asked_first(cast, campaign):
    invitation, mother = invited(campaign, cast.xiaoyu), mother_of(cast.xiaoyu)
    with pytest.raises(Refused, match="guardian_first"):
        begun(invitation)
    made = guardian_yes(invitation)
    assert (made.carer, made.is_verified, made.method) == (mother, True, "e_sign")
    assert begun(invitation).state == "begun"


def test_a_guardians_no_keeps_the_questionnaire_shut(cast, campaign):
    mother_of(cast.xiaoyu)
    guardian_yes(invited(campaign, cast.xiaoyu), agrees=False)
    with pytest.raises(Refused, match="guardian_first"):
        begun(invited(campaign, cast.xiaoyu))


def test_wrong_digits_are_counted_and_shut_the_link(cast, campaign):
    mother_of(cast.xiaoyu)
    invitation = invited(campaign, cast.xiaoyu)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Refused) as refused:
            guardian_yes(invitation, digits="0000")
        assert refused.value.reason.values() == {"left": left}
    with pytest.raises(Refused, match="guardian_shut"):
        guardian_yes(invitation)
    assert GuardianRequest.objects.get().wrong_tries == 5
    assert not Consent.objects.exists()


def test_paper_is_recorded_for_guardian_and_student(cast, campaign):
    invitation, mother = invited(campaign, cast.xiaoyu), mother_of(cast.xiaoyu)
    yes = {"survey": True}
    papers = [Paper(invitation, mother, yes), Paper(invitation, None, yes)]
    told = {"campaign": campaign, "given_on": TODAY, "language": "zh-Hans", "by": cast.lin}
    assert record_papers(papers=papers, **told) == 2
    assert standing_of(campaign, cast.xiaoyu).may_answer
    record_papers(papers=[Paper(invitation, None, {"survey": False})], **told)
    assert not standing_of(campaign, cast.xiaoyu).may_answer
    assert Invitation.objects.get(pk=invitation.pk).state == "refused"


def test_without_a_birth_date_nobody_is_asked(cast, campaign):
    Person.objects.filter(pk=cast.haoran.person_id).update(birth=None)
    with pytest.raises(Refused, match="guardian_first"):
        begun(invited(campaign, cast.haoran))


# ── taken back ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("by_worker", [False, True])
def test_withdrawing_removes_answers_and_ends_the_consent(cast, invitation, by_worker):
    done = finish_sitting(invitation=answered_through(begun(invitation)))
    assert withdraw(invitation=done, by=cast.lin if by_worker else None) == 1
    assert not Administration.objects.exists()
    kept = Invitation.objects.get(pk=done.pk)
    assert (kept.state, kept.administration) == ("withdrawn", None)
    assert not standing_of(kept.campaign, cast.haoran).may_answer
    event = AuditEvent.objects.get(verb="delete", subject_kind="administration")
    assert (event.reason, event.size) == ("withdrawn", 1)
    assert (event.actor is None) is not by_worker
    with pytest.raises(Refused, match="answers_removed"):
        begun(kept)


def test_a_guardian_takes_her_yes_back(cast, campaign):
    mother, invitation = mother_of(cast.xiaoyu), invited(campaign, cast.xiaoyu)
    guardian_yes(invitation)
    done = finish_sitting(invitation=answered_through(begun(invitation)))
    withdraw(invitation=done, carer=mother, by=None)
    assert not Administration.objects.exists()
    assert not standing_of(campaign, cast.xiaoyu).may_be_asked


# ── two sittings, and an answer that asks for somebody ──────────────────────────────────────


@pytest.fixture
def support(cast):
    campaign = opened_campaign(cast, instrument="student-support")
    return invited(campaign, cast.haoran)


def alerting(invitation):
    """The first question of which an option asks that somebody speak with the student."""
    entry_questions = [
        (question, option)
        for question in screen_questions(invitation)
        for option in question.options
        if option.alert
    ]
    return entry_questions[0]


def screen_questions(invitation):
    return tuple(questionnaire_of(invitation).questions())


def test_two_sittings_make_one_form(support):
    halfway = finish_sitting(invitation=answered_through(begun(support)))
    assert (halfway.state, halfway.sitting) == ("begun", 1)
    first = halfway.administration
    done = finish_sitting(invitation=answered_through(halfway))
    assert done.state == "answered"
    assert done.administration.supersedes == first
    assert set(first.more) <= set(done.administration.more)
    assert Administration.objects.filter(superseded_by__isnull=True).count() == 1


def test_an_answer_that_asks_for_somebody_is_told_at_once(cast, support):
    question, option = alerting(support)

    def choose(asked):
        return [option.code] if asked.id == question.id else None

    invitation = begun(support)
    told = None
    while told is None:
        screen = screen_of(invitation)
        if screen is None:
            invitation = finish_sitting(invitation=invitation)
            continue
        asked = screen.question
        codes = choose(asked) or [asked.options[0].code if asked.options else "2024-09"]
        invitation = answer(invitation=invitation, question=asked.id, codes=codes)
        told = Alert.objects.first()
    assert (told.speaker, told.level, told.raised_by) == (cast.lin, option.alert, None)
    assert told.source == invitation.form_uid
    event = AuditEvent.objects.get(verb="risk")
    assert event.fields == ["speaker"]
    answered_through(invitation, choose)
    finish_sitting(invitation=answered_through(invitation, choose))
    assert Alert.objects.filter(level=option.alert).count() == 1
    assert Administration.objects.filter(uid=told.source).exists()


def test_it_is_told_to_somebody_even_when_the_duty_has_ended(cast, support):
    question, option = alerting(support)
    Duty.objects.update(ends_at=NOON + dt.timedelta(minutes=1))
    invitation = begun(support)
    with clock.telling(NOON + dt.timedelta(hours=2)):
        while not Alert.objects.exists():
            screen = screen_of(invitation)
            if screen is None:
                invitation = finish_sitting(invitation=invitation)
                continue
            asked = screen.question
            wanted = [option.code] if asked.id == question.id else None
            codes = wanted or [asked.options[0].code if asked.options else "2024-09"]
            invitation = answer(invitation=invitation, question=asked.id, codes=codes)
    assert Alert.objects.get().speaker == cast.lin


def test_an_alert_outlives_the_answers(cast, support):
    question, option = alerting(support)

    def choose(asked):
        return [option.code] if asked.id == question.id else None

    halfway = finish_sitting(invitation=answered_through(begun(support), choose))
    done = finish_sitting(invitation=answered_through(halfway, choose))
    assert withdraw(invitation=done, by=None) == 2
    assert Alert.objects.exists()
    assert not Administration.objects.exists()
