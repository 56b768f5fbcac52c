"""How a case begins in the stories: the enquiry, intake, consent sought and given, danger asked."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press

QUESTIONS = ("risk_self", "risk_from_others", "risk_to_others", "risk_tonight", "risk_away")


def enquire(page: Page, *, through: str, words: str) -> None:
    """From the student's page: what was said, and the five questions on danger."""
    follow(page, "Open a case")
    page.get_by_label("Through whom did it come?").select_option(through)
    page.locator("input[name=knows][value=yes]").check()
    page.get_by_label(re.compile("in their own words")).fill(words)
    page.locator("input[name=urgency][value=routine]").check()
    for name in QUESTIONS:
        page.locator(f"input[name={name}][value=no]").check()
    press(page, "Open the case")
    expect(page.locator(".kw-stage--here")).to_have_text("enquiry")


def step(page: Page, name: str) -> None:
    """Go on to a stage from the case's own page."""
    follow(page, "Thread")
    press(page, f"Go on to “{name}”")
    expect(page.locator(".kw-stage--here")).to_have_text(name)


def take_in(page: Page, *, report_name: str, hopes: str, best_hour: str = "") -> None:
    """The decision that is missing leads to the intake, which the worker signs."""
    follow(page, "the decision to accept")
    page.get_by_label("Name for reports").fill(report_name)
    page.get_by_label("What does the student hope for?").fill(hopes)
    page.get_by_label("Best hour to reach parents").fill(best_hour)
    page.locator("input[name=conflict][value=no]").check()
    page.get_by_role("radio", name="we accept", exact=True).check()
    press(page, "Save", exact=True)
    press(page, "Sign as the worker")
    expect(page.get_by_text("Saved.")).to_be_visible()


def seek_consent(page: Page, *, came_of_it: str) -> None:
    """Nobody answers the telephone: the attempt is kept, and help goes on meanwhile."""
    follow(page, "Thread")
    page.get_by_text("Other ways on").click()
    press(page, "Go on to “consent still sought”")
    follow(page, "Log an attempt")
    page.get_by_label("What came of it").fill(came_of_it)
    press(page, "Log the attempt")
    expect(page.get_by_text(came_of_it)).to_be_visible()


def ask_consent(page: Page) -> None:
    """The consent that is missing leads to where it is asked."""
    follow(page, "Thread")
    follow(page.locator(".kw-next"), re.compile("consent"))


def consent(page: Page, *, who: str, method: str, purposes: tuple[str, ...], witness: str) -> None:
    """Keep an answer: read aloud, said back; of a guardian also who heard it."""
    choice = page.locator("select[name=who] option").filter(has_text=re.compile(f"^{who}"))
    page.locator("select[name=who]").select_option(label=choice.first.inner_text())
    page.locator("select[name=method]").select_option(method)
    for purpose in purposes:
        page.get_by_label(purpose).first.check()
    page.get_by_label("were read aloud").check()
    page.get_by_label("said it back").check()
    if witness:
        page.get_by_label("For a guardian").check()
        page.get_by_label("Witness").fill(witness)
    press(page, "Save the answer")
    expect(page.get_by_text("Saved.")).to_be_visible()


def ask_about_danger(page: Page, *, level: str, grounds: str) -> None:
    follow(page, "Thread")
    follow(page, "the level of danger")
    page.locator(f"input[name=level][value={level}]").check()
    page.get_by_label("On what grounds").fill(grounds)
    press(page, "Save", exact=True)
