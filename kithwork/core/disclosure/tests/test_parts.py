"""A part beside its whole, held against what a reader can work out from both."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kithwork.core.disclosure import DisclosurePolicy, shown_part, shown_partition, shown_sizes

POLICY = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)


def line(*whole: int) -> tuple[int | None, ...]:
    sizes = shown_sizes([sum(whole)], POLICY)
    return shown_partition([whole], sizes, policy=POLICY).whole


def part(counts: tuple[int, ...], whole: tuple[int, ...]) -> tuple[int | None, ...]:
    return shown_part(counts, whole, line(*whole), policy=POLICY)


def test_a_part_is_shown_where_neither_it_nor_the_rest_is_small() -> None:
    assert part((20, 10, 0), (30, 10, 8)) == (20, 10, 0)


@pytest.mark.parametrize("small", [1, 4])
def test_a_small_part_is_hidden_and_another_beside_it(small: int) -> None:
    assert part((small, 10, 20), (12, 10, 40)) == (None, None, 20)


@pytest.mark.parametrize(("rest", "is_shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_part_that_leaves_a_few_over_would_tell_them(rest: int, is_shown: bool) -> None:
    assert (part((20, 20, 0), (20 + rest, 40, 0))[0] is not None) is is_shown


def test_what_the_line_hides_stays_hidden() -> None:
    assert line(30, 7, 2) == (30, None, None)
    assert part((20, 6, 1), (30, 7, 2)) == (20, None, None)


def test_where_nothing_can_be_doubted_nothing_is_shown() -> None:
    assert part((2, 0), (2, 40)) == (None, None)


def test_a_part_larger_than_its_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="within its whole"):
        shown_part((6,), (5,), (5,), policy=POLICY)


LINES = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14)).map(lambda two: (min(two), max(two))),
    min_size=2,
    max_size=5,
).filter(lambda cells: sum(whole for _part, whole in cells) >= POLICY.smallest_filter)


@settings(max_examples=150, deadline=None)
@given(cells=LINES)
def test_no_hidden_part_nor_its_rest_can_be_narrowed_down(cells) -> None:
    """A linear programme that knows line, sum and shown parts finds four values for each."""
    counts, whole = tuple(zip(*cells, strict=True))
    known = line(*whole)
    found = shown_part(counts, whole, known, policy=POLICY)
    if set(found) == {None}:
        return
    for place, one in enumerate(found):
        if one is None:
            low, high = _range(place, found, counts, whole, known)
            assert high - low >= POLICY.span - 1e-6
        else:
            assert one == counts[place]
            assert not POLICY.is_small(one)
            assert not POLICY.is_small(whole[place] - one)


def _range(place, found, counts, whole, known):
    """The least and the most that one part can be: variables are the parts, then the wholes."""
    n = len(counts)
    bounds = [(0, None) if one is None else (one, one) for one in found]
    bounds += [(1, None) if one is None else (one, one) for one in known]
    within = [[(i == c) - (i == n + c) for i in range(2 * n)] for c in range(n)]
    sums = [[float(i < n) for i in range(2 * n)], [float(i >= n) for i in range(2 * n)]]
    ends = []
    for sign in (1, -1):
        goal = [sign * float(i == place) for i in range(2 * n)]
        answer = linprog(
            goal,
            A_ub=within,
            b_ub=[0] * n,
            A_eq=sums,
            b_eq=[sum(counts), sum(whole)],
            bounds=bounds,
        )
        ends.append(sign * answer.fun)
    return ends
