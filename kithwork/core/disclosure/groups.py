"""Suppression of "k of n" by group, for many measures at once: needs by school, flags by sex.

A person may show several measures, so the columns do not add up; but with each count k its
complement n − k is known, and every measure shares the sizes of the groups. Three steps keep all
of it consistent. The sizes are settled first: a group that is not shown there is shown nowhere.
Then the totals over everybody: they stand alike in every breakdown (by school, by sex …), so a
measure that fewer than the smallest shown number show, or lack, gets no breakdown at all. Then,
measure by measure, counts that are small on either side are hidden, and beside them what would
give them away; where even that fails, the measure's breakdown is withheld.

Breakdowns that nest (by school, and by school and sex) are not protected against each other:
publish the finer one alone, as a `CountTable`.

Source: the rules for numbers in reports to funders, `catalogue/disclosure.yaml`.
"""

from dataclasses import dataclass

from kithwork.core.disclosure.protection import Edge, protect
from kithwork.core.disclosure.tables import Cell, CountTable, DisclosurePolicy
from kithwork.core.disclosure.two_way import suppress
from kithwork.core.reasons import Reason

NOT_BROKEN_DOWN = Reason.of("disclosure.not_broken_down")

WITH, WITHOUT = 0, 1


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """`counts[m][g]` of the `sizes[g]` people of group g show measure m.

    Each person belongs to one group. Raises ValueError on another shape or a count outside 0…size.
    """

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    measures: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.sizes) != len(self.groups) or len(self.counts) != len(self.measures):
            raise ValueError("one size for each group, one line of counts for each measure")
        for line in self.counts:
            if len(line) != len(self.groups):
                raise ValueError("a measure has one count for each group")
            if any(not 0 <= k <= n for k, n in zip(line, self.sizes, strict=True)):
                raise ValueError("a count lies between 0 and the size of its group")


@dataclass(frozen=True, slots=True)
class SuppressedGroups:
    """The same as it may be published: `cells[m][g]`, `totals[m]`, and the sizes."""

    groups: tuple[str, ...]
    sizes: tuple[Cell, ...]
    people: Cell
    measures: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...]


def suppress_groups(table: GroupCounts, policy: DisclosurePolicy) -> SuppressedGroups:
    """Return sizes, counts by group and totals as they may be published."""
    counted = CountTable(table.groups, ("people",), tuple((n,) for n in table.sizes))
    sizes = suppress(counted, policy)
    lines = [
        _measure(line, table.sizes, group_sizes=sizes.row_totals, people=sizes.total, policy=policy)
        for line in table.counts
    ]
    return SuppressedGroups(
        groups=table.groups,
        sizes=sizes.row_totals,
        people=sizes.total,
        measures=table.measures,
        cells=tuple(cells for cells, _ in lines),
        totals=tuple(total for _, total in lines),
    )


def _measure(
    counts: tuple[int, ...],
    sizes: tuple[int, ...],
    *,
    group_sizes: tuple[Cell, ...],
    people: Cell,
    policy: DisclosurePolicy,
) -> tuple[tuple[Cell, ...], Cell]:
    if people.value is None:
        return (Cell(None, people.reason),) * len(counts), Cell(None, people.reason)
    total = sum(counts)
    if policy.is_small(total) or policy.is_small(people.value - total):
        return (Cell(None, NOT_BROKEN_DOWN),) * len(counts), Cell(None, policy.hidden)
    if total in (0, people.value):  # nobody, or everybody: the total says all there is
        hidden: frozenset[int] | None = _not_shown(group_sizes)
    else:
        hidden = _hidden_groups(counts, sizes, group_sizes, policy)
    if hidden is None:
        return (Cell(None, NOT_BROKEN_DOWN),) * len(counts), Cell(total)
    cells = (
        Cell(None, policy.hidden) if g in hidden else Cell(count) for g, count in enumerate(counts)
    )
    return tuple(cells), Cell(total)


def _hidden_groups(
    counts: tuple[int, ...],
    sizes: tuple[int, ...],
    group_sizes: tuple[Cell, ...],
    policy: DisclosurePolicy,
) -> frozenset[int] | None:
    """Return the groups whose count is hidden; None where no choice of them protects it.

    The groups that are not shown are, to a reader, one group more: "everybody else".
    """
    others = _not_shown(group_sizes)
    shown = [g for g in range(len(group_sizes)) if g not in others]
    split = [(counts[g], sizes[g] - counts[g]) for g in shown]
    split.append((sum(counts[g] for g in others), sum(sizes[g] - counts[g] for g in others)))
    edges = _edges(split, rest=len(shown) if others else None)
    first = frozenset(i for i, edge in enumerate(edges) if _is_first(edge, split, policy))
    hidden = protect(edges, first, span=policy.span)
    if hidden is None:
        return None
    rows = {edges[i].row for i in hidden}
    return others | {shown[r] for r in rows if r < len(shown)}


def _not_shown(group_sizes: tuple[Cell, ...]) -> frozenset[int]:
    return frozenset(g for g, size in enumerate(group_sizes) if size.value is None)


def _edges(split: list[tuple[int, int]], *, rest: int | None) -> list[Edge]:
    """Each group's two counts. Sizes and totals are visible and stay so: they need no edge."""
    people = sum(map(sum, split)) + 1
    return [
        Edge(
            row=r,
            column=c,
            value=value,
            sign=1,
            low=0 if r == rest else min(1, value),
            cost=people + value if all(line) else 100 * people + value,
        )
        for r, line in enumerate(split)
        for c, value in enumerate(line)
        if sum(line)
    ]


def _is_first(edge: Edge, split: list[tuple[int, int]], policy: DisclosurePolicy) -> bool:
    """A small count hides both sides of its group, for the size is known."""
    return any(policy.is_small(side) for side in split[edge.row])
