"""The first page: only what is on record, for whom it concerns, and honest when empty."""

import datetime as dt

import pytest
from django.urls import reverse

from kithwork.access.actions.users import NewUser, create_user
from kithwork.access.console import OPERATOR
from kithwork.audit import clock
from kithwork.catalogue.mappings import Kind
from kithwork.catalogue.upkeep import upkeep
from kithwork.desk.queries.home import home_of
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.students import leave
from kithwork.people.actions.uploads import upload
from kithwork.people.models import Student
from kithwork.people.queries.students import student_for
from kithwork.safety.actions import Source, raise_alert
from tests.cast import NOON, PASSWORD, TODAY

pytestmark = pytest.mark.django_db


def codes(items):
    return [(one.code, one.number, one.student) for one in items]


def test_a_worker_sees_students_without_class_and_own_ones_to_ask_about(cast):
    assert codes(home_of(cast.lin).next) == [("classless", 1, None), ("care_never", 0, cast.xiaoyu)]


def test_care_is_asked_anew_when_it_was_last_asked_longer_ago_than_the_catalogue_says(cast):
    days = dt.timedelta(days=upkeep().care_facts_days)
    fact = NewFact(cast.xiaoyu, "care.mother_away", True, TODAY - days, "visit")
    record_fact(fact=fact, by=OPERATOR)
    assert [one.code for one in home_of(cast.lin).next] == ["classless"]
    with clock.telling(NOON + dt.timedelta(days=1)):
        [_, old] = home_of(cast.lin).next
    assert (old.code, old.student, old.on) == ("care_old", cast.xiaoyu, TODAY - days)


def test_the_students_whom_one_had_open_stand_there_the_last_first(cast):
    for student in (cast.xiaoyu, cast.haoran, cast.xiaoyu):
        student_for(cast.tan, student.uid)
    recent = home_of(cast.tan).recent
    assert [row.student for row in recent] == [cast.xiaoyu, cast.haoran]
    assert home_of(cast.lin).recent == ()


def test_an_alert_stands_first_for_whoever_speaks_to_the_student_today(cast):
    raised = raise_alert(
        student=cast.xiaoyu,
        source=Source("observation"),
        level="A2",
        speaker=cast.lin,
        by=cast.lin,
    )
    assert home_of(cast.lin).alerts == (raised,)
    assert home_of(cast.tan).alerts == ()
    teacher = home_of(cast.su)
    assert (teacher.alerts, teacher.told) == ((), (raised,))


def test_a_file_that_was_begun_waits_for_whoever_began_it(cast):
    begun = upload(
        school=cast.qingshan, kind=Kind.ROSTER, content="学号,姓名\n1,何田".encode(), by=cast.lin
    )
    [waits] = home_of(cast.lin).now
    assert (waits.code, waits.number) == ("import_waits", 1)
    assert waits.on == begun.created_at.date()
    assert home_of(cast.tan).now == ()


def test_a_teacher_is_not_asked_for_what_she_cannot_do(cast):
    home = home_of(cast.su)
    assert (home.now, home.next, home.may_import) == ((), (), False)


def test_students_who_left_ask_for_nothing(cast):
    leave(student=cast.xiaoyu, on=TODAY, reason="moved_school", by=OPERATOR)
    leave(student=cast.jiayi, on=TODAY, reason="moved_school", by=OPERATOR)
    assert home_of(cast.lin).next == ()


def test_an_empty_school_teaches_to_bring_in_the_roster(client, cast):
    for student in Student.objects.all():
        student.ties.all().delete()
        student.enrolments.all().delete()
        student.delete()
    client.force_login(cast.lin)
    page = client.get(reverse("desk:home")).content.decode()
    assert "Begin with the students of your school" in page
    client.force_login(cast.su)
    assert "As soon as the roster" in client.get(reverse("desk:home")).content.decode()


def test_somebody_without_a_posting_or_without_students_is_told_so(client, cast):
    account = NewUser("new.one", "新人", PASSWORD, must_change_password=False)
    client.force_login(create_user(user=account, by=OPERATOR))
    assert "not posted at a school yet" in client.get("/").content.decode()
    client.force_login(cast.luo)
    page = client.get("/").content.decode()
    assert "No student" in page
    assert "林小雨" not in page


def test_nobody_reaches_the_first_page_without_signing_in(client, db):
    assert client.get("/").status_code == 302
