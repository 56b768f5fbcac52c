"""The cells of one sheet before anybody has said which row is the header.

The import page shows the first rows of a grid so that a person can point at the header; `headers`
makes the `Sheet` from it.
"""

from dataclasses import dataclass

from kithwork.core.reasons import Reason
from kithwork.core.sheets import Row


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block of cells: 1-based, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def is_across(self) -> bool:
        return self.last_column > self.first_column

    def covers(self, row: int, column: int) -> bool:
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )

    def name(self) -> str:
        """Return the block as a spreadsheet names it: "B1:D1"."""
        first = f"{letters(self.first_column)}{self.first_row}"
        return f"{first}:{letters(self.last_column)}{self.last_row}"


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows that hold anything, from column A on; rows of text files may differ in length."""

    kind: str
    rows: tuple[Row, ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    warnings: tuple[Reason, ...] = ()


def letters(column: int) -> str:
    """Return the letters of a 1-based column number.

    >>> [letters(n) for n in (1, 26, 27, 702, 703)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """Return the 1-based number of a column's letters.

    >>> [column_number(name) for name in ("A", "Z", "AA", "XFD")]
    [1, 26, 27, 16384]
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
