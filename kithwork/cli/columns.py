"""A small table for the terminal: columns lined up, also where characters are two cells wide."""

import unicodedata
from collections.abc import Collection, Sequence

_GAP = "  "


def lined_up(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Collection[int] = ()
) -> list[str]:
    """Return the lines of a table; the columns in `numbers` are set flush right."""
    shown = [[printable(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(map(_width, column)) for column in zip(*shown, strict=True)]
    lines = [
        _GAP.join(
            _padded(cell, width, is_right=place in numbers)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    ]
    return [lines[0], _GAP.join("─" * width for width in widths), *lines[1:]]


def printable(text: str) -> str:
    """Return the text without what would move the cursor or colour the terminal."""
    return "".join(c if c.isprintable() else "�" for c in text)


def _padded(cell: str, width: int, *, is_right: bool) -> str:
    blank = " " * (width - _width(cell))
    return blank + cell if is_right else cell + blank


def _width(text: str) -> int:
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
