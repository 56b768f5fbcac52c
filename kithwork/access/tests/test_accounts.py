"""Schools, accounts, postings, teams and broken glass: effect, trail, refusal."""

import datetime as dt
import uuid

import pytest

from kithwork.access.actions.break_glass import (
    break_glass,
    open_glass,
    open_reason,
    review_broken_glass,
)
from kithwork.access.actions.invitations import invite
from kithwork.access.actions.organisation import NewSchool, found_organisation, open_school
from kithwork.access.actions.postings import end_posting, post, put_in_team, take_from_team
from kithwork.access.actions.users import (
    NewUser,
    choose,
    close_account,
    create_user,
    reopen_account,
    take_second_factor,
)
from kithwork.access.console import OPERATOR
from kithwork.access.models import BreakGlass, Posting, School, Supervision, User
from kithwork.access.permissions import NotAllowed, may
from kithwork.access.refusals import Refused
from kithwork.access.roles import ROLES, Section, Verb
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.catalogue.words import say
from tests.cast import NOON, PASSWORD, TODAY

pytestmark = pytest.mark.django_db
REASON = "The worker is ill and the family rings: I must see when they were last visited."


def said(refusal):
    return refusal.value.reason.code


def new_user(**more):
    return NewUser(**{"username": "Xu.Nan", "name": "徐楠", "password": PASSWORD, **more})


def test_an_account_is_opened_folded(cast, events):
    user = create_user(user=new_user(), by=cast.luo)
    assert (user.username, user.pinyin) == ("xu.nan", "xu nan")
    assert user.check_password(PASSWORD)
    assert not any(may(user, verb, section) for verb in Verb for section in Section)
    [event] = events()
    assert (event.verb, event.reason, event.role) == ("permission", "opened", "administrator")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"username": "LIN.JING"}, "access.username_taken"),
        ({"username": "x"}, "access.username_form"),
        ({"username": "xu nan"}, "access.username_form"),
        ({"name": " "}, "access.name_missing"),
        ({"password": "short"}, "access.password_weak"),
        ({"password": "password1234"}, "access.password_weak"),
        ({"language": "fr"}, "access.unknown_choice"),
    ],
)
def test_an_account_with_a_fault_is_refused_in_both_languages(cast, wrong, code):
    with pytest.raises(Refused) as refusal:
        create_user(user=new_user(**wrong), by=cast.luo)
    assert said(refusal) == code
    assert refusal.value.said_in("en") != refusal.value.said_in("zh-hans")


@pytest.mark.parametrize("who", ["lin", "he", "su", "zhou", "ye", "qin", "gu", "bai"])
def test_accounts_are_kept_by_administrators_alone(cast, who):
    by = getattr(cast, who)
    new_school = NewSchool("x", School.Kind.OTHER, name_en="X")
    for attempt in (
        lambda: create_user(user=new_user(), by=by),
        lambda: invite(user=cast.tan, by=by),
        lambda: close_account(user=cast.tan, by=by),
        lambda: open_school(school=new_school, by=by),
        lambda: post(user=cast.tan, role="manager", school=cast.qingshan, starts_on=TODAY, by=by),
        lambda: end_posting(posting=cast.tan.postings.get(), on=TODAY, by=by),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_closed_account_keeps_its_name_and_holds_nothing(cast):
    close_account(user=cast.tan, by=cast.luo)
    assert not may(cast.tan, Verb.READ, Section.IDENTITY)
    with pytest.raises(NotAllowed):
        close_account(user=cast.luo, by=cast.luo)


def test_each_chooses_language_and_theme_for_herself(cast):
    choose(user=cast.lin, language="zh-hans")
    choose(user=cast.lin, theme="dark")
    lin = User.objects.get(pk=cast.lin.pk)
    assert (lin.language, lin.theme) == ("zh-hans", "dark")
    with pytest.raises(Refused):
        choose(user=cast.lin, theme="pink")


def test_nobody_posts_herself(cast):
    with pytest.raises(NotAllowed):
        post(user=cast.luo, role="worker", school=cast.qingshan, starts_on=TODAY, by=cast.luo)


def test_a_posting_opens_and_its_end_closes(cast, events):
    user = create_user(user=new_user(), by=cast.luo)
    posting = post(user=user, role="worker", school=cast.qingshan, starts_on=TODAY, by=cast.luo)
    assert may(user, Verb.READ, Section.MARKS, at=cast.qingshan)
    end_posting(posting=posting, on=TODAY, by=cast.luo)
    with clock.telling(NOON + dt.timedelta(days=1)):
        assert not may(user, Verb.READ, Section.MARKS)
    assert [event.reason for event in events()] == ["opened", "posted.worker", "ended.worker"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"role": "headmaster"}, "access.unknown_role"),
        ({"role": "console"}, "access.unknown_role"),
        ({"ends_on": TODAY - dt.timedelta(days=1)}, "access.days_out_of_order"),
    ],
)
def test_a_posting_with_a_fault_is_refused(cast, wrong, code):
    right = {"user": cast.tan, "role": "worker", "school": cast.qingshan, "starts_on": TODAY}
    before = Posting.objects.count()
    with pytest.raises(Refused) as refusal:
        post(**{**right, **wrong}, by=cast.luo)
    assert (said(refusal), Posting.objects.count()) == (code, before)


def test_an_administrator_of_one_school_posts_nobody_at_another(cast):
    cast.luo.postings.filter(school=cast.college).delete()
    with pytest.raises(NotAllowed):
        post(user=cast.tan, role="worker", school=cast.college, starts_on=TODAY, by=cast.luo)


@pytest.mark.parametrize("starts_on", [TODAY, TODAY + dt.timedelta(days=30)])
def test_an_account_of_another_school_too_is_kept_by_whoever_keeps_both(cast, starts_on):
    cast.luo.postings.filter(school=cast.college).delete()
    post(user=cast.tan, role="worker", school=cast.college, starts_on=starts_on, by=OPERATOR)
    for deed in (
        lambda by: invite(user=cast.tan, by=by),
        lambda by: close_account(user=cast.tan, by=by),
        lambda by: reopen_account(user=cast.tan, by=by),
        lambda by: take_second_factor(user=cast.tan, by=by),
    ):
        with pytest.raises(Refused) as refusal:
            deed(cast.luo)
        assert said(refusal) == "access.posted_elsewhere"
    tan = User.objects.get(pk=cast.tan.pk)
    assert tan.is_active
    assert tan.check_password(PASSWORD)
    close_account(user=tan, by=OPERATOR)


def test_a_posting_that_ended_elsewhere_keeps_nobody_from_the_account(cast):
    cast.luo.postings.filter(school=cast.college).delete()
    day = TODAY - dt.timedelta(days=1)
    elsewhere = {"role": "worker", "school": cast.college, "starts_on": day, "ends_on": day}
    post(user=cast.tan, **elsewhere, by=OPERATOR)
    close_account(user=cast.tan, by=cast.luo)
    assert not User.objects.get(pk=cast.tan.pk).is_active


def test_a_posting_that_ends_is_not_put_off(cast, events):
    day = TODAY - dt.timedelta(days=7)
    ended = Posting.objects.create(
        user=cast.zhou, role="worker", school=cast.qingshan, starts_on=day, ends_on=day
    )
    with pytest.raises(Refused) as refusal:
        end_posting(posting=ended, on=TODAY, by=cast.luo)
    assert said(refusal) == "access.posting_ends_before"
    assert Posting.objects.get(pk=ended.pk).ends_on == day
    assert not events()


def test_nobody_changes_her_own_posting(cast):
    own = cast.luo.postings.get(school=cast.qingshan)
    with pytest.raises(NotAllowed):
        end_posting(posting=own, on=TODAY, by=cast.luo)
    assert Posting.objects.get(pk=own.pk).ends_on is None


def test_a_supervisor_changes_her_own_team_alone(cast):
    take_from_team(team=Supervision.objects.get(worker=cast.tan), on=TODAY, by=cast.he)
    arguments = {"worker": cast.tan, "school": cast.qingshan, "starts_on": TODAY}
    put_in_team(supervisor=cast.he, **arguments, by=cast.he)
    with pytest.raises(NotAllowed):
        put_in_team(supervisor=cast.gu, **arguments, by=cast.he)
    with pytest.raises(Refused) as refusal:
        put_in_team(
            supervisor=cast.he,
            worker=cast.su,
            school=cast.qingshan,
            starts_on=TODAY,
            by=cast.luo,
        )
    assert said(refusal) == "access.not_a_worker_here"


@pytest.mark.parametrize(
    ("school", "code"),
    [
        (NewSchool("qingshan", School.Kind.OTHER, name_en="X"), "access.school_exists"),
        (NewSchool("y", School.Kind.OTHER), "access.name_missing"),
        (
            NewSchool("y", School.Kind.OTHER, name_en="Y", time_zone="Asia/Nowhere"),
            "access.unknown_time_zone",
        ),
    ],
)
def test_a_school_with_a_fault_is_refused(cast, school, code):
    with pytest.raises(Refused) as refusal:
        open_school(school=school, by=cast.luo)
    assert said(refusal) == code


def test_the_organisation_is_founded_once(cast):
    with pytest.raises(Refused):
        found_organisation(name_en="Another", by=OPERATOR)


def opened(cast, who="gu", **more):
    arguments = {
        "school": cast.qingshan,
        "section": Section.CASE,
        "subject_kind": "case",
        "subject": uuid.UUID(int=5),
        "reason": REASON,
    }
    return break_glass(user=getattr(cast, who), **{**arguments, **more})


def test_glass_opens_one_section_of_one_record_for_a_while(cast, events):
    opened(cast)
    subject = uuid.UUID(int=5)
    assert open_glass(cast.gu, Section.CASE, subject=subject)
    assert not open_glass(cast.gu, Section.RESTRICTED, subject=subject)
    assert not open_glass(cast.gu, Section.CASE, subject=uuid.UUID(int=6))
    assert not open_glass(cast.luo, Section.CASE, subject=subject)
    with clock.telling(NOON + dt.timedelta(hours=3)):
        assert not open_glass(cast.gu, Section.CASE, subject=subject)
    [event] = events()
    assert (event.verb, event.reason, event.role) == ("break_glass", "opened", "manager")


def test_the_reason_is_sealed_and_long_enough(cast):
    assert open_reason(opened(cast)) == REASON
    assert REASON.encode() not in bytes(BreakGlass.objects.get().reason)
    with pytest.raises(Refused) as refusal:
        opened(cast, reason="curious")
    assert "20" in refusal.value.said_in("en")


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("lin", {}),
        ("ye", {}),
        ("zhou", {}),
        ("luo", {"section": Section.RESTRICTED}),
        ("gu", {"section": Section.ANSWERS}),
    ],
)
def test_there_is_no_glass_where_the_matrix_has_none(cast, who, more):
    with pytest.raises(NotAllowed):
        opened(cast, who, **more)


def test_another_person_who_reads_the_trail_reviews_it(cast, events):
    glass = opened(cast)
    for who in (cast.gu, cast.lin, cast.luo):
        with pytest.raises(NotAllowed):
            review_broken_glass(opened=glass, is_justified=True, by=who)
    review_broken_glass(opened=glass, is_justified=False, by=cast.ye)
    assert BreakGlass.objects.get().reviewed_by == cast.ye
    assert events()[-1].reason == "reviewed.not_justified"


def test_a_review_is_not_written_over(cast):
    glass = opened(cast)
    stale = BreakGlass.objects.get()
    review_broken_glass(opened=glass, is_justified=False, by=cast.ye)
    another = create_user(user=new_user(), by=OPERATOR)
    post(user=another, role="manager", school=cast.qingshan, starts_on=TODAY, by=OPERATOR)
    with pytest.raises(Refused) as refusal:
        review_broken_glass(opened=stale, is_justified=True, by=another)
    assert said(refusal) == "access.glass_reviewed"
    kept = BreakGlass.objects.get()
    assert (kept.is_justified, kept.reviewed_by) == (False, cast.ye)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_role_and_section_has_its_word(language):
    for code in (*(f"access.role.{r}" for r in ROLES), *(f"access.section.{s}" for s in Section)):
        assert say(code, language)


def test_the_trail_of_making_the_cast_holds_no_name(cast):
    text = "".join(str(vars(event)) for event in AuditEvent.objects.all())
    assert not [user.name for user in User.objects.all() if user.name in text]
    assert "林小雨" not in text
