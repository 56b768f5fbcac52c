"""What a person is shown of a school's numbers, held against what she was shown before.

One row for each selection remembers all numbers that she has seen of it, of needs and of support,
whatever page showed them.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.needs.disclosed import (
    Counted,
    Disclosed,
    Earlier,
    Numbers,
    differing_by_campaign,
    disclosed,
)
from kithwork.needs.models import ShownCounts
from kithwork.needs.school import SchoolNeeds
from kithwork.needs.selection import Selection, selection_of


@transaction.atomic
def shown_to(
    user: User, needs: SchoolNeeds, counted: Iterable[Counted], *, selection: Selection
) -> tuple[Disclosed, ...]:
    """Return what `user` may be shown of a selection, one for each that is counted."""
    selection = selection.settled(needs)
    earlier = seen_by(user, needs)
    found = tuple(disclosed(needs, one, selection, earlier=earlier) for one in counted)
    told = {name: number for one in found for name, number in one.numbers.items()}
    if told:
        remember(user, needs, [(selection, told)])
    return found


@transaction.atomic
def tables_shown_to(
    user: User, needs: SchoolNeeds, tables: Mapping[str, Numbers], *, selection: Selection
) -> frozenset[str]:
    """Return which tables over everybody may stand beside those by another survey's answers.

    A table adds up, so one number of it that would tell of a few keeps all of it back.
    """
    earlier = seen_by(user, needs)
    kept = {
        name: {f"{name}.{place}": number for place, number in numbers.items()}
        for name, numbers in tables.items()
    }
    for name, numbers in [*kept.items()]:
        if differing_by_campaign(needs, selection, numbers, earlier=earlier):
            del kept[name]
    told = {place: number for numbers in kept.values() for place, number in numbers.items()}
    remember(user, needs, [(selection, told)])
    return frozenset(kept)


def has_seen_a_campaign(user: User, needs: SchoolNeeds) -> bool:
    """Whether `user` was shown numbers of a school by one survey's answers."""
    return any(one.campaign for one, _ in seen_by(user, needs))


def seen_by(user: User, needs: SchoolNeeds) -> Earlier:
    """Return the selections of a school that `user` was shown, with their numbers."""
    rows = ShownCounts.objects.filter(user=user, school=needs.school).order_by("pk")
    return [(selection_of(row.selection), row.numbers) for row in rows]


def remember(user: User, needs: SchoolNeeds, shown: Earlier) -> None:
    """Keep what was shown of selections beside what was shown of them before."""
    keys = {selection.key: numbers for selection, numbers in shown}
    rows = ShownCounts.objects.filter(user=user, school=needs.school, selection__in=keys)
    before = dict(rows.values_list("selection", "numbers"))
    now = clock.now()
    ShownCounts.objects.bulk_create(
        [
            ShownCounts(
                user=user,
                school=needs.school,
                selection=key,
                numbers={**before.get(key, {}), **numbers},
                shown_at=now,
            )
            for key, numbers in keys.items()
        ],
        update_conflicts=True,
        unique_fields=["user", "school", "selection"],
        update_fields=["numbers", "shown_at"],
    )
