"""Choosing in the stories: what counts, one who is accompanied and why, letters to the others."""

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press


def begin(page: Page, address: str, *, counts: str) -> None:
    """From the list of whom to talk to: say what counts, and see whom to consider."""
    page.goto(f"{address}/know/students/")
    follow(page, "Choose whom to accompany")
    page.get_by_label("What else counts").fill(counts)
    press(page, "Show whom to consider")
    expect(page.get_by_role("heading", name="Decide about each, and say why")).to_be_visible()


def accompany(page: Page, *, name: str, because: str) -> None:
    """Choose one for a reason; those about whom nothing is said are not chosen now."""
    one = page.get_by_role("group", name=name)
    one.get_by_label("accompany").check()
    one.get_by_label("Because").fill(because)
    page.get_by_label("That is all").check()
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name="Open a case for each who is chosen")).to_be_visible()
    expect(one).to_contain_text(because)


def letters(page: Page, *, name_chosen: str, names_service: str) -> None:
    """A kind letter to each who is not chosen, with what else there is; none to the chosen."""
    chosen = page.url
    follow(page, "Letters to those not chosen")
    letter = page.locator(".kw-letter")
    expect(letter.first).to_contain_text(names_service)
    expect(letter.filter(has_text=f"Dear {name_chosen},")).to_have_count(0)
    page.goto(chosen)
