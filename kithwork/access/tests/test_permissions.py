"""What is held follows from postings in force today at the school, and from nothing else."""

import datetime as dt
import uuid

import pytest

from kithwork.access.console import OPERATOR
from kithwork.access.models import Organisation, Posting, School, User
from kithwork.access.permissions import NotAllowed, held, may, may_school_wide, remembering, require
from kithwork.access.roles import Form, Need, Scope, Section, Verb
from kithwork.audit import clock

pytestmark = pytest.mark.django_db
# 20:00 UTC on 31 August is already 1 September in Shanghai.
EVENING = dt.datetime(2026, 8, 31, 20, tzinfo=dt.UTC)
FIRST = dt.date(2026, 9, 1)
A_CLASS = uuid.UUID(int=7)


@pytest.fixture(autouse=True)
def at_the_first_of_september():
    with clock.telling(EVENING):
        yield


@pytest.fixture
def schools():
    Organisation.objects.create(id=1, name_en="Green Hill")
    return [
        School.objects.create(code=code, name_en=code, kind="college", time_zone="Asia/Shanghai")
        for code in ("a", "b")
    ]


@pytest.fixture
def user():
    return User.objects.create(username="u", name="U")


def post(user, school, role, **more):
    return Posting.objects.create(
        user=user, school=school, role=role, **{"starts_on": FIRST, **more}
    )


def test_a_posting_counts_from_the_first_to_the_last_day_at_the_school(user, schools):
    posting = post(user, schools[0], "worker", ends_on=FIRST)
    assert may(user, Verb.READ, Section.IDENTITY)
    with clock.telling(EVENING + dt.timedelta(days=1)):
        assert not may(user, Verb.READ, Section.IDENTITY)
    with clock.telling(EVENING - dt.timedelta(hours=5)):
        assert not may(user, Verb.READ, Section.IDENTITY)
    assert held(user, Verb.READ, Section.IDENTITY)[0].school_uid == posting.school.uid


def test_a_posting_at_one_school_gives_nothing_at_another(user, schools):
    post(user, schools[0], "supervisor")
    here, there = schools
    assert may(user, Verb.READ, Section.IDENTITY, at=here)
    assert not may(user, Verb.READ, Section.IDENTITY, at=there)
    assert require(user, Verb.READ, Section.IDENTITY, at=here).role == "supervisor"
    with pytest.raises(NotAllowed, match="read identity"):
        require(user, Verb.READ, Section.IDENTITY, at=there)


def test_what_is_the_whole_schools_is_not_done_with_a_posting_for_a_class(user, schools):
    here = schools[0]
    post(user, here, "worker", scope="class", scope_uid=A_CLASS)
    assert may(user, Verb.WRITE, Section.CAMPAIGNS, at=here)
    assert not may_school_wide(user, Verb.WRITE, Section.CAMPAIGNS, at=here)
    with pytest.raises(NotAllowed, match="write campaigns"):
        require(user, Verb.WRITE, Section.CAMPAIGNS, at=here)
    post(user, here, "worker")
    assert may_school_wide(user, Verb.WRITE, Section.CAMPAIGNS)
    assert require(user, Verb.WRITE, Section.CAMPAIGNS, at=here).class_uid is None


@pytest.mark.parametrize(("role", "section"), [("worker", "identity"), ("supervisor", "accounts")])
def test_what_reaches_some_students_or_a_team_is_not_school_wide(user, schools, role, section):
    post(user, schools[0], role)
    with pytest.raises(NotAllowed):
        require(user, Verb.WRITE, Section(section), at=schools[0])


def test_several_postings_add_up(user, schools):
    post(user, schools[0], "worker")
    post(user, schools[1], "aid_officer")
    scopes = {(h.role, h.scope) for h in held(user, Verb.READ, Section.IDENTITY)}
    assert scopes == {("worker", Scope.SCHOOL), ("aid_officer", Scope.SCHOOL)}
    assert not may(user, Verb.WRITE, Section.AID, at=schools[0])
    assert may(user, Verb.WRITE, Section.AID, at=schools[1])


def test_an_account_that_is_closed_holds_nothing(user, schools):
    post(user, schools[0], "worker")
    user.is_active = False
    assert held(user, Verb.READ, Section.IDENTITY) == ()


def test_a_homeroom_teacher_without_a_class_reaches_nobody(user, schools):
    post(user, schools[0], "homeroom")
    assert held(user, Verb.READ, Section.IDENTITY) == ()
    post(user, schools[0], "homeroom", scope="class", scope_uid=A_CLASS)
    assert [h.class_uid for h in held(user, Verb.READ, Section.IDENTITY)] == [A_CLASS]


def test_a_form_is_held_as_itself_or_through_the_full_record(user, schools):
    post(user, schools[0], "manager")
    assert not may(user, Verb.READ, Section.MARKS)
    assert may(user, Verb.READ, Section.MARKS, form=Form.COUNTS)
    assert may(user, Verb.READ, Section.IDENTITY, form=Form.COUNTS)
    assert not may(user, Verb.READ, Section.MARKS, form=Form.PSEUDONYMOUS)


def test_what_needs_consent_or_glass_is_not_held_until_the_caller_filters_by_it(user, schools):
    post(user, schools[0], "manager")
    assert held(user, Verb.READ, Section.CASE) == ()
    [grant] = held(user, Verb.READ, Section.CASE, with_needs=[Need.BREAK_GLASS])
    assert grant.needs == {Need.BREAK_GLASS}
    assert held(user, Verb.READ, Section.CASE, with_needs=[Need.CONSENT]) == ()


def test_the_console_reaches_everything_and_is_named(schools):
    assert require(OPERATOR, Verb.WRITE, Section.RESTRICTED, at=schools[1]).role == "console"


def test_postings_are_read_once_while_a_request_is_answered(
    user, schools, django_assert_num_queries
):
    post(user, schools[0], "worker")
    with remembering(), django_assert_num_queries(1):
        for section in Section:
            may(user, Verb.READ, section)
    with django_assert_num_queries(2):
        may(user, Verb.READ, Section.CASE)
        may(user, Verb.READ, Section.CASE)
