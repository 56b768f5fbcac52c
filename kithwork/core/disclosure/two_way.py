"""Suppression of a table whose totals are its own: groups by categories, each person once.

Hidden first: every count and every total from 1 to one below the smallest shown, and the whole
line of a group that is itself so small (to look at one group is to filter by it). Zero is shown.
Then, beside them, what would let a reader work them out; totals are kept as long as possible.

Source: the rules for numbers in reports to funders, `catalogue/disclosure.yaml`.
"""

from kithwork.core.disclosure.protection import Edge, protect
from kithwork.core.disclosure.tables import (
    Cell,
    CountTable,
    DisclosurePolicy,
    SuppressedTable,
)
from kithwork.core.disclosure.views import refuse_small_filter
from kithwork.core.reasons import Reason


def suppress(table: CountTable, policy: DisclosurePolicy) -> SuppressedTable:
    """Return the table as it may be published; without cells where it counts too few people."""
    too_few = refuse_small_filter(table.total, policy)
    if too_few:
        return _withheld(table, too_few)
    edges = _edges(table, policy)
    first = frozenset(i for i, edge in enumerate(edges) if _is_hidden(edge, table, policy))
    hidden = protect(edges, first, span=policy.span)
    if hidden is None:
        raise AssertionError("a table whose totals may all be hidden can always be protected")
    return _published(table, {(edges[i].row, edges[i].column) for i in hidden}, policy)


def _edges(table: CountTable, policy: DisclosurePolicy) -> list[Edge]:
    """The counts and the totals as edges; the last row and the last column hold the totals."""
    last_row, last_column = len(table.rows), len(table.columns)
    price = table.total + 1
    edges = []
    for r, line in enumerate(_lines(table)):
        low = 0 if r < last_row and policy.is_small(table.row_totals[r]) else 1
        for c, value in enumerate(line):
            margins = (r == last_row) + (c == last_column)
            loss = price * 100**margins + value
            edges.append(
                Edge(
                    row=r,
                    column=c,
                    value=value,
                    sign=-1 if margins == 1 else 1,
                    low=min(low, value),
                    cost=loss if value else None,
                )
            )
    return edges


def _lines(table: CountTable) -> list[tuple[int, ...]]:
    body = [(*line, sum(line)) for line in table.counts]
    return [*body, (*table.column_totals, table.total)]


def _is_hidden(edge: Edge, table: CountTable, policy: DisclosurePolicy) -> bool:
    """Small, or in the line of a small group; what nobody at all shows is no secret of a group."""
    if policy.is_small(edge.value):
        return True
    if edge.row == len(table.rows) or not policy.is_small(table.row_totals[edge.row]):
        return False
    return edge.column == len(table.columns) or table.column_totals[edge.column] > 0


def _published(
    table: CountTable, hidden: set[tuple[int, int]], policy: DisclosurePolicy
) -> SuppressedTable:
    empty = Cell(None, policy.hidden)
    lines = tuple(
        tuple(empty if (r, c) in hidden else Cell(value) for c, value in enumerate(line))
        for r, line in enumerate(_lines(table))
    )
    return SuppressedTable(
        rows=table.rows,
        columns=table.columns,
        cells=tuple(line[:-1] for line in lines[:-1]),
        row_totals=tuple(line[-1] for line in lines[:-1]),
        column_totals=lines[-1][:-1],
        total=lines[-1][-1],
    )


def _withheld(table: CountTable, reason: Reason) -> SuppressedTable:
    empty = Cell(None, reason)
    return SuppressedTable(
        rows=table.rows,
        columns=table.columns,
        cells=tuple((empty,) * len(table.columns) for _ in table.rows),
        row_totals=(empty,) * len(table.rows),
        column_totals=(empty,) * len(table.columns),
        total=empty,
        withheld=reason,
    )
