"""Agreement of raters against published figures, and its laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.agreement import (
    FORMS,
    AgreementError,
    Weights,
    intraclass,
    kappa_of_counts,
    weighted_kappa,
)

# Shrout and Fleiss 1979, table 2: six things rated by four judges.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Cohen 1968, table 1: shares of 200 patients by two psychiatrists, and his weights of disagreement.
PATIENTS = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
DISAGREEMENT = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
# Boyd and others 1982, as in Altman 1991 and Stata's manual on `kap`: 85 xeromammograms.
XRAYS = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]


@pytest.mark.parametrize(
    ("form", "estimate", "low", "high"),
    [  # estimates: Shrout and Fleiss 1979, table 4; intervals: R package psych's printed example
        ("icc_1_1", 0.17, -0.133, 0.72),
        ("icc_2_1", 0.29, 0.019, 0.76),
        ("icc_3_1", 0.71, 0.342, 0.95),
        ("icc_1_k", 0.44, -0.884, 0.91),
        ("icc_2_k", 0.62, 0.071, 0.93),
        ("icc_3_k", 0.91, 0.676, 0.99),
    ],
)
def test_shrout_and_fleiss_1979(form, estimate, low, high):
    found = intraclass(JUDGES).forms[form]
    assert found.estimate == pytest.approx(estimate, abs=0.005)
    assert found.interval.low == pytest.approx(low, abs=0.0005)
    assert found.interval.high == pytest.approx(high, abs=0.005)


def test_mean_squares_of_shrout_and_fleiss_1979():
    squares = intraclass(JUDGES).squares
    assert squares.between == pytest.approx(11.24, abs=0.005)
    assert squares.within == pytest.approx(6.26, abs=0.005)
    assert squares.raters == pytest.approx(32.49, abs=0.005)
    assert squares.rest == pytest.approx(1.02, abs=0.005)


def test_cohen_1968():
    plain = kappa_of_counts(PATIENTS, weights=Weights.NONE)
    assert plain.kappa.estimate == pytest.approx(0.492, abs=0.0005)
    assert plain.observed == pytest.approx(0.70)
    assert plain.expected == pytest.approx(0.41)
    weighted = kappa_of_counts(PATIENTS, disagreement=DISAGREEMENT)
    assert weighted.kappa.estimate == pytest.approx(0.348, abs=0.0005)


@pytest.mark.parametrize(
    ("weights", "observed", "expected", "kappa"),
    [(Weights.NONE, 0.6353, 0.3082, 0.4728), (Weights.LINEAR, 0.8667, 0.6911, 0.5684)],
)
def test_radiologists_of_boyd_and_others(weights, observed, expected, kappa):
    found = kappa_of_counts(XRAYS, weights=weights)
    assert found.observed == pytest.approx(observed, abs=5e-5)
    assert found.expected == pytest.approx(expected, abs=5e-5)
    assert found.kappa.estimate == pytest.approx(kappa, abs=5e-5)
    assert found.p < 0.0001


ratings = st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), min_size=2, max_size=30)
LEVELS = (-2, -1, 0, 1, 2)


@settings(max_examples=40, deadline=None)
@given(ratings, st.sampled_from(Weights))
def test_raters_change_places(pairs, weights):
    one, two = zip(*pairs, strict=True)
    here = weighted_kappa(one, two, categories=LEVELS, weights=weights).kappa
    there = weighted_kappa(two, one, categories=LEVELS, weights=weights).kappa
    assert (here.estimate is None) is (there.estimate is None)
    if here.estimate is not None:
        assert here.estimate == pytest.approx(there.estimate)
        assert here.se == (None if there.se is None else pytest.approx(there.se))
        assert here.estimate <= 1 + 1e-12


@settings(max_examples=40, deadline=None)
@given(ratings)
def test_quadratic_kappa_is_the_intraclass_correlation_of_the_whole_population(pairs):
    """Fleiss and Cohen 1973: equal to ICC(2,1) but for terms of the order 1/n."""
    rows = pairs * 400
    one, two = zip(*rows, strict=True)
    kappa = weighted_kappa(one, two, categories=LEVELS, weights=Weights.QUADRATIC).kappa
    icc = intraclass(rows).forms["icc_2_1"]
    if kappa.estimate is not None and icc.estimate is not None:
        assert kappa.estimate == pytest.approx(icc.estimate, abs=0.01)


@settings(max_examples=40, deadline=None)
@given(st.integers(-9, 9), st.integers(1, 9))
def test_a_change_of_unit_moves_no_form(shift, times):
    moved = intraclass([[times * one + shift for one in row] for row in JUDGES])
    for form in FORMS:
        assert moved.forms[form].estimate == pytest.approx(intraclass(JUDGES).forms[form].estimate)


def test_full_agreement():
    found = intraclass([[1, 1], [2, 2], [4, 4]])
    assert found.forms["icc_2_1"].estimate == 1
    assert found.forms["icc_2_1"].interval is None
    same = weighted_kappa([0, 1, 2], [0, 1, 2], categories=LEVELS).kappa
    assert same.estimate == pytest.approx(1)
    assert (same.se, same.interval) == (None, None)
    assert "agreement.note.no_error" in [note.code for note in same.notes]


def test_one_rater_with_one_rating_is_no_certainty_of_kappa_0():
    found = weighted_kappa([0, 0, 0, 0], [0, 1, 0, -1], categories=LEVELS)
    assert found.kappa.estimate == pytest.approx(0)
    assert found.kappa.interval is None
    assert found.p is None


def test_where_there_is_nothing_to_say_the_reason_stands():
    assert intraclass([[3, 3], [3, 3]]).forms["icc_3_k"].claim.code.endswith("no_variation")
    assert intraclass([[3, None], [3, 1]]).forms["icc_1_1"].claim.code.endswith("few_things")
    alike = weighted_kappa([1, 1, None], [1, 1, 0], categories=LEVELS).kappa
    assert (alike.estimate, alike.missing) == (None, 1)
    assert weighted_kappa([None], [0], categories=LEVELS).kappa.claim.code.endswith("none")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: weighted_kappa([1], [1, 2], categories=LEVELS),
        lambda: weighted_kappa([1], [3], categories=LEVELS),
        lambda: weighted_kappa([1], [1], categories=[1]),
        lambda: intraclass([[1, 2], [1]]),
        lambda: intraclass([[1], [2]]),
        lambda: intraclass([[1, float("nan")], [2, 3]]),
    ],
)
def test_ratings_that_do_not_fit_are_refused(wrong):
    with pytest.raises(AgreementError):
        wrong()
