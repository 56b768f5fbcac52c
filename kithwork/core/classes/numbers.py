"""How many classes: as people write it, and which of several numbers the answers carry."""

from collections.abc import Sequence

from kithwork.core.classes.result import Classes
from kithwork.core.items import ItemError

MOST_CLASSES = 20


def numbers_of(text: str) -> range:
    """Return the numbers of classes that "3" or "1-4" means; ItemError for any other text.

    >>> numbers_of("1-4")
    range(1, 5)
    """
    first, sign, last = text.partition("-")
    if not first.isdecimal() or (sign and not last.isdecimal()):
        raise ItemError("classes.error.range", text=text, most=MOST_CLASSES)
    low, high = int(first), int(last or first)
    if not 1 <= low <= high <= MOST_CLASSES:
        raise ItemError("classes.error.range", text=text, most=MOST_CLASSES)
    return range(low, high + 1)


def best_of(fitted: Sequence[Classes]) -> Classes:
    """Return the number of classes with the least BIC; where none could be fitted, the first."""
    there = [one for one in fitted if one.bic is not None]
    return min(there, key=lambda one: one.bic or 0.0) if there else fitted[0]
