"""What a closed case leaves in the stories: a lesson, and a pathway of the school's own."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press


def write_lesson(page: Page, case: str, *, words: str, limits: str) -> None:
    """In one sentence what helped, and for whom it would not."""
    page.goto(f"{case}/results/")
    follow(page, "Write a lesson")
    page.locator("[name=words]").fill(words)
    page.locator("[name=limits]").fill(limits)
    press(page, "Save", exact=True)
    expect(page.get_by_text(words)).to_be_visible()


def make_pathway(page: Page, *, preset: str, name: str, why: str, lesson: str) -> str:
    """Make the school's own pathway from the preset that was used; return where it stands."""
    follow(page, "Learn", exact=True)
    follow(page, "Our own pathways", exact=True)
    follow(page, re.compile(f"Make our own from it.*{preset}"))
    page.get_by_label("What is it called?").fill(name)
    page.get_by_label("What changes, and why?").fill(why)
    page.get_by_label(lesson).check()
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    return page.url


def change_stage(page: Page, *, stage: str, weeks: str, why: str) -> str:
    """Change how long one stage lasts, with why; return where the new version stands."""
    follow(page, re.compile(f"Change {stage}"))
    page.get_by_label("What changes, and why?").fill(why)
    page.get_by_label("Weeks").fill(weeks)
    press(page, "Save", exact=True)
    expect(page.get_by_text(why)).to_be_visible()
    return page.url


def approve(page: Page, pathway: str) -> None:
    """As the supervisor, who did not write it."""
    page.goto(pathway)
    press(page, "Approve this version")
    expect(page.get_by_text("approved", exact=False).first).to_be_visible()
