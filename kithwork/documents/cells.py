"""What stands in a cell of a table or at the end of a bar.

Text, a number, or a mark that says why no number stands there, so that "fewer than five", "not
asked" and "not computable" are never confused with zero or with each other. Numbers stay numbers
until they are printed. The rule for small numbers is part H8 of the domain specification: 1 to 4
are suppressed, 0 is shown, and so is nothing from which a suppressed number follows.
"""

import math
from enum import StrEnum

from kithwork.catalogue.words import say

MINUS = "\N{MINUS SIGN}"


class Mark(StrEnum):
    """Why no number stands in a cell."""

    SUPPRESSED = "suppressed"  # 1 to 4 people
    WITHHELD = "withheld"  # shown, it would give a suppressed number away
    NOT_ASKED = "not_asked"
    NOT_COMPUTED = "not_computed"


Cell = str | int | float | Mark


def withheld(value: float | None) -> float | Mark:
    """Return a number that may be shown, the mark in place of one that may not (None)."""
    return Mark.WITHHELD if value is None else value


def is_number(cell: object) -> bool:
    """Return whether a cell holds a finite number; a truth value is none."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell)


def cell_text(cell: Cell, *, decimals: int, language: str) -> str:
    """Return what is printed: text as it is, a mark in words, a number with its decimals."""
    if isinstance(cell, Mark):
        return say(f"report.mark.{cell.value}", language)
    return cell if isinstance(cell, str) else number_text(cell, decimals=decimals)


def number_text(value: float, *, decimals: int) -> str:
    """Return a number with thousands set apart and a true minus sign; never a negative zero.

    >>> [number_text(value, decimals=1) for value in (1044, -0.523, -0.01)]
    ['1,044.0', '−0.5', '0.0']
    """
    digits = f"{abs(value):,.{decimals}f}"
    is_negative = value < 0 and any(digit in "123456789" for digit in digits)
    return f"{MINUS}{digits}" if is_negative else digits
