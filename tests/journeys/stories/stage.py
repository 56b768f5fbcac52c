"""Where a story is played: one installation, a computer for each person, and a calendar."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request

from tests.journeys.looking import look_at

PATIENCE = 90_000  # milliseconds: the first look at a new installation loads all there is
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


@dataclass
class Stage:
    """The installation at `address`; the clock tells `now`, which only `on` moves."""

    address: str
    folder: Path
    name: str
    browser: Browser
    screen: Mapping[str, Any]
    phone: Mapping[str, Any]
    note: Callable[[Request], None]
    now: dt.datetime = dt.datetime(2026, 9, 1, 1, tzinfo=dt.UTC)

    def on(self, day: str, *, hour: int = 9) -> None:
        """Turn the calendar to a day, at an hour of Shanghai."""
        date = dt.date.fromisoformat(day)
        self.now = dt.datetime.combine(date, dt.time(hour), tzinfo=SHANGHAI)

    def computer(self) -> Page:
        """A computer, or at phone size a phone, on which nobody has signed in."""
        return self._page(self.screen)

    def telephone(self) -> Page:
        """A student's telephone."""
        return self._page(self.phone)

    def look(self, page: Page, name: str) -> None:
        look_at(page, f"{self.name}-{name}")

    def _page(self, options: Mapping[str, Any]) -> Page:
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.on("request", self.note)
        return context.new_page()
