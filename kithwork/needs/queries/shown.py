"""What a person is shown of a school's numbers, held against what she was shown before.

One row for each selection remembers all numbers that she has seen of it, of needs and of support,
whatever page showed them.
"""

from collections.abc import Iterable

from django.db import transaction

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.needs.disclosed import Counted, Disclosed, Earlier, Numbers, disclosed
from kithwork.needs.models import ShownCounts
from kithwork.needs.school import SchoolNeeds
from kithwork.needs.selection import Selection, selection_of


@transaction.atomic
def shown_to(
    user: User, needs: SchoolNeeds, counted: Iterable[Counted], *, selection: Selection
) -> tuple[Disclosed, ...]:
    """Return what `user` may be shown of a selection, one for each that is counted."""
    earlier = seen_by(user, needs)
    found = tuple(disclosed(needs, one, selection, earlier=earlier) for one in counted)
    told = {name: number for one in found for name, number in one.numbers.items()}
    if told:
        remember(user, needs, selection, told)
    return found


def seen_by(user: User, needs: SchoolNeeds) -> Earlier:
    """Return the selections of a school that `user` was shown, everybody left out."""
    rows = ShownCounts.objects.filter(user=user, school=needs.school).exclude(selection="")
    return [(selection_of(row.selection), row.numbers) for row in rows]


def remember(user: User, needs: SchoolNeeds, selection: Selection, numbers: Numbers) -> None:
    """Keep what was shown of a selection beside what was shown of it before."""
    row, _ = ShownCounts.objects.get_or_create(
        user=user, school=needs.school, selection=selection.key
    )
    row.numbers = {**row.numbers, **numbers}
    row.shown_at = clock.now()
    row.save(update_fields=["numbers", "shown_at"])
