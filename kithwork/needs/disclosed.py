"""The numbers of a school that a person may be shown, whatever part of it she looks at.

They are of needs, or of what students say of their support. Everybody's numbers, and those by each
grouping, are protected together by `core.disclosure`. A selection is a breakdown into two groups,
those chosen and the others, so its numbers are held against the totals; where it is a group of a
breakdown it shows no more than that does. A class is shown as a whole, from ten students on, and
no more of it than its grade's classes can show together. Then it is compared with what the same
person has been shown before: with every selection whose students hold all of its own, or the other
way round. Numbers by another survey hide place by place what would differ by a few. Source:
`catalogue/disclosure.yaml`, docs/methods/disclosure.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.cohort.screening.counting import counted_by, counts_by
from kithwork.core.disclosure import (
    Cell,
    CountTable,
    DisclosurePolicy,
    SuppressedTable,
    refuse_difference,
    refuse_small_filter,
    suppress,
    suppress_nested,
)
from kithwork.core.reasons import Reason
from kithwork.needs.school import CLASS, GRADE, SchoolNeeds
from kithwork.needs.selection import Selection, groups_of

if TYPE_CHECKING:
    from kithwork.cohort.screening.counting import Shows

PEOPLE = ""
CHOSEN, OTHERS = "chosen", "others"
CLASS_ALONE = Reason.of("disclosure.class_alone")
CLASS_BESIDE = Reason.of("disclosure.class_beside")

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
    found = Disclosed(everybody)
    if selection.groups:
        found = _of_selection(needs, counted, selection, everybody, earlier)
    return _beside_campaigns(needs, selection, found, earlier)


def _of_selection(
    needs: SchoolNeeds,
    counted: Counted,
    selection: Selection,
    everybody: Numbers,
    earlier: Earlier,
) -> Disclosed:
    """The numbers of some students, or why they are not shown beside others by the same answers."""
    policy, chosen = needs.here.rules.policy, selection.chosen(needs)
    refused = refuse_small_filter(int((chosen & counted.among).sum()), policy)
    if refused:
        return Disclosed({}, refused)
    beside = [(Selection(campaign=selection.campaign), everybody)]
    if CLASS in selection.groups:
        found = _of_class(needs, counted, selection)
    else:
        singles = [(one, _of_group(needs, counted, one)) for one in selection.single()]
        numbers = _numbers(counted, [CHOSEN if one else OTHERS for one in chosen], CHOSEN, policy)
        found = Disclosed(_both(numbers, singles[0][1]) if len(singles) == 1 else numbers)
        beside += singles
    beside += [(o, seen) for o, seen in earlier if o.groups and o.campaign == selection.campaign]
    for other, seen in beside:
        refused = _difference(needs, selection, found.numbers, other, seen)
        if refused:
            return Disclosed({}, refused)
    return found


def _beside_campaigns(
    needs: SchoolNeeds, selection: Selection, found: Disclosed, earlier: Earlier
) -> Disclosed:
    """The numbers without those that differ by a few from the same by another survey's answers."""
    hidden = differing_by_campaign(needs, selection, found.numbers, earlier=earlier)
    numbers = {name: None if name in hidden else n for name, n in found.numbers.items()}
    return Disclosed(numbers, found.refused)


def differing_by_campaign(
    needs: SchoolNeeds, selection: Selection, numbers: Numbers, *, earlier: Earlier
) -> frozenset[str]:
    """Return which numbers would tell of a few beside the same by another survey's answers."""
    policy = needs.here.rules.policy
    return frozenset(
        place
        for other, seen in earlier
        if other.campaign != selection.campaign and _are_nested(needs, selection, other)
        for place, number in numbers.items()
        if number is not None
        and (before := seen.get(place)) is not None
        and policy.is_small(abs(number - before))
    )


def _of_group(needs: SchoolNeeds, counted: Counted, selection: Selection) -> Numbers:
    """The numbers of one group as a breakdown by its grouping shows them."""
    ((name, group),) = selection.groups.items()
    return _numbers(counted, groups_of(needs, name), group, needs.here.rules.policy)


def _of_class(needs: SchoolNeeds, counted: Counted, selection: Selection) -> Disclosed:
    """The numbers of a class, as those of its grade's classes can stand beside grade and school."""
    import numpy as np

    own, policy = selection.groups[CLASS], needs.here.rules.policy
    if selection.groups.keys() != {CLASS}:
        return Disclosed({}, CLASS_ALONE)
    places = np.flatnonzero(counted.among).tolist()
    grades, classes = groups_of(needs, GRADE), groups_of(needs, CLASS)
    names = [f"{classes[place]} {grades[place]}" for place in places]
    mine = {name for name, place in zip(names, places, strict=True) if classes[place] == own}
    if len(mine) != 1:
        return Disclosed({}, CLASS_BESIDE)  # of several grades: its number would tell of each part
    (name,) = mine
    measures = {code: shows[places] for code, shows in counted.measures.items()}
    table = counts_by(names, measures)
    if table.sizes[table.groups.index(name)] < policy.smallest_rate_base:
        too_small = Reason.of("disclosure.class_too_small", smallest=policy.smallest_rate_base)
        return Disclosed({}, too_small)
    grade_of = dict(zip(names, (grades[place] for place in places), strict=True))
    shown = suppress_nested(table, [grade_of[one] for one in table.groups], policy)
    size = shown.sizes[name].value
    if size is None:
        return Disclosed({}, CLASS_BESIDE)
    cells = zip(table.measures, shown.cells[name], strict=True)
    return Disclosed({counted.people: size, **{code: cell.value for code, cell in cells}})


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
    return not any(
        _difference(needs, selection, numbers, other, seen)
        for other, seen in earlier
        if other.groups or other.campaign != selection.campaign
    )


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
    needs: SchoolNeeds, selection: Selection, numbers: Numbers, other: Selection, seen: Numbers
) -> Reason | None:
    if selection.key == other.key or not _are_nested(needs, selection, other):
        return None
    return refuse_difference(_table(seen), _table(numbers), needs.here.rules.policy)


def _are_nested(needs: SchoolNeeds, one: Selection, other: Selection) -> bool:
    """Whether all students of one selection are students of the other.

    A class of a school year that is over holds nobody now: nothing is compared with it.
    """
    if one.groups.items() <= other.groups.items() or other.groups.items() <= one.groups.items():
        return True
    mine, its = one.chosen(needs), other.chosen(needs)
    return bool(its.any() and (not (mine & ~its).any() or not (its & ~mine).any()))


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
