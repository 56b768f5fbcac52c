"""A scale keyed in with the keyboard alone; an alert saved only with a speaker's name."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.access.console import OPERATOR
from kithwork.people.actions.ties import tie
from kithwork.people.models import StudentTie
from kithwork.safety.models import Alert
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration
from tests.cast import FIRST_DAY, PASSWORD, Cast

Look = Callable[[str], None]
MODERATE = dict.fromkeys(map(str, range(1, 8)), 2.0) | {"8": 0.0, "9": 0.0}


@pytest.fixture
def desk(live_server: Any, cast: Cast, size: str) -> str:
    """The address of the running desk, with the cast in it."""
    return str(live_server.url)


def sign_in(page: Page, desk: str) -> None:
    page.goto(f"{desk}/account/login/")
    page.get_by_label("User name").fill("lin.jing")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Good day"))).to_be_visible()


def in_chinese_and_dark(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="浅色或深色").click()


def ready(page: Page) -> None:
    """Wait until the page listens to keys, and keeps what is typed."""
    expect(page.locator("form[data-kw-ready=yes][data-kw-kept=yes]")).to_have_count(1)


def test_a_phq_9_keyed_in_with_the_keyboard_alone(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    enter(
        student=cast.xiaoyu,
        filled=Filled("phq-9", MODERATE, FIRST_DAY),
        by=cast.lin,
    )
    sign_in(page, desk)
    page.goto(f"{desk}/scales/students/{cast.xiaoyu.uid}/")
    look("choose")
    page.keyboard.type("phq9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="PHQ-9")).to_be_visible()
    ready(page)
    page.keyboard.type("111111110")
    expect(page.locator("#kw-score .kw-score-value")).to_have_text("8")
    expect(page.locator("#kw-score")).to_contain_text("higher is worse")
    expect(page.locator("#kw-score .kw-score-band")).to_have_count(0)  # norms of adults only
    look("keyed")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("14 → 8"))).to_be_visible()
    expect(page.get_by_text("this does not mean that there is no risk")).to_be_visible()
    look("result")
    in_chinese_and_dark(page)
    expect(page.get_by_text("不代表没有风险").first).to_be_visible()
    look("result-zh-dark")
    assert Administration.objects.filter(student=cast.xiaoyu).count() == 2


def test_backspace_dots_and_a_pasted_row(page: Page, desk: str, cast: Cast) -> None:
    sign_in(page, desk)
    page.goto(f"{desk}/scales/students/{cast.xiaoyu.uid}/phq-9/")
    ready(page)
    page.keyboard.type("97")  # no such answers: the focus stays
    page.keyboard.type("3")
    page.keyboard.press("Backspace")  # item 2 is empty: back to item 1
    page.keyboard.type("1.")
    expect(page.locator("#kw-score")).to_contain_text("8 items not answered")
    page.evaluate(
        """() => {
            const paste = new DataTransfer();
            paste.setData("text", "2 2 2 2 2 2 0");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: paste, bubbles: true, cancelable: true})
            );
        }"""
    )
    expect(page.locator("#kw-score")).to_contain_text("1 item not answered")
    expect(page.locator("#kw-score .kw-score-value")).to_have_text(re.compile("14.62"))


def test_an_alert_is_saved_only_with_the_name_of_who_speaks(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    sign_in(page, desk)
    page.goto(f"{desk}/scales/students/{cast.xiaoyu.uid}/phq-9/")
    ready(page)
    page.keyboard.type("000000001")
    expect(page.get_by_label("Who speaks with the student?")).to_be_visible()
    look("asks-for-a-name")
    page.get_by_role("button", name="Save the form").click()
    expect(page.get_by_text("Nothing was saved yet.")).to_be_visible()
    assert not Administration.objects.exists()
    expect(page.get_by_role("radio", name="1", exact=True).last).to_be_checked()
    expect(page.get_by_role("alert").first).to_be_focused()
    look("refused")
    page.get_by_label("Who speaks with the student?").select_option(label="林静")
    page.get_by_role("button", name="Save the form").click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    expect(page.get_by_role("link", name="12356").first).to_be_visible()
    look("first-steps")
    in_chinese_and_dark(page)
    look("first-steps-zh-dark")
    page.get_by_label(re.compile("谈了什么")).fill("她说晚上睡不着。约好明天再谈。")
    page.get_by_role("button", name=re.compile("保存")).click()
    expect(page.get_by_text("她说晚上睡不着")).to_be_visible()
    assert Alert.objects.get().spoken_by == cast.lin
    look("spoken-zh")


def test_a_class_on_one_sheet_keeps_the_row_that_waits_for_a_name(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    sign_in(page, desk)
    page.goto(f"{desk}/scales/")
    look("which-class")
    page.get_by_label("Questionnaire").select_option("phq-9")
    page.get_by_role("button", name="Open the sheet").click()
    ready(page)
    page.keyboard.type("111")
    page.get_by_role("button", name=re.compile("I accompany her or him")).click()
    expect(page.get_by_text("whom you do not accompany")).to_have_count(0)
    assert StudentTie.objects.filter(student=cast.haoran, user=cast.lin, kind="own").exists()
    ready(page)
    first, second = page.locator("[data-kw-row]").nth(0), page.locator("[data-kw-row]").nth(1)
    typed = first if first.locator("input").nth(0).input_value() else second
    waiting = second if typed is first else first
    typed.locator("input").nth(3).focus()
    page.keyboard.type("111110")
    waiting.locator("input").nth(0).focus()
    page.keyboard.type("000000002")
    expect(waiting.get_by_label("Who speaks with the student?")).to_be_visible()
    expect(typed.locator(".kw-row-score")).to_contain_text("8")
    look("sheet")
    page.get_by_role("button", name="Save the rows").click()
    expect(page.get_by_text("1 row is saved.")).to_be_visible()
    expect(page.locator("[data-kw-row]")).to_have_count(1)
    expect(page.locator("[data-kw-row] input").nth(8)).to_have_value("2")
    look("sheet-waits")
    page.get_by_label("Who speaks with the student?").select_option(label="何岚")
    page.get_by_role("button", name="Save the rows").click()
    expect(page.get_by_text("saved for this day")).to_have_count(2)
    assert Alert.objects.get().speaker == cast.he
    in_chinese_and_dark(page)
    look("sheet-saved-zh-dark")


def test_our_own_questions_give_a_support_quilt(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    tie(
        student=cast.haoran,
        user=cast.lin,
        kind=StudentTie.Kind.OWN,
        on=FIRST_DAY,
        by=OPERATOR,
    )
    sign_in(page, desk)
    page.goto(f"{desk}/scales/students/{cast.haoran.uid}/ssm-16/")
    ready(page)
    page.keyboard.type("1201334....0121.")
    groups = page.get_by_role("group")
    groups.filter(has_text="Mostly who").first.get_by_label("mother").check()
    groups.filter(has_text="Is it enough").first.get_by_label("too little", exact=True).check()
    look("keyed")
    page.get_by_role("button", name="Save the form").click()
    expect(page.get_by_role("img", name=re.compile("support", re.I))).to_be_visible()
    expect(page.get_by_text("unvalidated").first).to_be_visible()
    look("quilt")
    in_chinese_and_dark(page)
    look("quilt-zh-dark")
