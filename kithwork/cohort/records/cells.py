"""One cell to one value: dates, numbers, flags and words as school files write them.

Nothing is guessed: a date whose order is not plain, a number with a comma, a word that nobody
listed are faults with a code, and a person decides. A fault never carries what stood in the cell.
"""

import datetime as dt
import re
import unicodedata

from kithwork.catalogue.imports import file_words, limits, plain_word
from kithwork.core.reasons import Reason, Value
from kithwork.core.sheets import Cell

EXACT_DIGITS = 10**15  # of a number in Excel, of which it keeps fifteen digits
_LONGEST_NUMBER = 30
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,2}")
_CJK_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\s·•]+")
_TIME_OF_DAY = r"(?:[T ]0{1,2}:00(?::00)?)?"
_YEAR, _MONTH, _DAY = r"(?P<y>[0-9]{4})", r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_SIGN = r"[-/.]"
_DATES = {
    "ymd": (
        re.compile(f"{_YEAR}{_SIGN}{_MONTH}{_SIGN}{_DAY}{_TIME_OF_DAY}"),
        re.compile(f"{_YEAR}年{_MONTH}月{_DAY}日?"),
        re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    ),
    "dmy": (re.compile(f"{_DAY}{_SIGN}{_MONTH}{_SIGN}{_YEAR}{_TIME_OF_DAY}"),),
    "mdy": (re.compile(f"{_MONTH}{_SIGN}{_DAY}{_SIGN}{_YEAR}{_TIME_OF_DAY}"),),
}


class CellFault(Exception):
    """What is wrong with one cell, as a code and parameters that are no personal values."""

    def __init__(self, code: str, /, **params: Value) -> None:
        super().__init__(code)
        self.reason = Reason.of(f"imports.{code}", **params)


def word_of(cell: Cell) -> str:
    """Return a cell as the word that a mapping would list: 1.0 and 1 are "1"."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT_DIGITS:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def identity(cell: Cell) -> str:
    """Return a student's number as text; what a spreadsheet has spoilt is refused."""
    if isinstance(cell, float) and (abs(cell) >= EXACT_DIGITS or not cell.is_integer()):
        raise CellFault("id_lost_digits")
    word = unicodedata.normalize("NFKC", word_of(cell)).strip()
    if _SCIENTIFIC.fullmatch(word):
        raise CellFault("id_in_scientific_notation")
    return text(word, "id")


def text(cell: Cell, kind: str = "text") -> str:
    """Return a text that is no formula and not longer than its kind may be."""
    word = word_of(cell)
    if len(word) > 1 and word.startswith("="):
        raise CellFault("formula")
    longest = limits().longest[kind]
    if len(word) > longest:
        raise CellFault("text_too_long", limit=longest)
    return word


def name(cell: Cell) -> str:
    """Return a person's name; the blanks that lists put into Chinese names are taken out."""
    word = " ".join(text(cell, "name").split())
    return "".join(word.split()) if _CJK_NAME.fullmatch(word) else word


def code(cell: Cell) -> str:
    """Return the short name of a school, a grade, a subject or an exam."""
    return " ".join(text(cell, "code").split())


def date(cell: Cell, order: str = "ymd") -> dt.date:
    """Return a day: a cell of dates, or digits in the stated order."""
    if isinstance(cell, dt.date):
        return cell
    word = unicodedata.normalize("NFKC", word_of(cell)).strip()
    for pattern in _DATES[order]:
        if found := pattern.fullmatch(word):
            try:
                return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                raise CellFault("date_impossible") from None
    raise CellFault("date_not_readable", order=f"imports.order.{order}")


def number(cell: Cell) -> int | float:
    """Return a finite number; a decimal comma or a thousands mark is refused."""
    value = cell if isinstance(cell, int | float) else _digits(word_of(cell))
    if not abs(value) < EXACT_DIGITS:
        raise CellFault("number_not_readable")
    return value


def _digits(word: str) -> int | float:
    word = unicodedata.normalize("NFKC", word).strip()
    if not _NUMBER.fullmatch(word) or len(word) > _LONGEST_NUMBER:
        raise CellFault("number_not_readable")
    return float(word) if "." in word else int(word)


def whole(cell: Cell) -> int:
    """Return a whole number."""
    value = number(cell)
    if value != int(value):
        raise CellFault("number_not_whole")
    return int(value)


def count(cell: Cell) -> int:
    """Return a whole number from 0 on, no larger than a count of a school year can be."""
    value = whole(cell)
    if not 0 <= value <= limits().largest_count:
        raise CellFault("count_out_of_range", largest=limits().largest_count)
    return value


def age(cell: Cell) -> int:
    """Return an age in whole years that a pupil or a student can have."""
    years = whole(cell)
    check_age(years)
    return years


def check_age(years: int) -> None:
    """Refuse an age that nobody has who goes to school or university."""
    if not limits().youngest <= years <= limits().oldest:
        raise CellFault("age_implausible", youngest=limits().youngest, oldest=limits().oldest)


def flag(cell: Cell) -> bool:
    """Return yes or no, from the words that files use for them."""
    meaning = file_words().flags.get(plain_word(word_of(cell)))
    if meaning is None:
        raise CellFault("flag_not_known")
    return meaning == "true"
