"""Synthesis against published figures, a matrix form of its own formulas, and its laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core._kernels import synthesis as kernel
from kithwork.core.synthesis import Effect, SynthesisError, synthesize

# Colditz and others 1994: tuberculosis with and without a vaccine in 13 trials (cases and others
# of each arm), as in Viechtbauer 2010, Journal of Statistical Software 36(3).
VACCINE = (
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619),
    (33, 5036, 47, 5761), (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892),
    (29, 7470, 45, 7232), (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)  # fmt: skip
# Konstantopoulos 2011, Research Synthesis Methods 2, table 1: schools in districts.
DISTRICTS = {
    "11": ((-0.18, 0.118), (-0.22, 0.118), (0.23, 0.144), (-0.30, 0.144)),
    "12": ((0.13, 0.014), (-0.26, 0.014), (0.19, 0.015), (0.32, 0.024)),
    "18": ((0.45, 0.023), (0.38, 0.043), (0.29, 0.012)),
    "27": ((0.16, 0.020), (0.65, 0.004), (0.36, 0.004), (0.60, 0.007)),
    "56": ((0.08, 0.019), (0.04, 0.007), (0.19, 0.005), (-0.06, 0.004)),
    "58": ((-0.18, 0.020), (0.00, 0.018), (0.00, 0.019), (-0.28, 0.022), (-0.04, 0.020),
           (-0.30, 0.021), (0.07, 0.006), (0.00, 0.007), (0.05, 0.007), (-0.08, 0.007),
           (-0.09, 0.007)),
    "71": ((0.30, 0.015), (0.98, 0.011), (1.19, 0.010)),
    "86": ((-0.07, 0.001), (-0.05, 0.001), (-0.01, 0.001), (0.02, 0.001), (-0.03, 0.001),
           (0.00, 0.001), (0.01, 0.001), (-0.10, 0.001)),
    "91": ((0.50, 0.010), (0.66, 0.011), (0.20, 0.010), (0.00, 0.009), (0.05, 0.013),
           (0.07, 0.013)),
    "108": ((-0.52, 0.031), (0.70, 0.031), (-0.03, 0.030), (0.27, 0.030), (-0.34, 0.030)),
    "644": ((0.12, 0.087), (0.61, 0.082), (0.04, 0.067), (-0.05, 0.067)),
}  # fmt: skip


def trials():
    return [
        Effect(
            name=str(at),
            estimate=math.log(a / (a + b) / (c / (c + d))),
            se=math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)),
        )
        for at, (a, b, c, d) in enumerate(VACCINE)
    ]


def schools():
    return [
        Effect(name=district, estimate=estimate, se=math.sqrt(variance), cluster=district)
        for district, effects in DISTRICTS.items()
        for estimate, variance in effects
    ]


def test_viechtbauer_2010():
    found = synthesize(trials())
    assert found.mean_by_model.estimate == pytest.approx(-0.7145, abs=5e-5)
    assert found.mean_by_model.se == pytest.approx(0.1798, abs=5e-5)
    assert found.mean_by_model.interval.low == pytest.approx(-1.0669, abs=5e-5)
    assert found.mean_by_model.interval.high == pytest.approx(-0.3622, abs=5e-5)
    assert found.tau_squared == pytest.approx(0.3132, abs=5e-5)
    assert found.tau_squared_interval.low == pytest.approx(0.1197, abs=5e-5)
    assert found.tau_squared_interval.high == pytest.approx(1.1115, abs=5e-5)
    assert found.q == pytest.approx(152.2330, abs=5e-5)
    assert found.i_squared == pytest.approx(0.9222, abs=5e-5)
    assert found.omega_squared == 0


def test_konstantopoulos_2011():
    found = synthesize(schools())
    assert (found.effects, found.clusters) == (56, 11)
    assert found.mean_by_model.estimate == pytest.approx(0.185, abs=5e-4)
    assert found.mean_by_model.se == pytest.approx(0.085, abs=5e-4)
    assert found.tau_squared == pytest.approx(0.065, abs=5e-4)
    assert found.omega_squared == pytest.approx(0.033, abs=5e-4)


# ── against the formulas written with whole matrices ────────────────────────────────────────


def test_the_closed_form_is_the_matrix_form():
    effects = kernel.Effects(
        estimates=np.array([0.1, 0.5, -0.2, 0.4, 0.9]),
        variances=np.array([0.1, 0.2, 0.05, 0.3, 0.1]),
        cluster=np.array([0, 0, 1, 1, 2]),
    )
    parts = kernel.Components(between=0.07, within=0.02)
    same = effects.cluster[:, None] == effects.cluster[None, :]
    phi = np.diag(effects.variances + parts.within) + parts.between * same
    inverse, ones = np.linalg.inv(phi), np.ones(5)
    variance = 1 / (ones @ inverse @ ones)
    mean = variance * (ones @ inverse @ effects.estimates)
    residuals = effects.estimates - mean
    found = kernel.pooled(effects, parts)
    assert (found.mean, found.variance) == pytest.approx((mean, variance))
    assert kernel.weights(effects, parts) == pytest.approx(variance * inverse @ ones)
    cost = np.linalg.slogdet(phi)[1] - np.log(variance) + residuals @ inverse @ residuals
    assert kernel._cost(effects, parts) == pytest.approx(cost)


def test_robust_variance_is_unbiased_under_the_working_model():
    """Over 4,000 draws from the model itself CR2 averages to the model's variance."""
    source = np.random.default_rng(11)
    variances, cluster = np.array([0.1, 0.4, 0.05, 0.3, 0.1, 0.2]), np.array([0, 0, 1, 2, 2, 3])
    parts = kernel.Components(between=0.1, within=0.03)
    same = cluster[:, None] == cluster[None, :]
    root = np.linalg.cholesky(np.diag(variances + parts.within) + parts.between * same)
    drawn = []
    for _ in range(4000):
        effects = kernel.Effects(
            estimates=root @ source.normal(size=6), variances=variances, cluster=cluster
        )
        drawn.append(kernel.robust(effects, parts).variance)
    expected = kernel.pooled(effects, parts).variance
    assert np.mean(drawn) == pytest.approx(expected, abs=4 * np.std(drawn) / math.sqrt(4000))


# ── laws ────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.floats(-3, 3), min_size=3, max_size=12))
@settings(max_examples=30, deadline=None)
def test_equal_errors_give_students_t_of_the_mean(estimates):
    effects = [Effect(name=str(at), estimate=one, se=0.2) for at, one in enumerate(estimates)]
    found = synthesize(effects)
    k = len(estimates)
    assert found.mean.estimate == pytest.approx(np.mean(estimates), abs=1e-9)
    expected = np.std(estimates, ddof=1) / math.sqrt(k)
    assert found.mean.se == pytest.approx(expected, abs=1e-9)
    assert found.df == pytest.approx(k - 1)


def test_order_shift_and_scale():
    there = synthesize(schools())
    turned = synthesize(schools()[::-1])
    moved = synthesize(
        [
            Effect(name=e.name, estimate=3 * e.estimate + 1, se=3 * e.se, cluster=e.cluster)
            for e in schools()
        ]
    )
    assert turned.mean.estimate == pytest.approx(there.mean.estimate, abs=1e-7)
    assert turned.mean.se == pytest.approx(there.mean.se, abs=1e-7)
    assert moved.mean.estimate == pytest.approx(3 * there.mean.estimate + 1, abs=1e-6)
    assert moved.tau_squared == pytest.approx(9 * there.tau_squared, rel=1e-4)
    assert sum(there.weights) == pytest.approx(1)


def test_effects_that_agree_have_no_heterogeneity():
    found = synthesize([Effect(name=str(at), estimate=0.5, se=0.1 + at / 10) for at in range(4)])
    assert found.tau_squared == 0
    assert found.q == pytest.approx(0)
    assert found.tau_squared_interval.low == 0
    assert found.mean.estimate == pytest.approx(0.5)


def test_few_cases_are_said():
    found = synthesize([Effect(name=str(at), estimate=at / 5, se=0.1) for at in range(3)])
    assert "synthesis.note.few_df" in [note.code for note in found.mean.notes]
    assert found.prediction.low < found.mean.interval.low


@pytest.mark.parametrize(
    "effects",
    [
        [],
        [Effect(name="a", estimate=1, se=1)],
        [Effect(name=str(at), estimate=at, se=1, cluster="one") for at in range(4)],
    ],
)
def test_one_case_is_no_synthesis(effects):
    found = synthesize(effects)
    assert found.mean.estimate is None
    assert found.mean.claim.code == "synthesis.refused.clusters"


@pytest.mark.parametrize(("estimate", "se"), [(float("nan"), 1), (1, 0), (1, float("inf"))])
def test_effects_that_cannot_be_are_refused(estimate, se):
    with pytest.raises(SynthesisError):
        Effect(name="a", estimate=estimate, se=se)
