"""The first page: only what is on record, for whom it concerns, and honest when empty."""

import datetime as dt

import pytest
from django.urls import reverse

from kithwork.access.actions.break_glass import break_glass
from kithwork.access.actions.users import NewUser, create_user
from kithwork.access.console import OPERATOR
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.catalogue.mappings import Kind
from kithwork.catalogue.upkeep import upkeep
from kithwork.desk.queries.home import home_of
from kithwork.desk.queries.own import SHOWN
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit_many, leave
from kithwork.people.actions.ties import tie
from kithwork.people.actions.uploads import upload
from kithwork.people.models import Student, StudentTie
from kithwork.people.queries.students import student_for
from kithwork.safety.actions import Source, raise_alert
from tests.cast import NOON, PASSWORD, TODAY

pytestmark = pytest.mark.django_db


def codes(items):
    return [(one.code, one.number) for one in items]


def own(home):
    return [(row.student, row.is_care_old) for row in home.own.rows]


def test_a_worker_sees_students_without_class_and_where_to_look_whom_to_talk_to(cast):
    assert codes(home_of(cast.lin).next) == [("classless", 1), ("talk", 0)]


def test_ones_own_students_are_rows_with_what_to_ask(cast):
    assert own(home_of(cast.lin)) == [(cast.xiaoyu, True)]
    assert own(home_of(cast.tan)) == []
    team = home_of(cast.he).own
    assert [row.student for row in team.rows] == [cast.aming, cast.xiaoyu]
    assert team.is_team
    assert not any(row.is_care_old for row in team.rows), "a supervisor may not write there"


def test_care_is_asked_anew_when_it_was_last_asked_longer_ago_than_the_catalogue_says(cast):
    days = dt.timedelta(days=upkeep().care_facts_days)
    fact = NewFact(cast.xiaoyu, "care.mother_away", True, TODAY - days, "visit")
    record_fact(fact=fact, by=OPERATOR)
    assert own(home_of(cast.lin)) == [(cast.xiaoyu, False)]
    with clock.telling(NOON + dt.timedelta(days=1)):
        [row] = home_of(cast.lin).own.rows
    assert (row.is_care_old, row.asked) == (True, TODAY - days)


def test_a_row_names_the_gravest_needs_and_the_day_one_looked_last(cast):
    note = NewFact(cast.xiaoyu, "care.parent_contact", "never", TODAY, "visit")
    record_fact(fact=note, by=OPERATOR)
    assert home_of(cast.lin).own.rows[0].looked is None
    student_for(cast.lin, cast.xiaoyu.uid)
    [row] = home_of(cast.lin).own.rows
    assert row.looked == TODAY
    assert [need.severity for need in row.needs] == [2]
    assert row.needs[0].label


def test_first_who_waits_for_a_talk_then_by_need_then_whom_one_has_not_seen_longest(cast):
    for student in (cast.haoran, cast.jiayi):
        tie(student=student, user=cast.lin, kind=StudentTie.Kind.OWN, on=TODAY, by=OPERATOR)
    student_for(cast.lin, cast.xiaoyu.uid)
    raise_alert(
        student=cast.jiayi, source=Source("person"), level="A2", speaker=cast.lin, by=cast.lin
    )
    rows = home_of(cast.lin).own.rows
    assert [row.student for row in rows] == [cast.jiayi, cast.haoran, cast.xiaoyu]
    assert [row.alert is not None for row in rows] == [True, False, False]
    record_fact(
        fact=NewFact(cast.xiaoyu, "care.parent_contact", "never", TODAY, "visit"), by=OPERATOR
    )
    rows = home_of(cast.lin).own.rows
    assert [row.student for row in rows] == [cast.jiayi, cast.xiaoyu, cast.haoran]


def test_the_rows_are_few_and_the_others_are_one_click_away(client, cast):
    new = [NewStudent(f"N{i:03}", PersonDetails(full_name=f"周{i}")) for i in range(SHOWN + 3)]
    for student in admit_many(school=cast.qingshan, students=new, by=OPERATOR):
        tie(student=student, user=cast.tan, kind=StudentTie.Kind.OWN, on=TODAY, by=OPERATOR)
    found = home_of(cast.tan).own
    assert (len(found.rows), found.more) == (SHOWN, 3)
    client.force_login(cast.tan)
    assert "?there=own" in client.get("/").content.decode()
    listed = client.get("/students/?there=own").content.decode()
    assert f"{SHOWN + 3} students whom you may see" in listed
    assert "林小雨" not in listed


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
    assert (home.now, home.next, home.own.rows, home.may_import) == ((), (), (), False)


def test_students_who_left_ask_for_nothing(cast):
    leave(student=cast.xiaoyu, on=TODAY, reason="moved_school", by=OPERATOR)
    leave(student=cast.jiayi, on=TODAY, reason="moved_school", by=OPERATOR)
    assert codes(home_of(cast.lin).next) == [("talk", 0)]
    assert home_of(cast.lin).own.rows == ()


def test_a_manager_is_told_how_many_alerts_are_open_and_what_waits_for_review(cast, client):
    raise_alert(
        student=cast.xiaoyu, source=Source("person"), level="A2", speaker=cast.lin, by=cast.lin
    )
    assert home_of(cast.gu).counted == 1
    break_glass(
        user=cast.gu,
        school=cast.qingshan,
        section=Section.CASE,
        subject_kind="student",
        subject=cast.xiaoyu.uid,
        reason="Her worker fell ill and the school asks tonight.",
    )
    assert codes(home_of(cast.gu).now) == [], "nobody reviews her own look"
    assert codes(home_of(cast.ye).now) == [("glass_waits", 1)]
    client.force_login(cast.gu)
    page = client.get("/").content.decode()
    assert "1 alert is open at your schools" in page


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
    account = NewUser("new.one", "新人", PASSWORD)
    client.force_login(create_user(user=account, by=OPERATOR))
    assert "not posted at a school yet" in client.get("/").content.decode()
    client.force_login(cast.luo)
    page = client.get("/").content.decode()
    assert "No student" in page
    assert "林小雨" not in page


def test_nobody_reaches_the_first_page_without_signing_in(client, db):
    assert client.get("/").status_code == 302
