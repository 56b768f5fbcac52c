"""Partitions by group, held against what a reader can work out from every view at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kithwork.core.disclosure import DisclosurePolicy, shown_partition, shown_sizes

POLICY = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)


def shown(*counts: tuple[int, ...]):
    sizes = shown_sizes([sum(line) for line in counts], POLICY)
    return shown_partition(counts, sizes, policy=POLICY)


def test_large_counts_and_zeros_are_shown_everywhere() -> None:
    found = shown((10, 10, 0), (6, 6, 0))
    assert (found.size, found.whole, found.sizes) == (32, (16, 16, 0), (20, 12))
    assert found.groups == ((10, 10, 0), (6, 6, 0))


def test_a_small_count_takes_a_second_group_and_a_second_category_with_it() -> None:
    assert shown((10, 8, 2), (6, 0, 6)).groups == ((None, 8, None), (None, 0, None))


def test_a_category_that_the_whole_hides_is_hidden_in_every_group() -> None:
    found = shown((10, 8, 2), (6, 6, 0))
    assert found.whole == (16, None, None)
    assert found.groups == ((10, None, None), (6, None, None))


def test_a_small_group_shows_nothing_nor_does_one_that_protects_it() -> None:
    found = shown((10, 10), (6, 6), (1, 2), (5, 5))
    assert found.sizes == (20, 12, None, None)
    assert found.groups[2:] == ((None, None), (None, None))


def test_four_people_show_nothing() -> None:
    found = shown((2, 2))
    assert (found.size, found.whole, found.groups) == (None, (None, None), ((None, None),))


def test_a_size_that_is_no_sum_is_refused() -> None:
    with pytest.raises(ValueError, match="sum"):
        shown_partition([(5, 5)], (9,), policy=POLICY)


TABLES = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.tuples(*[st.integers(0, 12)] * columns), min_size=1, max_size=4)
)


@settings(max_examples=60, deadline=None)
@given(counts=TABLES)
def test_no_hidden_number_of_a_group_can_be_narrowed_down(counts) -> None:
    """A linear programme that knows every shown number finds at least four values for each."""
    found = shown(*counts)
    if found.size is None:
        return
    places = [(g, c) for g in range(len(counts)) for c in range(len(counts[0]))]
    known = _equations(found, counts, places)
    for g, c in places:
        value = found.groups[g][c]
        if value is not None:
            assert value == counts[g][c]
            assert value == 0 or value >= POLICY.smallest_shown
        elif found.sizes[g] is not None and found.whole[c] is not None:
            low, high = _range(places.index((g, c)), known)
            assert high - low >= POLICY.span - 1e-6


def _equations(found, counts, places):
    """Every sum that a reader knows: sizes, totals over everybody, the sum of all, shown cells.

    A zero is shown, so what is hidden beside numbers that are shown is at least 1. Of a category
    that the whole hides nothing is known, nor of a breakdown that shows nothing at all.
    """
    sums = [(places, found.size)]
    sums += [([at], found.groups[at[0]][at[1]]) for at in places]
    sums += [([at for at in places if at[0] == g], size) for g, size in enumerate(found.sizes)]
    sums += [([at for at in places if at[1] == c], n) for c, n in enumerate(found.whole)]
    kept = [(parts, total) for parts, total in sums if total is not None]
    rows = [[float(at in parts) for at in places] for parts, _ in kept]
    asked = [(g, c) for g, c in places if found.sizes[g] and found.whole[c]]
    shows_some = any(found.groups[g][c] is not None for g, c in asked)
    bounds = [(float(shows_some and (g, c) in asked and counts[g][c] > 0), None) for g, c in places]
    return rows, [float(total) for _, total in kept], bounds


def _range(place, known):
    rows, totals, bounds = known
    ends = []
    for sign in (1, -1):
        aim = [0.0] * len(bounds)
        aim[place] = sign
        found = linprog(aim, A_eq=rows, b_eq=totals, bounds=bounds)
        ends.append(sign * found.fun if found.status == 0 else sign * -1e9)
    return ends
