"""A student's page: each role sees its parts and no others, and each part shown is recorded."""

import pytest
from django.urls import reverse

from kithwork.access.console import OPERATOR
from kithwork.desk.queries.student_file import file_of
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.addresses import page_of
from kithwork.safety.actions import Source, raise_alert, spoken
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, cast):
    """Return the answer to somebody of the cast who opens a student's page."""

    def opened(who, student):
        client.force_login(getattr(cast, who))
        return client.get(page_of(student))

    return opened


def test_the_page_stands_where_lists_and_forms_lead_to(cast):
    assert page_of(cast.xiaoyu) == reverse("desk:student", kwargs={"uid": cast.xiaoyu.uid})


def test_a_worker_reads_the_whole_page_and_the_trail_knows_each_section(read, cast, events):
    answer = read("lin", cast.xiaoyu)
    assert "100 0000 0001" in answer.content.decode()
    shown = [(e.verb, e.section) for e in events() if e.subject == cast.xiaoyu.uid]
    assert shown == [("view", "identity"), ("view", "marks"), ("view", "needs")]


def test_an_aid_officer_sees_no_marks_and_the_page_says_so(read, cast, events):
    answer = read("zhou", cast.aming).content.decode()
    assert "Marks and attendance are not shown to your role." in answer
    shown = [e.section for e in events() if e.subject == cast.aming.uid]
    assert shown == ["identity", "aid"]


def test_a_teacher_reads_her_class_without_anything_to_edit(read, cast):
    answer = read("su", cast.xiaoyu).content.decode()
    assert "林小雨" in answer
    assert "/identity/" not in answer
    assert "What to do next" not in answer


@pytest.mark.parametrize(
    ("who", "student", "status"),
    [
        ("lin", "haoran", 200),
        ("lin", "aming", 404),
        ("su", "jiayi", 404),
        ("qin", "aming", 200),
        ("qin", "xiaoyu", 404),
        ("luo", "xiaoyu", 403),
        ("bai", "aming", 403),
    ],
)
def test_the_page_of_somebody_out_of_reach_is_not_there(read, cast, who, student, status):

    answer = read(who, getattr(cast, student))
    assert answer.status_code == status
    if status != 200:
        assert getattr(cast, student).person.full_name not in answer.content.decode()


def test_the_file_asks_first_for_carers_then_for_a_safe_way_to_reach_them(cast):
    file = file_of(cast.lin, cast.xiaoyu.uid, language="en")
    assert [step.code for step in file.steps] == ["no_carers", "care_unknown"]
    assert (file.today, file.age) == (TODAY, None)
    assert (file.may_write, file.may_write_marks, file.accompanies) == (True, False, True)


def test_a_file_that_one_may_not_write_asks_for_nothing(cast):
    assert file_of(cast.lin, cast.haoran.uid, language="en").steps == ()


def alert_about(student, speaker):
    return raise_alert(
        student=student, source=Source("person"), level="A2", speaker=speaker, by=speaker
    )


@pytest.mark.parametrize("who", ["lin", "he", "ye"])
def test_an_open_alert_stands_first_for_whoever_may_see_it(read, cast, who, events):
    alert = alert_about(cast.xiaoyu, cast.lin)
    page = read(who, cast.xiaoyu).content.decode()
    assert f"/alerts/{alert.uid}/" in page
    assert page.index(f"/alerts/{alert.uid}/") < page.index('id="who"')
    assert ("list", "alert") in [(e.verb, e.subject_kind) for e in events()]


def test_no_band_is_named_over_an_open_alert(read, cast):
    fact = NewFact(cast.xiaoyu, "care.parent_contact", "never", TODAY, "visit")
    record_fact(fact=fact, by=OPERATOR)
    assert "offer help" in read("lin", cast.xiaoyu).content.decode()
    alert = alert_about(cast.xiaoyu, cast.lin)
    page = read("lin", cast.xiaoyu).content.decode()
    assert "offer help" not in page
    assert "an alert is open" in page
    spoken(alert=alert, note="We talked by the window.", by=cast.lin)
    assert "an alert is open" not in read("lin", cast.xiaoyu).content.decode()


def test_a_teacher_is_told_who_speaks_and_a_colleague_nothing(read, cast):
    alert = alert_about(cast.xiaoyu, cast.lin)
    teacher = read("su", cast.xiaoyu).content.decode()
    assert "林静 speaks with 林小雨 today" in teacher
    assert str(alert.uid) not in teacher
    colleague = read("tan", cast.xiaoyu).content.decode()
    assert "alert" not in colleague.lower().replace('role="alert"', "")
