"""Counts by group, held against an exhaustive search of what a reader may think possible."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.disclosure import (
    DisclosurePolicy,
    GroupCounts,
    SuppressedGroups,
    suppress_groups,
)
from kithwork.core.disclosure.groups import NOT_BROKEN_DOWN

POLICY = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)


def by_group(sizes: tuple[int, ...], *counts: tuple[int, ...]) -> SuppressedGroups:
    groups = tuple(f"g{i}" for i in range(len(sizes)))
    measures = tuple(f"m{i}" for i in range(len(counts)))
    return suppress_groups(GroupCounts(groups, sizes, measures, counts), POLICY)


def shown(result: SuppressedGroups, measure: int = 0) -> list[int | None]:
    return [cell.value for cell in result.cells[measure]]


def test_small_count_hides_a_second_group_because_the_total_stands() -> None:
    result = by_group((30, 40, 50), (2, 20, 25))
    assert shown(result) == [None, None, 25]
    assert result.totals[0].value == 47


def test_all_but_a_few_is_as_telling_as_a_few() -> None:
    assert shown(by_group((30, 40, 50), (28, 20, 25)))[0] is None


def test_nobody_and_everybody_are_shown() -> None:
    assert shown(by_group((30, 40), (0, 40))) == [0, 40]


def test_group_that_is_not_shown_is_shown_for_no_measure() -> None:
    result = by_group((3, 40, 50, 60), (0, 20, 25, 30), (3, 15, 16, 17))
    for measure in (0, 1):
        assert shown(result, measure)[0] is None
        assert shown(result, measure).count(None) == 2
    assert [size.value for size in result.sizes].count(None) == 2


@pytest.mark.parametrize("few", [1, 4, 66, 69])
def test_measure_that_few_show_or_lack_is_not_broken_down(few: int) -> None:
    result = by_group((30, 40), (min(few, 30), max(0, few - 30)))
    assert result.totals[0].value is None
    assert {cell.reason for cell in result.cells[0]} == {NOT_BROKEN_DOWN}


def test_breakdown_that_cannot_be_protected_is_withheld_but_its_total_stands() -> None:
    result = by_group((20, 20, 20), (3, 1, 1))
    assert shown(result) == [None, None, None]
    assert {cell.reason for cell in result.cells[0]} == {NOT_BROKEN_DOWN}
    assert result.totals[0].value == 5


def test_few_people_give_nothing() -> None:
    result = by_group((2, 2), (1, 1))
    assert result.people.value is None
    assert result.totals[0].value is None


@pytest.mark.parametrize(
    ("sizes", "counts"),
    [((3,), (4,)), ((3,), (-1,)), ((3, 4), (1,))],
    ids=["more", "less", "short"],
)
def test_impossible_counts_are_refused(sizes: tuple[int, ...], counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="count"):
        by_group(sizes, counts)


@st.composite
def group_counts(draw: st.DrawFn) -> tuple[tuple[int, ...], tuple[int, ...]]:
    sizes = tuple(draw(st.lists(st.integers(0, 14), min_size=1, max_size=4)))
    return sizes, tuple(draw(st.integers(0, size)) for size in sizes)


@given(group_counts())
@settings(max_examples=250, deadline=None)
def test_small_count_of_a_group_is_never_narrowed_below_four_values(
    drawn: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    sizes, counts = drawn
    result = by_group(sizes, counts)
    for cell, count, size in zip(result.cells[0], counts, sizes, strict=True):
        assert cell.value in (None, count)
        if 1 <= count <= 4 or 1 <= size - count <= 4:
            assert cell.value is None
    if result.people.value is None or result.totals[0].value is None:
        return  # then nothing at all is said about the groups
    if sum(counts) in (0, sum(sizes)):
        return  # then the total says all there is, and the next test looks at it
    seen = as_a_reader_sees(counts, sizes, result)
    possible = every_line_that_fits(seen, result)
    for group, (value, count, size, is_rest) in enumerate(seen):
        is_small = 1 <= count <= 4 or 1 <= size - count <= 4
        if value is None and size and (is_small or not is_rest):
            assert len({line[group] for line in possible}) >= 4


@pytest.mark.parametrize("counts", [(0, 0, 0), (1, 2, 5)], ids=["nobody", "everybody"])
def test_nobody_and_everybody_are_shown_beside_small_groups(counts: tuple[int, ...]) -> None:
    result = by_group((1, 2, 5), counts)
    assert [cell.value for cell in result.sizes] == [None, None, 5]
    assert shown(result) == [None, None, counts[2]]


Seen = list[tuple[int | None, int, int, bool]]


def as_a_reader_sees(
    counts: tuple[int, ...], sizes: tuple[int, ...], result: SuppressedGroups
) -> Seen:
    """What is shown, the truth and the size of each group; those not shown are one: the rest."""
    lines = list(zip(result.cells[0], counts, sizes, result.sizes, strict=True))
    shown = [(c.value, k, n, False) for c, k, n, size in lines if size.value is not None]
    rest = [(k, n) for _, k, n, size in lines if size.value is None]
    if rest:
        shown.append((None, sum(k for k, _ in rest), sum(n for _, n in rest), True))
    return shown


def every_line_that_fits(seen: Seen, result: SuppressedGroups) -> set[tuple[int, ...]]:
    """All counts by group that a reader may think possible who knows total, sizes and the rule.

    She takes it that a hidden count is neither nobody nor everybody, for those are shown; where
    that is wrong (the last resort, the rest), or all is withheld, she must allow both.
    """
    total = result.totals[0].value
    truth = tuple(count for _, count, _, _ in seen)
    is_withheld = NOT_BROKEN_DOWN in {cell.reason for cell in result.cells[0]}
    for least in (0,) if is_withheld else (1, 0):
        choices = []
        for value, _, size, is_rest in seen:
            low = 0 if is_rest else least
            choices.append([value] if value is not None else range(low, size - low + 1))
        fitting = {line for line in product(*choices) if sum(line) == total}
        if truth in fitting:
            return fitting
    raise AssertionError("what is shown does not fit the truth")
