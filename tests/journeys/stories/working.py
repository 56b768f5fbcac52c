"""The work itself in the stories: a line, a full note, a resource, an item given, a review."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press

TO_HER = ("offered", "accepted", "delivered", "confirmed by the student")


def note_a_line(page: Page, *, line: str, next_step: str) -> None:
    """From anywhere in the case: `n`, a line, what next, Control and Enter."""
    page.keyboard.press("n")
    expect(page.get_by_label("What happened, in a line")).to_be_focused()
    page.keyboard.type(line)
    page.get_by_label("What next").fill(next_step)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.get_by_text(line)).to_be_visible()


def note_fully(
    page: Page, *, minutes: str, purpose: str, course: str, used: Sequence[str], mood: str
) -> None:
    """A process record with its techniques, and her own word on the talk."""
    follow(page, "Contacts", exact=True)
    follow(page, "Full note")
    page.get_by_label("Minutes").fill(minutes)
    page.get_by_label("What for").fill(purpose)
    page.get_by_label("What happened (talk").fill(course)
    page.locator("summary", has_text="What I used").click()
    for technique in used:
        page.get_by_role("checkbox", name=re.compile(technique)).check()
    page.locator("summary", has_text="own word on this talk").click()
    page.get_by_label("0 to 10").fill(mood)
    press(page, "Save the note")
    expect(page.get_by_text(course)).to_be_visible()


def add_resource(page: Page, address: str, *, name: str, function: str) -> None:
    """Put something that the town gives into the directory."""
    page.goto(f"{address}/cases/resources/add/")
    page.get_by_label("What it is called").fill(name)
    page.locator(f"input[name=functions][value={function}]").check()
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name="Resources")).to_be_visible()


def link_resource(page: Page, *, name: str, function: str) -> None:
    follow(page, "Contacts", exact=True)
    follow(page, "What was linked and given")
    page.locator("select[name=resource]").select_option(label=name)
    page.get_by_label("For which support").select_option(function)
    press(page, "Link it")
    expect(page.get_by_text("identified").first).to_be_visible()


def bring_to_her(page: Page) -> None:
    """Step by step, from the offer to her own word that it came."""
    for name in TO_HER:
        press(page, name, exact=True)
    expect(page.locator(".kw-tag", has_text=TO_HER[-1])).to_be_visible()


def give_information(page: Page, address: str, case: str, *, title: str, says: str) -> None:
    """Write an item with its source at the desk, and give it to her."""
    page.goto(f"{address}/cases/information/add/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("What it says").fill(says)
    page.get_by_label("Source").fill("县招生办公告，2026-09-01")
    press(page, "Save", exact=True)
    page.goto(f"{case}/giving/")
    item = page.locator("select[name=item] option", has_text=title)
    page.locator("select[name=item]").select_option(label=item.inner_text())
    press(page, "Note it")
    expect(page.get_by_text(title).first).to_be_visible()


def review(page: Page, case: str, *, changed: str, words: str) -> None:
    """A stage review with the student, in her words."""
    page.goto(f"{case}/papers/review/")
    page.get_by_label("What changed since the last time").fill(changed)
    page.get_by_label("In the student's own words").fill(words)
    page.get_by_role("group", name="cared for").get_by_label("yes", exact=True).check()
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name="Signatures")).to_be_visible()


def rate(page: Page, case: str, *, level: int) -> None:
    """Rate the one goal: −2 is the first of its five levels."""
    page.goto(f"{case}/goals/")
    follow(page, "Rate the goals")
    page.locator(".kw-levels label").nth(level + 2).click()
    press(page, "Save", exact=True)
