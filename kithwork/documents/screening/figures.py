"""The numbers of a screening that a report may print.

Totals of needs are those of the table over everybody, so that no breakdown contradicts them. A
number that is hidden, whether small itself or only able to give a small one away, stands as the
same mark. Source: `catalogue/disclosure.yaml`, docs/methods/disclosure.md.
"""

from collections.abc import Sequence

from kithwork.cohort.screening.result import GroupTable, ScreenedNeed, Screening
from kithwork.core.disclosure import Cell as Counted
from kithwork.core.disclosure import CountTable, DisclosurePolicy, suppress
from kithwork.documents.cells import Cell, Mark, withheld


def shown(cell: Counted) -> Cell:
    """Return a published number, or the mark of one that is not published."""
    return withheld(cell.value)


def parts(counts: Sequence[int], policy: DisclosurePolicy) -> tuple[Cell, ...]:
    """Return the parts of which everybody belongs to exactly one, as they may be printed."""
    names = tuple(str(place) for place in range(len(counts)))
    table = suppress(CountTable(("all",), names, (tuple(counts),)), policy)
    if table.withheld:
        return (Mark.WITHHELD,) * len(counts)
    return tuple(shown(cell) for cell in table.cells[0])


def share_of(part: int, whole: int, policy: DisclosurePolicy) -> Cell:
    """Return a part whose whole is printed: neither it nor the rest may be small."""
    is_hidden = policy.is_small(part) or policy.is_small(whole - part)
    return Mark.WITHHELD if is_hidden else part


def everybody(screening: Screening) -> GroupTable | None:
    """Return the table over everybody; None where there are too few students for any."""
    return screening.groups[0] if screening.groups else None


def found(screening: Screening, need: ScreenedNeed) -> Cell:
    """Return how many show a need, as it may be printed."""
    table = everybody(screening)
    if table is None:
        return Mark.WITHHELD
    return shown(table.table.totals[table.table.measures.index(need.code)])


def clear_or_urgent(screening: Screening, need: ScreenedNeed, policy: DisclosurePolicy) -> Cell:
    """Return how many show a need clearly or urgently, where that gives nothing away."""
    if isinstance(found(screening, need), Mark):
        return Mark.WITHHELD
    return share_of(need.found - need.of_severity(1), need.found, policy)
