"""What a page and a report show by group to somebody who has looked before, and may look again.

A report and a page are views of the same students, so one must not be subtracted from another, nor
one survey's answers from another's. A breakdown that would give a few away, held against what its
reader was shown before, is left out; every group that is shown is remembered, so that a later
selection is held against it. Source: `catalogue/disclosure.yaml`, docs/methods/disclosure.md.
"""

from dataclasses import dataclass, replace

from django.db import transaction

from kithwork.access.models import User
from kithwork.cohort.screening.result import GroupTable
from kithwork.core.text import Text
from kithwork.needs.disclosed import Earlier, Numbers, group_numbers, may_stand_beside
from kithwork.needs.queries.shown import remember, seen_by
from kithwork.needs.school import SchoolNeeds
from kithwork.needs.selection import Selection


@dataclass(frozen=True, slots=True)
class Reported:
    """A school's needs as they may be shown, and the breakdowns that are left out."""

    needs: SchoolNeeds
    held_back: tuple[Text, ...]


@transaction.atomic
def reported_to(user: User, needs: SchoolNeeds) -> Reported:
    """Return the needs with the breakdowns that may be shown, and remember what they show."""
    if not needs.screening.groups:
        return Reported(needs, ())
    earlier = seen_by(user, needs)
    everybody, *tables = needs.screening.groups
    kept = [table for table in tables if _may_be_shown(needs, table, earlier)]
    remember(user, needs, [one for table in kept for one in _groups(needs, table)])
    held_back = tuple(table.label for table in tables if table not in kept)
    screening = replace(needs.screening, groups=(everybody, *kept))
    return Reported(replace(needs, screening=screening), held_back)


def _may_be_shown(needs: SchoolNeeds, table: GroupTable, earlier: Earlier) -> bool:
    return all(
        may_stand_beside(needs, selection, numbers, earlier=earlier)
        for selection, numbers in _groups(needs, table)
    )


def _groups(needs: SchoolNeeds, table: GroupTable) -> list[tuple[Selection, Numbers]]:
    selections = [Selection({table.name: group}, needs.heard_in) for group in table.table.groups]
    return [(one, group_numbers(needs, one)) for one in selections]
