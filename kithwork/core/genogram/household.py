"""The dotted circle of who lives together now (同住圈): one outline around just those people.

Each has a cell; cells that are not neighbours are joined by a narrow corridor that runs between the
generations and between the columns, so that nobody else is taken in. The outline of all of it
together is traced, with rounded corners.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kithwork.core.genogram.bonds import Box
from kithwork.core.genogram.shapes import Point, point

_HALF_CORRIDOR = 7.0
_ROUND = 9.0
_CORNER_STEPS = 4
_UP = 4.0  # from the bottom of a cell to the corridor under it


def outlines(
    cells: Mapping[str, Box], everybody: Sequence[Sequence[Box]], members: Sequence[str]
) -> tuple[tuple[Point, ...], ...]:
    """Return the outline around the cells of `members`, the first of them the student.

    `everybody` are all cells, row by row from the top, each row from the left. Nothing is returned
    for fewer than two.
    """
    if len(members) < 2:
        return ()
    joined, boxes = [members[0]], [cells[members[0]]]
    waiting = list(members[1:])
    while waiting:
        pairs = [(cells[a], cells[b], b) for a in joined for b in waiting]
        here, there, key = min(pairs, key=lambda pair: _far(pair[0], pair[1]))
        boxes.extend((there, *_corridors(here, there, everybody)))
        joined.append(key)
        waiting.remove(key)
    return tuple(_rounded(loop) for loop in _loops(boxes))


def _far(one: Box, other: Box) -> tuple[float, float]:
    return (abs(one.top - other.top), abs(_middle(one) - _middle(other)))


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2


def _row_of(box: Box, rows: Sequence[Sequence[Box]]) -> int:
    return next(place for place, row in enumerate(rows) if box in row)


def _corridors(one: Box, other: Box, rows: Sequence[Sequence[Box]]) -> list[Box]:
    """Return what joins two cells without touching another one's."""
    upper, lower = sorted((_row_of(one, rows), _row_of(other, rows)))
    first, last = (one, other) if _row_of(one, rows) == upper else (other, one)
    if upper == lower:
        return _within_row(first, last, rows[upper])
    return _between_rows(first, last, rows[upper : lower + 1])


def _within_row(one: Box, other: Box, row: Sequence[Box]) -> list[Box]:
    left, right = sorted((one, other), key=_middle)
    between = [box for box in row if left.right < _middle(box) < right.left]
    if not between:
        return [Box(left.right, left.top, right.left, left.bottom)]
    under = max(box.bottom for box in row)
    return [
        _upright(_middle(left), left.bottom, under + 2 * _HALF_CORRIDOR),
        _upright(_middle(right), right.bottom, under + 2 * _HALF_CORRIDOR),
        _level(_middle(left), _middle(right), under + _HALF_CORRIDOR),
    ]


def _between_rows(first: Box, last: Box, rows: Sequence[Sequence[Box]]) -> list[Box]:
    """Return a way down from one row to another: along under a row, down between the columns."""
    boxes, at, down = [], _middle(first), first.bottom
    for above, row in pairwise(rows):
        band = max(box.bottom for box in above) + _HALF_CORRIDOR + _UP
        is_last = row is rows[-1]
        target = _middle(last) if is_last else _gap(row, (at + _middle(last)) / 2)
        boxes += [_upright(at, down, band + _HALF_CORRIDOR), _level(at, target, band)]
        at, down = target, band - _HALF_CORRIDOR
    return [*boxes, _upright(at, down, last.top)]


def _gap(row: Sequence[Box], near: float) -> float:
    """Return the place nearest to `near` where a corridor passes between the cells of a row."""
    edge = _HALF_CORRIDOR + 1
    before, after = row[0].left - edge, row[-1].right + edge
    between = [min(max(near, a.right + edge), b.left - edge) for a, b in pairwise(row)]
    free = (min(near, before), *between, max(near, after))
    return min(free, key=lambda x: (abs(x - near), x))


def _upright(x: float, top: float, bottom: float) -> Box:
    return Box(x - _HALF_CORRIDOR, min(top, bottom), x + _HALF_CORRIDOR, max(top, bottom))


def _level(one: float, other: float, y: float) -> Box:
    left, right = min(one, other), max(one, other)
    return Box(
        left - _HALF_CORRIDOR, y - _HALF_CORRIDOR, right + _HALF_CORRIDOR, y + _HALF_CORRIDOR
    )


def _loops(boxes: Sequence[Box]) -> list[list[Point]]:
    """Return the edges of the union of boxes as closed loops, inside at the right hand."""
    xs = sorted({x for box in boxes for x in (box.left, box.right)})
    ys = sorted({y for box in boxes for y in (box.top, box.bottom)})
    filled = {
        (i, j)
        for i in range(len(xs) - 1)
        for j in range(len(ys) - 1)
        if any(box.holds(Point((xs[i] + xs[i + 1]) / 2, (ys[j] + ys[j + 1]) / 2)) for box in boxes)
    }
    ways = _edges(filled)
    loops = []
    while ways:
        start = min(ways)
        loop, at, came = [], start, (0, 0)
        while at in ways:
            loop.append(at)
            ends = ways[at]
            to = min((_turn(came, at, end), end) for end in ends)[1]
            ends.remove(to)
            if not ends:
                del ways[at]
            came, at = (to[0] - at[0], to[1] - at[1]), to
        loops.append([Point(xs[i], ys[j]) for i, j in loop])
    return loops


def _edges(filled: set[tuple[int, int]]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    ways: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in filled:
        sides = (
            ((i, j - 1), (i, j), (i + 1, j)),
            ((i + 1, j), (i + 1, j), (i + 1, j + 1)),
            ((i, j + 1), (i + 1, j + 1), (i, j + 1)),
            ((i - 1, j), (i, j + 1), (i, j)),
        )
        for neighbour, start, end in sides:
            if neighbour not in filled:
                ways.setdefault(start, []).append(end)
    return ways


def _turn(came: tuple[int, int], at: tuple[int, int], end: tuple[int, int]) -> int:
    """Return 0 for a turn to the right, 1 straight on, 2 to the left: corners that only touch."""
    going = (end[0] - at[0], end[1] - at[1])
    return 1 - (came[0] * going[1] - came[1] * going[0])


def _rounded(loop: Sequence[Point]) -> tuple[Point, ...]:
    corners = [
        at
        for before, at, after in zip(
            [loop[-1], *loop[:-1]], loop, [*loop[1:], loop[0]], strict=True
        )
        if not (before.x == at.x == after.x or before.y == at.y == after.y)
    ]
    found: list[Point] = []
    for place, at in enumerate(corners):
        found.extend(_arc(corners[place - 1], at, corners[(place + 1) % len(corners)]))
    return tuple(found)


def _arc(before: Point, at: Point, after: Point) -> list[Point]:
    start, end = _toward(at, before), _toward(at, after)
    steps = [step / _CORNER_STEPS for step in range(_CORNER_STEPS + 1)]
    return [
        point(
            (1 - t) ** 2 * start.x + 2 * t * (1 - t) * at.x + t**2 * end.x,
            (1 - t) ** 2 * start.y + 2 * t * (1 - t) * at.y + t**2 * end.y,
        )
        for t in steps
    ]


def _toward(at: Point, to: Point) -> Point:
    way = math.dist((at.x, at.y), (to.x, to.y))
    reach = min(_ROUND, way / 2) / way
    return Point(at.x + (to.x - at.x) * reach, at.y + (to.y - at.y) * reach)
