"""Finds names, places, numbers and days in a text, each with its place and why it is one.

What the record knows by name is found wherever it stands, whatever its case. Other signs are
patterns: telephone and identity numbers, e-mail addresses, exact days, and words that end as
places and schools in China do. Patterns find too much rather than too little: a person looks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing was found."""

    KNOWN_NAME = "known_name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    EMAIL = "email"
    DATE = "date"
    PLACE = "place"
    LONG_NUMBER = "long_number"


@dataclass(frozen=True, slots=True)
class Known:
    """Something that the record knows by name: a person, a school, an address, a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Leak:
    """One finding: the kind, the words, and where they stand in the text (`end` excluded)."""

    kind: Kind
    text: str
    start: int
    end: int


SHORTEST = 2  # one sign alone is in every text
_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    r"(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)"
    r"|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    rf"|\b\d{{1,2}} (?:{MONTHS}) \d{{4}}\b"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:自治州|自治县|中学|小学|学院|大学|村|镇|乡|县|市|区|街道)"
)
_NUMBER = re.compile(r"(?<![\d.])\d{7,}(?![\d.])")
_PATTERNS = (
    (Kind.ID_NUMBER, _ID),
    (Kind.PHONE, _PHONE),
    (Kind.EMAIL, _EMAIL),
    (Kind.DATE, _DATE),
    (Kind.PLACE, _PLACE),
    (Kind.LONG_NUMBER, _NUMBER),
)


def leaks_in(text: str, known: Iterable[Known] = ()) -> tuple[Leak, ...]:
    """Return what could tell who somebody is, in the order of the text; nothing stands in two.

    >>> [leak.kind.value for leak in leaks_in("call 13812345678", [Known("Lin")])]
    ['phone']
    """
    taken: list[Leak] = []
    for leak in (*_named(text, known), *_patterned(text)):
        if not any(leak.start < other.end and other.start < leak.end for other in taken):
            taken.append(leak)
    return tuple(sorted(taken, key=lambda leak: leak.start))


def _named(text: str, known: Iterable[Known]) -> Iterator[Leak]:
    lowered = text.casefold()
    words = {one.text.strip() for one in known if len(one.text.strip()) >= SHORTEST}
    if len(lowered) != len(text):  # a sign that folds into two: places would not agree
        lowered = text
    for word in sorted(words, key=len, reverse=True):
        for found in re.finditer(re.escape(word.casefold()), lowered):
            start, end = found.span()
            if _is_whole(text, start, end):
                yield Leak(Kind.KNOWN_NAME, text[start:end], start, end)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a word of letters is not a part of a longer one ("Lin" in "line")."""
    if not text[start].isascii():
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (_is_letter(before) or _is_letter(after))


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _patterned(text: str) -> Iterator[Leak]:
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield Leak(kind, found.group(), *found.span())
