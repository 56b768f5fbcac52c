"""The end of a case in the stories: asked again, evaluated, closed, followed up, reported."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press


def ask_again(page: Page, case: str, *, enough: Sequence[str]) -> None:
    """The same grid on a new day; who is there at all is proposed from the last time."""
    page.goto(f"{case}/assess/")
    press(page, "Ask again (a new day)")
    for question, answer in zip(page.locator(".kw-question").all(), enough, strict=True):
        question.locator("label", has_text=answer).last.click()
    press(page, "Save", exact=True)


def close(page: Page, *, summary: str) -> None:
    """The reason first; then only what that reason asks for, and the worker's signature."""
    follow(page, "Thread")
    follow(page, "the reason for closing")
    follow(page, "goals met", exact=True)
    page.get_by_label("A summary for the student to keep").fill(summary)
    page.locator("input[name=follow_up][value=planned]").check()
    press(page, "Save", exact=True)
    press(page, "Sign as the worker")
    expect(page.get_by_text("still missing: the supervisor")).to_be_visible()


def sign_as_supervisor(page: Page, closure: str) -> None:
    page.goto(closure)
    press(page, "Sign as the supervisor")
    expect(page.get_by_text("Saved.")).to_be_visible()


def follow_up(page: Page, case: str, *, goals: str) -> None:
    """Write down the first follow-up that is due."""
    page.goto(f"{case}/results/")
    follow(page, "Write it down")
    page.locator("input[name=outcome][value=done]").check()
    page.get_by_label("Each goal").fill(goals)
    page.locator("input[name=risk][value=no]").check()
    page.locator("input[name=decision][value=go_on]").check()
    press(page, "Save", exact=True)
    expect(page.get_by_role("link", name="what came of it")).to_be_visible()


def say_admission(page: Page, case: str, *, aimed: str, admitted: str) -> None:
    """After the results day: the school aimed at, and the one that took her."""
    page.goto(f"{case}/admission/")
    page.get_by_label("School aimed at", exact=True).fill(aimed)
    page.get_by_label("Admitted to").fill(admitted)
    page.get_by_label("Type of that school").select_option(label="ordinary senior high school")
    page.get_by_role("group", name="Is the aim met?").get_by_label("yes", exact=True).check()
    press(page, "Save", exact=True)
    expect(page.get_by_text(admitted).first).to_be_visible()


def report(page: Page, case: str, *, layout: str) -> dict[str, bytes]:
    """From the papers to the case report: a Word file and a PDF, by the names of their formats."""
    page.goto(f"{case}/papers/")
    follow(page, "Case report")
    page.get_by_label("Layout").select_option(label=layout)
    files = {}
    for kind in ("Word", "PDF"):
        page.get_by_label("Format").select_option(label=kind)
        with page.expect_download() as caught:
            page.get_by_role("button", name="Take it along").click()
        files[kind] = Path(caught.value.path()).read_bytes()
    return files
