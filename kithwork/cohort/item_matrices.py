"""The answers that a score is made of, as a table: people × items, reversed items turned.

What the statistics of a questionnaire need beside the scores: how far its items agree. An answer
left open stays open here, also where the score is made up from the others.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kithwork.core.items import ItemMatrix
from kithwork.core.scales import Key, KeyedScore

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


def items_of(keyed: KeyedScore, key: Key) -> list[str]:
    """Return the items of a score, those of its parts where it is made of other scores."""
    if keyed.score.of:
        return [item for part in keyed.score.of for item in items_of(key.scores[part], key)]
    return list(keyed.items)


def matrix_of(score: str, key: Key, columns: "Mapping[str, Numbers]") -> ItemMatrix:
    """Return the items of a score; `columns` hold the answers in the key's coding, NaN open.

    The range stands with the matrix where all items have the same.
    """
    import numpy as np

    names = items_of(key.scores[score], key)
    turned = []
    for name in names:
        item, values = key.items[name], columns[name]
        turned.append(item.lo + item.hi - values if item.is_reversed else values)
    ranges = {(key.items[name].lo, key.items[name].hi) for name in names}
    low, high = ranges.pop() if len(ranges) == 1 else (None, None)
    return ItemMatrix(tuple(names), np.stack(turned, axis=1), low, high)
