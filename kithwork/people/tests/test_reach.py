"""Whom each of the cast reaches, in list, search and page alike, and what the trail keeps of it."""

import datetime as dt

import pytest
from django.http import Http404

from kithwork.access.actions.postings import end_posting, take_from_team
from kithwork.access.console import OPERATOR
from kithwork.access.models import Supervision
from kithwork.access.permissions import NotAllowed
from kithwork.access.roles import Form, Section, Verb
from kithwork.audit import clock
from kithwork.people.actions.students import leave
from kithwork.people.actions.ties import tie, untie
from kithwork.people.models import StudentTie
from kithwork.people.queries.care import carers_of, contact_rule_of
from kithwork.people.queries.marks import marks_of
from kithwork.people.queries.reach import OF_A_FILE, require_reach, sections_open, students_reached
from kithwork.people.queries.students import (
    present,
    record_list,
    search,
    student_for,
    students_for,
)
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db

QINGSHAN = {"xiaoyu", "haoran", "jiayi"}
EVERYBODY = {*QINGSHAN, "aming"}
REACHED = {
    "lin": QINGSHAN,
    "tan": QINGSHAN,
    "shen": {"aming"},
    "he": EVERYBODY,
    "su": {"xiaoyu", "haoran"},
    "fan": {"aming"},
    "zhou": {"aming"},
    "ye": EVERYBODY,
    "qin": {"aming"},
    "gu": EVERYBODY,
    "luo": set(),
    "bai": set(),
}
OWN = {"lin": {"xiaoyu"}, "shen": {"aming"}}


def names(cast, students):
    return {one for one in EVERYBODY if getattr(cast, one) in set(students)}


@pytest.mark.parametrize("who", REACHED)
def test_the_list_holds_whom_the_matrix_lets_one_see(cast, who):
    assert names(cast, students_for(getattr(cast, who))) == REACHED[who]


@pytest.mark.parametrize("who", REACHED)
def test_the_page_opens_for_the_same_students_and_no_others(cast, who):
    user = getattr(cast, who)
    for name in EVERYBODY:
        student = getattr(cast, name)
        if name in REACHED[who]:
            assert student_for(user, student.uid) == student
        else:
            with pytest.raises(Http404):
                student_for(user, student.uid)


@pytest.mark.parametrize("who", REACHED)
def test_the_search_finds_the_same_students_and_no_others(cast, who):
    user = getattr(cast, who)
    numbers = {name: getattr(cast, name).number for name in EVERYBODY}
    found = {n for n, number in numbers.items() if search(user, number).students}
    assert found == REACHED[who]


@pytest.mark.parametrize("who", REACHED)
def test_identity_is_written_for_own_students_only(cast, who):
    reached = students_reached(getattr(cast, who), Verb.WRITE, Section.IDENTITY)
    assert names(cast, reached) == OWN.get(who, set())


def test_answers_are_for_the_own_worker_her_supervisor_and_whom_she_was_referred_to(cast):
    def may_read(user):
        return names(cast, students_reached(user, Verb.READ, Section.ANSWERS))

    assert may_read(cast.lin) == {"xiaoyu"}
    assert may_read(cast.tan) == set()
    assert may_read(cast.he) == {"xiaoyu", "aming"}
    assert may_read(cast.qin) == {"aming"}
    assert may_read(cast.ye) == may_read(cast.gu) == may_read(cast.su) == set()


def test_a_safeguarding_lead_sees_the_alerting_item_of_her_alerts_only(cast):
    def may_read(form):
        return names(cast, students_reached(cast.ye, Verb.READ, Section.ANSWERS, form=form))

    tie(student=cast.haoran, user=cast.ye, kind=StudentTie.Kind.ALERT, on=TODAY, by=OPERATOR)
    assert may_read(Form.FULL) == set()
    assert may_read(Form.ALERTING_ITEM) == {"haoran"}


def test_a_tie_ends_with_its_day(cast):
    tied = StudentTie.objects.get(user=cast.lin)
    untie(tied=tied, on=TODAY, by=cast.lin)
    assert names(cast, students_reached(cast.lin, Verb.READ, Section.ANSWERS)) == {"xiaoyu"}
    with clock.telling(NOON + dt.timedelta(days=1)):
        assert not students_reached(cast.lin, Verb.READ, Section.ANSWERS)
        assert not students_reached(cast.he, Verb.READ, Section.ANSWERS).filter(pk=cast.xiaoyu.pk)


def test_a_team_ends_with_its_day(cast):
    team = Supervision.objects.get(worker=cast.lin)
    take_from_team(team=team, on=TODAY, by=cast.he)
    with clock.telling(NOON + dt.timedelta(days=1)):
        assert names(cast, students_reached(cast.he, Verb.READ, Section.ANSWERS)) == {"aming"}


def test_a_posting_that_ended_opens_nothing(cast):
    end_posting(posting=cast.su.postings.get(), on=TODAY - dt.timedelta(days=1), by=cast.luo)
    assert not students_for(cast.su)


def test_a_pupil_who_left_the_class_leaves_her_teachers_list_and_stays_in_the_schools(cast):
    leave(student=cast.xiaoyu, on=TODAY - dt.timedelta(days=1), reason="moved", by=cast.tan)
    assert names(cast, students_for(cast.su)) == {"haoran"}
    assert names(cast, students_for(cast.tan)) == QINGSHAN
    assert names(cast, present(students_for(cast.tan))) == QINGSHAN - {"xiaoyu"}


def test_what_is_not_reached_is_refused_without_naming_anybody(cast):
    for ask in (marks_of, carers_of, contact_rule_of):
        with pytest.raises(NotAllowed) as refusal:
            ask(cast.fan, cast.xiaoyu)
        assert "林" not in str(refusal.value)
    with pytest.raises(NotAllowed):
        require_reach(cast.tan, Verb.WRITE, Section.IDENTITY, cast.xiaoyu)


def test_the_sections_of_a_student_that_are_open(cast):
    assert sections_open(cast.su, cast.xiaoyu) == {Section.IDENTITY, Section.MARKS}
    assert Section.CASE in sections_open(cast.lin, cast.xiaoyu)
    assert sections_open(cast.luo, cast.xiaoyu) == frozenset()
    assert sections_open(OPERATOR, cast.xiaoyu) == frozenset(OF_A_FILE)


def test_opening_searching_and_listing_stand_in_the_trail_without_a_value(cast, events):
    student_for(cast.lin, cast.xiaoyu.uid, section=Section.MARKS)
    search(cast.lin, "小雨")
    record_list(cast.lin, size=3)
    with pytest.raises(Http404):
        student_for(cast.lin, cast.aming.uid)
    view, searched, listed = events()
    assert (view.verb, view.subject, view.section) == ("view", cast.xiaoyu.uid, "marks")
    assert (view.actor, view.school) == (cast.lin.uid, cast.qingshan.uid)
    assert (searched.verb, searched.subject, searched.size) == ("search", None, 1)
    assert (listed.verb, listed.size) == ("list", 3)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("小雨", {"xiaoyu"}),
        ("lxy", {"xiaoyu"}),
        ("Lin Xiaoyu", {"xiaoyu"}),
        ("ouyang", {"jiayi"}),
        ("oyjy", {"jiayi"}),
        ("2026", QINGSHAN),
        ("2026 wang", {"haoran"}),
        ("wang lin", set()),
        ("%", set()),
        ("", set()),
        ("陈明", set()),
    ],
)
def test_every_word_must_fit(cast, typed, found):
    assert names(cast, search(cast.tan, typed).students) == found


def test_a_search_says_when_there_are_more(cast):
    few = search(cast.tan, "2026", limit=2)
    assert (len(few.students), few.has_more) == (2, True)
    assert not search(cast.tan, "2026", limit=3).has_more
    assert search(cast.su, "2026", limit=1).has_more


def test_a_whole_school_before_a_class_in_the_index_hides_nobody(cast, monkeypatch):
    monkeypatch.setattr("kithwork.people.queries.students.CANDIDATES", 1)
    assert names(cast, search(cast.su, "2026").students) == {"xiaoyu", "haoran"}
    assert names(cast, search(cast.tan, "2026").students) == QINGSHAN
