"""Where everything of an ecomap stands: circles on an ellipse, lines, arrows and badges.

The student is the circle in the middle; the ties stand clockwise from the top in the order given,
far enough apart that no two circles touch. A line leaves out the circles at its ends. All numbers
are in the units of the drawing, y grows downwards, and the same ties give the same picture.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kithwork.core.ecomap.ties import Flow, Strength, Tie
from kithwork.core.support.functions import Function

RADIUS, CENTRE_RADIUS = 44.0, 52.0
_GAP = 22.0  # least room between two circles on the ellipse
_MARGIN = 10.0
_FLAT = 0.8  # height of the ellipse for a width of 1
_LEAST = (240.0, 220.0)  # half axes: room for a line with its badges
_CLEAR = 5.0  # between a circle and the end of its line
_APART = 3.5  # half the distance of the two lines of a strong tie
_TOOTH, _REACH = 14.0, 9.0  # length and height of a tooth of the zigzag
_HEAD = 9.0  # length of an arrow's head
_BADGE = 19.0  # from the middle of one badge to the next


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The letter of a function on a line."""

    function: Function
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A tie with its circle's centre, its strokes (polylines), arrow heads and badges.

    No stroke stands where there is no connection; `is_dashed` for a weak one.
    """

    tie: Tie
    at: Point
    strokes: tuple[tuple[Point, ...], ...]
    is_dashed: bool
    heads: tuple[tuple[Point, Point, Point], ...]
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The drawing's size, the middle, and the ties in the order given."""

    width: float
    height: float
    centre: Point
    nodes: tuple[Node, ...]


def layout(ties: Sequence[Tie]) -> Layout:
    """Return the picture of any number of ties, 0 included."""
    across, down = _half_axes(len(ties))
    centre = Point(_round(across + RADIUS + _MARGIN), _round(down + RADIUS + _MARGIN))
    places = _places(len(ties), centre, across=across, down=down)
    return Layout(
        width=2 * centre.x,
        height=2 * centre.y,
        centre=centre,
        nodes=tuple(_node(tie, at, centre) for tie, at in zip(ties, places, strict=True)),
    )


def _half_axes(n: int) -> tuple[float, float]:
    """Return half axes so long that n circles find room, chords being a little short of arcs."""
    least_across, least_down = _LEAST
    around = n * (2 * RADIUS + _GAP)
    across = around / (math.pi * (1 + _FLAT))
    return max(least_across, across), max(least_down, across * _FLAT)


def _places(n: int, centre: Point, *, across: float, down: float) -> list[Point]:
    """Return n points at equal steps along the ellipse, clockwise from the top."""
    fine = 720
    rim = [_on_ellipse(centre, across, down, turn=step / fine) for step in range(fine + 1)]
    walked = [0.0]
    for one, other in pairwise(rim):
        walked.append(walked[-1] + math.dist((one.x, one.y), (other.x, other.y)))
    places, step = [], 0
    for number in range(n):
        while walked[step] < walked[-1] * number / n - 1e-9:
            step += 1
        places.append(Point(_round(rim[step].x), _round(rim[step].y)))
    return places


def _on_ellipse(centre: Point, across: float, down: float, *, turn: float) -> Point:
    angle = 2 * math.pi * turn
    return Point(centre.x + across * math.sin(angle), centre.y - down * math.cos(angle))


def _node(tie: Tie, at: Point, centre: Point) -> Node:
    line = _Line(centre, at)
    is_drawn = tie.strength is not Strength.NONE or tie.is_stressful
    return Node(
        tie=tie,
        at=at,
        strokes=line.strokes(tie) if is_drawn else (),
        is_dashed=tie.strength is Strength.WEAK,
        heads=line.heads(tie.flow) if is_drawn else (),
        badges=line.badges(tie.functions),
    )


class _Line:
    """The way from the student's circle to another, with the room between them."""

    def __init__(self, centre: Point, at: Point) -> None:
        way = math.dist((centre.x, centre.y), (at.x, at.y))
        self.dx, self.dy = (at.x - centre.x) / way, (at.y - centre.y) / way
        self.origin = centre
        self.start, self.end = CENTRE_RADIUS + _CLEAR, way - RADIUS - _CLEAR

    def point(self, along: float, aside: float = 0.0) -> Point:
        x = self.origin.x + self.dx * along - self.dy * aside
        y = self.origin.y + self.dy * along + self.dx * aside
        return Point(_round(x), _round(y))

    def strokes(self, tie: Tie) -> tuple[tuple[Point, ...], ...]:
        straight = [(self.point(self.start, a), self.point(self.end, a)) for a in _asides(tie)]
        return (*straight, self._zigzag()) if tie.is_stressful else tuple(straight)

    def heads(self, flow: Flow) -> tuple[tuple[Point, Point, Point], ...]:
        heads = []
        if flow in (Flow.IN, Flow.BOTH):
            heads.append(self._head(self.start, _HEAD))
        if flow in (Flow.OUT, Flow.BOTH):
            heads.append(self._head(self.end, -_HEAD))
        return tuple(heads)

    def badges(self, functions: tuple[Function, ...]) -> tuple[Badge, ...]:
        middle = (self.start + self.end) / 2
        first = middle - _BADGE * (len(functions) - 1) / 2
        return tuple(
            Badge(function=function, at=self.point(first + _BADGE * place))
            for place, function in enumerate(functions)
        )

    def _head(self, tip: float, back: float) -> tuple[Point, Point, Point]:
        side = abs(back) * 0.6
        return self.point(tip), self.point(tip + back, side), self.point(tip + back, -side)

    def _zigzag(self) -> tuple[Point, ...]:
        teeth = max(2, round((self.end - self.start) / _TOOTH))
        step = (self.end - self.start) / teeth
        inner = [
            self.point(self.start + step * (tooth + 0.5), _REACH if tooth % 2 else -_REACH)
            for tooth in range(teeth)
        ]
        return (self.point(self.start), *inner, self.point(self.end))


def _asides(tie: Tie) -> tuple[float, ...]:
    """Return how far each straight stroke stands from the middle of the line."""
    if tie.strength is Strength.STRONG:
        return (-_APART, _APART)
    if tie.strength is Strength.NONE or tie.is_stressful:
        return ()
    return (0.0,)


def _round(value: float) -> float:
    return round(value, 1)
