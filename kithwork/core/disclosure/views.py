"""What a filter, a second look and a class may show.

Three ways round a suppressed table, closed here: a filter that leaves a handful of people, two
views that differ by a handful, and a rate over a class so small that it points at a child.

Source: the rules for numbers in reports to funders, `catalogue/disclosure.yaml`.
"""

from dataclasses import dataclass

from kithwork.core.disclosure.tables import DisclosurePolicy, SuppressedTable
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Rate:
    """A share from 0 to 1, or None with the reason why it is not shown."""

    value: float | None
    reason: Reason | None = None


def refuse_small_filter(people: int, policy: DisclosurePolicy) -> Reason | None:
    """Return why a selection of so many people gives no cells; None where it may."""
    if people >= policy.smallest_filter:
        return None
    return Reason.of("disclosure.too_few", smallest=policy.smallest_filter)


def refuse_difference(
    earlier: SuppressedTable, later: SuppressedTable, policy: DisclosurePolicy
) -> Reason | None:
    """Return why `later` may not be shown to someone who has seen `earlier`; None where it may.

    The same place in two views must differ by nothing or by enough people: otherwise their
    difference is a count of 1 to one below the smallest shown. Places are compared by row and
    column name, totals too; a place that either view hides cannot be subtracted.
    """
    before, after = earlier.published(), later.published()
    for place in before.keys() & after.keys():
        if policy.is_small(abs(after[place] - before[place])):
            return Reason.of("disclosure.differs_by_few", smallest=policy.smallest_shown)
    return None


def rate_of_class(count: int, of: int, policy: DisclosurePolicy) -> Rate:
    """Return `count` / `of` for one class, where the class is large enough and the count too.

    Raises ValueError unless 0 ≤ count ≤ of.
    """
    if not 0 <= count <= of:
        raise ValueError("a rate counts a part of its class")
    if of < policy.smallest_rate_base:
        return Rate(
            None, Reason.of("disclosure.class_too_small", smallest=policy.smallest_rate_base)
        )
    if policy.is_small(count) or policy.is_small(of - count):
        return Rate(None, policy.hidden)
    return Rate(count / of)
