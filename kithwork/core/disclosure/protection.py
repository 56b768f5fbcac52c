"""Decides which further cells must be hidden so that no hidden one can be worked out.

A table with its totals is a balance: what one cell gains another loses, along its row and its
column. Rows and columns are the nodes of a network and cells its edges; a hidden cell can be any
value to which it can be moved along a closed walk over hidden cells. So the range that a reader
can work out for a cell is a maximum flow, and for a table of two ways the whole-number range
equals the range of the linear programme (its matrix is totally unimodular). Where the range is
too narrow, the cheapest visible cells that widen it are hidden as well. The set is small, not
the smallest possible: finding that is a hard problem and would gain little.

Source: the cell suppression problem as a network (Cox 1980, 1995); written from the definition.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import inf

Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Edge:
    """A cell of the table or of its margins, as an edge between its row and its column.

    `sign`: 1 for a count and for the grand total, -1 for a total of a row or a column.
    `low`: the least value that a reader must think possible. `cost`: the loss when it is hidden;
    None where it must stay visible.
    """

    row: int
    column: int
    value: int
    sign: int
    low: int
    cost: int | None

    @property
    def ends(self) -> tuple[Node, Node]:
        return ("row", self.row), ("column", self.column)


def protect(edges: Sequence[Edge], hidden: frozenset[int], *, span: int) -> frozenset[int] | None:
    """Return `hidden` (indices into `edges`) with what must be hidden beside it.

    Afterwards the highest and the lowest value that fit everything visible lie at least `span`
    apart, for each hidden cell. None where cells that must stay visible leave no way.
    """
    network = _Network(edges, set(hidden))
    waiting = sorted(hidden)
    while waiting:
        before = set(network.hidden)
        if not network.widen(waiting.pop(), span):
            return None
        waiting.extend(sorted(network.hidden - before))
    return frozenset(network.hidden)


class _Network:
    """The edges, those hidden so far, and the search for closed walks over them."""

    def __init__(self, edges: Sequence[Edge], hidden: set[int]) -> None:
        self.edges = edges
        self.hidden = hidden
        self.at: dict[Node, list[int]] = {}
        for index, edge in enumerate(edges):
            for node in edge.ends:
                self.at.setdefault(node, []).append(index)

    def widen(self, index: int, span: int) -> bool:
        """Hide more until the value at `index` can vary by `span`; False where it cannot."""
        up = self._room(index, 1, span)
        down = self._room(index, -1, span)
        if up + down >= span:
            return True
        up = self._room(index, 1, span - down, may_hide=True)
        if up + down >= span:
            return True
        return up + self._room(index, -1, span - up, may_hide=True) >= span

    def _room(self, index: int, change: int, wanted: int, *, may_hide: bool = False) -> int:
        """Return by how much the value at `index` can rise (1) or fall (-1), up to `wanted`."""
        edge = self.edges[index]
        if change < 0:
            wanted = min(wanted, edge.value - edge.low)
        row, column = edge.ends
        start, end = (column, row) if change * edge.sign > 0 else (row, column)
        flow: dict[int, int] = {}
        room = 0
        while room < wanted:
            walk = self._cheapest_walk(start, end, flow, without=index, may_hide=may_hide)
            if walk is None:
                break
            step = min([wanted - room, *(self._capacity(i, way, flow) for i, way in walk)])
            for i, way in walk:
                flow[i] = flow.get(i, 0) + way * int(step)
                self.hidden.add(i)
            room += int(step)
        return room

    def _capacity(self, index: int, way: int, flow: dict[int, int]) -> float:
        """How much more may run along an edge: `way` 1 from row to column, -1 back."""
        edge = self.edges[index]
        if way * edge.sign > 0:
            return inf
        return edge.value - edge.low - way * flow.get(index, 0)

    def _cheapest_walk(
        self, start: Node, end: Node, flow: dict[int, int], *, without: int, may_hide: bool
    ) -> list[tuple[int, int]] | None:
        """Return the walk that hides least: (edge, way) in no particular order, or None."""
        came: dict[Node, tuple[Node, int, int] | None] = {}
        turn = count()
        heap: list[tuple[int, int, Node, tuple[Node, int, int] | None]] = [(0, 0, start, None)]
        while heap:
            cost, _, node, step = heappop(heap)
            if node in came:
                continue
            came[node] = step
            if node == end:
                break
            for index, way, other in self._ways_from(node, flow):
                price = self._price(index, may_hide)
                if index != without and price is not None and other not in came:
                    heappush(heap, (cost + price, next(turn), other, (node, index, way)))
        return _trace(came, end)

    def _ways_from(self, node: Node, flow: dict[int, int]) -> Iterator[tuple[int, int, Node]]:
        for index in self.at[node]:
            row, column = self.edges[index].ends
            way, other = (1, column) if node == row else (-1, row)
            if self._capacity(index, way, flow) >= 1:
                yield index, way, other

    def _price(self, index: int, may_hide: bool) -> int | None:
        if index in self.hidden:
            return 0
        return self.edges[index].cost if may_hide else None


def _trace(
    came: dict[Node, tuple[Node, int, int] | None], end: Node
) -> list[tuple[int, int]] | None:
    if end not in came:
        return None
    walk = []
    step = came[end]
    while step is not None:
        node, index, way = step
        walk.append((index, way))
        step = came[node]
    return walk
