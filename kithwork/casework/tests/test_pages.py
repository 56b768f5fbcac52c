"""The pages of a case: who opens them, what they show, what a form does and keeps."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.papers import standing_record
from kithwork.casework.models import (
    Case,
    ConsentAttempt,
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
from kithwork.casework.tests.filing import CLOSURE, ENQUIRY, INTAKE, filed, opened
from kithwork.core.casework import Status
from kithwork.people.models import Consent
from kithwork.safety.models import Alert
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

TABS = ("case", "papers", "contacts", "results", "giving", "consent", "members")


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def as_user(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, case: Case, **parts: object) -> str:
    return reverse(f"casework:{name}", kwargs={"uid": case.uid, **parts})


@pytest.mark.parametrize("tab", TABS)
def test_each_page_opens_for_worker_and_supervisor_and_for_nobody_else(
    cast: Cast, case: Case, tab: str
) -> None:
    address = at(tab, case)
    assert [as_user(one).get(address).status_code for one in (cast.lin, cast.he)] == [200, 200]
    assert as_user(cast.tan).get(address).status_code == 404
    assert as_user(cast.shen).get(address).status_code == 404
    others = (cast.su, cast.zhou, cast.ye, cast.gu, cast.luo, cast.bai)
    assert {as_user(one).get(address).status_code for one in others} == {403}


@pytest.mark.parametrize("tab", TABS)
def test_opening_a_page_leaves_its_line_in_the_trail(cast: Cast, case: Case, tab: str) -> None:
    before = AuditEvent.objects.filter(verb="view", subject=case.uid).count()
    as_user(cast.lin).get(at(tab, case))
    assert AuditEvent.objects.filter(verb="view", subject=case.uid).count() == before + 1


def test_a_case_is_opened_from_a_students_page(cast: Cast) -> None:
    address = reverse("casework:open", kwargs={"uid": cast.haoran.uid})
    answer = as_user(cast.tan).post(address, {**ENQUIRY, "_on": TODAY})
    made = Case.objects.get(student=cast.haoran)
    assert answer.headers["Location"] == at("case", made)
    assert (made.number, made.stage, made.source) == ("2026-0001", Status.ENQUIRY, "homeroom")
    assert words_of(made, standing_record(made, "enquiry"))["verbatim"] == ENQUIRY["verbatim"]


def test_a_yes_about_danger_asks_for_a_name_and_leads_to_the_first_steps(cast: Cast) -> None:
    address = reverse("casework:open", kwargs={"uid": cast.xiaoyu.uid})
    sent = {**ENQUIRY, "risk_self": "yes", "_on": TODAY}
    unnamed = as_user(cast.lin).post(address, sent)
    assert "Say who speaks with the student" in unnamed.content.decode()
    assert not Case.objects.exists()
    named = as_user(cast.lin).post(address, {**sent, "speaker": cast.lin.uid})
    alert = Alert.objects.get()
    assert alert.level == "A2"
    assert named.headers["Location"] == reverse("safety:alert", kwargs={"uid": alert.uid})


def test_an_unfinished_form_comes_back_with_what_was_typed(cast: Cast) -> None:
    address = reverse("casework:open", kwargs={"uid": cast.xiaoyu.uid})
    answer = as_user(cast.lin).post(address, {"verbatim": "她说累。", "_on": TODAY})
    assert answer.status_code == 200 or answer.status_code == 422
    assert "她说累。" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_paper_is_written_amended_and_signed(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
    client.post(at("paper", case, kind="intake"), {**INTAKE, "_on": TODAY, "version": ""})
    first = standing_record(case, "intake")
    assert first is not None
    case.refresh_from_db()
    assert case.decision == "accept"
    changed = {**INTAKE, "since": "从初二开始", "_on": TODAY, "version": str(first.uid)}
    client.post(at("amend", case, record=first.uid), changed)
    second = standing_record(case, "intake")
    assert second is not None
    assert (second.version, second.supersedes) == (2, first)
    client.post(at("sign", case, record=second.uid), {"part": "worker", "method": "here"})
    shown = client.get(at("record", case, record=second.uid)).content.decode()
    assert "从初二开始" in shown
    assert "Nobody has signed" not in shown


def test_a_stale_paper_shows_both_and_saves_nothing(cast: Cast, case: Case) -> None:
    client, address = as_user(cast.lin), at("paper", case, kind="intake")
    client.post(address, {**INTAKE, "_on": TODAY, "version": ""})
    other = {**INTAKE, "hopes_client": "想回家", "_on": TODAY, "version": ""}
    answer = client.post(address, other)
    assert "想回家" in answer.content.decode()
    assert "考上高中" in answer.content.decode()
    stood = standing_record(case, "intake")
    assert stood is not None
    assert stood.version == 1


def test_a_step_with_everything_there_goes_from_the_page(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
    page = client.get(at("case", case)).content.decode()
    assert "Everything for “intake” is there." in page
    client.post(at("step", case), {"to": "intake"})
    case.refresh_from_db()
    assert case.stage is Status.INTAKE


def test_a_step_that_lacks_something_names_it_and_links_to_it(cast: Cast) -> None:
    case = filed(cast, status=Status.ASSESSMENT, without="risk_level")
    client = as_user(cast.lin)
    page = client.get(at("case", case)).content.decode()
    assert "the level of danger" in page
    assert f'href="{at("risk", case)}"' in page
    answer = client.post(at("step", case), {"to": "planning"}, follow=True)
    assert "the level of danger" in answer.content.decode()
    case.refresh_from_db()
    assert case.stage is Status.ASSESSMENT


def test_a_line_is_noted_in_one_form(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
    client.post(at("brief", case), {"line": "走廊里聊了两句", "next": "周三见", "mode": "face"})
    assert Contact.objects.get().form == "brief"
    page = client.get(at("contacts", case)).content.decode()
    assert "走廊里聊了两句" in page
    assert "周三见" in page


def test_a_full_note_keeps_technique_rating_and_promise(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
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
    client.post(at("contact_add", case), sent)
    note = Contact.objects.get()
    assert (note.mode, note.minutes, note.mood, note.is_late) == ("home", 45, 6, False)
    assert note.at.hour == 2  # 10:30 in Shanghai
    assert [one.technique for one in note.delivered.all()] == ["EM-01"]
    assert note.rating == {"heard": 4}
    task = Task.objects.get()
    page = client.get(at("contacts", case)).content.decode()
    assert "每天读二十分钟" in page
    client.post(at("task_done", case, task=task.uid))
    task.refresh_from_db()
    assert task.done_on == TODAY


def test_a_note_is_amended_and_both_versions_stay(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
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
    client.post(at("contact_add", case), sent)
    first = Contact.objects.get()
    changed = {**sent, "minutes": 30, "version": str(first.uid)}
    client.post(at("contact", case, contact=first.uid), changed)
    assert [one.minutes for one in Contact.objects.order_by("version")] == [20, 30]


def test_consent_is_sought_logged_and_decided(cast: Cast) -> None:
    case = filed(cast, status=Status.INTAKE, without="consent")
    client = as_user(cast.lin)
    client.post(at("step", case), {"to": "consent_pending"})
    client.post(at("attempt", case), {"on": TODAY, "how": "phone", "words": "没人接"})
    assert ConsentAttempt.objects.get().how == "phone"
    page = as_user(cast.he).get(at("consent", case)).content.decode()
    assert "没人接" in page
    assert "Decide as the supervisor" in page
    as_user(cast.he).post(
        at("decide", case), {"decision": "go_on_by_exception", "words": "保护需要"}
    )
    client.post(at("step", case), {"to": "assessment"})
    case.refresh_from_db()
    assert case.stage is Status.ASSESSMENT


def test_a_worker_does_not_decide_as_the_supervisor(cast: Cast, case: Case) -> None:
    sent = {"decision": "go_on_by_exception", "words": "x"}
    assert as_user(cast.lin).post(at("decide", case), sent).status_code == 403


def test_a_resource_goes_from_the_directory_to_confirmed(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
    sent = {"name": "县图书馆借书", "kind": "goods", "functions": ["IS"], "is_checked": "on"}
    client.post(reverse("casework:resource_add"), sent)
    resource = Resource.objects.get()
    client.post(at("link", case), {"resource": resource.uid, "function": "IS"})
    link = ResourceLink.objects.get()
    for to in ("offered", "accepted", "delivered", "confirmed"):
        client.post(at("link_step", case, link=link.uid), {"to": to})
    link.refresh_from_db()
    assert link.status == "confirmed"
    assert link.events.count() == 5


def test_nobody_who_was_not_checked_is_offered_to_a_child(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
    sent = {"name": "志愿家教", "kind": "tutoring", "functions": ["IS"]}
    client.post(reverse("casework:resource_add"), sent)
    client.post(at("link", case), {"resource": Resource.objects.get().uid, "function": "IS"})
    link = ResourceLink.objects.get()
    answer = client.post(at("link_step", case, link=link.uid), {"to": "offered"}, follow=True)
    assert "checked whoever meets the child" in answer.content.decode()
    link.refresh_from_db()
    assert link.status == "identified"


def test_information_is_written_given_and_read(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
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
    client.post(at("give", case), {"item": item.uid, "to": "client", "way": "talk"})
    given = case.information_given.get()
    client.post(at("read", case, given=given.uid))
    assert "read" in client.get(at("giving", case)).content.decode()
    given.refresh_from_db()
    assert given.read.on == TODAY


def test_a_closing_plans_the_follow_ups_and_each_gets_its_result(cast: Cast) -> None:
    case = filed(cast, status=Status.EVALUATION, without="closure")
    client = as_user(cast.lin)
    closure = {**CLOSURE, "follow_up": "planned", "_on": TODAY, "version": ""}
    client.post(at("paper", case, kind="closure"), closure)
    assert FollowUp.objects.filter(case=case).count() == 3
    Case.objects.filter(pk=case.pk).update(status=Status.CLOSED.value)
    first = FollowUp.objects.filter(case=case).order_by("due_on")[0]
    sent = {"outcome": "lost", "risk": "not_asked", "decision": "go_on", "_on": TODAY}
    client.post(at("follow_up", case, follow_up=first.uid), sent)
    first.refresh_from_db()
    assert first.state == "lost"


def test_a_lesson_is_kept_for_others(cast: Cast, case: Case) -> None:
    sent = {"words": "先和奶奶谈，再谈学习", "function": "EM", "technique": "EM-01"}
    as_user(cast.lin).post(at("lesson", case), sent)
    assert PracticeLesson.objects.get().technique == "EM-01"
    assert "先和奶奶谈" in as_user(cast.lin).get(at("results", case)).content.decode()


def test_a_reflection_is_its_writers_alone(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
    client.post(at("reflection", case), {"felt": "我很累", "_on": TODAY, "version": ""})
    assert Reflection.objects.get().owner == cast.lin
    assert "我很累" in client.get(at("reflection", case)).content.decode()
    assert as_user(cast.he).get(at("reflection", case)).status_code == 403
    for tab in TABS:
        assert "我很累" not in as_user(cast.he).get(at(tab, case)).content.decode()


def test_somebody_works_along_and_the_last_one_stays(cast: Cast, case: Case) -> None:
    client = as_user(cast.lin)
    [lin] = case.members.all()
    client.post(at("end_member", case, member=lin.uid))
    lin.refresh_from_db()
    assert lin.ends_on is None
    as_user(cast.he).post(at("members", case), {"user": cast.tan.uid, "part": "co_worker"})
    assert as_user(cast.tan).get(at("case", case)).status_code == 200
    client.post(at("end_member", case, member=lin.uid))
    lin.refresh_from_db()
    assert lin.ends_on == TODAY


def test_the_list_shows_own_and_team_and_nothing_else(cast: Cast, case: Case) -> None:
    address = reverse("casework:cases")
    assert case.number in as_user(cast.lin).get(address).content.decode()
    assert case.number in as_user(cast.he).get(address).content.decode()
    assert case.number not in as_user(cast.tan).get(address).content.decode()
    assert as_user(cast.gu).get(address).status_code == 403


def test_nothing_personal_stands_in_the_trail(cast: Cast, case: Case) -> None:
    told = " ".join(
        f"{event.reason} {' '.join(event.fields)}" for event in AuditEvent.objects.all()
    )
    assert "想读" not in told
    assert told.isascii()


def test_closing_asks_for_the_reason_first_and_then_only_for_what_applies(
    cast: Cast, case: Case
) -> None:
    client, address = as_user(cast.lin), at("paper", case, kind="closure")
    first = client.get(address).content.decode()
    assert "contact lost" in first
    assert "<textarea" not in first
    lost = client.get(f"{address}?reason=lost_contact").content.decode()
    assert 'name="last_efforts"' in lost
    assert 'name="client_summary"' not in lost
    death = client.get(f"{address}?reason=death").content.decode()
    assert 'name="worker_support"' in death
    assert not any(f'name="{one}"' in death for one in ("ending", "follow_up", "not_evaluated"))
    client.post(address, {"reason": "death", "worker_support": "督导陪同", "_on": TODAY})
    case.refresh_from_db()
    assert case.closure_reason == "death"


def test_a_long_list_has_pages_and_says_how_many(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kithwork.casework.queries.lists.SHOWN", 1)
    other = opened(cast)
    address, client = reverse("casework:cases"), as_user(cast.lin)
    first = client.get(address).content.decode()
    assert other.number in first
    assert case.number not in first
    assert "page 1 of 2, 2 cases" in first
    assert case.number in client.get(f"{address}?page=2").content.decode()


def test_older_notes_are_one_click_away_and_counted_all_the_same(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kithwork.casework.views.contacts.SHOWN", 1)
    client = as_user(cast.lin)
    for line in ("第一句", "第二句"):
        client.post(at("brief", case), {"line": line, "mode": "face"})
    shown = client.get(at("contacts", case)).content.decode()
    assert "第二句" in shown
    assert "第一句" not in shown
    assert "Show all 2" in shown
    assert "第一句" in client.get(at("contacts", case) + "?all").content.decode()


def test_a_list_asks_no_more_for_more_cases(cast: Cast, case: Case) -> None:
    client, address = as_user(cast.lin), reverse("casework:cases")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        opened(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_own_cases_stand_on_the_first_page(cast: Cast, case: Case) -> None:
    page = as_user(cast.lin).get("/").content.decode()
    assert f'href="{at("case", case)}"' in page
    assert "My cases" not in as_user(cast.he).get("/").content.decode()


def test_a_contact_without_a_case_stands_on_her_page(cast: Cast) -> None:
    client = as_user(cast.lin)
    address = reverse("casework:note", kwargs={"uid": cast.xiaoyu.uid})
    answer = client.post(address, {"line": "走廊里哭了", "next": "明天再找她", "mode": "face"})
    assert answer.headers["Location"] == f"/students/{cast.xiaoyu.uid}/"
    assert "走廊里哭了" in client.get(f"/students/{cast.xiaoyu.uid}/").content.decode()
    assert (
        "走廊里哭了" not in as_user(cast.tan).get(f"/students/{cast.xiaoyu.uid}/").content.decode()
    )
    assert as_user(cast.tan).get(address).status_code == 404


def test_consent_is_taken_back_without_a_reason(cast: Cast) -> None:
    case = filed(cast, status=Status.INTAKE)
    client = as_user(cast.lin)
    page = client.get(at("consent", case)).content.decode()
    assert "There is consent." in page
    given = Consent.objects.get(about=case.uid)
    client.post(at("take_back", case, consent=given.uid))
    page = client.get(at("consent", case)).content.decode()
    assert "There is consent." not in page
    assert "taken back" in page
