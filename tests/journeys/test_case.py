"""The left-behind girl: from the enquiry to the follow-up, worker and supervisor, both sizes.

What stands between the stages and has its own pages (matrix, goals, plan) is walked in the journey
of assessment and plan; here it is on file, and the case goes on from page to page.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.access.console import OPERATOR
from kithwork.audit import clock
from kithwork.casework.actions.contacts import Note, Promise, Used, write_contact
from kithwork.casework.actions.papers import sign
from kithwork.casework.actions.restricted import write_restricted
from kithwork.casework.models import (
    Case,
    Evidence,
    EvidencePlace,
    Goal,
    GoalRating,
    GoalVersion,
    Occasion,
    Plan,
    SupportSheet,
)
from kithwork.casework.sealing import CaseVault
from kithwork.casework.tests.filing import filed
from kithwork.core.casework import Status
from kithwork.people.actions.carers import NewCarer, add_carers_many
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.sealed import Contact
from tests.cast import NOON, TODAY, Cast

Look = Callable[[str], None]
Enter = Callable[..., str]
QUESTIONS = ("risk_self", "risk_from_others", "risk_to_others", "risk_tonight")


@pytest.fixture
def family(cast: Cast) -> None:
    """Xiaoyu is 14; her mother works away, her grandmother is with her."""
    person = cast.xiaoyu.person
    person.birth = dt.date(2012, 3, 9)
    person.save()
    mother = PersonDetails(full_name="林芳", contacts=[Contact("mobile", "100 0000 0002")])
    carers = [
        NewCarer(cast.xiaoyu, "mother", mother, is_legal_guardian=True),
        NewCarer(cast.xiaoyu, "grandmother", PersonDetails(full_name="王秀英")),
    ]
    add_carers_many(school=cast.qingshan, carers=carers, by=OPERATOR)


def assess(cast: Cast, case: Case, number: int) -> None:
    """Put an occasion on file: a sheet of hers, and a quotation for each function."""
    occasion = Occasion.objects.create(case=case, number=number, on=TODAY)
    SupportSheet.objects.create(case=case, occasion=occasion, rater="client", on=TODAY)
    for function in ("EM", "IS", "IN", "AP"):
        piece = Evidence.objects.create(
            case=case, occasion=occasion, kind="quote", informant="client", on=TODAY
        )
        EvidencePlace.objects.create(evidence=piece, function=function)


def plan(cast: Cast, case: Case) -> None:
    """Put a goal and an approved plan on file."""
    goal = Goal.objects.create(case=case, number=1)
    version = GoalVersion(goal=goal, anchors_written=5, function="EM", baseline_level=-1)
    vault = CaseVault(case)
    words = "每周和妈妈说三次话"
    version.client_words = vault.seal(words, row=version.uid, field="goal.client_words")
    version.save()
    GoalRating.objects.create(goal=goal, goal_version=version, on=TODAY, level=1)
    made = Plan.objects.create(case=case, on=TODAY)
    sign(case=case, signed=made, part="supervisor", method="here", by=cast.he)


@pytest.mark.usefixtures("family", "transactional_db")
def test_the_left_behind_girl_from_enquiry_to_follow_up(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str, live_server: Any
) -> None:
    address = enter(cast.lin)
    case = opening(page, address, cast, look)
    step(page, "intake")
    intake(page, look)
    seeking_consent(page, look)
    step(page, "assessment")
    assess(cast, case, 0)
    risk(page, look)
    step(page, "planning")
    plan(cast, case)
    agreement(page, look)
    step(page, "intervention")
    contacts(page, look)
    resources(page, look)
    assess(cast, case, 1)
    step(page, "evaluation")
    closing(page, look)
    supervisor_signs(page, enter, cast, case, address)
    step(page, "closing")
    step(page, "closed")
    following(page, look, case)
    case.refresh_from_db()
    assert case.stage is Status.CLOSED
    assert case.closed_on == clock.today("Asia/Shanghai")


def opening(page: Page, address: str, cast: Cast, look: Look) -> Case:
    """Two clicks from her page: open a case, save the enquiry."""
    page.goto(f"{address}/students/{cast.xiaoyu.uid}/")
    look("student")
    page.get_by_role("link", name="Open a case").click()
    expect(page.get_by_role("heading", name="Open a case")).to_be_visible()
    page.get_by_label("Through whom did it come?").select_option("homeroom")
    page.get_by_role("radio", name="yes").first.check()
    page.get_by_label(re.compile("in their own words")).fill("“女娃读书有啥用”，奶奶说的。")
    page.get_by_role("radio", name="in the usual time").check()
    for name in QUESTIONS:
        page.locator(f"input[name={name}][value=no]").check()
    page.locator("input[name=risk_away][value=not_asked]").check()
    look("enquiry")
    page.get_by_role("button", name="Open the case").click()
    expect(page.locator(".kw-stage--here")).to_have_text("enquiry")
    look("opened")
    return Case.objects.get(student=cast.xiaoyu)


def step(page: Page, name: str) -> None:
    """Go on to the next stage from the case's own page."""
    page.get_by_role("link", name="Thread").click()
    page.get_by_role("button", name=f"Go on to “{name}”").click()
    expect(page.locator(".kw-stage--here")).to_have_text(name)


def intake(page: Page, look: Look) -> None:
    """What is missing leads to the form on which it is said."""
    page.get_by_role("link", name="the decision to accept").click()
    page.get_by_label("Name for reports").fill("小雨")
    page.get_by_label("What does the student hope for?").fill("考上高中，妈妈多打电话。")
    page.get_by_label("Best hour to reach parents").fill("周日晚八点后，发语音")
    page.locator("input[name=conflict][value=no]").check()
    page.get_by_role("radio", name="we accept", exact=True).check()
    look("intake")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Signatures")).to_be_visible()
    page.get_by_role("button", name="Sign as the worker").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    look("intake-signed")


def seeking_consent(page: Page, look: Look) -> None:
    """Nobody answers the telephone; then both the girl and her mother agree."""
    page.get_by_role("link", name="Thread").click()
    page.get_by_text("Other ways on").click()
    page.get_by_role("button", name="Go on to “consent still sought”").click()
    page.get_by_role("link", name="Log an attempt").click()
    page.get_by_label("What came of it").fill("没人接，晚上再打")
    page.get_by_role("button", name="Log the attempt").click()
    expect(page.get_by_text("没人接")).to_be_visible()
    look("consent-pending")
    answer(page, "student", witness="", is_guardian=False)
    answer(page, "mother", witness="奶奶在旁", is_guardian=True)
    expect(page.get_by_text("There is consent.")).to_be_visible()
    look("consent")


def answer(page: Page, who: str, *, witness: str, is_guardian: bool) -> None:
    choice = page.locator("select[name=who] option").filter(
        has_text=re.compile("^mother" if is_guardian else "the student")
    )
    page.locator("select[name=who]").select_option(label=choice.first.inner_text())
    page.locator("select[name=method]").select_option("remote" if is_guardian else "paper")
    page.get_by_label("working together").check()
    page.get_by_label("were read aloud").check()
    page.get_by_label("said it back").check()
    if is_guardian:
        page.get_by_label("For a guardian").check()
        page.get_by_label("Witness").fill(witness)
    with page.expect_navigation():
        page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def risk(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Thread").click()
    page.get_by_role("link", name="the level of danger").click()
    page.locator("input[name=level][value=A1]").check()
    page.get_by_label("On what grounds").fill("问过，没有伤害自己的想法，但睡得不好。")
    look("risk")
    page.get_by_role("button", name="Save").click()


def agreement(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Thread").click()
    page.get_by_role("link", name=re.compile("the agreement")).click()
    page.get_by_label("What we do together").fill("每周谈一次，和妈妈通话，借书。")
    page.get_by_label("read aloud").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Note that it was agreed by: the student").click()
    note = page.locator("#words-client")
    page.locator("#method-client").select_option("verbal")
    note.fill("她说：好，我愿意试试。")
    note.locator("xpath=ancestor::form").get_by_role("button").click()
    expect(page.get_by_text("她说：好")).to_be_visible()
    look("agreement")


def contacts(page: Page, look: Look) -> None:
    """`n`, a line, saved: then a full note with a technique and the girl's own word."""
    page.keyboard.press("n")
    page.get_by_label("What happened, in a line").fill("走廊里碰到，她说数学听懂了一点。")
    page.get_by_label("What next").fill("周三一起看错题")
    page.get_by_role("button", name="Save the line").click()
    expect(page.get_by_text("数学听懂了一点")).to_be_visible()
    look("contacts")
    page.get_by_role("link", name="Full note").first.click()
    page.get_by_label("Minutes").fill("45")
    page.get_by_label("What for").fill("和奶奶谈女孩读书")
    page.get_by_label("What happened (talk").fill("奶奶讲了自己没读书的事。")
    page.locator("summary", has_text="What I used").click()
    page.locator("input[name=used][value='EM-01']").check()
    page.locator("summary", has_text="own word on this talk").click()
    page.get_by_label("0 to 10").fill("7")
    page.get_by_label("The student will").fill("每天读二十分钟")
    look("full-note")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("奶奶讲了自己没读书的事")).to_be_visible()
    look("noted")


def resources(page: Page, look: Look) -> None:
    page.get_by_role("link", name="What was linked and given").click()
    page.get_by_role("link", name="It is not in the directory yet").click()
    page.get_by_label("What it is called").fill("县图书馆流动书箱")
    page.locator("input[name=functions][value=IS]").check()
    look("resource")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Resources")).to_be_visible()
    look("resources")
    page.go_back()
    page.go_back()
    page.reload()
    page.locator("select[name=resource]").select_option(label="县图书馆流动书箱")
    page.get_by_label("For which support").select_option("IS")
    page.get_by_role("button", name="Link it").click()
    for name in ("offered", "accepted", "delivered", "confirmed by the student"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".kw-tag", has_text="confirmed by the student")).to_be_visible()
    look("giving")


def closing(page: Page, look: Look) -> None:
    """The reason first; the worker signs, and the supervisor is still missing."""
    page.get_by_role("link", name="Thread").click()
    page.get_by_role("link", name="the reason for closing").click()
    page.get_by_role("link", name="goals met", exact=True).click()
    page.get_by_label("A summary for the student to keep").fill("一封信，写她做到了什么")
    page.locator("input[name=follow_up][value=planned]").check()
    look("closing")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Sign as the worker").click()
    expect(page.get_by_text("still missing: the supervisor")).to_be_visible()


def supervisor_signs(page: Page, enter: Enter, cast: Cast, case: Case, address: str) -> None:
    where = page.url
    enter(cast.he)
    page.goto(where)
    page.get_by_role("button", name="Sign as the supervisor").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    enter(cast.lin)
    page.goto(f"{address}/cases/{case.uid}/")


def following(page: Page, look: Look, case: Case) -> None:
    page.get_by_role("link", name="Results").click()
    expect(page.get_by_role("heading", name="Follow-ups")).to_be_visible()
    look("results")
    page.get_by_role("link", name="Write it down").first.click()
    page.locator("input[name=outcome][value=done]").check()
    page.get_by_label("Each goal").fill("保持：每周三次")
    page.locator("input[name=risk][value=no]").check()
    page.locator("input[name=decision][value=go_on]").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("what came of it")).to_be_visible()
    page.get_by_role("link", name="Papers").click()
    expect(page.get_by_role("heading", name="The file in its order")).to_be_visible()
    look("papers")


PAGES = ("", "contacts/", "contacts/add/", "papers/", "consent/", "results/", "giving/", "members/")


@pytest.mark.usefixtures("family", "transactional_db", "live_server")
def test_a_case_in_chinese_and_dark(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = filed(cast, status=Status.ACTIVE)
    note = Note(
        at=NOON - dt.timedelta(days=12),
        form="process",
        mode="home",
        minutes=50,
        words={"purpose": "家访", "aim": "见奶奶", "course": "奶奶讲了自己没读书的事。"},
        used=(Used("EM-01", "EM"), Used("IN-09", "IN")),
        promises=(Promise("client", "每天读二十分钟", TODAY - dt.timedelta(days=2)),),
    )
    write_contact(case=case, contact=note, by=cast.lin)
    write_restricted(case=case, kind="verbatim", words="原话另存", on=TODAY, by=cast.lin)
    address = enter(cast.lin, language="zh-hans")
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/cases/")
    page.evaluate("localStorage.setItem('kw-theme', 'dark')")
    page.reload()
    look("cases-zh-dark")
    for one in (*PAGES, "restricted/", "risk/", "papers/closure/"):
        page.goto(f"{address}/cases/{case.uid}/{one}")
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        look(f"{one.strip('/').replace('/', '-') or 'case'}-zh-dark")
    for one in ("resources/", "resources/add/", "information/", "information/add/"):
        page.goto(f"{address}/cases/{one}")
        look(f"{one.strip('/').replace('/', '-')}-zh-dark")
