"""Factors against published figures and reference implementations."""

import csv
from pathlib import Path

import numpy as np
import pytest

from kithwork.core.factors import (
    Method,
    Rotation,
    adequacy,
    confirm,
    explore,
    polychoric,
)
from kithwork.core.factors.adequacy import of_items
from kithwork.core.items import ItemCovariances, ItemMatrix
from kithwork.core.reliability.tests.published import lsat6

DATA = Path(__file__).parents[5] / "shared" / "data"

# Smith & Stanley (1983), Intelligence 7: six ability tests of 112 people, as in R's ability.cov.
ABILITY = np.array(
    [
        [24.641, 5.991, 33.520, 6.023, 20.755, 29.701],
        [5.991, 6.700, 18.137, 1.782, 4.936, 7.204],
        [33.520, 18.137, 149.831, 19.424, 31.430, 50.753],
        [6.023, 1.782, 19.424, 12.711, 4.757, 9.075],
        [20.755, 4.936, 31.430, 4.757, 52.604, 66.762],
        [29.701, 7.204, 50.753, 9.075, 66.762, 135.292],
    ]
)
TESTS = ("general", "picture", "blocks", "maze", "reading", "vocab")

# Harman (1976), Modern Factor Analysis, p. 14: five variables of twelve census tracts.
CENSUS = np.array(
    [
        [5700, 12.8, 2500, 270, 25000],
        [1000, 10.9, 600, 10, 10000],
        [3400, 8.8, 1000, 10, 9000],
        [3800, 13.6, 1700, 140, 25000],
        [4000, 12.8, 1600, 140, 25000],
        [8200, 8.3, 2600, 60, 12000],
        [1200, 11.4, 400, 10, 16000],
        [9100, 11.5, 3300, 60, 14000],
        [9900, 12.5, 3400, 180, 18000],
        [9600, 13.7, 3600, 390, 25000],
        [9600, 9.6, 3300, 80, 12000],
        [9400, 11.4, 4000, 100, 13000],
    ]
)


def ability() -> np.ndarray:
    return ItemCovariances.given(TESTS, ABILITY, n=112).correlations()


def of_table(rows) -> ItemMatrix:
    """The two items behind a two-way table of counts."""
    table = np.array(rows)
    first, second = np.indices(table.shape).reshape(2, -1)
    people = np.repeat(np.column_stack([first, second]), table.reshape(-1), axis=0)
    return ItemMatrix(("a", "b"), people.astype(float))


def test_kmo_of_harmans_census_tracts():
    # SAS/STAT 9.22 User's Guide, PROC FACTOR, example 34.2: overall MSA 0.57536759.
    items = ItemMatrix(("population", "school", "employment", "services", "house"), CENSUS)
    found = of_items(ItemCovariances.of(items))
    assert found.kmo == pytest.approx(0.57536759, abs=5e-9)
    assert list(found.of_items.values()) == pytest.approx(
        [0.47207897, 0.55158839, 0.48851137, 0.80664365, 0.61281377], abs=5e-9
    )


def test_one_factor_of_the_ability_tests():
    # R's example(ability.cov): uniquenesses, chi² 75.18 on 9 degrees of freedom, p 1.46e-12.
    found = explore(TESTS, ability(), n=112, factors=1, method=Method.ML)
    assert [round(one.uniqueness, 3) for one in found.items] == [
        0.535, 0.853, 0.748, 0.910, 0.232, 0.280,
    ]  # fmt: skip
    assert (round(found.chi2, 2), found.df) == (75.18, 9)
    assert found.p == pytest.approx(1.46e-12, abs=5e-15)


def test_two_factors_of_the_ability_tests():
    # The same: chi² 6.11 on 4 degrees of freedom, p 0.191.
    found = explore(TESTS, ability(), n=112, factors=2, method=Method.ML, rotation=Rotation.NONE)
    assert [round(one.uniqueness, 3) for one in found.items] == [
        0.455, 0.589, 0.218, 0.769, 0.052, 0.334,
    ]  # fmt: skip
    assert (round(found.chi2, 2), found.df, round(found.p, 3)) == (6.11, 4, 0.191)
    assert [round(one.loadings[0], 3) for one in found.items] == [
        0.648, 0.347, 0.471, 0.253, 0.964, 0.815,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "digits", "expected"),
    [
        # Uebersax, tetrachoric correlation, 2015: .6071, standard error .1152.
        ([[40, 10], [20, 30]], 4, 0.6071),
        # Olsson (1979) on the ewes of Tallis (1962), 227 of them: .42.
        ([[58, 52, 1], [26, 58, 3], [8, 12, 9]], 2, 0.42),
        # Manual of psych: "Mplus reports .35".
        ([[61661, 1610], [85, 20]], 2, 0.35),
    ],
)
def test_polychoric_correlations_in_print(rows, digits, expected):
    (pair,) = polychoric(of_table(rows), sparse_below=5).pairs
    assert round(pair.correlation, digits) == expected


def test_the_standard_error_of_a_tetrachoric_correlation():
    (pair,) = polychoric(of_table([[40, 10], [20, 30]]), sparse_below=5).pairs
    assert pair.se == pytest.approx(0.1152, abs=5e-5)


def test_tetrachoric_correlations_of_the_lsat():
    # psych 2.2.9, tetrachoric(lsat6, correct = 0).
    found = polychoric(lsat6(), sparse_below=5)
    assert found.matrix[0, 1:] == pytest.approx(
        [0.17030454, 0.22752724, 0.10718677, 0.066501065], abs=2e-5
    )
    assert found.matrix[2, 3:] == pytest.approx([0.18667317, 0.10549299], abs=2e-5)


def holzinger() -> ItemCovariances:
    with (DATA / "holzinger_swineford_1939.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = tuple(f"x{place}" for place in range(1, 10))
    values = np.array([[float(row[name]) for name in names] for row in rows])
    return ItemCovariances.of(ItemMatrix(names, values))


@pytest.mark.real_data
def test_holzinger_and_swineford_confirmed():
    # Rosseel (2012), Journal of Statistical Software 48(2), section 3.2.
    found = confirm(
        holzinger(),
        {
            "visual": ["x1", "x2", "x3"],
            "textual": ["x4", "x5", "x6"],
            "speed": ["x7", "x8", "x9"],
        },
    )
    assert (round(found.chi2, 3), found.df, found.parameters) == (85.306, 24, 21)
    assert (round(found.baseline_chi2, 3), found.baseline_df) == (918.852, 36)
    assert (round(found.cfi, 3), round(found.tli, 3)) == (0.931, 0.896)
    assert round(found.log_likelihood, 3) == -3737.745
    assert (round(found.aic, 3), round(found.bic, 3)) == (7517.490, 7595.339)
    assert round(found.bic_adjusted, 3) == 7528.739
    assert round(found.rmsea, 3) == 0.092
    around = found.rmsea_interval
    assert (round(around.low, 3), round(around.high, 3)) == (0.071, 0.114)
    assert (round(found.p_close, 3), round(found.srmr, 3)) == (0.001, 0.065)
    printed = [
        (1.000, None), (0.554, 0.100), (0.729, 0.109),
        (1.000, None), (1.113, 0.065), (0.926, 0.055),
        (1.000, None), (1.180, 0.165), (1.082, 0.151),
    ]  # fmt: skip
    for loading, (estimate, se) in zip(found.loadings, printed, strict=True):
        # rounded as printed: x2 is .5535002, printed .554
        assert loading.estimate == pytest.approx(estimate, abs=5.1e-4)
        assert loading.se == (None if se is None else pytest.approx(se, abs=5.1e-4))


@pytest.mark.real_data
def test_holzinger_and_swineford_explored_as_psych_has_it():
    # psych 2.2.9: fa(nfactors = 3) with minres and oblimin; KMO; cortest.bartlett.
    items = holzinger()
    found = explore(items.names, items.correlations(), n=301, factors=3)
    assert found.items[0].loadings == pytest.approx((0.19643905, 0.59161610, 0.030949471), abs=2e-5)
    assert found.items[6].loadings == pytest.approx((0.04379078, -0.15232638, 0.736544), abs=2e-5)
    assert found.correlations[0] == pytest.approx((1.0, 0.3229063, 0.2133401), abs=2e-5)
    suited = of_items(items)
    assert round(suited.kmo, 2) == 0.75
    assert suited.chi2 == pytest.approx(904.0971, abs=5e-5)
    assert suited.df == 36


@pytest.mark.real_data
def test_three_factors_are_nearly_enough_for_holzinger_and_swineford():
    # R 4.2.2, factanal(factors = 3): chi² 22.38 on 12 degrees of freedom, p 0.0335.
    items = holzinger()
    found = explore(items.names, items.correlations(), n=301, factors=3, method=Method.ML)
    assert (round(found.chi2, 2), found.df, round(found.p, 4)) == (22.38, 12, 0.0335)


def test_adequacy_takes_a_published_matrix():
    found = adequacy(TESTS, ability(), n=112)
    assert 0 < found.kmo < 1
    assert found.df == 15
