"""Lines of relationship: a way between two people that goes round everybody else, and its strokes.

Close is double, conflict a zigzag, distant dotted, cut-off broken with bars, violence a zigzag with
an arrow. Of some bows the one is taken that meets no symbol and the fewest words.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kithwork.core.genogram.family import Bond, Tie
from kithwork.core.genogram.shapes import Point, Stroke, along, beside, distance, point

_SIZES = (14.0, 26.0, 38.0, 52.0, 80.0, 115.0, 160.0)
_BOWS = (0.0, *(side * size for size in _SIZES for side in (1, -1)))
_CLEAR = 5.0  # between a symbol and the end of a line
_STEP = 7.0  # half a tooth of the zigzag
_TOOTH, _APART, _BAR = 6.0, 2.8, 8.0
_GAP = 9.0  # half the break of a cut-off line
_FINE = 4.0
_NEAR = 8.0  # lines that are nearer to each other run into one
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that a line had better not meet."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, at: Point) -> bool:
        return self.left <= at.x <= self.right and self.top <= at.y <= self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies on the ground: symbols and words by key, other lines, the size of the drawing."""

    centre: Mapping[str, Point]
    reach: Mapping[str, float]
    symbols: Mapping[str, Box]
    words: Mapping[str, Box]
    lines: Sequence[Stroke]
    size: Point


def bond_strokes(ties: Sequence[Tie], ground: Ground) -> Iterator[Stroke]:
    """Yield the strokes of all ties whose people both stand in the picture."""
    drawn = {_cell(at) for one in ground.lines for at in along(one.points, _FINE)}
    for tie in ties:
        if tie.one in ground.centre and tie.other in ground.centre and tie.one != tie.other:
            way = _way(tie, ground, drawn)
            drawn.update(map(_cell, way))
            yield from _strokes(tie.bond, way)


def _way(tie: Tie, ground: Ground, drawn: Set[Cell]) -> list[Point]:
    ways = [_bowed(tie, ground, bow) for bow in _BOWS]
    costs = [
        _cost(way, tie, ground, drawn) + abs(bow) * 0.3
        for way, bow in zip(ways, _BOWS, strict=True)
    ]
    return ways[costs.index(min(costs))]


def _cell(at: Point) -> Cell:
    """Return the small square of the ground in which a point lies."""
    return round(at.x / _NEAR), round(at.y / _NEAR)


def _bowed(tie: Tie, ground: Ground, bow: float) -> list[Point]:
    """Return the way from one to the other as a bow, without what lies within the symbols."""
    start, end = ground.centre[tie.one], ground.centre[tie.other]
    way = distance(start, end)
    aside = Point(-(end.y - start.y) / way * bow * 2, (end.x - start.x) / way * bow * 2)
    pull = Point((start.x + end.x) / 2 + aside.x, (start.y + end.y) / 2 + aside.y)
    whole = [_on_curve(start, pull, end, share / 120) for share in range(121)]
    first, last = ground.reach[tie.one] + _CLEAR, ground.reach[tie.other] + _CLEAR
    kept = [at for at in whole if distance(at, start) >= first and distance(at, end) >= last]
    return along(kept if len(kept) > 1 else [start, end], _FINE)


def _on_curve(start: Point, pull: Point, end: Point, t: float) -> Point:
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return Point(a * start.x + b * pull.x + c * end.x, a * start.y + b * pull.y + c * end.y)


def _cost(way: Sequence[Point], tie: Tie, ground: Ground, drawn: Set[Cell]) -> float:
    own = {tie.one, tie.other}
    others = [box for key, box in ground.symbols.items() if key not in own]
    words = list(ground.words.values())
    inside = Box(4, 4, ground.size.x - 4, ground.size.y - 4)
    cost = 0.0
    for at in way[::2]:
        cost += 200.0 * any(box.holds(at) for box in others)
        cost += 8.0 * any(box.holds(at) for box in words)
        cost += 200.0 * (not inside.holds(at))
        cost += 6.0 * (_cell(at) in drawn)
    return cost


def _strokes(bond: Bond, way: Sequence[Point]) -> Iterator[Stroke]:
    if bond is Bond.CLOSE:
        for aside in (-_APART, _APART):
            yield _stroke(bond, [beside(way, place, aside) for place in range(len(way))])
    elif bond is Bond.DISTANT:
        yield _stroke(bond, way)
    elif bond is Bond.CUT_OFF:
        yield from _broken(way)
    else:
        yield _stroke(bond, _zigzag(way))
        if bond is Bond.VIOLENCE:
            yield _head(way)


def _stroke(bond: Bond, points: Sequence[Point]) -> Stroke:
    return Stroke(kind=bond.value, points=tuple(point(one.x, one.y) for one in points))


def _zigzag(way: Sequence[Point]) -> list[Point]:
    steps = along(way, _STEP)
    teeth = [
        beside(steps, place, _TOOTH if place % 2 else -_TOOTH) for place in range(1, len(steps) - 1)
    ]
    return [steps[0], *teeth, steps[-1]]


def _broken(way: Sequence[Point]) -> Iterator[Stroke]:
    middle = len(way) // 2
    gap = max(1, round(_GAP / _FINE))
    first, last = max(1, middle - gap), min(len(way) - 2, middle + gap)
    yield _stroke(Bond.CUT_OFF, way[: first + 1])
    yield _stroke(Bond.CUT_OFF, way[last:])
    for place in (first, last):
        yield _stroke(Bond.CUT_OFF, [beside(way, place, -_BAR), beside(way, place, _BAR)])


def _head(way: Sequence[Point]) -> Stroke:
    """Return the head of an arrow at the end of a way."""
    back = max(0, len(way) - 4)
    corners = (way[-1], beside(way, back, 7.0), beside(way, back, -7.0))
    points = tuple(point(one.x, one.y) for one in corners)
    return Stroke(kind="violence_head", points=points, is_closed=True)
