"""A campaign from its plan to the answers: slips, a phone, a computer room, and no script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kithwork.surveys.models import Administration, Campaign, Invitation
from kithwork.surveys.tests.asking import (
    born,
    code_of,
    guardian_code_of,
    invited,
    mother_of,
    on_duty,
    opened_campaign,
)
from tests.cast import Cast

Look = Callable[[str], None]
SCREENS = 80  # more than any sitting has


def answered_through(page: Page) -> None:
    """Choose the first answer of each question until none is left."""
    for _ in range(SCREENS):
        page.wait_for_load_state()
        choices = page.locator("fieldset .choice input")
        if not page.get_by_role("button", name=re.compile("Next question|下一题")).count():
            return
        if page.locator("select[name=year]").count():
            page.locator("select[name=year]").select_option(index=1)
            page.locator("select[name=month]").select_option(index=9)
        elif not page.locator("fieldset .choice input:checked").count():
            choices.first.check()
        page.get_by_role("button", name=re.compile("Next question|下一题")).click()
    raise AssertionError("the questionnaire has no end")


def test_a_campaign_from_its_plan_to_the_slips(
    page: Page, enter: Any, cast: Cast, look: Look, size: str
) -> None:
    for student in (cast.xiaoyu, cast.haoran, cast.jiayi):
        born(student, 15)
    desk = enter(cast.lin)
    page.goto(f"{desk}/ask/")
    look("empty")
    page.get_by_role("link", name="Plan a campaign").click()
    page.get_by_label("Name of the campaign").fill("Autumn term")
    page.get_by_label("Questionnaire").select_option(label="Student support survey")
    page.get_by_label("by link, on a phone").check()
    page.get_by_label("in the computer room").check()
    page.get_by_label("everybody at the school").check()
    page.get_by_role("checkbox", name="talking about the answers").check()
    page.get_by_label("Whom students and families may ask").fill("Lin Jing, room 203")
    look("plan")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", name="Before it can open, it needs")).to_be_visible()
    look("missing")
    page.get_by_role("link", name="plan who is on duty").click()
    page.get_by_label("Who is on duty").select_option(label="林静")
    page.get_by_label("Ends at").fill("21:00")
    page.get_by_role("button", name="Put on duty").click()
    expect(page.get_by_text("林静 is on duty now.")).to_be_visible()
    look("duty")
    page.goto(f"{desk}/ask/{Campaign.objects.get().uid}/")
    page.get_by_role("button", name="Open for 3 students").click()
    expect(page.get_by_text("The campaign is open.")).to_be_visible()
    look("open")
    page.get_by_role("link", name="Print the slips").click()
    expect(page.locator(".kw-slip")).to_have_count(3)
    look("slips")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Slips for students")).to_be_hidden()
    expect(page.locator(".kw-slip")).to_have_count(3)
    assert Invitation.objects.count() == 3


def test_a_student_answers_on_a_phone_in_two_sittings(
    page: Page, live_server: Any, cast: Cast, look: Look, size: str
) -> None:
    campaign = opened_campaign(cast, instrument="student-support")
    code = code_of(invited(campaign, cast.haoran))
    page.goto(f"{live_server.url}/a/")
    look("code")
    page.goto(f"{live_server.url}/a/{code}/")
    expect(page).to_have_url(f"{live_server.url}/a/form/")
    look("notice")
    page.get_by_role("button", name="Yes, I take part").click()
    look("question")
    page.get_by_text("Why do you ask?").click()
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("nothing-chosen")
    page.locator("fieldset .choice").first.click()
    page.get_by_role("button", name="Next question").click()
    page.get_by_role("button", name="Previous question").click()
    expect(page.locator("fieldset .choice input").first).to_be_checked()
    page.get_by_role("button", name="Stop for now").click()
    page.goto(f"{live_server.url}/a/{code}/")
    answered_through(page)
    expect(page.get_by_role("heading", name="This part is saved. Take a break.")).to_be_visible()
    look("pause")
    page.get_by_role("button", name="Go on now").click()
    answered_through(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    look("thanks")
    assert Administration.objects.filter(superseded_by=None).count() == 1


def test_a_computer_room_in_chinese_and_dark(
    page: Page, live_server: Any, cast: Cast, look: Look, size: str
) -> None:
    campaign = opened_campaign(cast)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}/a/")
    page.get_by_role("link", name="中文").click()
    page.get_by_label("你的编码").fill(code_of(invited(campaign, cast.haoran)).lower())
    look("code")
    page.get_by_role("button", name="继续").click()
    look("notice")
    page.get_by_role("button", name="我愿意参加").click()
    look("question")
    answered_through(page)
    expect(page.get_by_role("heading", name="谢谢")).to_be_visible()
    look("thanks")
    page.get_by_role("button", name="下一位同学").click()
    expect(page.get_by_label("Your code")).to_have_value("")
    left = {one["name"] for one in page.context.cookies()}
    assert "kw_answer" not in left
    assert "sessionid" not in left
    page.go_back()
    expect(page.get_by_text("回执号")).to_have_count(0)


def test_a_family_agrees_first(
    page: Page, live_server: Any, cast: Cast, look: Look, size: str
) -> None:
    campaign = opened_campaign(cast)
    mother_of(cast.xiaoyu)
    invitation = invited(campaign, cast.xiaoyu)
    page.goto(f"{live_server.url}/a/{code_of(invitation)}/")
    expect(page.get_by_role("heading", name="Your family is asked first")).to_be_visible()
    look("wait")
    page.goto(f"{live_server.url}/a/{guardian_code_of(invitation)}/?language=zh-hans")
    look("family")
    page.get_by_role("group").first.get_by_label("是").check()
    page.get_by_label("您的电话号码后四位").fill("4321")
    page.get_by_role("button", name="提交我的意见").click()
    expect(page.get_by_role("heading", name="谢谢")).to_be_visible()
    look("family-thanks")
    page.goto(f"{live_server.url}/a/{code_of(invitation)}/?language=en")
    expect(page.get_by_role("button", name="Yes, I take part")).to_be_visible()


def test_without_a_script(browser: Browser, live_server: Any, cast: Cast, at_rest: None) -> None:
    campaign = opened_campaign(cast)
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{live_server.url}/a/")
    page.get_by_label("Your code").fill(code_of(invited(campaign, cast.haoran)))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Yes, I take part").click()
    answered_through(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    context.close()
    assert Administration.objects.get().student == cast.haoran


@pytest.mark.parametrize("language", ["zh-hans"])
def test_signed_forms_and_answers_of_a_class(
    page: Page, enter: Any, cast: Cast, look: Look, size: str, language: str
) -> None:
    campaign = opened_campaign(cast)
    mother_of(cast.xiaoyu)
    desk = enter(cast.lin, language=language)
    page.goto(f"{desk}/ask/{campaign.uid}/consents/")
    look("papers")
    invitation = invited(campaign, cast.xiaoyu)
    page.locator(f"[name=guardian-{invitation.uid}-survey][value=yes]").check()
    page.locator(f"[name=guardian-{invitation.uid}-survey_talk][value=no]").check()
    page.locator(f"[name=own-{invitation.uid}-survey][value=yes]").check()
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("已登记 2 份")).to_be_visible()
    page.goto(f"{desk}/ask/{campaign.uid}/students/")
    look("students")
    page.goto(f"{desk}/ask/{campaign.uid}/")
    look("campaign")
    on_duty(cast)
    page.goto(f"{desk}/ask/")
    look("list")
