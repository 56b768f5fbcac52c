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
Step = tuple[Node, int, int]  # from which node, along which edge, which way
Walk = list[tuple[int, int]]  # the edges and the way along each, in no order that matters


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
        down = self._room(index, -1, span)
        if down + self._room(index, 1, span - down) >= span:
            return True
        up = self._room(index, 1, span - down, may_hide=True)
        return up + self._room(index, -1, span - up, may_hide=True) >= span

    def _room(self, index: int, change: int, wanted: int, *, may_hide: bool = False) -> int:
        """Return by how much the value at `index` can rise (1) or fall (-1), up to `wanted`.

        The walk back is searched from the cell's row to its column: a row has few cells.
        """
        edge = self.edges[index]
        if change < 0:
            wanted = min(wanted, edge.value - edge.low)
        flow: dict[int, int] = {}
        room = 0
        while room < wanted:
            search = _Search(index, flow, turn=-change * edge.sign)
            walk = self._free_walk(search)
            if walk is None and may_hide:
                walk = self._cheapest_walk(search)
            if walk is None:
                break
            step = int(min([wanted - room, *(self._capacity(i, way, flow) for i, way in walk)]))
            for i, way in walk:
                flow[i] = flow.get(i, 0) + way * step
                self.hidden.add(i)
            room += step
        return room

    def _capacity(self, index: int, way: int, flow: dict[int, int]) -> float:
        """How much more may run along an edge: `way` 1 from row to column, -1 back."""
        edge = self.edges[index]
        if way * edge.sign > 0:
            return inf
        return edge.value - edge.low - way * flow.get(index, 0)

    def _free_walk(self, search: "_Search") -> Walk | None:
        """Return a walk over cells that are hidden already: deep first, any will do."""
        start, end = self.edges[search.index].ends
        came: dict[Node, Step | None] = {start: None}
        trail = [(start, self._ways_from(start, search))]
        while trail:
            node, ways = trail[-1]
            for index, way, other in ways:
                if index in self.hidden and other not in came:
                    came[other] = (node, index, way)
                    trail.append((other, self._ways_from(other, search)))
                    break
            else:
                trail.pop()
            if end in came:
                return _trace(came, end)
        return None

    def _cheapest_walk(self, search: "_Search") -> Walk | None:
        """Return the walk that hides least (Dijkstra), over any cell that may be hidden."""
        start, end = self.edges[search.index].ends
        came: dict[Node, Step | None] = {}
        turn = count()
        heap: list[tuple[int, int, Node, Step | None]] = [(0, next(turn), start, None)]
        while heap:
            cost, _, node, step = heappop(heap)
            if node in came:
                continue
            came[node] = step
            if node == end:
                return _trace(came, end)
            for index, way, other in self._ways_from(node, search):
                price = 0 if index in self.hidden else self.edges[index].cost
                if price is not None and other not in came:
                    heappush(heap, (cost + price, next(turn), other, (node, index, way)))
        return None

    def _ways_from(self, node: Node, search: "_Search") -> Iterator[tuple[int, int, Node]]:
        for index in self.at[node]:
            row, column = self.edges[index].ends
            way, other = (search.turn, column) if node == row else (-search.turn, row)
            if index != search.index and self._capacity(index, way, search.flow) >= 1:
                yield index, way, other


@dataclass(frozen=True, slots=True)
class _Search:
    """What a walk is searched for: the cell, the flow so far, and which way flow runs (1, -1)."""

    index: int
    flow: dict[int, int]
    turn: int


def _trace(came: dict[Node, Step | None], end: Node) -> Walk:
    walk = []
    step = came[end]
    while step is not None:
        node, index, way = step
        walk.append((index, way))
        step = came[node]
    return walk
