"""What must hold of reliability whatever the answers are."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kithwork.core.items import ItemCovariances, ItemError, ItemMatrix, Missing
from kithwork.core.reliability import (
    alpha,
    bootstrap,
    item_table,
    measurement_error,
    omega,
    reliability,
    split_halves,
)


def answered(people: int, items: int, *, seed: int, groups: int = 1) -> ItemMatrix:
    """Five-point answers from a general factor and groups of items."""
    draw = np.random.default_rng(seed)
    general = draw.normal(size=(people, 1))
    of_group = draw.normal(size=(people, groups))[:, np.arange(items) % groups]
    latent = general + 0.7 * of_group + draw.normal(size=(people, items))
    return ItemMatrix(
        tuple(f"q{place}" for place in range(1, items + 1)),
        np.digitize(latent, [-1.5, -0.5, 0.5, 1.5]) + 1.0,
        1,
        5,
    )


tables = arrays.arrays(
    np.float64, st.tuples(st.integers(3, 12), st.integers(2, 6)), elements=st.integers(1, 5)
)


def matrix_of(values) -> ItemMatrix:
    return ItemMatrix(tuple(f"q{place}" for place in range(values.shape[1])), values, 1, 5)


def alpha_of(items: ItemMatrix) -> float | None:
    return alpha(ItemCovariances.of(items)).estimate


@settings(deadline=None)  # the first call imports scipy
@given(tables)
def test_alpha_is_never_above_one_and_never_nan(values):
    found = alpha_of(matrix_of(values))
    assert found is None or found <= 1 + 1e-12


@settings(deadline=None)  # the first call imports scipy
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_items_and_of_people_says_nothing(values, order):
    columns, rows = list(range(values.shape[1])), list(range(len(values)))
    order.shuffle(columns)
    order.shuffle(rows)
    assert alpha_of(matrix_of(values[rows][:, columns])) == pytest.approx(
        alpha_of(matrix_of(values))
    )


@settings(deadline=None)  # the first call imports scipy
@given(tables, st.floats(0.1, 10), st.floats(-100, 100))
def test_one_scale_and_shift_for_all_items_says_nothing(values, scale, shift):
    moved = ItemMatrix(matrix_of(values).names, values * scale + shift)
    assert alpha_of(moved) == pytest.approx(alpha_of(matrix_of(values)), abs=1e-9)


@settings(deadline=None)  # the first call imports scipy
@given(tables)
def test_reversing_every_item_says_nothing(values):
    items = matrix_of(values)
    assert alpha_of(items.reversed(items.names)) == pytest.approx(alpha_of(items))


@settings(deadline=None)  # the first call imports scipy
@given(tables)
def test_reversing_twice_is_reversing_never(values):
    items = matrix_of(values)
    assert (items.reversed(["q0"]).reversed(["q0"]).values == items.values).all()


@settings(deadline=None)  # the first call imports scipy
@given(tables)
def test_without_gaps_pairwise_is_listwise(values):
    items = matrix_of(values)
    one, other = (alpha(ItemCovariances.of(items, missing)) for missing in Missing)
    assert one.estimate == pytest.approx(other.estimate)


@settings(deadline=None)  # the first call imports scipy
@given(tables)
def test_alpha_is_the_mean_of_all_halvings(values):
    if values.shape[1] % 2:
        values = values[:, 1:]
    items = ItemCovariances.of(matrix_of(values)) if values.shape[1] > 1 else None
    if items is None or alpha(items).estimate is None:
        return
    halves = split_halves(items)
    assert halves.mean == pytest.approx(alpha(items).estimate)
    assert halves.least <= halves.odd_even_lambda4.estimate <= halves.greatest + 1e-12


def test_exactly_opposite_halves_have_no_spearman_brown():
    items = ItemCovariances.of(matrix_of(np.array([[2.0, 2.0], [2.0, 2.0], [1.0, 4.0]])))
    assert split_halves(items).odd_even.claim.code == "reliability.refused.opposite_halves"


gappy = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 12), st.integers(1, 6)),
    elements=st.one_of(st.integers(1, 4).map(float), st.just(float("nan"))),
)


@settings(deadline=None)  # the first call imports scipy
@given(gappy, st.sampled_from(list(Missing)))
def test_no_answer_gives_a_number_that_is_none(values, missing):
    found = reliability(matrix_of(values), missing=missing).to_dict()
    json.dumps(found, allow_nan=False)


def test_a_forgotten_reversal_is_seen():
    items = answered(400, 8, seed=1)
    turned = items.reversed(["q3"])
    assert alpha_of(turned) < alpha_of(items)
    forgotten = reliability(turned)
    assert forgotten.notes[0].values()["items"] == "q3"
    assert reliability(turned, reverse=["q3"]).alpha == reliability(items).alpha


def test_omega_of_standardised_items_does_not_see_their_scale():
    items = answered(500, 9, seed=2, groups=3)
    stretched = ItemMatrix(items.names, items.values * np.arange(1, 10))
    one, other = (omega(ItemCovariances.of(table)) for table in (items, stretched))
    assert one.total.estimate == pytest.approx(other.total.estimate, abs=1e-6)
    assert one.hierarchical.estimate == pytest.approx(other.hierarchical.estimate, abs=1e-6)


def test_omega_does_not_see_the_order_of_items():
    items = answered(500, 9, seed=2, groups=3)
    mixed = items.only([f"q{place}" for place in (5, 1, 9, 3, 7, 2, 8, 4, 6)])
    one, other = (omega(ItemCovariances.of(table)) for table in (items, mixed))
    assert one.total.estimate == pytest.approx(other.total.estimate, abs=1e-6)
    assert one.hierarchical.estimate == pytest.approx(other.hierarchical.estimate, abs=1e-5)


def test_omega_finds_the_general_factor_that_made_the_correlations():
    general, group = np.full(9, 0.6), np.full(9, 0.5)
    same = np.equal.outer(np.arange(9) % 3, np.arange(9) % 3)
    matrix = np.outer(general, general) + same * np.outer(group, group)
    np.fill_diagonal(matrix, 1.0)
    found = omega(ItemCovariances.given(tuple("abcdefghi"), matrix, n=500))
    whole = matrix.sum()
    assert found.hierarchical.estimate == pytest.approx(general.sum() ** 2 / whole, abs=1e-5)
    rest = 9 * (1 - 0.36 - 0.25)
    assert found.total.estimate == pytest.approx(1 - rest / whole, abs=1e-5)


def test_parallel_items_have_one_omega_and_it_is_alpha():
    matrix = np.full((4, 4), 0.5) + 0.5 * np.eye(4)
    items = ItemCovariances.given(tuple("abcd"), matrix, n=200)
    found = omega(items)
    assert found.one_factor.estimate == pytest.approx(alpha(items).estimate, abs=1e-6)
    assert found.total == found.one_factor
    assert found.hierarchical.estimate is None
    assert found.hierarchical.claim.code == "reliability.refused.one_factor"


def test_two_groups_share_equally_and_say_so():
    items = ItemCovariances.of(answered(500, 8, seed=4, groups=2))
    found = omega(items, factors=2)
    assert found.factors == 2
    assert "reliability.note.two_groups" in [note.code for note in found.total.notes]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([[1.0, 2.0]], "reliability.refused.people"),
        ([[1.0], [2.0]], "reliability.refused.items"),
        ([[1.0, 5.0], [2.0, 4.0], [3.0, 3.0]], "reliability.refused.no_variation"),
        ([[np.nan, 5.0], [2.0, np.nan]], "reliability.refused.people"),
    ],
)
def test_what_cannot_be_computed_says_why(values, code):
    items = ItemCovariances.of(matrix_of(np.array(values)))
    for found in (alpha(items), omega(items).total, split_halves(items).odd_even):
        assert found.estimate is None
        assert found.claim.code == code


def test_questions_never_answered_together():
    values = np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, 3.0], [np.nan, 4.0]])
    items = ItemCovariances.of(matrix_of(values), Missing.PAIRWISE)
    assert alpha(items).estimate is None
    assert reliability(matrix_of(values), missing=Missing.PAIRWISE).items[0].item_rest is None


def test_a_constant_item_is_named():
    items = answered(100, 5, seed=1)
    items.values[:, 2] = 3.0
    covariances = ItemCovariances.of(items)
    assert alpha(covariances).notes[0].values()["items"] == "q3"
    assert omega(covariances).total.claim.code == "reliability.refused.constant"
    assert item_table(items, covariances)[2].item_rest is None


def test_there_is_no_measurement_error_below_zero():
    values = np.array([[1.0, 5.0], [2.0, 3.0], [3.0, 3.0], [5.0, 1.0]])
    items = ItemCovariances.of(matrix_of(values))
    found = alpha(items)
    assert found.estimate < 0
    assert found.notes[0].code == "reliability.note.negative"
    assert measurement_error(items).claim.code == "reliability.refused.sem_of_negative"


def test_floor_and_ceiling_are_those_of_the_stated_range():
    values = np.array([[2.0, 5.0], [2.0, 5.0], [3.0, 5.0], [4.0, np.nan]])
    items = matrix_of(values)
    first, second = item_table(items, ItemCovariances.of(items))
    assert (first.floor, first.ceiling) == (0.0, 0.0)  # nobody chose 1, the lowest there is
    assert (second.floor, second.ceiling, second.missing) == (0.0, 1.0, 1)


def test_the_bootstrap_is_the_same_from_the_same_seed():
    items = answered(120, 6, seed=9)
    one, other = (bootstrap(items, of=alpha, draws=60, seed=3) for _ in range(2))
    assert one == other
    assert one.interval.low < one.estimate < one.interval.high
    assert one.se == pytest.approx(alpha(ItemCovariances.of(items)).se, rel=0.5)


@pytest.mark.parametrize(
    ("reverse", "low", "high", "code"),
    [
        (["q9"], 1, 5, "items.error.unknown"),
        (["q1"], None, None, "items.error.range_needed"),
    ],
)
def test_a_reversal_that_cannot_be(reverse, low, high, code):
    items = ItemMatrix.of({"q1": [1, 2, 3], "q2": [2, 3, 5]}, low=low, high=high)
    with pytest.raises(ItemError) as raised:
        reliability(items, reverse=reverse)
    assert raised.value.reason.code == code


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({}, "items.error.none"),
        ({"q1": [1, 2], "q2": [1]}, "items.error.shape"),
        ({"q1": [1, 7]}, "items.error.outside"),
        ({"q1": [1, float("inf")]}, "items.error.infinite"),
    ],
)
def test_a_table_that_is_none(columns, code):
    with pytest.raises(ItemError) as raised:
        ItemMatrix.of(columns, low=1, high=5)
    assert raised.value.reason.code == code
