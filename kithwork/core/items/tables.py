"""The items of a questionnaire as a table holds them: by name or pattern, in a stated range."""

from collections.abc import Sequence

from kithwork.core.columns import ColumnError, Columns
from kithwork.core.items.matrix import ItemError, ItemMatrix
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError


def items_of(
    table: Columns, names: Sequence[str], *, low: float | None = None, high: float | None = None
) -> ItemMatrix:
    """Return the answers of columns named or matched ("q*").

    Raises ColumnError for an answer outside the stated range, with its row and column, and
    ItemError for what `ItemMatrix` refuses.
    """
    columns = {name: table.numbers(name) for name in table.matching(names)}
    faults = [
        CellError(row, name, Reason.of("items.error.answer", low=low, high=high))
        for name, answers in columns.items()
        for row, answer in zip(table.rows, answers, strict=True)
        if answer is not None and _is_outside(answer, low, high)
    ]
    if faults:
        raise ColumnError(*faults)
    return ItemMatrix.of(columns, low=low, high=high)


def with_range(items: ItemMatrix, reverse: Sequence[str]) -> tuple[ItemMatrix, list[Reason]]:
    """Return the items with a range for what is to be reversed, and what to say of it.

    Where none is stated that of all answers is taken: correlations do not depend on it. Raises
    ItemError where all answers are equal.
    """
    if not reverse or (items.low is not None and items.high is not None):
        return items, []
    import numpy as np

    low = float(np.nanmin(items.values)) if items.low is None else items.low
    high = float(np.nanmax(items.values)) if items.high is None else items.high
    if low >= high:
        raise ItemError("items.error.range_needed")
    seen = ItemMatrix(items.names, items.values, low, high)
    return seen, [Reason.of("items.note.range_seen", low=low, high=high)]


def listed_names(text: str) -> list[str]:
    """Return the names of a list with commas, also full-width ones.

    >>> listed_names("q1, q2，q3")
    ['q1', 'q2', 'q3']
    """
    return [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]


def _is_outside(answer: float, low: float | None, high: float | None) -> bool:
    return (low is not None and answer < low) or (high is not None and answer > high)
