"""Hold a page against axe-core, look for overflow, and keep a picture of it."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.engine import RESULTS

SCREENS = RESULTS / "screens"


def look_at(page: Page, name: str) -> None:
    """Raise AssertionError where axe-core finds something or the page is wider than the screen.

    A click returns when the next page has begun to arrive; it is looked at when it is all there.
    """
    page.wait_for_load_state()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} overflows"
    SCREENS.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w-]+", "-", name).strip("-")
    page.screenshot(path=SCREENS / f"{stem}.png", full_page=True)
