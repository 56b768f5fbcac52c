"""Breaking the glass in a page: reason, end, banner, review; and nothing opened without them."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from kithwork.access.actions.break_glass import break_glass, close_glass
from kithwork.access.models import BreakGlass
from kithwork.access.permissions import NotAllowed
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.casework.actions.restricted import write_restricted
from kithwork.casework.tests.filing import opened
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db
GLASS = "/glass/"
REASON = "Her worker fell ill and the police ask tonight who has seen her."


@pytest.fixture
def case(cast):
    return opened(cast, student=cast.xiaoyu, by=cast.lin)


def asked(cast, number, reason=REASON):
    return {"school": str(cast.qingshan.uid), "number": number, "reason": reason}


def address_of(case):
    return reverse("casework:case", kwargs={"uid": case.uid})


@pytest.mark.parametrize("who", ["gu", "luo"])
@pytest.mark.parametrize("by", ["case", "student"])
def test_a_case_opens_for_a_while_and_the_banner_says_until_when(cast, client, case, who, by):
    client.force_login(getattr(cast, who))
    number = case.number if by == "case" else cast.xiaoyu.number
    assert client.get(address_of(case)).status_code == 403
    answer = client.post(GLASS, asked(cast, number))
    assert answer.url == address_of(case)
    page = client.get(answer.url)
    assert page.status_code == 200
    assert "stands open to you until today, 15:00" in page.content.decode()
    with clock.telling(NOON + dt.timedelta(hours=3, seconds=1)):
        assert client.get(address_of(case)).status_code == 403
        assert "stands open" not in client.get("/").content.decode()


def test_another_case_stays_closed(cast, client, case):
    other = opened(cast, student=cast.haoran, by=cast.tan)
    client.force_login(cast.gu)
    client.post(GLASS, asked(cast, case.number))
    assert client.get(address_of(other)).status_code == 404


def test_it_is_noted_and_waits_for_another_persons_word(cast, client, case, events):
    client.force_login(cast.gu)
    client.post(GLASS, asked(cast, case.number))
    client.get(address_of(case))
    said = [(e.verb, e.subject_kind, e.reason) for e in events()]
    assert ("search", "case", "") in said
    assert ("break_glass", "case", "opened") in said
    assert ("view", "case", "") in said
    assert not any("police" in str(vars(e)) for e in events())
    client.force_login(cast.ye)
    assert "the police ask" in client.get("/settings/glass/").content.decode()


@pytest.mark.parametrize(
    ("number", "reason", "words"),
    [
        ("2099-0001", REASON, "No case has this number"),
        (None, "please", "at least 20 signs"),
        (None, "", "This field is required"),
    ],
)
def test_without_a_case_or_a_reason_nothing_opens(cast, client, case, number, reason, words):
    client.force_login(cast.gu)
    answer = client.post(GLASS, asked(cast, number or case.number, reason))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("who", ["lin", "he", "su", "ye", "bai", "zhou"])
def test_nobody_else_breaks_a_glass(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(GLASS).status_code == 403


def test_it_is_closed_before_its_time_by_whoever_broke_it(cast, client, case, events):
    client.force_login(cast.gu)
    client.post(GLASS, asked(cast, case.number))
    glass = BreakGlass.objects.get()
    with pytest.raises(NotAllowed):
        close_glass(opened=glass, by=cast.luo)
    through = reverse("desk:glass_through", kwargs={"uid": glass.uid})
    assert client.get(through).url == address_of(case)
    with clock.telling(NOON + dt.timedelta(minutes=5)):
        client.post(reverse("desk:glass_close", kwargs={"uid": glass.uid}))
        assert client.get(address_of(case)).status_code == 403
    assert events()[-1].reason == "closed_early" or "closed_early" in [e.reason for e in events()]
    client.force_login(cast.luo)
    assert client.get(through).status_code == 404


def test_a_worker_sees_no_banner_of_anothers_glass(cast, client, case):
    break_glass(
        user=cast.gu,
        school=cast.qingshan,
        section=Section.CASE,
        subject_kind="case",
        subject=case.uid,
        reason=REASON,
    )
    client.force_login(cast.lin)
    assert "stands open" not in client.get("/").content.decode()


@pytest.mark.parametrize("who", ["gu", "luo"])
def test_no_link_in_a_case_behind_glass_leads_to_a_closed_door(cast, client, case, who):
    client.force_login(getattr(cast, who))
    todo, seen = [client.post(GLASS, asked(cast, case.number)).url], {}
    while todo:
        address = todo.pop()
        answer = seen[address] = client.get(address)
        if answer.status_code == 200 and str(case.uid) in answer.request["PATH_INFO"]:
            linked = re.findall(r'href="(/[^"#?]+)', answer.content.decode())
            todo += {one for one in linked if not one.startswith("/static/")} - {*seen, *todo}
    assert len(seen) > 10
    assert {path for path, answer in seen.items() if answer.status_code >= 400} == set()


def test_who_opens_the_restricted_section_is_said_where_it_stays_closed(cast, client, case):
    papers = reverse("casework:papers", kwargs={"uid": case.uid})
    client.force_login(cast.luo)
    client.post(GLASS, asked(cast, case.number))
    page = client.get(papers).content.decode()
    assert f"Ask {cast.ye.name}" in page
    assert "break the glass in front of it" not in page
    assert "restricted section keeps apart" not in client.get(GLASS).content.decode()
    client.force_login(cast.gu)
    client.post(GLASS, asked(cast, case.number))
    assert "break the glass in front of it" in client.get(papers).content.decode()


def test_a_manager_opens_a_restricted_section_by_a_glass_of_its_own(cast, client, case):
    words = "Kept apart from the file."
    write_restricted(case=case, kind="other", words=words, on=TODAY, by=cast.lin)
    client.force_login(cast.gu)
    sent = asked(cast, case.number) | {"section": "restricted"}
    address = client.post(GLASS, sent).url
    assert address == reverse("casework:restricted", kwargs={"uid": case.uid})
    assert words in client.get(address).content.decode()
    assert client.get(address_of(case)).status_code == 403
    glass = BreakGlass.objects.get()
    assert client.get(reverse("desk:glass_through", kwargs={"uid": glass.uid})).url == address
    with clock.telling(NOON + dt.timedelta(seconds=1)):
        client.post(reverse("desk:glass_close", kwargs={"uid": glass.uid}))
        assert client.get(address).status_code == 403


def test_an_administrator_breaks_no_glass_in_front_of_it(cast, client, case):
    client.force_login(cast.luo)
    sent = asked(cast, case.number) | {"section": "restricted"}
    assert client.post(GLASS, sent).url == address_of(case)
    assert [one.section for one in BreakGlass.objects.all()] == ["case"]
