"""The pictures of the guide: taken as WebP, small enough to be kept beside the text."""

import base64
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.engine import RESULTS

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
GUIDES = {"en": "two-stories.md", "zh-hans": "two-stories.zh-Hans.md"}
PICTURES = GUIDE / "pictures"
TAKEN = RESULTS / "guide"
SIZE = {"width": 1120, "height": 760}
QUALITY = 55
PICTURE = re.compile(r"!\[([^\]]+)\]\(pictures/([\w-]+)/([\w-]+)\.webp\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")


class Taking:
    """Visits pages in one language, remembers what they said, and takes pictures by name."""

    def __init__(self, page: Page, language: str) -> None:
        self._page, self._language = page, language
        self.names: list[str] = []
        self.seen = ""
        page.set_viewport_size(SIZE)

    def at(self, address: str, name: str = "") -> None:
        """Visit an address; with a name, keep what the screen shows of it."""
        answer = self._page.goto(address)
        assert answer is not None, address
        assert answer.ok, address
        expect(self._page.locator("html")).to_have_attribute("lang", self._language)
        expect(self._page.locator("main h1").first).to_be_visible()
        self.seen += self._page.locator("body").inner_text()
        if name:
            self._take(name)

    def _take(self, name: str) -> None:
        taken = self._page.context.new_cdp_session(self._page).send(
            "Page.captureScreenshot", {"format": "webp", "quality": QUALITY}
        )
        folder = TAKEN / self._language
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))
        self.names.append(name)


def text_of(language: str) -> str:
    return (GUIDE / GUIDES[language]).read_text("utf-8")


def pictures_in(language: str) -> list[str]:
    """Return the names of the pictures that a guide shows."""
    return [name for _alt, _language, name in PICTURE.findall(text_of(language))]


def bold_words(language: str) -> list[str]:
    """Return what a guide says stands on the screen."""
    return BOLD.findall(text_of(language))
