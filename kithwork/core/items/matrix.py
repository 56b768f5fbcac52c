"""Answers in a table: a person a line, an item a column, NaN where an answer is missing.

Reversal is x′ = low + high − x, and needs the range of the answers: a range guessed from the data
would turn an item wrongly whenever nobody chose an end of the scale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from kithwork.core.reasons import Reason, Value

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


class ItemError(ValueError):
    """Items that cannot be what was said of them; the reason names the item, never a person."""

    def __init__(self, code: str, /, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


@dataclass(frozen=True, slots=True, eq=False)
class ItemMatrix:
    """`values`: people × items, finite or NaN. `low` and `high` bound every answer, if known.

    Raises ItemError for no items, a name given twice, a table of another shape, an infinite
    answer, or one outside the range.
    """

    names: tuple[str, ...]
    values: "Numbers"
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        import numpy as np

        if not self.names:
            raise ItemError("items.error.none")
        for name in self.names:
            if self.names.count(name) > 1:
                raise ItemError("items.error.twice", item=name)
        if self.values.ndim != 2 or self.values.shape[1] != len(self.names):
            raise ItemError("items.error.shape", items=len(self.names))
        for place, name in enumerate(self.names):
            if bool(np.isinf(self.values[:, place]).any()):
                raise ItemError("items.error.infinite", item=name)
        self._check_range()

    @classmethod
    def of(
        cls,
        columns: Mapping[str, Sequence[float | None]],
        *,
        low: float | None = None,
        high: float | None = None,
    ) -> Self:
        """Make a matrix of columns by name; None is a missing answer."""
        import numpy as np

        given = [np.array(column, dtype=np.float64) for column in columns.values()]
        if len({len(column) for column in given}) > 1:
            raise ItemError("items.error.shape", items=len(given))
        values = np.column_stack(given) if given else np.empty((0, 0))
        return cls(tuple(columns), values, low, high)

    @property
    def people(self) -> int:
        return len(self.values)

    @property
    def answered(self) -> int:
        """How many people answered every item."""
        import numpy as np

        return int((~np.isnan(self.values).any(axis=1)).sum())

    def reversed(self, names: Sequence[str]) -> "ItemMatrix":
        """Return the matrix with these items turned: x′ = low + high − x.

        >>> ItemMatrix.of({"q1": [1, 2], "q2": [5, 4]}, low=1, high=5).reversed(["q2"]).values
        array([[1., 1.],
               [2., 2.]])
        """
        if not names:
            return self
        if self.low is None or self.high is None:
            raise ItemError("items.error.range_needed")
        values = self.values.copy()
        for name in names:
            place = self.place(name)
            values[:, place] = self.low + self.high - values[:, place]
        return replace(self, values=values)

    def only(self, names: Sequence[str]) -> "ItemMatrix":
        """Return the matrix of these items, in this order."""
        places = [self.place(name) for name in names]
        return replace(self, names=tuple(names), values=self.values[:, places])

    def place(self, name: str) -> int:
        """Return the column of an item; raises ItemError where there is none of that name."""
        if name not in self.names:
            raise ItemError("items.error.unknown", item=name, known=", ".join(self.names))
        return self.names.index(name)

    def _check_range(self) -> None:
        import numpy as np

        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ItemError("items.error.range", low=self.low, high=self.high)
        lowest = -np.inf if self.low is None else self.low
        highest = np.inf if self.high is None else self.high
        for place, name in enumerate(self.names):
            column = self.values[:, place]
            outside = int(((column < lowest) | (column > highest)).sum())
            if outside:
                raise ItemError(
                    "items.error.outside",
                    item=name,
                    low=self.low,
                    high=self.high,
                    count=outside,
                )
