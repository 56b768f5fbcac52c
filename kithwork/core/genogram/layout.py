"""The picture of a family: symbols, the lines of couples and children, ties, who lives together.

Generations stand in rows, the oldest on top, each as high as its words need. Everything is a stroke
with a kind, or a place for words; colours and dashes are the drawer's. The same family gives the
same picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kithwork.core.genogram.bonds import Box, Ground, bond_strokes
from kithwork.core.genogram.columns import Couple, Sheet, columns_of
from kithwork.core.genogram.family import Member, Partnership, Tie
from kithwork.core.genogram.household import outlines
from kithwork.core.genogram.kin import Kin
from kithwork.core.genogram.shapes import (
    DOUBLE,
    HALF,
    Point,
    Stroke,
    circle,
    cross,
    line,
    point,
    symbol_shape,
)
from kithwork.core.genogram.structure import tree_of

SLOT = 126.0  # from one column to the next
LINE = 15.0  # from one line of words to the next
BADGE = 9.0
_MARGIN = 22.0
_WORDS = 17.0  # from the edge of a symbol to the middle of its first line
_BAND = 56.0  # between the words of one generation and the symbols of the next
_BUS = 50.0  # from the middle of a symbol up to the line of brothers and sisters
_CELL = 53.0  # half the width of a cell of the household
_SLASH = (5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody with the middle of her symbol; her first line of words begins at `words`."""

    member: Member
    at: Point
    words: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A letter on somebody: she cares, or was entrusted with the care."""

    kind: str
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The drawing: its size, the strokes from the lowest layer up, people and badges."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]
    nodes: tuple[Node, ...]
    badges: tuple[Badge, ...]
    couples: tuple[Couple, ...]


def layout(members: Sequence[Member], ties: Sequence[Tie] = ()) -> Picture:
    """Return the picture of a family with its student. Raises ValueError without just one."""
    return _Drawing(columns_of(tree_of(members))).picture(ties)


class _Drawing:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = self._rows()
        self.at = {key: self._place(key) for key in sheet.members}
        self.width = round(2 * _MARGIN + SLOT * (max(sheet.column.values()) + 1), 1)
        last = max(self.rows)
        self.height = round(self.rows[last] + HALF + self._words(last) + _MARGIN, 1)

    def picture(self, ties: Sequence[Tie]) -> Picture:
        lines = [stroke for one in self.sheet.couples for stroke in self._couple(one)]
        strokes = (
            *self._household(),
            *lines,
            *bond_strokes(ties, self._ground(lines)),
            *(stroke for key in self.sheet.members for stroke in self._symbol(key)),
        )
        return Picture(
            width=self.width,
            height=self.height,
            strokes=strokes,
            nodes=tuple(self._node(key) for key in self._in_order()),
            badges=tuple(badge for key in self._in_order() for badge in self._badges(key)),
            couples=tuple(self.sheet.couples),
        )

    # ── where everybody stands ────────────────────────────────────────────────────────────

    def _generation(self, key: str) -> int:
        return self.sheet.members[key].kin.place.generation

    def _rows(self) -> dict[int, float]:
        found, y = {}, _MARGIN + DOUBLE
        for generation in sorted({self._generation(key) for key in self.sheet.members}):
            found[generation] = y
            y += 2 * HALF + self._words(generation) + _BAND
        return found

    def _words(self, generation: int) -> float:
        lines = [
            m.lines for m in self.sheet.members.values() if m.kin.place.generation == generation
        ]
        return _WORDS - LINE / 2 + LINE * max(lines)

    def _place(self, key: str) -> Point:
        x = _MARGIN + SLOT * (self.sheet.column[key] + 0.5)
        return point(x, self.rows[self._generation(key)])

    def _in_order(self) -> list[str]:
        return sorted(self.at, key=lambda key: (self.at[key].y, self.at[key].x))

    def _reach(self, key: str) -> float:
        return DOUBLE if self.sheet.members[key].kin is Kin.STUDENT else HALF

    def _node(self, key: str) -> Node:
        at = self.at[key]
        words = point(at.x, at.y + self._reach(key) + _WORDS - (self._reach(key) - HALF) / 2)
        return Node(member=self.sheet.members[key], at=at, words=words)

    # ── strokes ───────────────────────────────────────────────────────────────────────────

    def _symbol(self, key: str) -> Iterator[Stroke]:
        member, at = self.sheet.members[key], self.at[key]
        kind = "symbol" if member.is_recorded else "not_recorded"
        if self._reach(key) > HALF:
            outer = symbol_shape(member.symbol, at, half=DOUBLE)
            yield Stroke(kind=kind, points=outer, is_closed=True)
        yield Stroke(kind=kind, points=symbol_shape(member.symbol, at), is_closed=True)
        if member.is_deceased:
            yield from cross(member.symbol, at)
        for badge in self._badges(key):
            yield Stroke(kind=badge.kind, points=circle(badge.at, BADGE), is_closed=True)

    def _badges(self, key: str) -> Iterator[Badge]:
        member, at = self.sheet.members[key], self.at[key]
        beside, up = self._reach(key), HALF - 5
        if member.cares:
            yield Badge(kind="carer", at=point(at.x + beside, at.y - up))
        if member.is_entrusted:
            yield Badge(kind="entrusted", at=point(at.x - beside, at.y - up))

    def _couple(self, couple: Couple) -> Iterator[Stroke]:
        one = self.at[couple.one]
        stem = point(_MARGIN + SLOT * (couple.stem + 0.5), one.y)
        if couple.other is None:
            stem = point(stem.x, one.y + self._reach(couple.one))
        else:
            top, strokes = self._between(couple.one, couple.other, couple)
            stem = point(stem.x, top)
            yield from strokes
        if couple.children:
            yield from self._down(couple.children, stem)

    def _between(self, one: str, other: str, couple: Couple) -> tuple[float, Iterator[Stroke]]:
        """Return how high the line of a couple runs, and its strokes."""
        left, right = sorted((one, other), key=lambda key: self.at[key].x)
        start = point(self.at[left].x + self._reach(left), self.at[left].y)
        end = point(self.at[right].x - self._reach(right), self.at[right].y)
        if not couple.over:
            return start.y, self._married(couple.partnership, (start, end))
        top = round(start.y - HALF - 8.0 * couple.over, 1)
        outer_is_left = self.at[left].x < self.at[couple.one].x
        inner = 8.0 if outer_is_left else -8.0
        from_x = self.at[left].x + (0 if outer_is_left else -inner)
        to_x = self.at[right].x - (inner if outer_is_left else 0)
        way = (
            point(from_x, start.y - HALF),
            point(from_x, top),
            point(to_x, top),
            point(to_x, start.y - HALF),
        )
        return top, self._married(couple.partnership, way)

    def _married(self, state: Partnership, way: tuple[Point, ...]) -> Iterator[Stroke]:
        kinds = {Partnership.NOT_SAID: "couple", Partnership.COHABITING: "cohabiting"}
        yield line(kinds.get(state, "married"), *way)
        slashes = {Partnership.SEPARATED: 1, Partnership.DIVORCED: 2}.get(state, 0)
        start, end = (way[0], way[-1]) if len(way) == 2 else (way[1], way[2])
        dx, dy = _SLASH
        for place in range(slashes):
            x = start.x + (end.x - start.x) * 0.25 + 8 * place
            yield line("slash", point(x - dx, start.y + dy), point(x + dx, start.y - dy))

    def _down(self, children: Sequence[str], stem: Point) -> Iterator[Stroke]:
        """Yield the line from parents to children: stem, the line of siblings, one down to each."""
        bus = round(self.rows[self._generation(children[0])] - _BUS, 1)
        xs = [stem.x, *(self.at[key].x for key in children)]
        yield line("child", stem, point(stem.x, bus))
        if max(xs) > min(xs):
            yield line("child", point(min(xs), bus), point(max(xs), bus))
        for key in children:
            kind = "adopted" if self.sheet.members[key].is_adopted else "child"
            at = self.at[key]
            yield line(kind, point(at.x, bus), point(at.x, at.y - self._reach(key)))

    # ── who lives together, and what a tie goes round ─────────────────────────────────────

    def _household(self) -> Iterator[Stroke]:
        cells = {key: self._cell(key) for key in self._in_order()}
        rows = [
            [cells[key] for key in self._in_order() if self._generation(key) == generation]
            for generation in sorted(self.rows)
        ]
        members = self.sheet.members
        home = [key for key in cells if members[key].kin is Kin.STUDENT]
        home += [k for k in cells if members[k].lives_here and k not in home]
        for loop in outlines(cells, rows, home):
            yield Stroke(kind="household", points=loop, is_closed=True)

    def _cell(self, key: str) -> Box:
        at = self.at[key]
        bottom = at.y + HALF + self._words(self._generation(key)) + 6
        return Box(at.x - _CELL, at.y - DOUBLE - 6, at.x + _CELL, bottom)

    def _ground(self, lines: Sequence[Stroke]) -> Ground:
        return Ground(
            centre=self.at,
            reach={key: self._reach(key) for key in self.at},
            symbols={key: _around(at, HALF + 7) for key, at in self.at.items()},
            words={key: self._label(key) for key in self.at},
            lines=lines,
            size=Point(self.width, self.height),
        )

    def _label(self, key: str) -> Box:
        at, lines = self.at[key], self.sheet.members[key].lines
        return Box(at.x - 44, at.y + HALF + 6, at.x + 44, at.y + HALF + _WORDS + LINE * lines)


def _around(at: Point, half: float) -> Box:
    return Box(at.x - half, at.y - half, at.x + half, at.y + half)
