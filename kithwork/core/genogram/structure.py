"""Couples and their children: a family told by kinship, as a tree.

Everybody has two parents, and half-siblings another one each: where the picture needs somebody
whom nobody told of, she stands in it as not recorded. A partner or a cousin belongs to the aunt or
uncle told last before her. Two mothers, or two of the same grandparent, cannot stand in one tree;
the later one stands apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kithwork.core.genogram.family import Member, require_whole
from kithwork.core.genogram.kin import Kin, Part, Sex, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Somebody with a partner, perhaps, and their children."""

    person: Member
    partner: Member | None = None
    children: tuple["Unit", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One side: both grandparents or none, the parent's brothers and sisters, the parent.

    `later`: the parent's other partners, each as a unit with the children of the two.
    """

    grandparents: tuple[Member, ...]
    siblings: tuple[Unit, ...]
    parent: Member
    later: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Both sides, the children of both parents, and who stands apart."""

    fathers: Line
    mothers: Line
    children: tuple[Unit, ...]
    apart: tuple[Member, ...]


_SIDES = {
    Side.FATHERS: (Kin.FATHER, Kin.FATHERS_FATHER, Kin.FATHERS_MOTHER, Kin.STEPMOTHER),
    Side.MOTHERS: (Kin.MOTHER, Kin.MOTHERS_FATHER, Kin.MOTHERS_MOTHER, Kin.STEPFATHER),
}
SIBLING_OF = {
    Kin.FATHERS_BROTHERS_WIFE: Kin.FATHERS_BROTHER,
    Kin.FATHERS_SISTERS_HUSBAND: Kin.FATHERS_SISTER,
    Kin.MOTHERS_BROTHERS_WIFE: Kin.MOTHERS_BROTHER,
    Kin.MOTHERS_SISTERS_HUSBAND: Kin.MOTHERS_SISTER,
}
_ONLY_ONE = frozenset(
    {
        Kin.MOTHER,
        Kin.FATHER,
        Kin.FATHERS_FATHER,
        Kin.FATHERS_MOTHER,
        Kin.MOTHERS_FATHER,
        Kin.MOTHERS_MOTHER,
        Kin.PARTNER,
    }
)


def tree_of(members: Iterable[Member]) -> Tree:
    """Return the tree of a family, the student among its members. Raises ValueError."""
    told = tuple(members)
    student = require_whole(told)
    placed, apart = _one_of_each(told)
    return Tree(
        fathers=_line(placed, Side.FATHERS),
        mothers=_line(placed, Side.MOTHERS),
        children=_children(placed, student),
        apart=(*apart, *(one for one in placed if one.kin.place.part is Part.APART)),
    )


def not_recorded(kin: Kin, *, beside: str = "") -> Member:
    """Return somebody whom the picture needs and nobody told of."""
    return Member(key=f"?{kin}{beside}", kin=kin, is_recorded=False, lines=3)


def _one_of_each(members: Sequence[Member]) -> tuple[list[Member], list[Member]]:
    seen: set[Kin] = set()
    placed: list[Member] = []
    apart: list[Member] = []
    for one in members:
        (apart if one.kin in _ONLY_ONE and one.kin in seen else placed).append(one)
        seen.add(one.kin)
    return placed, apart


def _line(members: Sequence[Member], side: Side) -> Line:
    parent, grandfather, grandmother, stepparent = _SIDES[side]
    ours = [one for one in members if one.kin.place.side is side]
    siblings = _siblings(ours)
    elders = {one.kin: one for one in ours if one.kin.place.part is Part.GRANDPARENT}
    needs = bool(elders or siblings)
    both = (grandfather, grandmother)
    return Line(
        grandparents=tuple(elders.get(kin) or not_recorded(kin) for kin in both) if needs else (),
        siblings=siblings,
        parent=next((one for one in ours if one.kin is parent), not_recorded(parent)),
        later=_later(ours, stepparent),
    )


def _siblings(ours: Sequence[Member]) -> tuple[Unit, ...]:
    """Return a parent's brothers and sisters, each with partner and children told after her."""
    units: list[Unit] = []
    for one in ours:
        part = one.kin.place.part
        if part is Part.PARENTS_SIBLING:
            units.append(Unit(person=one))
        elif part is Part.SIBLINGS_PARTNER:
            _give_partner(units, one)
        elif part is Part.COUSIN:
            _give_child(units, one)
    return tuple(units)


def _give_partner(units: list[Unit], partner: Member) -> None:
    kin = SIBLING_OF[partner.kin]
    for place in reversed(range(len(units))):
        if units[place].person.kin is kin and units[place].partner is None:
            units[place] = replace(units[place], partner=partner)
            return
    units.append(Unit(person=not_recorded(kin, beside=partner.key), partner=partner))


def _give_child(units: list[Unit], child: Member) -> None:
    if not units:
        is_fathers = child.kin.place.side is Side.FATHERS
        kin = Kin.FATHERS_BROTHER if is_fathers else Kin.MOTHERS_BROTHER
        units.append(Unit(person=not_recorded(kin, beside=child.key)))
    last = units[-1]
    units[-1] = replace(last, children=(*last.children, Unit(person=child)))


def _later(ours: Sequence[Member], stepparent: Kin) -> tuple[Unit, ...]:
    """Return a parent's other partners; half-siblings are of the one told last, or of somebody."""
    units = [Unit(person=one) for one in ours if one.kin is stepparent]
    halves = tuple(
        Unit(person=one)
        for one in _by_age([o for o in ours if o.kin.place.part is Part.HALF_SIBLING])
    )
    if halves and not units:
        units.append(Unit(person=not_recorded(stepparent)))
    if halves:
        units[-1] = replace(units[-1], children=halves)
    return tuple(units)


def _children(members: Sequence[Member], student: Member) -> tuple[Unit, ...]:
    """Return the brothers and sisters by age, the student among them with her own family."""
    siblings = [one for one in members if one.kin.place.part is Part.SIBLING]
    own = [one for one in members if one.kin.place.part is Part.CHILD]
    partner = next((one for one in members if one.kin is Kin.PARTNER), None)
    hers = Unit(
        person=student,
        partner=partner,
        children=tuple(Unit(person=one) for one in _by_age(own)),
    )
    older = [one for one in siblings if _is_older(one, student)]
    younger = [one for one in siblings if one not in older]
    return (
        *(Unit(person=one) for one in _by_age(older)),
        hers,
        *(Unit(person=one) for one in _by_age(younger)),
    )


def _is_older(one: Member, student: Member) -> bool:
    if one.kin in (Kin.BROTHER, Kin.SISTER) and one.age is not None and student.age is not None:
        return one.age > student.age
    return one.kin.place.order < 0


def _by_age(members: Sequence[Member]) -> list[Member]:
    """Return the oldest first where ages are known; the unborn last; else as they were told."""
    return sorted(members, key=lambda one: (one.kin.place.order == 2, -(one.age or 0)))


def is_left(one: Member, other: Member) -> bool:
    """Whether `one` stands at the left of a couple: a man does, else whoever is named first."""
    return not (one.known_sex is Sex.FEMALE and other.known_sex is Sex.MALE)
