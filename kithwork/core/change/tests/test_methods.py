"""Other standard errors of reliable change: formulas by hand, and how they hang together."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.catalogue.words import say
from kithwork.core.change import ChangeError, Method, Retested, indices
from kithwork.core.change.methods import index_by

# Invented figures, so that each formula can be followed by hand.
NORMS = Retested(sd=10, r=0.75, mean=50, sd_after=8, mean_after=53, alpha=0.91, n=52)

sds = st.floats(1, 20)
scores = st.floats(0, 100)


def test_jacobson_and_truax_1991():
    found = index_by(Method.JACOBSON_TRUAX, 47.5, 32.5, norms=Retested(sd=7.5, r=0.8), criterion=2)
    assert found.error == pytest.approx(4.743416, abs=5e-7)
    assert found.index == pytest.approx(-3.162278, abs=5e-7)


@pytest.mark.parametrize(
    ("method", "expected", "error"),
    [
        (Method.JACOBSON_TRUAX, 40, 10 * math.sqrt(0.5)),
        (Method.CHELUNE, 43, 10 * math.sqrt(0.5)),
        (Method.MAASSEN, 43, math.sqrt(164 * 0.25)),
        (Method.TEMKIN, 43, math.sqrt(100 + 64 - 120)),
        (Method.EDWARDS_NUNNALLY, 42.5, 5),
        (Method.HSU, 42.5, 10 * math.sqrt(7) / 4),
        (Method.MCSWEENY, 47, 8 * math.sqrt(7) / 4 * math.sqrt(51 / 50)),
        (
            Method.CRAWFORD_HOWELL,
            47,
            8 * math.sqrt(7) / 4 * math.sqrt(51 / 50) * math.sqrt(1 + 1 / 52 + 100 / 5100),
        ),
    ],
)
def test_each_formula_by_hand(method, expected, error):
    found = index_by(method, 40, 55, norms=NORMS, criterion=1.96)
    assert found.expected == pytest.approx(expected)
    assert found.error == pytest.approx(error)
    assert found.index == pytest.approx((55 - expected) / error)


def test_hageman_and_arrindell_by_hand():
    found = index_by(Method.HAGEMAN_ARRINDELL, 40, 55, norms=NORMS, criterion=1.96)
    share = (0.91 * 164 - 120) / 44
    top = 15 * share + 3 * (1 - share)
    assert found.index == pytest.approx(top / math.sqrt(share * 2 * 100 * 0.09))


@settings(max_examples=60, deadline=None)
@given(scores, scores, sds, st.floats(0, 0.95))
def test_without_practice_and_with_equal_spread_the_simple_ones_agree(pre, post, sd, r):
    norms = Retested(sd=sd, r=r, mean=50, sd_after=sd, mean_after=50)
    found = indices(pre, post, norms=norms, criterion=1.96)
    plain = found[Method.JACOBSON_TRUAX]
    for method in (Method.CHELUNE, Method.MAASSEN, Method.TEMKIN):
        assert found[method].index == pytest.approx(plain.index, rel=1e-6, abs=1e-6)
    assert found[Method.MCSWEENY].expected == pytest.approx(found[Method.HSU].expected, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(scores, scores)
def test_a_student_at_the_mean_is_expected_at_the_mean(pre, post):
    norms = Retested(sd=10, r=0.8, mean=pre, sd_after=8, mean_after=pre + 2)
    found = indices(pre, post, norms=norms, criterion=1.96)
    assert found[Method.HSU].expected == pytest.approx(pre)
    assert found[Method.MCSWEENY].expected == pytest.approx(found[Method.TEMKIN].expected)


def test_a_sample_makes_the_error_larger_and_a_large_one_does_not():
    def error(n):
        norms = Retested(sd=10, r=0.8, mean=50, sd_after=9, mean_after=52, n=n)
        return index_by(Method.CRAWFORD_HOWELL, 30, 40, norms=norms, criterion=1.96).error

    assert error(10) > error(50) > error(5000)
    assert error(10**8) == pytest.approx(9 * 0.6)


def test_what_is_not_known_is_named():
    found = indices(40, 55, norms=Retested(sd=10, r=0.8), criterion=1.96)
    assert found[Method.JACOBSON_TRUAX].is_reliable
    for method in set(Method) - {Method.JACOBSON_TRUAX}:
        assert found[method].index is None
    said = say(found[Method.CRAWFORD_HOWELL].why_not, "en")
    assert said == "the mean before is not known"
    perfect = index_by(Method.HSU, 1, 2, norms=Retested(sd=1, r=1, mean=0), criterion=1.96)
    assert perfect.why_not.code == "change.note.no_error"


@pytest.mark.parametrize(
    "wrong",
    [
        {"sd": 0, "r": 0.5},
        {"sd": 1, "r": 1.5},
        {"sd": 1, "r": 0.5, "sd_after": -1},
        {"sd": 1, "r": 0.5, "mean": float("nan")},
        {"sd": 1, "r": 0.5, "alpha": 2},
        {"sd": 1, "r": 0.5, "n": 2},
    ],
)
def test_figures_that_cannot_be_are_refused(wrong):
    with pytest.raises(ChangeError):
        Retested(**wrong)
