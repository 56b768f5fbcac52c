"""Two-way suppression, held against a linear programme that knows nothing of the method."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kithwork.core.disclosure import Cell, CountTable, DisclosurePolicy, SuppressedTable, suppress

POLICY = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)


def table(*lines: tuple[int, ...]) -> CountTable:
    rows = tuple(f"r{i}" for i in range(len(lines)))
    columns = tuple(f"c{i}" for i in range(len(lines[0])))
    return CountTable(rows, columns, lines)


def lines_of(shown: SuppressedTable) -> list[list[Cell]]:
    body = [[*line, total] for line, total in zip(shown.cells, shown.row_totals, strict=True)]
    return [*body, [*shown.column_totals, shown.total]]


def values(shown: SuppressedTable) -> list[list[int | None]]:
    return [[cell.value for cell in line] for line in lines_of(shown)]


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_small_cell_is_hidden_with_complements_in_its_row_and_column(small: int) -> None:
    shown = values(suppress(table((small, 20, 9), (30, 40, 50), (60, 70, 80)), POLICY))
    assert shown[0][0] is None
    assert sum(value is None for value in shown[0]) == 2
    assert sum(line[0] is None for line in shown) == 2
    assert shown[3] == [90 + small, 130, 139, 359 + small]


@pytest.mark.parametrize("count", [0, 5, 6])
def test_zero_and_five_are_shown(count: int) -> None:
    shown = values(suppress(table((count, 20), (30, 40)), POLICY))
    assert shown == [[count, 20, 20 + count], [30, 40, 70], [30 + count, 60, 90 + count]]


@pytest.mark.parametrize(("people", "has_cells"), [(4, False), (5, True)])
def test_fewer_than_five_people_give_no_cells(people: int, has_cells: bool) -> None:
    shown = suppress(table((people, 0)), POLICY)
    assert (shown.withheld is None) == has_cells
    if not has_cells:
        assert shown.published() == {}
        assert {cell.reason for line in lines_of(shown) for cell in line} == {shown.withheld}


def test_group_below_five_shows_nothing_not_even_its_zeros() -> None:
    shown = values(suppress(table((3, 0), (30, 40), (50, 60)), POLICY))
    assert shown[0] == [None, None, None]


def test_small_and_complementary_cells_look_alike() -> None:
    shown = suppress(table((2, 20, 9), (30, 40, 50), (60, 70, 80)), POLICY)
    hidden = [cell for line in lines_of(shown) for cell in line if cell.value is None]
    assert len(hidden) > 1
    assert {cell.reason for cell in hidden} == {POLICY.hidden}


def test_total_is_hidden_when_one_group_alone_is_small() -> None:
    """With a single other group, its total would give the small group away."""
    shown = values(suppress(table((4,), (30,)), POLICY))
    assert [line[-1] for line in shown] == [None, None, 34]


def test_empty_table_gives_no_cells() -> None:
    assert suppress(CountTable((), (), ()), POLICY).withheld is not None


@pytest.mark.parametrize(
    "counts", [((1, 2), (3,)), ((1,), (2,)), ((-1, 2), (3, 4))], ids=["ragged", "narrow", "below 0"]
)
def test_wrong_shapes_are_refused(counts: tuple[tuple[int, ...], ...]) -> None:
    with pytest.raises(ValueError, match="count"):
        CountTable(("a", "b"), ("x", "y"), counts)


small_often = st.one_of(st.integers(0, 6), st.integers(0, 60))
tables = (
    st.integers(1, 4)
    .flatmap(lambda columns: st.lists(st.tuples(*[small_often] * columns), min_size=1, max_size=5))
    .map(lambda lines: table(*lines))
)


@given(tables)
@settings(max_examples=150, deadline=None)
def test_nothing_hidden_can_be_narrowed_below_four_values(counts: CountTable) -> None:
    shown = suppress(counts, POLICY)
    if shown.withheld:
        assert counts.total < 5
        return
    for low, high in ranges_a_reader_can_work_out(counts, shown):
        assert high - low >= 3


@given(tables)
@settings(max_examples=150, deadline=None)
def test_every_number_shown_is_true_and_none_is_small(counts: CountTable) -> None:
    shown = suppress(counts, POLICY)
    truth = [*[[*line, sum(line)] for line in counts.counts], [*counts.column_totals, counts.total]]
    for true_line, line in zip(truth, values(shown), strict=True):
        is_small_group = 0 < true_line[-1] < 5
        for true, value in zip(true_line, line, strict=True):
            assert value is None or (value == true and not 1 <= value <= 4)
            if true == 0 and not is_small_group and shown.withheld is None:
                assert value == 0


def test_column_of_zeros_is_shown_beside_small_groups() -> None:
    shown = values(suppress(table((2, 0), (3, 0)), POLICY))
    assert [line[1] for line in shown] == [0, 0, 0]


def ranges_a_reader_can_work_out(
    counts: CountTable, shown: SuppressedTable
) -> list[tuple[float, float]]:
    """Least and greatest value of each hidden place, by a linear programme over all places.

    The reader knows that places add up, what is shown, and that zero would have been shown
    (except in a group that is hidden whole).
    """
    seen = values(shown)
    height, width = len(seen), len(seen[0])
    equations = np.zeros((height + width, height * width))
    for r in range(height):
        for c in range(width):
            equations[r, r * width + c] = -1 if c == width - 1 else 1
            equations[height + c, r * width + c] = -1 if r == height - 1 else 1
    is_whole = [
        all(value is None or seen[-1][c] == 0 for c, value in enumerate(line)) for line in seen[:-1]
    ] + [False]
    bounds = [
        (value, value) if value is not None else (0 if is_whole[r] else 1, None)
        for r, line in enumerate(seen)
        for value in line
    ]
    ranges = []
    for place, (low, high) in enumerate(bounds):
        if low == high:
            continue
        objective = np.zeros(height * width)
        objective[place] = 1
        ends = []
        for sign in (1, -1):
            solved = linprog(
                sign * objective, A_eq=equations, b_eq=np.zeros(height + width), bounds=bounds
            )
            assert solved.status in (0, 3)  # solved, or without bound
            ends.append(sign * solved.fun if solved.status == 0 else -sign * np.inf)
        ranges.append((round(ends[0], 6), round(ends[1], 6)))
    return ranges
