"""What must hold of factors whatever the answers are."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core._kernels import rotation as rotations
from kithwork.core.factors import (
    Method,
    Rotation,
    adequacy,
    confirm,
    explore,
    parallel_analysis,
    polychoric,
)
from kithwork.core.factors.parallel import random_correlations
from kithwork.core.items import ItemCovariances, ItemError, ItemMatrix
from kithwork.core.reasons import Reason

NAMES = tuple(f"q{place}" for place in range(1, 10))
PATTERN = np.kron(np.eye(3), np.full((3, 1), 0.7))
MODEL = {"one": NAMES[:3], "two": NAMES[3:6], "three": NAMES[6:]}


def made(phi: float = 0.3) -> np.ndarray:
    """The correlations that three factors with these loadings make."""
    between = np.full((3, 3), phi) + (1 - phi) * np.eye(3)
    matrix = PATTERN @ between @ PATTERN.T
    np.fill_diagonal(matrix, 1.0)
    return matrix


@settings(deadline=None)  # the first call imports scipy
@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(2, 6), st.sampled_from([0.0, 0.3]))
def test_no_answer_gives_a_number_that_is_none(seed, people, items, gaps):
    draw = np.random.default_rng(seed)
    values = draw.integers(1, 4, size=(people, items)).astype(float)
    values[draw.random(values.shape) < gaps] = np.nan
    table = ItemMatrix(NAMES[:items], values)
    covariances = ItemCovariances.of(table)
    correlations = covariances.correlations()
    told = [
        adequacy(table.names, correlations, n=covariances.n),
        polychoric(table, sparse_below=5),
        confirm(covariances, {"one": table.names}),
        *(
            explore(table.names, correlations, n=covariances.n, factors=factors, method=method)
            for method in Method
            for factors in (1, 2)
        ),
    ]
    for one in told:
        json.dumps(one.to_dict(), allow_nan=False)


@pytest.mark.parametrize("method", list(Method))
def test_the_factors_that_made_the_correlations_are_found(method):
    found = explore(NAMES, made(), n=500, factors=3, method=method)
    loadings = np.array([one.loadings for one in found.items])
    order = [int(loadings[3 * group].argmax()) for group in range(3)]
    assert sorted(order) == [0, 1, 2]
    np.testing.assert_allclose(loadings[:, order], PATTERN, atol=1e-5)
    off = np.array(found.correlations)[np.triu_indices(3, 1)]
    np.testing.assert_allclose(off, 0.3, atol=1e-5)
    assert found.residual == pytest.approx(0.0, abs=1e-6)
    assert found.notes == ()


def test_both_methods_agree_with_their_communalities():
    for rotation in Rotation:
        found = explore(NAMES, made(), n=500, factors=3, rotation=rotation)
        loadings, between = (
            np.array([one.loadings for one in found.items]),
            np.array(found.correlations),
        )
        common = np.einsum("if,fg,ig->i", loadings, between, loadings)
        np.testing.assert_allclose(common, [one.communality for one in found.items], atol=1e-8)
        assert sum(found.variance) * 9 == pytest.approx(common.sum())


def test_the_model_that_made_the_covariances_fits_perfectly():
    items = ItemCovariances.given(NAMES, made(), n=400)
    found = confirm(items, MODEL)
    assert found.chi2 == pytest.approx(0.0, abs=1e-6)
    assert (found.cfi, found.rmsea, found.srmr) == pytest.approx((1.0, 0.0, 0.0), abs=1e-5)
    assert [one.standardized for one in found.loadings] == pytest.approx([0.7] * 9, abs=1e-4)
    assert [r for _, _, r in found.factor_correlations] == pytest.approx([0.3] * 3, abs=1e-4)


def test_the_scale_of_an_item_does_not_change_the_fit():
    draw = np.random.default_rng(5)
    values = draw.normal(size=(300, 3)) @ PATTERN.T + 0.7 * draw.normal(size=(300, 9))
    one = confirm(ItemCovariances.of(ItemMatrix(NAMES, values)), MODEL)
    other = confirm(ItemCovariances.of(ItemMatrix(NAMES, values * np.arange(1, 10))), MODEL)
    assert one.chi2 == pytest.approx(other.chi2, abs=1e-6)
    assert one.srmr == pytest.approx(other.srmr, abs=1e-8)
    assert one.loadings[1].standardized == pytest.approx(other.loadings[1].standardized, abs=1e-6)


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ({"one": ("q1",)}, "factors.error.few_items"),
        ({"one": ("q1", "q2"), "two": ("q2", "q3")}, "items.error.twice"),
        ({"one": ("q1", "z")}, "items.error.unknown"),
    ],
)
def test_a_model_that_is_none(model, code):
    with pytest.raises(ItemError) as raised:
        confirm(ItemCovariances.given(NAMES, made(), n=400), model)
    assert raised.value.reason.code == code


def test_a_model_that_asks_more_than_the_data_say():
    items = ItemCovariances.given(NAMES, made(), n=400)
    assert confirm(items, {"one": ("q1", "q2")}).why.code == "factors.refused.not_identified"
    few = ItemCovariances.given(NAMES, made(), n=9)
    assert confirm(few, MODEL).claim.code == "factors.refused.people"


def test_too_many_factors_are_refused():
    found = explore(NAMES, made(), n=500, factors=6)
    assert found.why.code == "factors.refused.too_many"
    assert found.items == ()


def test_an_item_that_follows_from_another_is_refused():
    matrix = np.eye(4)
    matrix[0, 1] = matrix[1, 0] = 1.0
    assert adequacy(NAMES[:4], matrix, n=100).why.code == "factors.refused.singular"


@settings(deadline=None)  # the first call imports scipy
@given(st.integers(0, 10_000))
def test_varimax_leaves_what_the_factors_explain(seed):
    loadings = np.random.default_rng(seed).normal(size=(8, 3)) / 2
    found = rotations.varimax(loadings)
    np.testing.assert_allclose(found.loadings @ found.loadings.T, loadings @ loadings.T, atol=1e-8)


@settings(deadline=None)  # the first call imports scipy
@given(st.integers(0, 10_000))
def test_oblimin_leaves_what_the_factors_explain(seed):
    draw = np.random.default_rng(seed)
    loadings = PATTERN + draw.normal(0, 0.1, size=(9, 3))
    turned = loadings @ np.linalg.qr(draw.normal(size=(3, 3)))[0]
    found = rotations.oblimin(turned)
    np.testing.assert_allclose(
        found.loadings @ found.correlations @ found.loadings.T, loadings @ loadings.T, atol=1e-6
    )
    np.testing.assert_allclose(np.diag(found.correlations), 1.0, atol=1e-9)


def test_rotations_are_those_of_statsmodels():
    from statsmodels.multivariate.factor_rotation import rotate_factors

    draw = np.random.default_rng(3)
    loadings = PATTERN + draw.normal(0, 0.1, size=(9, 3))
    theirs, axes = rotate_factors(loadings, "oblimin", 0, "oblique")
    found = rotations.oblimin(loadings)
    order = [int(np.argmax(np.abs(theirs.T @ found.loadings[:, f]))) for f in range(3)]
    np.testing.assert_allclose(np.abs(found.loadings), np.abs(theirs[:, order]), atol=1e-4)
    np.testing.assert_allclose(
        np.abs(found.correlations), np.abs((axes.T @ axes)[np.ix_(order, order)]), atol=1e-4
    )


def test_parallel_analysis_finds_three_and_no_more():
    found = parallel_analysis(made(), n=500, seed=1, draws=200)
    assert (found.components, found.factors) == (3, 3)
    assert found.eigenvalues[0] > found.by_chance[0]
    assert found == parallel_analysis(made(), n=500, seed=1, draws=200)


def test_parallel_analysis_finds_nothing_in_nothing():
    found = parallel_analysis(np.eye(8), n=200, seed=1, draws=200)
    assert (found.components, found.factors) == (0, 0)
    refused = parallel_analysis(np.eye(2), n=200, seed=1)
    assert isinstance(refused, Reason)


def test_drawn_correlations_are_those_of_drawn_people():
    # The largest eigenvalue by chance, from Wishart and from the people themselves.
    drawn = np.linalg.eigvalsh(random_correlations(6, n=40, draws=4000, seed=1))[:, -1]
    people = np.random.default_rng(2).normal(size=(4000, 40, 6))
    theirs = np.array([np.linalg.eigvalsh(np.corrcoef(one, rowvar=False))[-1] for one in people])
    assert drawn.mean() == pytest.approx(theirs.mean(), abs=0.01)
    assert np.percentile(drawn, 95) == pytest.approx(np.percentile(theirs, 95), abs=0.03)


def test_fewer_people_than_items_are_drawn_too():
    drawn = random_correlations(10, n=6, draws=5, seed=1)
    np.testing.assert_allclose(np.diagonal(drawn, axis1=1, axis2=2), 1.0)


def likert(n: int, r: float, seed: int, cuts=(-1.0, 0.0, 1.0)) -> ItemMatrix:
    draw = np.random.default_rng(seed)
    first = draw.normal(size=n)
    second = r * first + np.sqrt(1 - r**2) * draw.normal(size=n)
    answers = np.column_stack([np.digitize(first, cuts), np.digitize(second, cuts)])
    return ItemMatrix(("a", "b"), answers.astype(float))


@settings(deadline=None)  # the first call imports scipy
@given(st.integers(0, 1000), st.floats(-0.8, 0.8))
def test_polychoric_does_not_see_how_answers_are_numbered(seed, r):
    items = likert(150, r, seed)
    (pair,) = polychoric(items, sparse_below=5).pairs
    stretched = ItemMatrix(items.names, items.values**2 * 3 + 1)
    (other,) = polychoric(stretched, sparse_below=5).pairs
    assert pair.correlation == pytest.approx(other.correlation, abs=1e-9)


@settings(deadline=None)  # the first call imports scipy
@given(st.integers(0, 1000), st.floats(-0.8, 0.8))
def test_turning_an_item_turns_the_sign(seed, r):
    items = likert(150, r, seed)
    turned = ItemMatrix(items.names, items.values * [1, -1])
    (pair,), (other,) = (polychoric(table, sparse_below=5).pairs for table in (items, turned))
    if pair.se is not None:
        assert pair.correlation == pytest.approx(-other.correlation, abs=1e-7)
        assert pair.se == pytest.approx(other.se, abs=1e-6)


def test_polychoric_finds_what_made_the_answers():
    (pair,) = polychoric(likert(40_000, 0.6, 1), sparse_below=5).pairs
    assert abs(pair.correlation - 0.6) < 3 * pair.se
    assert pair.sparse == ()


def test_sparse_cells_are_named():
    values = np.repeat([[1.0, 1], [1, 2], [2, 1], [2, 2]], [40, 3, 0, 30], axis=0)
    (pair,) = polychoric(ItemMatrix(("a", "b"), values), sparse_below=5).pairs
    assert [(cell.first, cell.second, cell.count) for cell in pair.sparse] == [(1, 2, 3), (2, 1, 0)]
    assert pair.at_edge
    assert pair.se is None
    assert [note.code for note in pair.estimate().notes] == [
        "factors.note.at_edge",
        "factors.note.sparse",
    ]


def test_a_pair_nobody_answered_has_no_correlation():
    values = np.array([[1.0, np.nan, 1], [2, np.nan, 2], [np.nan, 1, 1], [np.nan, 2, 2]])
    found = polychoric(ItemMatrix(("a", "b", "c"), values), sparse_below=5)
    assert found.pairs[0].correlation is None
    assert found.pairs[0].estimate().claim.code == "factors.refused.pair"
    assert found.notes[0].code == "factors.refused.no_correlation"


def test_numbers_are_no_categories():
    values = np.random.default_rng(1).normal(size=(60, 2))
    with pytest.raises(ItemError) as raised:
        polychoric(ItemMatrix(("a", "b"), values), sparse_below=5)
    assert raised.value.reason.code == "factors.error.categories"


def test_a_matrix_that_cannot_be_is_brought_to_one_that_can():
    # Each pair rests on other people: a and b always agree, b and c too, a and c never.
    agree = np.repeat([[1.0, 1, np.nan], [2, 2, np.nan]], 20, axis=0)
    also = np.repeat([[np.nan, 1.0, 1], [np.nan, 2, 2]], 20, axis=0)
    never = np.repeat([[1.0, np.nan, 2], [2, np.nan, 1]], 20, axis=0)
    found = polychoric(ItemMatrix(("a", "b", "c"), np.vstack([agree, also, never])), sparse_below=5)
    assert np.linalg.eigvalsh(found.matrix)[0] > 0
    assert "factors.note.smoothed" in [note.code for note in found.notes]
