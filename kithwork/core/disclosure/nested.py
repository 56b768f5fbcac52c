"""Numbers of classes that stand beside those of their grades and of the school.

A class lies within a grade, so a reader who knows a grade and all but one of its classes knows
that one too. Three steps close this. The grades are settled first, as `groups` settles them; where
a grade's number is hidden, none of its classes has one. A class of fewer than the smallest base of
a rate has no numbers of its own; it stands with the next larger classes of its grade until they
are as many together, enough of them outside the largest to cover it, and none of those has numbers
either. Then each grade's classes are settled among themselves, those that stand together as one of
them. What is known of one grade then says nothing of another, and within a grade every hidden
number is as wide open as `groups` leaves it.

Source: the rules for numbers in reports to funders, `catalogue/disclosure.yaml`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.disclosure.groups import GroupCounts, SuppressedGroups, suppress_groups
from kithwork.core.disclosure.tables import Cell, DisclosurePolicy

_TOGETHER = ""  # the classes of a grade that stand together


@dataclass(frozen=True, slots=True)
class NestedGroups:
    """What may be shown of each class by its name: its size, and of how many each measure holds."""

    sizes: Mapping[str, Cell]
    cells: Mapping[str, tuple[Cell, ...]]


def suppress_nested(
    table: GroupCounts, part_of: Sequence[str], policy: DisclosurePolicy
) -> NestedGroups:
    """Return the numbers of classes (the groups of `table`) beside those of the whole's parts.

    `part_of` names the grade of each group, in their order. Raises ValueError on another length.
    """
    if len(part_of) != len(table.groups):
        raise ValueError("each group lies within one part")
    parts = tuple(dict.fromkeys(part_of))
    places = {part: [g for g, one in enumerate(part_of) if one == part] for part in parts}
    grades = suppress_groups(_summed(table, list(places.values()), parts), policy)
    sizes: dict[str, Cell] = {}
    cells: dict[str, tuple[Cell, ...]] = {}
    for at, own in enumerate(places.values()):
        within = _within(table, own, policy)
        for group, size, line in within:
            sizes[group] = size if grades.sizes[at].value is not None else _hidden(policy)
            cells[group] = tuple(
                cell if grade[at].value is not None else _hidden(policy)
                for cell, grade in zip(line, grades.cells, strict=True)
            )
    return NestedGroups(sizes, cells)


def together(sizes: Mapping[str, int], policy: DisclosurePolicy) -> frozenset[str]:
    """Return the classes of one grade that have no numbers of their own.

    Those smaller than a rate's base, and beside them the next larger until they are as many, and
    as many as the smallest number shown even without the largest of them.
    """
    ordered = sorted(sizes, key=lambda name: (sizes[name], name))
    few = [name for name in ordered if sizes[name] < policy.smallest_rate_base]
    for name in ordered[len(few) :] if few else ():
        if _are_enough([sizes[one] for one in few], policy):
            break
        few.append(name)
    return frozenset(few)


def _are_enough(sizes: list[int], policy: DisclosurePolicy) -> bool:
    people = sum(sizes)
    return people >= policy.smallest_rate_base and people - max(sizes) >= policy.smallest_shown


def _within(
    table: GroupCounts, own: list[int], policy: DisclosurePolicy
) -> list[tuple[str, Cell, tuple[Cell, ...]]]:
    """Each class of one grade with what its grade's classes leave to be shown."""
    few = together({table.groups[g]: table.sizes[g] for g in own}, policy)
    alone = [g for g in own if table.groups[g] not in few]
    rest = [g for g in own if table.groups[g] in few]
    members = [[g] for g in alone] + ([rest] if rest else [])
    names = tuple(table.groups[g] for g in alone) + ((_TOGETHER,) if rest else ())
    shown = suppress_groups(_summed(table, members, names), policy)
    nothing = (_hidden(policy),) * len(table.measures)
    return [_told(table.groups[g], shown, place) for place, g in enumerate(alone)] + [
        (table.groups[g], _hidden(policy), nothing) for g in rest
    ]


def _told(group: str, shown: SuppressedGroups, place: int) -> tuple[str, Cell, tuple[Cell, ...]]:
    return group, shown.sizes[place], tuple(line[place] for line in shown.cells)


def _summed(table: GroupCounts, members: list[list[int]], names: tuple[str, ...]) -> GroupCounts:
    return GroupCounts(
        groups=names,
        sizes=tuple(sum(table.sizes[g] for g in own) for own in members),
        measures=table.measures,
        counts=tuple(tuple(sum(line[g] for g in own) for own in members) for line in table.counts),
    )


def _hidden(policy: DisclosurePolicy) -> Cell:
    return Cell(None, policy.hidden)
