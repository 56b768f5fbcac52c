"""The numbers of a school that a person may be shown, whatever part of it she looks at.

They are of needs, or of what students say of their support. Everybody's numbers, and those by each
grouping, are protected together by `core.disclosure`. A selection is a breakdown into two groups,
those chosen and the others, so its numbers are held against the totals; where it is a group of a
breakdown it shows no more than that does. Then it is compared with what the same person has been
shown before: with every selection that holds it, or that it holds. Source:
`catalogue/disclosure.yaml`, docs/methods/disclosure.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.cohort.screening.counting import counted_by
from kithwork.core.disclosure import (
    Cell,
    CountTable,
    DisclosurePolicy,
    SuppressedTable,
    refuse_difference,
    refuse_small_filter,
    suppress,
)
from kithwork.core.reasons import Reason
from kithwork.needs.school import SchoolNeeds
from kithwork.needs.selection import EVERYBODY, Selection, groups_of

if TYPE_CHECKING:
    from kithwork.cohort.screening.counting import Shows

PEOPLE = ""
CHOSEN, OTHERS = "chosen", "others"

Numbers = Mapping[str, int | None]  # by measure; PEOPLE is the number of students; None is hidden
Earlier = Sequence[tuple[Selection, Numbers]]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What is counted of some students of a school: for each measure, of whom it holds.

    `among` says of each student of the school whether she is one of them (she was asked);
    `people` names their number.
    """

    people: str
    among: "Shows"
    measures: Mapping[str, "Shows"]


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The numbers of a selection, or why it shows none."""

    numbers: Numbers
    refused: Reason | None = None


def counted_needs(needs: SchoolNeeds) -> Counted:
    """Return who shows each need, among all students."""
    import numpy as np

    shows = {need.code: need.severities >= 1 for need in needs.screening.needs_judged}
    return Counted(PEOPLE, np.ones(len(needs), dtype=bool), shows)


def disclosed(
    needs: SchoolNeeds, counted: Counted, selection: Selection, *, earlier: Earlier
) -> Disclosed:
    """Return what may be shown of a selection to somebody who has seen `earlier`."""
    policy = needs.here.rules.policy
    refused = refuse_small_filter(int(counted.among.sum()), policy)
    if refused:
        return Disclosed({}, refused)
    everybody = _numbers(counted, ["all"] * len(needs), "all", policy)
    if not selection:
        return Disclosed(everybody)
    chosen = _chosen(needs, selection)
    refused = refuse_small_filter(int((chosen & counted.among).sum()), policy)
    if refused:
        return Disclosed({}, refused)
    singles = [(one, _of_group(needs, counted, one)) for one in selection.single()]
    numbers = _numbers(counted, [CHOSEN if one else OTHERS for one in chosen], CHOSEN, policy)
    if len(singles) == 1:
        numbers = _both(numbers, singles[0][1])
    for other, seen in (*earlier, *singles, (EVERYBODY, everybody)):
        refused = _difference(selection, numbers, other, seen, policy)
        if refused:
            return Disclosed({}, refused)
    return Disclosed(numbers)


def _chosen(needs: SchoolNeeds, selection: Selection) -> "Shows":
    import numpy as np

    chosen = np.zeros(len(needs), dtype=bool)
    chosen[selection.places(needs)] = True
    return chosen


def _of_group(needs: SchoolNeeds, counted: Counted, selection: Selection) -> Numbers:
    """The numbers of one group as a breakdown by its grouping shows them."""
    ((name, group),) = selection.groups.items()
    return _numbers(counted, groups_of(needs, name), group, needs.here.rules.policy)


def _numbers(
    counted: Counted, groups: Sequence[str], group: str, policy: DisclosurePolicy
) -> Numbers:
    """The numbers of one of the groups into which the students fall, all of them protected."""
    import numpy as np

    places = np.flatnonzero(counted.among).tolist()
    measures = {name: shows[places] for name, shows in counted.measures.items()}
    table = counted_by([groups[place] for place in places], measures, policy)
    if group not in table.groups:
        return {}
    at = table.groups.index(group)
    cells = {code: line[at] for code, line in zip(table.measures, table.cells, strict=True)}
    is_everybody = len(table.groups) == 1
    if is_everybody:
        cells = dict(zip(table.measures, table.totals, strict=True))
    size = table.people if is_everybody else table.sizes[at]
    return {counted.people: size.value, **{code: cell.value for code, cell in cells.items()}}


def group_numbers(needs: SchoolNeeds, selection: Selection) -> Numbers:
    """Return what a breakdown shows of one of its groups."""
    return _of_group(needs, counted_needs(needs), selection)


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
