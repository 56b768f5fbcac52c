"""Points, strokes and the shapes of the symbols, in the units of the drawing; y grows downwards."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kithwork.core.genogram.family import Symbol

HALF = 22.0  # half the height of a symbol
DOUBLE = 27.0  # half the height of the outer border of the student's symbol
_CORNERS = 40  # of a circle


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line, or a shape where `is_closed`. `kind` is what it means ("married", "symbol")."""

    kind: str
    points: tuple[Point, ...]
    is_closed: bool = False


def point(x: float, y: float) -> Point:
    return Point(round(x, 1), round(y, 1))


def symbol_shape(symbol: Symbol, at: Point, *, half: float = HALF) -> tuple[Point, ...]:
    """Return the outline of a symbol around a point."""
    if symbol is Symbol.CIRCLE:
        return circle(at, half)
    corners = {
        Symbol.SQUARE: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        Symbol.DIAMOND: ((0, -1), (1, 0), (0, 1), (-1, 0)),
        Symbol.TRIANGLE: ((0, -1), (1, 1), (-1, 1)),
    }[symbol]
    return tuple(point(at.x + dx * half, at.y + dy * half) for dx, dy in corners)


def circle(at: Point, radius: float) -> tuple[Point, ...]:
    turns = (2 * math.pi * step / _CORNERS for step in range(_CORNERS))
    return tuple(point(at.x + radius * math.sin(t), at.y - radius * math.cos(t)) for t in turns)


def cross(symbol: Symbol, at: Point) -> tuple[Stroke, Stroke]:
    """Return the X of somebody who has died."""
    reach = HALF if symbol is Symbol.SQUARE else HALF * 0.7
    return (
        _line("deceased", (at.x - reach, at.y - reach), (at.x + reach, at.y + reach)),
        _line("deceased", (at.x - reach, at.y + reach), (at.x + reach, at.y - reach)),
    )


def line(kind: str, *points: Point) -> Stroke:
    return Stroke(kind=kind, points=points)


def along(points: Sequence[Point], step: float) -> list[Point]:
    """Return points at equal steps along a line, both ends included."""
    whole = sum(distance(a, b) for a, b in pairwise(points))
    parts = max(2, round(whole / step))
    wanted = [whole * part / parts for part in range(parts + 1)]
    found, walked, place = [], 0.0, 0
    for mark in wanted:
        while place < len(points) - 2 and walked + distance(*points[place : place + 2]) < mark:
            walked += distance(*points[place : place + 2])
            place += 1
        one, other = points[place], points[place + 1]
        share = min(1.0, (mark - walked) / (distance(one, other) or 1.0))
        found.append(Point(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share))
    return found


def beside(points: Sequence[Point], place: int, aside: float) -> Point:
    """Return the point at a distance beside one point of a line."""
    before, after = points[max(0, place - 1)], points[min(len(points) - 1, place + 1)]
    way = distance(before, after) or 1.0
    dx, dy = (after.x - before.x) / way, (after.y - before.y) / way
    return point(points[place].x - dy * aside, points[place].y + dx * aside)


def distance(one: Point, other: Point) -> float:
    return math.dist((one.x, one.y), (other.x, other.y))


def _line(kind: str, start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    return line(kind, point(*start), point(*end))
