"""The assessment in the stories: the grid in two passes, evidence on it, cards, needs."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press


def fill_grid(page: Page, *, present: Sequence[str], enough: Sequence[str]) -> None:
    """First who is there at all, then once for each kind of support whether it is enough."""
    follow(page, "Assess", exact=True)
    follow(page, re.compile("Fill the support grid"))
    for who in present:
        page.locator("label").filter(has_text=re.compile(f"^\\s*{who}")).first.check()
    for question, answer in zip(page.locator(".kw-question").all(), enough, strict=True):
        question.locator("label", has_text=answer).last.click()
    press(page, "Save", exact=True)


def attach(page: Page, address: str, *, function: str, words: str, informant: str) -> None:
    """Attach what was said or seen to the same grid."""
    page.goto(f"{address}/assess/evidence/?for={function}")
    page.get_by_label("What was said or seen").fill(words)
    page.get_by_label("From whom?").select_option(informant)
    press(page, "Save", exact=True)
    expect(page.get_by_text(words)).to_be_visible()


def attach_form(page: Page, address: str, *, form: str, functions: Sequence[str]) -> None:
    """Attach the questionnaire that she filled in herself."""
    page.goto(f"{address}/assess/evidence/")
    page.get_by_label("questionnaire", exact=True).check()
    option = page.get_by_label("Which questionnaire?").locator("option", has_text=form)
    page.get_by_label("Which questionnaire?").select_option(label=option.first.inner_text())
    for function in functions:
        page.get_by_role("checkbox", name=function).check()
    press(page, "Save", exact=True)


def talk(page: Page, address: str, *, who: str, step: int) -> None:
    """Go through the card on girls' schooling with one person alone."""
    page.goto(f"{address}/assess/talk/girls_schooling/{who}/")
    for question in page.locator("fieldset.kw-field").all():
        question.get_by_role("radio").nth(step).check()
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name="Talk cards")).to_be_visible()


def tell_problem(page: Page, address: str, *, told: str, severity: str) -> None:
    page.goto(f"{address}/assess/problem/")
    page.get_by_label("What is hard, as it was told?").fill(told)
    page.get_by_label("How hard is it").select_option(severity)
    press(page, "Save", exact=True)
    expect(page.get_by_text(told)).to_be_visible()


def take_in_needs(page: Page, address: str, *, names: Sequence[str], say: str) -> None:
    """Take in what the record shows, and let her rank it: the first is what she says first."""
    page.goto(f"{address}/assess/needs/")
    for name in names:
        press(page, f"Take in {name}", exact=True)
    for rank, field in enumerate(page.get_by_label(say).all(), start=1):
        field.select_option(str(rank))
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name="Needs, as both sides rank them")).to_be_visible()
