"""Suppression of a partition over a whole and by groups: each person in one category, one group.

A page shows many partitions of the same people (how cases stand, what a scale says of them), over
everybody and over any one group. So that no two views can be subtracted from each other, whoever
looks and in whatever order, three things are settled one after the other: the sizes of the groups,
alike for every partition; then each partition over everybody; and then its breakdown, of which
those sizes and totals are already known and stay so. A breakdown hides what is small, and beside
it what would give that away; where even that fails it is withheld. Categories that the whole hides
are hidden in every group, and so is a group whose size is hidden.

Breakdowns by two things (by term, by pathway) share nothing but the totals; a group of both at
once is not offered. Source: the rules for numbers in reports to funders,
`catalogue/disclosure.yaml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.disclosure.protection import Edge, protect
from kithwork.core.disclosure.tables import CountTable, DisclosurePolicy
from kithwork.core.disclosure.two_way import suppress

Shown = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ShownPartition:
    """`whole[c]` over everybody, `groups[g][c]` of each group; None is hidden.

    `size` is the number of everybody, `sizes[g]` of each group.
    """

    size: int | None
    whole: Shown
    sizes: Shown
    groups: tuple[Shown, ...]


def shown_sizes(sizes: Sequence[int], policy: DisclosurePolicy) -> Shown:
    """Return the sizes of groups that may be shown; with their sum it gives none away."""
    return _line(tuple(sizes), policy)


def shown_partition(
    counts: Sequence[Sequence[int]], sizes: Shown, *, policy: DisclosurePolicy
) -> ShownPartition:
    """Return what may be shown of `counts[g][c]`, where `sizes` are those of `shown_sizes`.

    Raises ValueError where a shown size is not the sum of its group's counts.
    """
    lines = [tuple(line) for line in counts]
    if any(size not in (None, sum(line)) for size, line in zip(sizes, lines, strict=True)):
        raise ValueError("a shown size is the sum of the counts of its group")
    totals = tuple(map(sum, zip(*lines, strict=True)))
    whole = _line(totals, policy)
    hidden = _hidden(lines, sizes, whole, policy)
    return ShownPartition(
        size=None if sum(totals) < policy.smallest_filter else sum(totals),
        whole=whole,
        sizes=sizes,
        groups=tuple(
            tuple(
                None if size is None or whole[c] is None or (g, c) in hidden else value
                for c, value in enumerate(line)
            )
            for g, (line, size) in enumerate(zip(lines, sizes, strict=True))
        ),
    )


def _line(counts: tuple[int, ...], policy: DisclosurePolicy) -> Shown:
    """One row of counts whose sum is known."""
    names = tuple(map(str, range(len(counts))))
    table = suppress(CountTable(("all",), names, (counts,)), policy)
    return tuple(cell.value for cell in table.cells[0])


def _hidden(
    lines: Sequence[tuple[int, ...]], sizes: Shown, whole: Shown, policy: DisclosurePolicy
) -> frozenset[tuple[int, int]]:
    """Return the places to hide among groups and categories that are shown at all.

    Groups without a size are, to a reader, one group more, and hidden categories one more.
    """
    groups = [g for g, size in enumerate(sizes) if size is not None]
    categories = [c for c, total in enumerate(whole) if total is not None]
    merged = _merged(lines, groups, categories)
    edges = [
        Edge(
            row=r,
            column=c,
            value=value,
            sign=1,
            low=0 if r == len(groups) else min(1, value),
            cost=value if value else None,
        )
        for r, line in enumerate(merged)
        for c, value in enumerate(line)
    ]
    first = frozenset(i for i, edge in enumerate(edges) if policy.is_small(edge.value))
    found = protect(edges, first, span=policy.span)
    if found is None:
        return frozenset((g, c) for g in groups for c in categories if sizes[g] and whole[c])
    places = ((edges[i].row, edges[i].column) for i in found)
    return frozenset(
        (groups[r], categories[c]) for r, c in places if r < len(groups) and c < len(categories)
    )


def _merged(
    lines: Sequence[tuple[int, ...]], groups: Sequence[int], categories: Sequence[int]
) -> list[tuple[int, ...]]:
    """The shown groups by the shown categories, with one row and one column for all others."""

    def by_category(line: Sequence[int]) -> tuple[int, ...]:
        shown = tuple(line[c] for c in categories)
        return (*shown, sum(line) - sum(shown))

    rows = [by_category(lines[g]) for g in groups]
    rest = [line for g, line in enumerate(lines) if g not in groups]
    everybody = map(sum, zip(*rest, strict=True)) if rest else [0] * len(lines[0])
    return [*rows, by_category(tuple(everybody))]
