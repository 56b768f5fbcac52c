"""What goes into small-number suppression, and what comes out.

A table of counts is published cell by cell: either the number, or nothing and a reason. The
reason is the same for a number that is small itself and for one that is hidden only so that a
small one cannot be worked out: a reader who could tell them apart would know more than we say.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class DisclosurePolicy:
    """The numbers that decide; `catalogue/disclosure.yaml` carries them with their source.

    `smallest_shown`: counts from 1 to one below it are hidden (0 is shown). `smallest_filter`: a
    selection of fewer people gives no cells. `smallest_rate_base`: a class's rate needs as many.
    """

    smallest_shown: int
    smallest_filter: int
    smallest_rate_base: int

    def __post_init__(self) -> None:
        if min(self.smallest_shown, self.smallest_filter, self.smallest_rate_base) < 2:
            raise ValueError("each limit of a disclosure policy is at least 2")

    @property
    def span(self) -> int:
        """How far apart the possible values of a hidden cell must lie: 1–4 span 3."""
        return self.smallest_shown - 2

    @property
    def hidden(self) -> Reason:
        """Why a cell is hidden; the same for every hidden cell."""
        return Reason.of("disclosure.hidden", largest=self.smallest_shown - 1)

    def is_small(self, count: int) -> bool:
        return 0 < count < self.smallest_shown


@dataclass(frozen=True, slots=True)
class Cell:
    """One published place of a table: a number, or None with the reason why not."""

    value: int | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class CountTable:
    """People counted by two things: each person stands in exactly one row and one column.

    Rows are groups of people (schools, grades); columns are what is counted. `counts[r][c]` ≥ 0.
    Totals are not given: they follow. Raises ValueError on another shape or a negative count.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.rows) or any(
            len(line) != len(self.columns) for line in self.counts
        ):
            raise ValueError("a count table has one count for each row and column")
        if len(set(self.rows)) != len(self.rows) or len(set(self.columns)) != len(self.columns):
            raise ValueError("a count table names each row and each column once")
        if any(count < 0 for line in self.counts for count in line):
            raise ValueError("a count is not below 0")

    @property
    def row_totals(self) -> tuple[int, ...]:
        return tuple(sum(line) for line in self.counts)

    @property
    def column_totals(self) -> tuple[int, ...]:
        return tuple(sum(line[c] for line in self.counts) for c in range(len(self.columns)))

    @property
    def total(self) -> int:
        return sum(self.row_totals)


@dataclass(frozen=True, slots=True)
class SuppressedTable:
    """A table as it may be published. `withheld` is set when it has no cells at all."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    withheld: Reason | None = None

    def published(self) -> Mapping[tuple[str | None, str | None], int]:
        """Every number that is shown, by (row, column); None stands for the total."""
        shown: dict[tuple[str | None, str | None], int] = {}
        lines = [*zip(self.rows, self.cells, self.row_totals, strict=True)]
        for row, line, row_total in [*lines, (None, self.column_totals, self.total)]:
            for column, cell in zip((*self.columns, None), (*line, row_total), strict=True):
                if cell.value is not None:
                    shown[row, column] = cell.value
        return shown
