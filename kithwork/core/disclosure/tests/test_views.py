"""Filters, second looks, rates of classes: just below, at and above each limit."""

import pytest

from kithwork.core.disclosure import (
    CountTable,
    DisclosurePolicy,
    rate_of_class,
    refuse_difference,
    refuse_small_filter,
    suppress,
)

POLICY = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)


@pytest.mark.parametrize(("people", "is_refused"), [(0, True), (4, True), (5, False), (6, False)])
def test_filter_of_fewer_than_five_is_refused(people: int, is_refused: bool) -> None:
    assert (refuse_small_filter(people, POLICY) is not None) == is_refused


def view(*lines: tuple[int, int]) -> CountTable:
    return CountTable(tuple(f"class {i}" for i in range(len(lines))), ("yes", "no"), lines)


@pytest.mark.parametrize(
    ("fewer", "is_refused"), [(0, False), (1, True), (4, True), (5, False), (20, False)]
)
def test_second_view_that_differs_by_a_few_people_is_refused(fewer: int, is_refused: bool) -> None:
    earlier = suppress(view((30, 40), (50, 60)), POLICY)
    later = suppress(view((30 - fewer, 40), (50, 60)), POLICY)
    assert (refuse_difference(earlier, later, POLICY) is not None) == is_refused
    assert (refuse_difference(later, earlier, POLICY) is not None) == is_refused


def test_difference_that_shows_in_a_total_alone_is_refused() -> None:
    """Leaving out a group of three changes no cell that both views show, only the totals."""
    everybody = CountTable(("a", "b"), ("yes", "no"), ((30, 40), (3, 0)))
    one_class = CountTable(("a",), ("yes", "no"), ((30, 40),))
    earlier, later = suppress(everybody, POLICY), suppress(one_class, POLICY)
    assert refuse_difference(earlier, later, POLICY) is not None


def test_places_that_one_view_hides_cannot_be_subtracted() -> None:
    earlier = suppress(view((3, 1)), POLICY)
    later = suppress(view((30, 40)), POLICY)
    assert refuse_difference(earlier, later, POLICY) is None


@pytest.mark.parametrize(
    ("count", "of", "value"),
    [
        (5, 9, None),
        (5, 10, 0.5),
        (6, 11, 6 / 11),
        (0, 10, 0.0),
        (10, 10, 1.0),
        (4, 20, None),
        (16, 20, None),
    ],
)
def test_rate_needs_ten_in_the_class_and_no_small_side(
    count: int, of: int, value: float | None
) -> None:
    rate = rate_of_class(count, of, POLICY)
    assert rate.value == value
    assert (rate.reason is None) == (value is not None)


def test_rate_of_more_than_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="part"):
        rate_of_class(11, 10, POLICY)


def test_policy_without_sense_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        DisclosurePolicy(smallest_shown=1, smallest_filter=5, smallest_rate_base=10)
