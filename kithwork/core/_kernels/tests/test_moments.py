"""Covariances against numpy's own, and pairwise against its definition."""

import numpy as np
import pytest

from kithwork.core._kernels import moments


def test_listwise_is_numpys_covariance_far_from_zero():
    draw = np.random.default_rng(1)
    values = draw.normal(size=(20_000, 7)) @ draw.normal(size=(7, 7)) + 1e6
    found = moments.listwise(values)
    np.testing.assert_allclose(found.covariances, np.cov(values, rowvar=False), rtol=1e-7)
    np.testing.assert_allclose(found.means, values.mean(axis=0), rtol=1e-12)
    assert found.n == 20_000


def test_listwise_leaves_out_whoever_left_an_item_open():
    values = np.array([[1.0, 2.0], [2.0, np.nan], [3.0, 5.0], [4.0, 4.0]])
    found = moments.listwise(values)
    np.testing.assert_allclose(found.covariances, np.cov(values[[0, 2, 3]], rowvar=False))
    assert found.n == 3


def test_pairwise_takes_each_pair_with_its_own_means():
    draw = np.random.default_rng(2)
    values = draw.normal(size=(200, 4))
    values[draw.random(values.shape) < 0.2] = np.nan
    found = moments.pairwise(values)
    for i in range(4):
        for j in range(4):
            both = values[~np.isnan(values[:, i]) & ~np.isnan(values[:, j])]
            expected = np.cov(both[:, i], both[:, j])[0, 1]
            assert found.covariances[i, j] == pytest.approx(expected)
            assert found.pairs[i, j] == len(both)


def test_one_person_has_no_covariance():
    found = moments.listwise(np.array([[1.0, 2.0]]))
    assert np.isnan(found.covariances).all()
    assert found.n == 1


def test_an_item_without_variation_has_no_correlation():
    found = moments.correlations(np.array([[2.0, 0.0], [0.0, 0.0]]))
    assert found[0, 0] == 1.0
    assert np.isnan(found[1]).all()
