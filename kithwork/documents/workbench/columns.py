"""The columns of a file as they look: what they hold, and which of them a method most likely means.

A guess only fills the form; whoever works chooses.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kithwork.core.columns import ColumnError, Columns
from kithwork.documents.workbench.fields import Field, Holds
from kithwork.documents.workbench.method import Method

FEW_OTHERS = 0.2  # of the filled cells: marks for missing in a column of numbers
FEWEST_ITEMS = 3  # columns numbered alike that look like the questions of one questionnaire
_NUMBERED = re.compile(r"(.*?)[\s_.-]?\d+")


class Looks(StrEnum):
    NUMBERS = "numbers"
    DATES = "dates"
    WORDS = "words"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Seen:
    """One column: what it holds, how many cells are blank, how many of another kind than most."""

    name: str
    looks: Looks
    missing: int
    others: int = 0


def seen_in(table: Columns) -> tuple[Seen, ...]:
    """Return every column in the file's order."""
    return tuple(_seen(table, name) for name in table.sheet.columns)


def _seen(table: Columns, name: str) -> Seen:
    place = table.sheet.position(name)
    there = sum(row.cells[place] is not None for row in table.sheet.rows)
    missing = len(table.sheet.rows) - there
    if not there:
        return Seen(name, Looks.NOTHING, missing)
    for read, looks in ((table.numbers, Looks.NUMBERS), (table.times, Looks.DATES)):
        others = _others(read, name)
        if others <= FEW_OTHERS * there:
            return Seen(name, looks, missing, others)
    return Seen(name, Looks.WORDS, missing)


def _others(read: Callable[[str], object], name: str) -> int:
    try:
        read(name)
    except ColumnError as error:
        return len(error.faults)
    return 0


def guessed(method: Method, columns: Sequence[Seen]) -> dict[str, Any]:
    """Return a column for each field that a name points at, none twice."""
    found: dict[str, Any] = {}
    free = [one.name for one in columns if one.looks is not Looks.NOTHING]
    for field in method.fields:
        if field.holds is Holds.COLUMN and (name := _named(field, free)):
            found[field.name] = name
            free.remove(name)
        elif field.name == "items":
            found[field.name] = _items(columns)
    return found


def _named(field: Field, names: Sequence[str]) -> str | None:
    """Return the column that is called as such columns commonly are: whole names before parts."""
    folded: Mapping[str, str] = {name.casefold().strip(): name for name in names}
    for guess in field.guesses:
        if guess in folded:
            return folded[guess]
    parts = (
        name
        for guess in field.guesses
        if len(guess) > 1
        for said, name in folded.items()
        if guess in said
    )
    return next(parts, None)


def _items(columns: Sequence[Seen]) -> tuple[str, ...]:
    """Return the columns of numbers that are numbered alike, the largest such set."""
    stems: dict[str, list[str]] = {}
    for one in columns:
        if one.looks is Looks.NUMBERS and (stem := _NUMBERED.fullmatch(one.name)):
            stems.setdefault(stem[1], []).append(one.name)
    largest = max(stems.values(), key=len, default=[])
    return tuple(largest) if len(largest) >= FEWEST_ITEMS else ()
