"""Latent classes against published figures, and against data whose classes are known."""

import csv
from pathlib import Path

import numpy as np
import pytest

from kithwork.core.classes import Kind, classes_of, compare
from kithwork.core.items import ItemError, ItemMatrix

DATA = Path(__file__).parents[5] / "shared" / "data"


@pytest.fixture(scope="module")
def carcinoma() -> ItemMatrix:
    with (DATA / "carcinoma.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = tuple("ABCDEFG")
    return ItemMatrix(names, np.array([[float(row[name]) for name in names] for row in rows]))


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("classes", "height", "parameters", "aic", "bic"),
    [
        # Data: Agresti (2002), Categorical Data Analysis, table 13.1, p. 542. Figures: the manual
        # of poLCA (Linzer & Lewis 2011, Journal of Statistical Software 42(10), section 5.1).
        (2, -317.2568, 15, 664.5137, 706.0739),
        (3, -293.7050, 23, 633.4100, 697.1357),
        (4, -289.2859, 31, 640.5717, 726.4629),
    ],
)
def test_carcinoma_of_the_uterine_cervix(carcinoma, classes, height, parameters, aic, bic):
    found = classes_of(carcinoma, classes=classes, seed=1)
    assert found.log_likelihood == pytest.approx(height, abs=5e-5)
    assert found.parameters == parameters
    assert (found.aic, found.bic) == pytest.approx((aic, bic), abs=1e-4)


@pytest.mark.real_data
def test_three_kinds_of_slides(carcinoma):
    found = classes_of(carcinoma, classes=3, seed=1)
    assert [round(share, 4) for share in sorted(found.shares)] == [0.1817, 0.3736, 0.4447]
    assert found.reached == found.starts == 20
    assert found.entropy == pytest.approx(0.925666, abs=5e-6)
    assert found.posteriors.sum(axis=1) == pytest.approx(np.ones(118))


@pytest.mark.real_data
def test_bic_says_three(carcinoma):
    fitted = compare(carcinoma, numbers=(1, 2, 3, 4), seed=1, starts=5)
    assert min(fitted, key=lambda found: found.bic).classes == 3
    assert fitted[0].entropy is None
    assert fitted[0].parameters == 7


# R's iris is Anderson's and Fisher's (1936); a tenth of it suffices here, in millimetres.
PETALS = [
    14,
    13,
    15,
    14,
    17,
    14,
    15,
    14,
    15,
    47,
    45,
    49,
    40,
    46,
    45,
    47,
    33,
    46,
    60,
    51,
    59,
    56,
    58,
]
WIDTHS = [2, 2, 2, 2, 4, 3, 2, 2, 1, 14, 15, 15, 13, 15, 13, 16, 10, 13, 25, 19, 21, 18, 22]


def test_profiles_of_two_clear_groups_are_their_means_and_variances():
    values = np.array([PETALS, WIDTHS], dtype=float).T
    found = classes_of(
        ItemMatrix(("petal", "width"), values), classes=2, seed=1, kind=Kind.PROFILES
    )
    small = min(found.profiles, key=lambda profile: profile.items[0].mean)
    expected = values[:9]
    assert small.share == pytest.approx(9 / 23, abs=1e-6)
    assert small.items[0].mean == pytest.approx(expected[:, 0].mean(), abs=1e-5)
    assert small.items[0].sd == pytest.approx(expected[:, 0].std(), abs=1e-4)
    assert found.parameters == 1 + 2 * 2 * 2
    assert found.entropy == pytest.approx(1.0, abs=1e-4)


def made(people: int = 1200, seed: int = 3) -> tuple[ItemMatrix, np.ndarray]:
    draw = np.random.default_rng(seed)
    chances = np.array([[0.9] * 4 + [0.1] * 4, [0.1] * 4 + [0.9] * 4, [0.15] * 8])
    kind = draw.choice(3, size=people, p=[0.5, 0.3, 0.2])
    answers = (draw.random((people, 8)) < chances[kind]).astype(float)
    return ItemMatrix(tuple(f"q{place}" for place in range(1, 9)), answers), kind


def test_the_classes_that_made_the_answers_are_found():
    items, kind = made()
    found = classes_of(items, classes=3, seed=1, starts=8)
    assert found.shares == pytest.approx((0.5, 0.3, 0.2), abs=0.05)
    assert (found.posteriors.argmax(axis=1) == kind).mean() > 0.93
    largest = found.profiles[0]
    assert largest.items[0].shares[1.0] == pytest.approx(0.9, abs=0.04)
    assert sum(profile.assigned for profile in found.profiles) == items.people


def test_the_same_seed_gives_the_same_classes():
    items, _ = made(300)
    one, other = (classes_of(items, classes=2, seed=5, starts=3) for _ in range(2))
    assert one.to_dict() == other.to_dict()


def test_missing_answers_are_left_out_of_the_product():
    items, _ = made()
    draw = np.random.default_rng(9)
    items.values[draw.random(items.values.shape) < 0.1] = np.nan
    items.values[0] = np.nan
    found = classes_of(items, classes=3, seed=1, starts=8)
    assert found.n == items.people - 1
    assert found.missing == 1
    assert "classes.note.left_out" in [note.code for note in found.notes]
    assert found.shares == pytest.approx((0.5, 0.3, 0.2), abs=0.06)


def test_one_class_is_independence():
    items, _ = made(400)
    found = classes_of(items, classes=1, seed=1, starts=1)
    p = items.values.mean(axis=0)
    expected = 400 * (p * np.log(p) + (1 - p) * np.log(1 - p)).sum()
    assert found.log_likelihood == pytest.approx(expected, abs=1e-6)
    assert found.claim.code == "classes.says.one"


def test_more_classes_than_the_answers_can_tell():
    items, _ = made(200)
    found = classes_of(items.only(["q1", "q2"]), classes=3, seed=1, starts=2)
    assert "classes.note.not_identified" in [note.code for note in found.notes]


@pytest.mark.parametrize(
    ("values", "classes", "code"),
    [
        ([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], 4, "classes.refused.people"),
        ([[1.0, 0.0], [1.0, 1.0], [1.0, 1.0], [1.0, 0.0]], 2, "reliability.refused.constant"),
    ],
)
def test_what_cannot_be_fitted_says_why(values, classes, code):
    found = classes_of(ItemMatrix(("a", "b"), np.array(values)), classes=classes, seed=1)
    assert found.log_likelihood is None
    assert found.claim.code == code


def test_numbers_are_no_categories_and_no_class_is_none():
    values = np.random.default_rng(1).normal(size=(60, 2))
    with pytest.raises(ItemError) as raised:
        classes_of(ItemMatrix(("a", "b"), values), classes=2, seed=1)
    assert raised.value.reason.code == "classes.error.categories"
    with pytest.raises(ItemError) as raised:
        classes_of(ItemMatrix(("a", "b"), values), classes=0, seed=1)
    assert raised.value.reason.code == "classes.error.number"
