"""The settings: what an administrator does there, what nobody else may, and no student anywhere."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.access.actions.invitations import accept
from kithwork.access.models import Posting, School, Supervision, User
from kithwork.audit.models import AuditEvent
from tests.cast import TODAY, Cast

Events = Callable[[], list[AuditEvent]]


def at(name: str, **parts: object) -> str:
    return reverse(f"access:{name}", kwargs=parts)


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    client.force_login(cast.luo)
    return client


def code_on(page: str) -> str:
    found = re.search(r"data-setup-code>([^<]+)<", page)
    assert found
    return found.group(1)


def new_person(cast: Cast, **other: str) -> dict[str, str]:
    return {
        "name": "杜若",
        "username": "du.ruo",
        "role": "worker",
        "school": str(cast.qingshan.uid),
        "starts_on": TODAY.isoformat(),
    } | other


def test_an_account_is_opened_posted_and_its_code_said_once(
    cast: Cast, keeper: Client, events: Events
) -> None:
    answer = keeper.post(at("add"), new_person(cast))
    code = code_on(answer.content.decode())
    assert answer["Cache-Control"] == "no-store"
    user = User.objects.get(username="du.ruo")
    assert not user.has_usable_password()
    assert Posting.objects.get(user=user).role == "worker"
    reasons = [e.reason for e in events() if e.verb == "permission"]
    assert reasons == ["opened", "posted.worker", "invited"]
    page = keeper.get(at("person", uid=user.uid)).content.decode()
    assert code not in page
    assert "has not chosen a password yet" in page
    accept(username="du.ruo", code=code, password="a heron in the reeds")
    user.refresh_from_db()
    assert user.check_password("a heron in the reeds")


def test_a_fault_opens_nothing_and_keeps_what_was_typed(cast: Cast, keeper: Client) -> None:
    answer = keeper.post(at("add"), new_person(cast, username="lin.jing"))
    assert "杜若" in answer.content.decode()
    assert not User.objects.filter(name="杜若").exists()


def test_a_posting_names_a_class_and_ends(cast: Cast, keeper: Client) -> None:
    sent = {
        "role": "homeroom",
        "school": str(cast.qingshan.uid),
        "class_uid": str(cast.class_7_1.uid),
        "starts_on": TODAY.isoformat(),
    }
    keeper.post(at("post", uid=cast.tan.uid), sent)
    posting = Posting.objects.get(user=cast.tan, role="homeroom")
    assert posting.scope_uid == cast.class_7_1.uid
    keeper.post(at("end", uid=posting.uid), {"on": TODAY.isoformat()})
    posting.refresh_from_db()
    assert posting.ends_on == TODAY


def test_a_worker_joins_a_team_and_leaves_it(cast: Cast, keeper: Client) -> None:
    before = Supervision.objects.get(worker=cast.tan)
    keeper.post(at("leave", uid=before.uid), {"on": TODAY.isoformat()})
    supervisor = Posting.objects.get(user=cast.he, school=cast.qingshan)
    sent = {"supervisor": str(supervisor.uid), "starts_on": TODAY.isoformat()}
    keeper.post(at("join", uid=cast.tan.uid), sent)
    assert Supervision.objects.filter(worker=cast.tan, ends_on=None).get().supervisor == cast.he


def test_an_account_closes_and_opens_and_gets_another_code(cast: Cast, keeper: Client) -> None:
    keeper.post(at("change", uid=cast.tan.uid, deed="close"))
    cast.tan.refresh_from_db()
    assert not cast.tan.is_active
    keeper.post(at("change", uid=cast.tan.uid, deed="reopen"))
    answer = keeper.post(at("invite", uid=cast.tan.uid))
    cast.tan.refresh_from_db()
    assert cast.tan.is_active
    assert not cast.tan.has_usable_password()
    accept(username="tan.ming", code=code_on(answer.content.decode()), password="an owl at noon")


@pytest.mark.parametrize("deed", ["close", "second-factor"])
def test_nobody_does_to_herself_what_takes_two(cast: Cast, keeper: Client, deed: str) -> None:
    assert keeper.post(at("change", uid=cast.luo.uid, deed=deed)).status_code == 403
    assert keeper.post(at("change", uid=cast.luo.uid, deed="promote")).status_code == 404
    sent = new_person(cast, role="worker")
    assert keeper.post(at("post", uid=cast.luo.uid), sent).status_code == 403


def test_a_school_is_opened_and_changed_and_a_stale_save_shows_both(
    cast: Cast, keeper: Client, events: Events
) -> None:
    sent = {
        "name_zh": "南坡小学",
        "name_en": "",
        "code": "nanpo",
        "kind": "primary",
        "time_zone": "Asia/Shanghai",
        "jurisdiction": "CN",
    }
    assert keeper.post(at("open"), sent).url == at("schools")
    assert School.objects.get(code="nanpo").name_zh == "南坡小学"

    page = keeper.get(at("school", uid=cast.qingshan.uid))
    first = {**page.context["form"].initial, "base": page.context["base"], "name_en": "First"}
    second = {**first, "name_en": "Second"}
    assert keeper.post(at("school", uid=cast.qingshan.uid), first).status_code == 302
    assert events()[-1].fields == ["name_en"]
    stale = keeper.post(at("school", uid=cast.qingshan.uid), second)
    assert "First" in stale.content.decode()
    assert "Second" in stale.content.decode()
    cast.qingshan.refresh_from_db()
    assert cast.qingshan.name_en == "First"


def test_an_administrator_of_one_school_finds_nobody_of_another(cast: Cast, keeper: Client) -> None:
    Posting.objects.filter(user=cast.luo, school=cast.college).delete()
    page = keeper.get(at("people")).content.decode()
    assert "lin.jing" in page
    assert "shen.yue" not in page
    assert keeper.get(at("person", uid=cast.shen.uid)).status_code == 404
    assert keeper.post(at("invite", uid=cast.shen.uid)).status_code == 404
    elsewhere = new_person(cast, school=str(cast.college.uid))
    assert keeper.post(at("add"), elsewhere).status_code == 200
    assert not User.objects.filter(username="du.ruo").exists()


@pytest.mark.parametrize("deed", ["close", "second-factor", "invite"])
def test_an_account_of_another_school_too_is_refused_in_words(
    cast: Cast, keeper: Client, deed: str
) -> None:
    Posting.objects.filter(user=cast.luo, school=cast.college).delete()
    school, role = cast.college, "worker"
    Posting.objects.create(user=cast.tan, role=role, school=school, starts_on=TODAY)
    tail = {"uid": cast.tan.uid} | ({} if deed == "invite" else {"deed": deed})
    address = at("invite" if deed == "invite" else "change", **tail)
    assert "do not keep" in keeper.post(address, follow=True).content.decode()
    cast.tan.refresh_from_db()
    assert cast.tan.is_active
    assert cast.tan.has_usable_password()


def test_a_manager_sees_accounts_and_changes_none(cast: Cast, client: Client) -> None:
    client.force_login(cast.gu)
    assert client.get(at("people")).status_code == 200
    assert client.get(at("add")).status_code == 403
    assert client.post(at("change", uid=cast.tan.uid, deed="close")).status_code == 403


def test_a_supervisor_opens_no_accounts(cast: Cast, client: Client) -> None:
    client.force_login(cast.he)
    for page in (at("people"), at("add"), at("open")):
        assert client.get(page).status_code == 403


def test_no_settings_page_shows_a_student(cast: Cast, keeper: Client) -> None:
    students = (cast.xiaoyu, cast.haoran, cast.jiayi, cast.aming)
    pages = [
        at("people"),
        at("add"),
        at("person", uid=cast.lin.uid),
        at("schools"),
        at("open"),
        at("school", uid=cast.qingshan.uid),
        at("trail"),
    ]
    for page in pages:
        shown = keeper.get(page).content.decode()
        for student in students:
            assert student.person.full_name not in shown
            assert student.number not in shown
            assert str(student.uid)[24:] not in shown
