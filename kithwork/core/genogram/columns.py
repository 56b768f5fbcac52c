"""Who stands where: a column and a generation for everybody, and the couples between them.

A unit is as wide as its children need, so that no child stands under another's parents. The father
stands at the right end of his brothers and sisters, the mother at the left end of hers; other
partners stand on the outer side of each. Both pairs of grandparents have room above.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kithwork.core.genogram.family import Member, Partnership
from kithwork.core.genogram.structure import Line, Tree, Unit, is_left

PAIR = 2.0  # columns that two people take
_APART = 0.5  # more room before those who stand apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """Two people, or one alone, with their children.

    `stem`: the column in which the line to the children goes down; `over`: how many stand between.
    """

    one: str
    other: str | None
    partnership: Partnership
    children: tuple[str, ...]
    stem: float
    over: int = 0


@dataclass(slots=True)
class Sheet:
    """Columns and generations by key, and the couples."""

    members: dict[str, Member] = field(default_factory=dict)
    column: dict[str, float] = field(default_factory=dict)
    couples: list[Couple] = field(default_factory=list)

    def put(self, member: Member, column: float) -> None:
        self.members[member.key] = member
        self.column[member.key] = column

    def take(self, other: "Sheet", *, by: float) -> None:
        """Take in another sheet, moved to the right by a number of columns."""
        self.members.update(other.members)
        self.column.update({key: at + by for key, at in other.column.items()})
        for one in other.couples:
            self.couples.append(
                Couple(
                    one=one.one,
                    other=one.other,
                    partnership=one.partnership,
                    children=one.children,
                    stem=one.stem + by,
                    over=one.over,
                )
            )

    def middle(self, keys: Sequence[str]) -> float:
        columns = [self.column[key] for key in keys]
        return (min(columns) + max(columns)) / 2


def columns_of(tree: Tree) -> Sheet:
    """Return where everybody of a tree stands; the leftmost column is 0."""
    fathers, mothers = _side(tree.fathers, is_left_side=True), _side(tree.mothers)
    father, mother = tree.fathers.parent, tree.mothers.parent
    between = max(1.0, _width_of(tree.children), _room_above(tree, fathers, mothers))
    sheet = Sheet()
    sheet.take(fathers, by=0.0)
    sheet.take(mothers, by=fathers.column[father.key] + between - mothers.column[mother.key])
    _put_children(sheet, tree, father=father, mother=mother)
    for line in (tree.fathers, tree.mothers):
        _put_grandparents(sheet, line)
    _put_apart(sheet, tree.apart)
    least = min(sheet.column.values())
    moved = Sheet()
    moved.take(sheet, by=-least)
    return moved


def _width(unit: Unit) -> float:
    return max(PAIR if unit.partner else 1.0, _width_of(unit.children))


def _width_of(units: Iterable[Unit]) -> float:
    return sum(_width(unit) for unit in units)


def _put_unit(sheet: Sheet, unit: Unit, left: float) -> None:
    middle = left + _width(unit) / 2
    one, other = unit.person, unit.partner
    if other is None:
        sheet.put(one, middle)
    else:
        first, second = (one, other) if is_left(one, other) else (other, one)
        sheet.put(first, middle - 0.5)
        sheet.put(second, middle + 0.5)
    children = _put_units(sheet, unit.children, middle)
    if other is not None or children:
        sheet.couples.append(
            Couple(
                one=one.key,
                other=other.key if other else None,
                partnership=other.partnership if other else Partnership.NOT_SAID,
                children=children,
                stem=middle,
            )
        )


def _put_units(sheet: Sheet, units: Sequence[Unit], middle: float) -> tuple[str, ...]:
    """Put units side by side around a middle; return the keys of those who are children there."""
    left = middle - _width_of(units) / 2
    for unit in units:
        _put_unit(sheet, unit, left)
        left += _width(unit)
    return tuple(unit.person.key for unit in units)


def _side(line: Line, *, is_left_side: bool = False) -> Sheet:
    """Return one side in columns; that of the father is made like the mother's and turned."""
    sheet = Sheet()
    sheet.put(line.parent, 0.0)
    at, before = 0.0, list[str]()
    for unit in line.later:
        step = max(1.0, _width_of(unit.children))
        _put_later(sheet, line.parent, unit, at=at, step=step, over=len(before), sign=is_left_side)
        before.append(unit.person.key)
        at += step
    left = at + 0.5
    for unit in line.siblings:
        middle = left + _width(unit) / 2
        _put_unit(sheet, unit, (-middle if is_left_side else middle) - _width(unit) / 2)
        left += _width(unit)
    return sheet


def _put_later(
    sheet: Sheet, parent: Member, unit: Unit, *, at: float, step: float, over: int, sign: bool
) -> None:
    turn = -1.0 if sign else 1.0
    sheet.put(unit.person, turn * (at + step))
    stem = turn * (at + step / 2)
    children = _put_units(sheet, unit.children, stem)
    sheet.couples.append(
        Couple(
            one=parent.key,
            other=unit.person.key,
            partnership=unit.person.partnership,
            children=children,
            stem=stem,
            over=over,
        )
    )


def _brood(line: Line) -> tuple[str, ...]:
    return (*(unit.person.key for unit in line.siblings), line.parent.key)


def _room_above(tree: Tree, fathers: Sheet, mothers: Sheet) -> float:
    """Return how far father and mother must stand apart so that both pairs have room above."""
    if not (tree.fathers.grandparents and tree.mothers.grandparents):
        return 0.0
    his = fathers.column[tree.fathers.parent.key] - fathers.middle(_brood(tree.fathers))
    hers = mothers.middle(_brood(tree.mothers)) - mothers.column[tree.mothers.parent.key]
    return PAIR - his - hers


def _put_children(sheet: Sheet, tree: Tree, *, father: Member, mother: Member) -> None:
    middle = sheet.middle((father.key, mother.key))
    children = _put_units(sheet, tree.children, middle)
    sheet.couples.append(
        Couple(
            one=father.key,
            other=mother.key,
            partnership=mother.partnership,
            children=children,
            stem=middle,
        )
    )


def _put_grandparents(sheet: Sheet, line: Line) -> None:
    if not line.grandparents:
        return
    grandfather, grandmother = line.grandparents
    middle = sheet.middle(_brood(line))
    sheet.put(grandfather, middle - 0.5)
    sheet.put(grandmother, middle + 0.5)
    sheet.couples.append(
        Couple(
            one=grandfather.key,
            other=grandmother.key,
            partnership=grandmother.partnership or grandfather.partnership,
            children=_brood(line),
            stem=middle,
        )
    )


def _put_apart(sheet: Sheet, apart: Sequence[Member]) -> None:
    right = max(sheet.column.values()) + _APART
    taken: dict[int, int] = {}
    for one in apart:
        generation = one.kin.place.generation
        taken[generation] = taken.get(generation, 0) + 1
        sheet.put(one, right + taken[generation])
