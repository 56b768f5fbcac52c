"""What a hand does on every page: press a button and wait for the page that answers."""

import re

from playwright.sync_api import Locator, Page


def press(where: Page | Locator, name: str | re.Pattern[str], *, exact: bool = False) -> None:
    """Press a button; return when the next page stands."""
    page = where if isinstance(where, Page) else where.page
    with page.expect_navigation():
        where.get_by_role("button", name=name, exact=exact).click()


def follow(where: Page | Locator, name: str | re.Pattern[str], *, exact: bool = False) -> None:
    """Follow the first link of that name; return when the next page stands."""
    page = where if isinstance(where, Page) else where.page
    with page.expect_navigation():
        where.get_by_role("link", name=name, exact=exact).first.click()
