"""Nothing typed is ever lost: a killed browser, an ended session, a broken line, another person."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import Browser, BrowserType, Page, expect

from kithwork.drafts.models import Draft
from kithwork.people.models import SafeContactRule
from tests.cast import PASSWORD, Cast

Look = Callable[[str], None]
LABEL = "How may this family safely be reached?"
SINCE = "From this day on"
WORDS = "Voice message after eight; grandmother does not read. 不要打给父亲。"


def form_of(cast: Cast, desk: str) -> str:
    return f"{desk}/students/{cast.xiaoyu.uid}/safe-contact/"


def open_form(page: Page, address: str) -> None:
    page.goto(address)
    wait_until_kept(page)


def wait_until_kept(page: Page) -> None:
    """Wait until the page listens, and the device has what was typed so far."""
    expect(page.locator("form[data-kw-kept=yes]")).to_be_attached()


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def kill(marker: str) -> None:
    """Kill, with no chance to say goodbye, every process that was started with `marker`."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and marker in _command_line(folder):
            os.kill(int(folder.name), signal.SIGKILL)


def _command_line(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def test_a_killed_browser_loses_nothing(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser: Browser,
    live_server: Any,
    cast: Cast,
    tmp_path: Path,
) -> None:
    profile = tmp_path / "profile"
    doomed = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
    page = doomed.pages[0]
    page.goto(f"{live_server.url}/account/login/")
    sign_in(page, "lin.jing")
    open_form(page, form_of(cast, live_server.url))
    page.get_by_label(LABEL).press_sequentially(WORDS)
    time.sleep(2)
    kill(str(profile))
    elsewhere = browser.new_context(locale="en-GB").new_page()
    elsewhere.goto(f"{live_server.url}/account/login/")
    sign_in(elsewhere, "lin.jing")
    open_form(elsewhere, form_of(cast, live_server.url))
    expect(elsewhere.get_by_label(LABEL)).to_have_value(WORDS)
    expect(elsewhere.get_by_text("This is what you typed at")).to_be_visible()
    elsewhere.get_by_role("button", name="Save").click()
    expect(elsewhere.get_by_text(WORDS).first).to_be_visible()
    assert not Draft.objects.exists(), "a saved form needs no draft"


def test_an_ended_session_is_taken_up_in_the_dialog(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look, size: str
) -> None:
    open_form(page, form_of(cast, enter(cast.lin)))
    page.get_by_label(LABEL).press_sequentially("Voice message ")
    expect(page.get_by_text("everything you typed is kept")).to_be_visible()
    Session.objects.all().delete()
    page.get_by_label(LABEL).press_sequentially("after eight")
    dialog = page.get_by_role("dialog", name="Your session has ended")
    expect(dialog).to_be_visible()
    look("dialog")
    dialog.get_by_label("User name").fill("lin.jing")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_label(LABEL)).to_have_value("Voice message after eight")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Voice message after eight").first).to_be_visible()
    assert SafeContactRule.objects.filter(student=cast.xiaoyu).count() == 1


def test_a_save_with_an_ended_session_asks_first_and_then_saves(
    page: Page, enter: Callable[..., str], cast: Cast
) -> None:
    open_form(page, form_of(cast, enter(cast.lin)))
    page.get_by_label(LABEL).fill("Only by letter")
    expect(page.get_by_text("everything you typed is kept")).to_be_visible()
    Session.objects.all().delete()
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Your session has ended")
    dialog.get_by_label("User name").fill("lin.jing")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Only by letter").first).to_be_visible()
    assert SafeContactRule.objects.filter(student=cast.xiaoyu).count() == 1


def test_another_person_who_signs_in_gets_nothing_of_it(
    page: Page, enter: Callable[..., str], cast: Cast
) -> None:
    open_form(page, form_of(cast, enter(cast.lin)))
    Session.objects.all().delete()
    page.get_by_label(LABEL).press_sequentially("for Lin Jing alone")
    dialog = page.get_by_role("dialog", name="Your session has ended")
    dialog.get_by_label("User name").fill("tan.ming")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Somebody else has signed in.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Somebody else has signed in.")).to_be_visible()
    assert not Draft.objects.filter(user=cast.tan).exists()
    assert not SafeContactRule.objects.exists()


def test_a_broken_line_is_bridged_by_the_device(
    page: Page, enter: Callable[..., str], cast: Cast
) -> None:
    open_form(page, form_of(cast, enter(cast.lin)))
    page.context.set_offline(True)
    page.get_by_label(LABEL).press_sequentially("typed in a valley")
    expect(page.get_by_text("no connection")).to_be_visible()
    assert not Draft.objects.exists()
    page.context.set_offline(False)
    expect(page.get_by_text("everything you typed is kept")).to_be_visible()
    assert Draft.objects.filter(user=cast.lin).count() == 1


def test_a_page_closed_without_a_line_is_restored_from_the_device(
    page: Page, enter: Callable[..., str], cast: Cast
) -> None:
    address = form_of(cast, enter(cast.lin))
    open_form(page, address)
    page.context.set_offline(True)
    page.get_by_label(LABEL).press_sequentially("typed in a valley")
    expect(page.get_by_text("no connection")).to_be_visible()
    wait_until_kept(page)
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    open_form(again, address)
    expect(again.get_by_label(LABEL)).to_have_value("typed in a valley")
    expect(again.get_by_text("everything you typed is kept")).to_be_visible()
    assert Draft.objects.filter(user=cast.lin).count() == 1


def test_the_database_and_the_device_hold_no_word_and_signing_out_wipes(
    page: Page, enter: Callable[..., str], cast: Cast, size: str
) -> None:
    desk = enter(cast.lin)
    open_form(page, form_of(cast, desk))
    page.context.set_offline(True)
    page.get_by_label(LABEL).press_sequentially("a word of hers")
    expect(page.get_by_text("no connection")).to_be_visible()
    wait_until_kept(page)
    assert page.evaluate(KEPT_ON_DEVICE) == {"count": 1, "readable": False, "exportable": False}
    page.context.set_offline(False)
    page.get_by_label(LABEL).press_sequentially(" and more")
    expect(page.get_by_text("everything you typed is kept")).to_be_visible()
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM drafts_draft")
        assert b"a word of hers" not in bytes(cursor.fetchone()[0])
    page.goto(f"{desk}/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate(KEPT_ON_DEVICE) == {"count": 0, "readable": False, "exportable": False}


KEPT_ON_DEVICE = """
async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("kithwork", 1);
    request.onsuccess = () => resolve(request.result);
  });
  const all = (name) => new Promise((resolve) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
  });
  const typed = await all("typed");
  const keys = await all("keys");
  const texts = typed.map((one) => new TextDecoder().decode(one.sealed));
  return {
    count: typed.length,
    readable: texts.some((text) => text.includes("word of hers")),
    exportable: keys.some((key) => key.extractable),
  };
}
"""


SLOW_KEEPING = """
window.kwAtOnce = 0;
window.kwMost = 0;
const asked = window.fetch;
window.fetch = async (address, options) => {
  if (options?.method !== "PUT") return asked(address, options);
  window.kwMost = Math.max(window.kwMost, ++window.kwAtOnce);
  const answer = await asked(address, options);
  await new Promise((done) => setTimeout(done, 1500));
  window.kwAtOnce -= 1;
  return answer;
};
"""


def test_on_a_slow_line_no_older_text_lands_on_a_newer_one(
    page: Page, enter: Callable[..., str], cast: Cast
) -> None:
    page.add_init_script(SLOW_KEEPING)
    desk = enter(cast.lin)
    open_form(page, form_of(cast, desk))
    for words in ("Voice message", " after eight;", " not the father."):
        page.get_by_label(LABEL).press_sequentially(words)
        time.sleep(0.9)  # the page waits 0.7 s after a key before it sends
    assert page.evaluate("window.kwMost") == 1
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Voice message after eight; not the father.")).to_be_visible()
    assert not Draft.objects.exists()


SLOW_READING = """
const asked = window.fetch;
window.fetch = async (address, options) => {
  const answer = await asked(address, options);
  const isDraft = String(address).includes("/safe-contact");
  if (isDraft && options?.method === "GET") await new Promise((done) => setTimeout(done, 2500));
  return answer;
};
"""


def test_what_is_typed_before_the_draft_arrives_is_newer_than_the_draft(
    page: Page, enter: Callable[..., str], cast: Cast
) -> None:
    address = form_of(cast, enter(cast.lin))
    page.add_init_script(SLOW_READING)
    open_form(page, address)
    page.get_by_label(LABEL).fill("Voice message")
    page.get_by_label(SINCE).fill("2026-01-05")
    expect(page.get_by_text("everything you typed is kept")).to_be_visible()
    page.goto(address, wait_until="commit")
    page.get_by_label(LABEL).fill(WORDS)
    wait_until_kept(page)
    expect(page.get_by_label(LABEL)).to_have_value(WORDS)
    expect(page.get_by_label(SINCE)).to_have_value("2026-01-05")
    expect(page.get_by_text("everything you typed is kept")).to_be_visible()
    open_form(page, address)
    expect(page.get_by_label(LABEL)).to_have_value(WORDS)
