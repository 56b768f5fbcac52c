"""The numbers of a school's needs that a person may be shown, whatever part of it she looks at.

Everybody's numbers, and those by each grouping, are protected together by `core.disclosure`. A
selection is a breakdown into two groups, those chosen and the others, so its numbers are held
against the totals; where it is a group of a breakdown it shows no more than that does. Then it is
compared with what the same person has been shown before: with every selection that holds it, or
that it holds. Source: `catalogue/disclosure.yaml`, docs/methods/disclosure.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.disclosure import (
    Cell,
    CountTable,
    DisclosurePolicy,
    GroupCounts,
    SuppressedTable,
    refuse_difference,
    refuse_small_filter,
    suppress,
    suppress_groups,
)
from kithwork.core.reasons import Reason
from kithwork.needs.school import SchoolNeeds
from kithwork.needs.selection import EVERYBODY, Selection

PEOPLE = ""
CHOSEN, OTHERS = "chosen", "others"

Numbers = Mapping[str, int | None]  # by need; PEOPLE is the number of students; None is hidden
Earlier = Sequence[tuple[Selection, Numbers]]


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The numbers of a selection, or why it shows none."""

    numbers: Numbers
    refused: Reason | None = None


def disclosed(needs: SchoolNeeds, selection: Selection, *, earlier: Earlier) -> Disclosed:
    """Return what may be shown of a selection to somebody who has seen `earlier`."""
    policy = needs.here.rules.policy
    if not needs.screening.groups:
        return Disclosed({}, refuse_small_filter(len(needs), policy))
    everybody = _of_everybody(needs)
    if not selection:
        return Disclosed(everybody)
    places = selection.places(needs)
    refused = refuse_small_filter(len(places), policy)
    if refused:
        return Disclosed({}, refused)
    singles = [(one, _of_group(needs, one)) for one in selection.single()]
    numbers = _of_places(needs, places, policy)
    if len(singles) == 1:
        numbers = _both(numbers, singles[0][1])
    for other, seen in (*earlier, *singles, (EVERYBODY, everybody)):
        refused = _difference(selection, numbers, other, seen, policy)
        if refused:
            return Disclosed({}, refused)
    return Disclosed(numbers)


def group_numbers(needs: SchoolNeeds, selection: Selection) -> Numbers:
    """Return what a breakdown shows of one of its groups."""
    return _of_group(needs, selection)


def may_stand_beside(
    needs: SchoolNeeds, selection: Selection, numbers: Numbers, *, earlier: Earlier
) -> bool:
    """Whether numbers of a selection give nobody away to somebody who has seen `earlier`."""
    policy = needs.here.rules.policy
    return not any(_difference(selection, numbers, other, seen, policy) for other, seen in earlier)


def share(part: int, whole: int, policy: DisclosurePolicy) -> int | None:
    """Return a part of a whole that is shown; None where it or the rest is small."""
    return None if policy.is_small(part) or policy.is_small(whole - part) else part


def parts(counts: Sequence[int], policy: DisclosurePolicy) -> tuple[int | None, ...]:
    """Return the numbers of groups to one of which everybody belongs; None is hidden."""
    names = tuple(str(place) for place in range(len(counts)))
    table = suppress(CountTable(("all",), names, (tuple(counts),)), policy)
    return tuple(cell.value for cell in table.cells[0])


def _of_everybody(needs: SchoolNeeds) -> Numbers:
    table = needs.screening.groups[0].table
    return {
        PEOPLE: table.people.value,
        **{code: cell.value for code, cell in zip(table.measures, table.totals, strict=True)},
    }


def _of_group(needs: SchoolNeeds, selection: Selection) -> Numbers:
    """The numbers of one group as its breakdown shows them."""
    ((name, group),) = selection.groups.items()
    table = next(one.table for one in needs.screening.groups if one.name == name)
    if group not in table.groups:
        return {}
    at = table.groups.index(group)
    cells = {code: line[at] for code, line in zip(table.measures, table.cells, strict=True)}
    return {PEOPLE: table.sizes[at].value, **{code: cell.value for code, cell in cells.items()}}


def _of_places(needs: SchoolNeeds, places: Sequence[int], policy: DisclosurePolicy) -> Numbers:
    """The chosen students against all others."""
    judged = needs.screening.needs_judged
    found = [(int((need.severities[places] >= 1).sum()), need.found) for need in judged]
    n, size = len(places), len(needs)
    table = suppress_groups(
        GroupCounts(
            groups=(CHOSEN, OTHERS),
            sizes=(n, size - n),
            measures=tuple(need.code for need in judged),
            counts=tuple((one, total - one) for one, total in found),
        ),
        policy,
    )
    cells = {code: line[0] for code, line in zip(table.measures, table.cells, strict=True)}
    return {PEOPLE: table.sizes[0].value, **{code: cell.value for code, cell in cells.items()}}


def _both(numbers: Numbers, others: Numbers) -> Numbers:
    """What both show."""
    return {name: None if others.get(name) is None else value for name, value in numbers.items()}


def _difference(
    selection: Selection,
    numbers: Numbers,
    other: Selection,
    seen: Numbers,
    policy: DisclosurePolicy,
) -> Reason | None:
    if selection.key == other.key or not (selection.is_within(other) or other.is_within(selection)):
        return None
    return refuse_difference(_table(seen), _table(numbers), policy)


def _table(numbers: Numbers) -> SuppressedTable:
    """The numbers as a table of one column, as `core.disclosure` compares them."""
    names = tuple(numbers)
    cells = tuple(Cell(value) for value in numbers.values())
    return SuppressedTable(
        rows=names,
        columns=(CHOSEN,),
        cells=tuple((cell,) for cell in cells),
        row_totals=(Cell(None),) * len(names),
        column_totals=(Cell(None),),
        total=Cell(None),
    )
