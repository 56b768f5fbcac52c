"""What files from schools may say: their usual words, and the limits of what can be right."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kithwork.catalogue.entries import entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node

Words = Mapping[str, str]
"""From a word as `plain_word` makes it to what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWords:
    """Words over columns and inside cells, each to its meaning."""

    columns: Words
    subjects: Words
    sexes: Words
    flags: Words
    relations: Words
    missing: frozenset[str]
    absent: frozenset[str]
    excused: frozenset[str]
    maxima: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Ages in whole years, marks and counts, and the longest texts in characters."""

    youngest: int
    oldest: int
    decimals_of_a_mark: int
    largest_mark: int
    largest_count: int
    longest: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UsualTerm:
    number: int
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True, slots=True)
class UsualYear:
    """A school year by the usual dates, with its terms."""

    label: str
    starts: dt.date
    ends: dt.date
    terms: tuple[UsualTerm, ...]


def plain_word(word: str) -> str:
    """Return a word without case, full width and blanks, as words are compared.

    >>> plain_word(" Ｄate of　Birth ")
    'dateofbirth'
    """
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


@cache
def file_words() -> FileWords:
    """Return the words of `imports/words_of_files.yaml`."""
    keys = ("columns", "subjects", "values", "missing", "absent", "excused", "maxima")
    _, fields = entry(read_catalogue("imports/words_of_files.yaml"), required=keys)
    values = fields["values"].mapping(required=("sex", "flag", "relation"))
    return FileWords(
        columns=_meanings(fields["columns"]),
        subjects=_meanings(fields["subjects"]),
        sexes=_meanings(values["sex"]),
        flags=_meanings(values["flag"]),
        relations=_meanings(values["relation"]),
        missing=_words(fields["missing"]),
        absent=_words(fields["absent"]),
        excused=_words(fields["excused"]),
        maxima=tuple(one.whole(at_least=1) for one in fields["maxima"].items(at_least=1)),
    )


@cache
def limits() -> Limits:
    """Return the limits of `imports/limits.yaml`."""
    whole = ("youngest", "oldest", "decimals_of_a_mark", "largest_mark", "largest_count")
    _, fields = entry(read_catalogue("imports/limits.yaml"), required=(*whole, "longest"))
    longest = {name: one.whole(at_least=1) for name, one in fields["longest"].pairs().items()}
    numbers = {name: fields[name].whole(at_least=0) for name in whole}
    return Limits(**numbers, longest=MappingProxyType(longest))


def usual_year(day: dt.date) -> UsualYear:
    """Return the school year by the usual dates that holds `day`."""
    keys = ("starts", "ends", "terms")
    _, fields = entry(read_catalogue("imports/school_years.yaml"), required=keys)
    starts = _on(fields["starts"], day.year)
    first = starts if starts <= day else starts.replace(year=day.year - 1)
    terms = []
    for node in fields["terms"].items(at_least=1):
        term = node.mapping(required=("number", "starts", "ends"))
        begins = _after(term["starts"], first)
        number = term["number"].whole(at_least=1)
        terms.append(UsualTerm(number, begins, _after(term["ends"], begins)))
    ends = _after(fields["ends"], first)
    return UsualYear(f"{first.year}-{ends.year}", first, ends, tuple(terms))


def _meanings(node: Node) -> Words:
    found: dict[str, str] = {}
    for meaning, words in node.pairs().items():
        for word in words.items(at_least=1):
            if found.setdefault(plain_word(word.written), meaning) != meaning:
                raise word.error("catalogue.twice", name=word.written)
    return MappingProxyType(found)


def _words(node: Node) -> frozenset[str]:
    return frozenset(plain_word(one.written) for one in node.items(at_least=1))


def _on(node: Node, year: int) -> dt.date:
    month, _, day = node.string().partition("-")
    return dt.date(year, int(month), int(day))


def _after(node: Node, first: dt.date) -> dt.date:
    """Return the first such day that is not before `first`."""
    day = _on(node, first.year)
    return day if day >= first else _on(node, first.year + 1)


def load_all() -> None:
    """Read every entry about files, or raise CatalogueError."""
    file_words()
    limits()
    usual_year(dt.date(2026, 9, 1))
