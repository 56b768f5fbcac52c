"""A campaign in the stories: planned, its missing pieces named, opened, agreed to and answered."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press

SCREENS = 60  # more than any sitting has


def plan(page: Page, *, title: str, questionnaire: str, ways: Sequence[str], contact: str) -> None:
    follow(page, "Ask", exact=True)
    follow(page, "Plan a campaign")
    page.get_by_label("Name of the campaign").fill(title)
    page.get_by_label("Questionnaire").select_option(label=questionnaire)
    for way in ways:
        page.get_by_label(way).check()
    page.get_by_label("everybody at the school").check()
    page.get_by_role("checkbox", name="talking about the answers").check()
    page.get_by_label("Whom students and families may ask").fill(contact)
    press(page, "Save the draft")
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def put_on_duty(page: Page, *, who: str, first: str, last: str) -> None:
    """Follow what is missing to the duty plan, and come back to the campaign."""
    campaign = page.url
    follow(page, "plan who is on duty")
    page.get_by_label("Who is on duty").select_option(label=who)
    page.get_by_label("From this day").fill(first)
    page.get_by_label("To this day").fill(last)
    page.get_by_label("Ends at").fill("21:00")
    press(page, "Put on duty")
    expect(page.get_by_text(f"{who} is on duty now.")).to_be_visible()
    page.goto(campaign)


def open_it(page: Page) -> None:
    press(page, re.compile(r"Open for \d+ students"))
    expect(page.get_by_text("The campaign is open.")).to_be_visible()


def code_on_slip(page: Page, name: str) -> str:
    """Print the slips and read the code on one of them."""
    follow(page, "Print the slips")
    slip = page.locator(".kw-slip").filter(has_text=name)
    return slip.locator(".kw-slip-code").first.inner_text()


def answer(page: Page, address: str, code: str, *, said: Mapping[str, str]) -> None:
    """On a phone: say yes, answer every question of both sittings, and read the thanks.

    `said` has the answers by their questions; where it has none, the first that is offered is hers.
    """
    page.goto(f"{address}/a/{code}/")
    press(page, "Yes, I take part")
    _sitting(page, said)
    press(page, "Go on now")
    _sitting(page, said)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def _sitting(page: Page, said: Mapping[str, str]) -> None:
    for _screen in range(SCREENS):
        question = page.locator("h1.ask")
        if not question.count():
            return
        chosen = said.get(question.inner_text())
        if page.locator("select[name=year]").count():
            page.locator("select[name=year]").select_option("2024")
            page.locator("select[name=month]").select_option("02")
        elif chosen:
            page.get_by_label(chosen, exact=True).check()
        else:
            page.locator("fieldset .choice input").first.check()
        press(page, "Next question")
    raise AssertionError("the questionnaire has no end")


def record_forms(page: Page, *, answers_herself: str = "") -> None:
    """Record the signed forms: a guardian's where one is needed, and their own but of one."""
    follow(page, "Record signed forms")
    for yes in page.locator("input[name^=guardian-][value=yes]").all():
        yes.check()
    rows = page.locator("tbody tr")
    if answers_herself:
        rows = rows.filter(has_not_text=answers_herself)
    for yes in rows.locator("input[name^=own-][value=yes]").all():
        yes.check()
    press(page, "Record the forms")
    expect(page.get_by_text(re.compile(r"\d+ forms? (is|are) recorded"))).to_be_visible()


def bring_in(page: Page, path: Path) -> None:
    """From the campaign: bring in what the others answered on paper, a row for each."""
    follow(page, "Answers from a file")
    page.get_by_label("File", exact=True).set_input_files(path)
    press(page, "Read the file")
    press(page, "Check")
    expect(page.get_by_role("heading", name="What would come in")).to_be_visible()
    press(page, "Bring it in")
    expect(page.get_by_role("heading", name="The answers are saved")).to_be_visible()
