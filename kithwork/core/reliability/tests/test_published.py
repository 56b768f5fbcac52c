"""Reliability against published figures and reference implementations."""

import csv
from pathlib import Path

import numpy as np
import pytest

from kithwork.core.items import ItemCovariances, ItemMatrix, Missing
from kithwork.core.reliability import (
    alpha,
    feldt_interval,
    item_table,
    measurement_error,
    omega,
    reliability,
    split_halves,
    standardized_alpha,
)
from kithwork.core.reliability.tests.published import lsat6, thurstone

DATA = Path(__file__).parents[5] / "shared" / "data"


def test_feldts_interval():
    # MRC Cognition and Brain Sciences Unit, statistics wiki (after Evans): 0.9044024, 0.9211588.
    interval = feldt_interval(0.913, k=20, n=873)
    assert (interval.low, interval.high) == pytest.approx((0.9044024, 0.9211588), abs=5e-8)
    assert interval.method == "feldt"


def test_standard_error_of_parallel_items():
    # Bonett's manual of statpsych prints 0.02456518 for alpha .85, 7 items, 89 people: the value
    # for parallel items with n − 2, where ours has n.
    k, n, a = 7, 89, 0.85
    r = a / (k - a * (k - 1))
    matrix = np.full((k, k), r) + (1 - r) * np.eye(k)
    found = alpha(ItemCovariances.given(tuple("abcdefg"), matrix, n=n))
    assert found.estimate == pytest.approx(a)
    assert found.se * np.sqrt(n / (n - 2)) == pytest.approx(0.02456518, abs=5e-9)


def test_alpha_of_the_lsat():
    # Rizopoulos (2006), Journal of Statistical Software 17(5), and the manual of ltm: 0.295.
    found = alpha(ItemCovariances.of(lsat6()))
    assert found.estimate == pytest.approx(0.295, abs=5e-4)
    assert found.n == 1000


def test_thurstones_nine_tests():
    # Manual of psych, omega(Thurstone): alpha .89, omega hierarchical .74, omega total .93;
    # psych 2.2.9 itself gives .89145754, .73607032, .93082541.
    items = thurstone()
    found = omega(items)
    assert standardized_alpha(items) == pytest.approx(0.89145754, abs=5e-9)
    assert found.hierarchical.estimate == pytest.approx(0.73607032, abs=2e-6)
    assert found.total.estimate == pytest.approx(0.93082541, abs=2e-6)
    assert found.factors == 3


def test_spearman_and_brown():
    # Two parallel halves with r .6 step up to .75 (2 · .6 / 1.6).
    matrix = np.array([[1.0, 0.6], [0.6, 1.0]])
    halves = split_halves(ItemCovariances.given(("a", "b"), matrix, n=100))
    assert halves.odd_even.estimate == pytest.approx(0.75)
    assert halves.odd_even_lambda4.estimate == pytest.approx(0.75)


def holzinger() -> ItemMatrix:
    with (DATA / "holzinger_swineford_1939.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = tuple(f"x{place}" for place in range(1, 10))
    return ItemMatrix(names, np.array([[float(row[name]) for name in names] for row in rows]))


@pytest.mark.real_data
def test_holzinger_and_swineford_as_psych_has_it():
    # psych 2.2.9 on R 4.2.2: alpha(), omega(nfactors = 3).
    found = reliability(holzinger())
    assert found.alpha.estimate == pytest.approx(0.7604886, abs=5e-8)
    assert found.alpha.se == pytest.approx(0.020834271, abs=5e-9)
    assert found.alpha_standardized == pytest.approx(0.76040222, abs=5e-9)
    assert found.inter_item.mean == pytest.approx(0.260699, abs=5e-7)
    assert found.omega.hierarchical.estimate == pytest.approx(0.44924243, abs=3e-6)
    assert found.omega.total.estimate == pytest.approx(0.85083507, abs=3e-7)
    first = found.omega.loadings[0]
    assert first.general == pytest.approx(0.485502, abs=1e-5)
    assert first.uniqueness == pytest.approx(0.523246, abs=1e-5)


@pytest.mark.real_data
def test_item_statistics_as_psych_has_them():
    items = holzinger()
    covariances = ItemCovariances.of(items)
    x1, x2, *_, x9 = item_table(items, covariances)
    assert (x1.item_total, x1.item_rest) == pytest.approx((0.657359, 0.522037), abs=5e-7)
    assert x2.alpha_if_dropped == pytest.approx(0.764231, abs=5e-7)
    assert (x9.mean, x9.sd) == pytest.approx((5.37412, 1.00915), abs=5e-6)


@pytest.mark.real_data
def test_measurement_error_is_that_of_the_sum():
    covariances = ItemCovariances.of(holzinger())
    found = measurement_error(covariances)
    # 9 × the mean score's SD .66137976 (psych), times the root of 1 − .7604886.
    assert found.estimate == pytest.approx(9 * 0.66137976 * np.sqrt(1 - 0.7604886), abs=1e-6)


@pytest.mark.real_data
def test_pairwise_and_listwise_are_two_numbers():
    whole = holzinger()
    values = whole.values.copy()
    values[::7, 0] = np.nan
    values[3::11, 4] = np.nan
    items = ItemMatrix(whole.names, values)
    listwise, pairwise = (alpha(ItemCovariances.of(items, missing)) for missing in Missing)
    # psych 2.2.9, alpha(x, use = "complete") and alpha(x).
    assert listwise.estimate == pytest.approx(0.7650021009, abs=5e-7)
    assert pairwise.estimate == pytest.approx(0.7606730144, abs=5e-7)
    assert (listwise.n, listwise.missing) == (items.answered, items.people - items.answered)
    assert pairwise.notes[0].code == "reliability.note.pairwise"
