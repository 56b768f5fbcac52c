"""The bivariate normal distribution against scipy's own integration, and by its symmetries."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import multivariate_normal

from kithwork.core._kernels.bivariate_normal import density, distribution

points = st.floats(-4, 4)
correlations = st.floats(-0.99, 0.99)


def at(h, k, rho) -> float:
    return float(distribution(np.array(h), np.array(k), np.array(rho)))


@pytest.mark.parametrize("rho", [-0.99, -0.7, 0.0, 0.3, 0.97])
@pytest.mark.parametrize("h", [-2.5, 0.0, 1.7])
@pytest.mark.parametrize("k", [-1.0, 0.0, 3.0])
def test_against_scipy(h, k, rho):
    expected = multivariate_normal.cdf([h, k], cov=[[1, rho], [rho, 1]])
    assert at(h, k, rho) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)  # the first call imports scipy
@given(points, points, correlations)
def test_the_four_quadrants_make_one(h, k, rho):
    whole = at(h, k, rho) + at(-h, k, -rho) + at(h, -k, -rho) + at(-h, -k, rho)
    assert whole == pytest.approx(1.0, abs=1e-12)


@settings(deadline=None)  # the first call imports scipy
@given(points, correlations)
def test_at_infinity_one_variable_is_left(h, rho):
    assert at(h, np.inf, rho) == pytest.approx(float(ndtr(h)))
    assert at(-np.inf, h, rho) == 0.0


@settings(deadline=None)  # the first call imports scipy
@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(-0.9, 0.9))
def test_the_density_is_the_slope_by_the_correlation(h, k, rho):
    slope = (at(h, k, rho + 1e-6) - at(h, k, rho - 1e-6)) / 2e-6
    assert slope == pytest.approx(float(density(np.array(h), np.array(k), np.array(rho))), abs=1e-7)
