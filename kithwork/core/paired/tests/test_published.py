"""Paired comparisons against published figures."""

import pytest

from kithwork.core.paired import paired

# Cushny and Peebles 1905, as in Student 1908; figures of R's documentation of `sleep` and t.test.
SLEEP_1 = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SLEEP_2 = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
# Hollander and Wolfe 1973, p. 29: depression scale at the first and the second visit.
FIRST = (1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
SECOND = (0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)


def test_students_sleep():
    mean = paired(SLEEP_2, SLEEP_1).mean
    assert mean.t == pytest.approx(-4.062128, abs=5e-7)
    assert mean.df == 9
    assert mean.p == pytest.approx(0.002833, abs=5e-7)
    interval = mean.difference.interval
    assert interval.low == pytest.approx(-2.4598858, abs=5e-8)
    assert interval.high == pytest.approx(-0.7001142, abs=5e-8)


@pytest.mark.parametrize(
    ("variant", "expected"), [("d_z", 1.284558), ("d_pooled", 0.832181), ("d_av", 0.833496)]
)
def test_standardised_changes_of_students_sleep(variant, expected):
    found = paired(SLEEP_1, SLEEP_2).effects[variant]
    assert found.raw.estimate == pytest.approx(expected, abs=5e-7)


def test_wilcoxon_of_students_sleep():
    ranks = paired(SLEEP_1, SLEEP_2).ranks
    assert ranks.zeros == 1
    assert ranks.p_exact == pytest.approx(0.003906, abs=5e-7)
    assert ranks.p_normal_corrected == pytest.approx(0.0090907, abs=5e-8)
    assert ranks.p_normal == pytest.approx(0.0076324, abs=5e-8)


def test_wilcoxon_of_hollander_and_wolfe():
    ranks = paired(SECOND, FIRST).ranks
    assert ranks.rank_sum == 40
    assert ranks.p_exact / 2 == pytest.approx(0.01953, abs=5e-6)
    assert ranks.typical.estimate == pytest.approx(0.46)
    assert ranks.typical.interval.low == pytest.approx(0.010)
    assert ranks.typical.interval.high == pytest.approx(0.786)


def test_borenstein_and_others_2009_chapter_4():
    """Means 103 and 100, SD of the difference 5.5, r .7, 50 pairs: d .4225, V .0131; g .4160."""
    before, after = _with_figures(n=50, mean=3.0, sd_difference=5.5, r=0.7)
    found = paired(before, after).effects["d_rm"]
    assert found.raw.estimate == pytest.approx(0.4225, abs=5e-5)
    assert found.raw.se**2 == pytest.approx(0.0131, abs=5e-5)
    assert found.corrected.estimate == pytest.approx(0.4160, abs=5e-5)
    assert found.corrected.se**2 == pytest.approx(0.0127, abs=5e-5)


def _with_figures(*, n, mean, sd_difference, r):
    """Return pairs of equal SDs with exactly these figures."""
    import numpy as np

    raw = np.random.default_rng(3).normal(size=(n, 2))
    raw -= raw.mean(axis=0)
    unrelated = np.linalg.qr(raw)[0] * np.sqrt(n - 1)
    sd = sd_difference / np.sqrt(2 * (1 - r))
    before = sd * unrelated[:, 0]
    after = sd * (r * unrelated[:, 0] + np.sqrt(1 - r * r) * unrelated[:, 1]) + mean
    return tuple(before), tuple(after)
