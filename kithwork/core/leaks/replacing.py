"""Takes what is known by name out of a text, and makes exact days coarse."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.core.leaks.search import MONTHS, SHORTEST


@dataclass(frozen=True, slots=True)
class Substitute:
    """What stands in the text for something the record knows by name."""

    text: str
    instead: str


_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-\d{1,2}(?!\d)")
_CHINESE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?\d{1,2}\s?日")
_ENGLISH = re.compile(rf"\b\d{{1,2}} ({MONTHS}) (\d{{4}})\b")


def replaced(text: str, substitutes: Iterable[Substitute]) -> str:
    """Return the text with every known name replaced, the longest first.

    >>> replaced("Lin Xiaoyu of line 3", [Substitute("Lin Xiaoyu", "L"), Substitute("Lin", "M")])
    'L of line 3'
    """
    known = [one for one in substitutes if len(one.text.strip()) >= SHORTEST]
    for one in sorted(known, key=lambda one: len(one.text), reverse=True):
        text = _pattern(one.text.strip()).sub(one.instead.replace("\\", r"\\"), text)
    return text


def coarse_dates(text: str) -> str:
    """Return the text with exact days as months.

    >>> coarse_dates("2026-11-22, 2026年11月2日, 22 November 2026")
    '2026-11, 2026年11月, November 2026'
    """
    text = _ISO.sub(r"\1-\2", text)
    text = _CHINESE.sub(r"\1年\2月", text)
    return _ENGLISH.sub(r"\1 \2", text)


def _pattern(word: str) -> re.Pattern[str]:
    escaped = re.escape(word)
    if word[0].isascii():
        escaped = rf"(?<![A-Za-z0-9]){escaped}(?![A-Za-z0-9])"
    return re.compile(escaped, re.IGNORECASE)
