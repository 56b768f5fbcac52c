"""The pages of a case: who opens them, what they show, what a form does and keeps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.contacts import Note, write_contact
from kithwork.casework.actions.needs import add_need
from kithwork.casework.actions.papers import standing_record
from kithwork.casework.models import (
    Case,
    Contact,
    FollowUp,
    InformationItem,
    PracticeLesson,
    Reflection,
    Resource,
    ResourceLink,
    Task,
)
from kithwork.casework.queries.papers import words_of
from kithwork.casework.queries.thread import thread_of
from kithwork.casework.tests.browsing import address, signed_in, text_of
from kithwork.casework.tests.filing import CLOSURE, ENQUIRY, INTAKE, filed, opened
from kithwork.core.casework import Status
from kithwork.people.actions.carers import NewCarer, add_carer
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import CarerAway
from kithwork.safety.models import Alert
from tests.cast import NOON, TODAY, Cast

pytestmark = pytest.mark.django_db

TABS = ("case", "papers", "contacts", "results", "giving", "consent", "members")


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.mark.parametrize("tab", TABS)
def test_each_page_opens_for_worker_and_supervisor_and_for_nobody_else(
    cast: Cast, case: Case, tab: str
) -> None:
    where = address(case, tab)
    assert [signed_in(one).get(where).status_code for one in (cast.lin, cast.he)] == [200, 200]
    assert signed_in(cast.tan).get(where).status_code == 404
    assert signed_in(cast.shen).get(where).status_code == 404
    others = (cast.su, cast.zhou, cast.ye, cast.gu, cast.luo, cast.bai)
    assert {signed_in(one).get(where).status_code for one in others} == {403}


@pytest.mark.parametrize("tab", TABS)
def test_opening_a_page_leaves_its_line_in_the_trail(cast: Cast, case: Case, tab: str) -> None:
    before = AuditEvent.objects.filter(verb="view", subject=case.uid).count()
    signed_in(cast.lin).get(address(case, tab))
    assert AuditEvent.objects.filter(verb="view", subject=case.uid).count() == before + 1


def test_a_case_is_opened_from_a_students_page(cast: Cast) -> None:
    where = reverse("casework:open", kwargs={"uid": cast.haoran.uid})
    answer = signed_in(cast.tan).post(where, {**ENQUIRY, "_on": TODAY})
    made = Case.objects.get(student=cast.haoran)
    assert answer.headers["Location"] == address(made, "case")
    assert (made.number, made.stage, made.source) == ("2026-0001", Status.ENQUIRY, "homeroom")
    assert words_of(made, standing_record(made, "enquiry"))["verbatim"] == ENQUIRY["verbatim"]


def test_a_yes_about_danger_asks_for_a_name_and_leads_to_the_first_steps(cast: Cast) -> None:
    where = reverse("casework:open", kwargs={"uid": cast.xiaoyu.uid})
    sent = {**ENQUIRY, "risk_self": "yes", "_on": TODAY}
    unnamed = signed_in(cast.lin).post(where, sent)
    assert "Say who speaks with the student" in unnamed.content.decode()
    assert not Case.objects.exists()
    named = signed_in(cast.lin).post(where, {**sent, "speaker": cast.lin.uid})
    alert = Alert.objects.get()
    assert alert.level == "A2"
    assert named.headers["Location"] == reverse("safety:alert", kwargs={"uid": alert.uid})


def test_an_unfinished_form_comes_back_with_what_was_typed(cast: Cast) -> None:
    where = reverse("casework:open", kwargs={"uid": cast.xiaoyu.uid})
    answer = signed_in(cast.lin).post(where, {"verbatim": "她说累。", "_on": TODAY})
    assert answer.status_code == 200 or answer.status_code == 422
    assert "她说累。" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_paper_is_written_amended_and_signed(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    client.post(address(case, "paper", kind="intake"), {**INTAKE, "_on": TODAY, "version": ""})
    first = standing_record(case, "intake")
    assert first is not None
    case.refresh_from_db()
    assert case.decision == "accept"
    changed = {**INTAKE, "since": "从初二开始", "_on": TODAY, "version": str(first.uid)}
    client.post(address(case, "amend", record=first.uid), changed)
    second = standing_record(case, "intake")
    assert second is not None
    assert (second.version, second.supersedes) == (2, first)
    client.post(address(case, "sign", record=second.uid), {"part": "worker", "method": "here"})
    shown = client.get(address(case, "record", record=second.uid)).content.decode()
    assert "从初二开始" in shown
    assert "Nobody has signed" not in shown


def test_a_stale_paper_shows_both_and_saves_nothing(cast: Cast, case: Case) -> None:
    client, where = signed_in(cast.lin), address(case, "paper", kind="intake")
    client.post(where, {**INTAKE, "_on": TODAY, "version": ""})
    other = {**INTAKE, "hopes_client": "想回家", "_on": TODAY, "version": ""}
    answer = client.post(where, other)
    assert "想回家" in answer.content.decode()
    assert "考上高中" in answer.content.decode()
    stood = standing_record(case, "intake")
    assert stood is not None
    assert stood.version == 1


def test_a_step_with_everything_there_goes_from_the_page(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    page = client.get(address(case, "case")).content.decode()
    assert "Everything for “intake” is there." in page
    client.post(address(case, "step"), {"to": "intake"})
    case.refresh_from_db()
    assert case.stage is Status.INTAKE


def test_a_step_that_lacks_something_names_it_and_links_to_it(cast: Cast) -> None:
    case = filed(cast, status=Status.ASSESSMENT, without="risk_level")
    client = signed_in(cast.lin)
    page = client.get(address(case, "case")).content.decode()
    assert "the level of danger" in page
    assert f'href="{address(case, "risk")}"' in page
    answer = client.post(address(case, "step"), {"to": "planning"}, follow=True)
    assert "the level of danger" in answer.content.decode()
    case.refresh_from_db()
    assert case.stage is Status.ASSESSMENT


def test_a_line_is_noted_in_one_form(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    client.post(
        address(case, "brief"), {"line": "走廊里聊了两句", "next": "周三见", "mode": "face"}
    )
    assert Contact.objects.get().form == "brief"
    page = client.get(address(case, "contacts")).content.decode()
    assert "走廊里聊了两句" in page
    assert "周三见" in page


def test_a_full_note_keeps_technique_rating_and_promise(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    sent = {
        "template": "dap",
        "at": "2026-11-18T10:30",
        "minutes": 45,
        "mode": "home",
        "present": ["client", "grandparent"],
        "purpose": "家访",
        "say_data": "奶奶在场",
        "used": ["EM-01"],
        "risk": "unchanged",
        "mood": 6,
        "rate_heard": "4",
        "task_client": "每天读二十分钟",
        "task_due": "2026-11-25",
    }
    client.post(address(case, "contact_add"), sent)
    note = Contact.objects.get()
    assert (note.mode, note.minutes, note.mood, note.is_late) == ("home", 45, 6, False)
    assert note.at.hour == 2  # 10:30 in Shanghai
    assert [one.technique for one in note.delivered.all()] == ["EM-01"]
    assert note.rating == {"heard": 4}
    task = Task.objects.get()
    page = client.get(address(case, "contacts")).content.decode()
    assert "每天读二十分钟" in page
    client.post(address(case, "task_done", task=task.uid))
    task.refresh_from_db()
    assert task.done_on == TODAY


def test_a_note_is_amended_and_both_versions_stay(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    sent = {
        "template": "soap",
        "at": "2026-11-18T10:30",
        "minutes": 20,
        "mode": "face",
        "present": ["client"],
        "purpose": "谈话",
        "say_subjective": "她说好些了",
        "risk": "not_asked",
    }
    client.post(address(case, "contact_add"), sent)
    first = Contact.objects.get()
    changed = {**sent, "minutes": 30, "version": str(first.uid)}
    client.post(address(case, "contact", contact=first.uid), changed)
    assert [one.minutes for one in Contact.objects.order_by("version")] == [20, 30]


def test_a_resource_goes_from_the_directory_to_confirmed(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    sent = {"name": "县图书馆借书", "kind": "goods", "functions": ["IS"], "is_checked": "on"}
    client.post(reverse("casework:resource_add"), sent)
    resource = Resource.objects.get()
    client.post(address(case, "link"), {"resource": resource.uid, "function": "IS"})
    link = ResourceLink.objects.get()
    for to in ("offered", "accepted", "delivered", "confirmed"):
        client.post(address(case, "link_step", link=link.uid), {"to": to})
    link.refresh_from_db()
    assert link.status == "confirmed"
    assert link.events.count() == 5


def test_nobody_who_was_not_checked_is_offered_to_a_child(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    sent = {"name": "志愿家教", "kind": "tutoring", "functions": ["IS"]}
    client.post(reverse("casework:resource_add"), sent)
    client.post(address(case, "link"), {"resource": Resource.objects.get().uid, "function": "IS"})
    link = ResourceLink.objects.get()
    answer = client.post(address(case, "link_step", link=link.uid), {"to": "offered"}, follow=True)
    assert "checked whoever meets the child" in answer.content.decode()
    link.refresh_from_db()
    assert link.status == "identified"


def test_information_is_written_given_and_read(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    sent = {
        "title": "中考加分政策",
        "topic": "exam",
        "language": "zh-Hans",
        "text": "……",
        "source": "县教育局 2026 年第 3 号",
        "reviewed_on": "2026-11-01",
        "review_by": "2027-03-01",
    }
    client.post(reverse("casework:item_add"), sent)
    item = InformationItem.objects.get()
    client.post(address(case, "give"), {"item": item.uid, "to": "client", "way": "talk"})
    given = case.information_given.get()
    client.post(address(case, "read", given=given.uid))
    assert "read" in client.get(address(case, "giving")).content.decode()
    given.refresh_from_db()
    assert given.read.on == TODAY


def test_a_closing_plans_the_follow_ups_and_each_gets_its_result(cast: Cast) -> None:
    case = filed(cast, status=Status.EVALUATION, without="closure")
    client = signed_in(cast.lin)
    closure = {**CLOSURE, "follow_up": "planned", "_on": TODAY, "version": ""}
    client.post(address(case, "paper", kind="closure"), closure)
    assert FollowUp.objects.filter(case=case).count() == 3
    Case.objects.filter(pk=case.pk).update(status=Status.CLOSED.value)
    first = FollowUp.objects.filter(case=case).order_by("due_on")[0]
    sent = {"outcome": "lost", "risk": "not_asked", "decision": "go_on", "_on": TODAY}
    client.post(address(case, "follow_up", follow_up=first.uid), sent)
    first.refresh_from_db()
    assert first.state == "lost"


def test_a_lesson_is_kept_for_others(cast: Cast, case: Case) -> None:
    sent = {"words": "先和奶奶谈，再谈学习", "function": "EM", "technique": "EM-01"}
    signed_in(cast.lin).post(address(case, "lesson"), sent)
    assert PracticeLesson.objects.get().technique == "EM-01"
    assert "先和奶奶谈" in signed_in(cast.lin).get(address(case, "results")).content.decode()


def test_a_reflection_is_its_writers_alone(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    client.post(address(case, "reflection"), {"felt": "我很累", "_on": TODAY, "version": ""})
    assert Reflection.objects.get().owner == cast.lin
    assert "我很累" in client.get(address(case, "reflection")).content.decode()
    assert signed_in(cast.he).get(address(case, "reflection")).status_code == 403
    for tab in TABS:
        assert "我很累" not in signed_in(cast.he).get(address(case, tab)).content.decode()


def test_somebody_works_along_and_the_last_one_stays(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    [lin] = case.members.all()
    client.post(address(case, "end_member", member=lin.uid))
    lin.refresh_from_db()
    assert lin.ends_on is None
    signed_in(cast.he).post(address(case, "members"), {"user": cast.tan.uid, "part": "co_worker"})
    assert signed_in(cast.tan).get(address(case, "case")).status_code == 200
    client.post(address(case, "end_member", member=lin.uid))
    lin.refresh_from_db()
    assert lin.ends_on == TODAY


def test_the_list_shows_own_and_team_and_nothing_else(cast: Cast, case: Case) -> None:
    where = reverse("casework:cases")
    assert case.number in signed_in(cast.lin).get(where).content.decode()
    assert case.number in signed_in(cast.he).get(where).content.decode()
    assert case.number not in signed_in(cast.tan).get(where).content.decode()
    assert signed_in(cast.gu).get(where).status_code == 403


def test_nothing_personal_stands_in_the_trail(cast: Cast, case: Case) -> None:
    told = " ".join(
        f"{event.reason} {' '.join(event.fields)}" for event in AuditEvent.objects.all()
    )
    assert "想读" not in told
    assert told.isascii()


def test_closing_asks_for_the_reason_first_and_then_only_for_what_applies(
    cast: Cast, case: Case
) -> None:
    client, where = signed_in(cast.lin), address(case, "paper", kind="closure")
    first = client.get(where).content.decode()
    assert "contact lost" in first
    assert "<textarea" not in first
    lost = client.get(f"{where}?reason=lost_contact").content.decode()
    assert 'name="last_efforts"' in lost
    assert 'name="client_summary"' not in lost
    death = client.get(f"{where}?reason=death").content.decode()
    assert 'name="worker_support"' in death
    assert not any(f'name="{one}"' in death for one in ("ending", "follow_up", "not_evaluated"))
    client.post(where, {"reason": "death", "worker_support": "督导陪同", "_on": TODAY})
    case.refresh_from_db()
    assert case.closure_reason == "death"


def test_a_long_list_has_pages_and_says_how_many(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kithwork.casework.queries.lists.SHOWN", 1)
    other = opened(cast)
    where, client = reverse("casework:cases"), signed_in(cast.lin)
    first = client.get(where).content.decode()
    assert other.number in first
    assert case.number not in first
    assert "page 1 of 2, 2 cases" in first
    assert case.number in client.get(f"{where}?page=2").content.decode()


def test_older_notes_are_one_click_away_and_counted_all_the_same(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kithwork.casework.views.contacts.SHOWN", 1)
    client = signed_in(cast.lin)
    for line in ("第一句", "第二句"):
        client.post(address(case, "brief"), {"line": line, "mode": "face"})
    shown = client.get(address(case, "contacts")).content.decode()
    assert "第二句" in shown
    assert "第一句" not in shown
    assert "Show all 2" in shown
    assert "第一句" in client.get(address(case, "contacts") + "?all").content.decode()


def test_a_list_asks_no_more_for_more_cases(cast: Cast, case: Case) -> None:
    client, where = signed_in(cast.lin), reverse("casework:cases")
    client.get(where)
    with CaptureQueriesContext(connection) as few:
        client.get(where)
    for _ in range(4):
        opened(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(where)
    assert len(many) == len(few)


def test_own_cases_stand_on_the_first_page(cast: Cast, case: Case) -> None:
    page = signed_in(cast.lin).get("/").content.decode()
    assert f'href="{address(case, "case")}"' in page
    assert "My cases" not in signed_in(cast.he).get("/").content.decode()


def test_a_contact_without_a_case_stands_on_her_page(cast: Cast) -> None:
    client = signed_in(cast.lin)
    where = reverse("casework:note", kwargs={"uid": cast.xiaoyu.uid})
    answer = client.post(where, {"line": "走廊里哭了", "next": "明天再找她", "mode": "face"})
    assert answer.headers["Location"] == f"/students/{cast.xiaoyu.uid}/"
    assert "走廊里哭了" in client.get(f"/students/{cast.xiaoyu.uid}/").content.decode()
    assert (
        "走廊里哭了"
        not in signed_in(cast.tan).get(f"/students/{cast.xiaoyu.uid}/").content.decode()
    )
    assert signed_in(cast.tan).get(where).status_code == 404


def test_an_intake_begins_with_the_hour_that_the_file_knows(cast: Cast, case: Case) -> None:
    person = PersonDetails(full_name="周兰")
    hers = NewCarer(case.student, "mother", person, best_hour="周日八点后，发语音")
    carer = add_carer(carer=hers, by=cast.lin)
    client, where = signed_in(cast.lin), address(case, "paper", kind="intake")
    assert "周日八点后" not in client.get(where).content.decode()
    CarerAway.objects.create(carer=carer)
    assert 'value="mother 周日八点后，发语音"' in client.get(where).content.decode()


def test_a_break_in_the_thread_says_of_what_it_speaks(cast: Cast, case: Case) -> None:
    add_need(case=case, code="N-FAM-1", on=TODAY, by=cast.lin)
    gaps = thread_of(case, language="en").gaps
    assert {one.of for one in gaps} == {("Contact with parents",)}


@pytest.mark.parametrize("is_shown", [True, False])
def test_her_own_word_on_a_talk_is_read_where_she_shows_it(cast: Cast, is_shown: bool) -> None:
    case = opened(cast)
    heard, words = {"heard": 4, "useful": 1}, {"data": "谈了作业"}
    note = Note(at=NOON, form="dap", words=words, rating=heard, is_rating_shown=is_shown)
    write_contact(case=case, contact=note, by=cast.lin)
    page = text_of(signed_in(cast.lin), address(case, "contacts"))
    assert ("I was listened to 4 · It was useful to me 1" in page) is is_shown
