"""Comparisons of groups against published figures."""

import pytest

from kithwork.core.groups import Correction, Sample, compare, corrected, two_groups

# Beall 1942, insects left after six sprays; figures of R's documentation of `InsectSprays`.
SPRAYS = {
    "A": (10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13),
    "B": (11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13),
    "C": (0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4),
    "D": (3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4),
    "E": (3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4),
    "F": (11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13),
}
# Brunner and Munzel 2000, table 1: pain scores after surgery under two treatments; the figures are
# those of R (lawstat), which follows the correction of Neubert and Brunner 2007.
PAIN = {"Y": (1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1), "N": (3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4)}
SLEEP = {
    "1": (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
    "2": (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4),
}
# Hollander and Wolfe 1973, p. 116: clearance of dust by three kinds of people.
DUST = {
    "well": (2.9, 3.0, 2.5, 2.6, 3.2),
    "blocked": (3.8, 2.7, 4.0, 2.4),
    "asbestos": (2.8, 3.4, 3.7, 2.2, 2.0),
}


def test_welchs_analysis_of_variance_of_insect_sprays():
    welch = compare(SPRAYS).together.welch
    assert welch.statistic == pytest.approx(36.065, abs=5e-4)
    assert welch.df == pytest.approx((5, 30.043), abs=5e-4)
    assert welch.p == pytest.approx(7.999e-12, abs=5e-16)


@pytest.mark.parametrize(
    ("groups", "h", "p", "digits"),
    [(SPRAYS, 54.691, 1.511e-10, 5e-14), (DUST, 0.77143, 0.68, 5e-5)],
)
def test_kruskal_and_wallis(groups, h, p, digits):
    kruskal = compare(groups).together.kruskal
    assert kruskal.statistic == pytest.approx(h, abs=5e-4)
    assert kruskal.p == pytest.approx(p, abs=digits)


def test_brunner_and_munzel_2000():
    found = compare(PAIN).together.pairs[0].comparison
    test = found.tests[2]
    assert abs(test.statistic) == pytest.approx(3.1375, abs=5e-5)
    assert test.df[0] == pytest.approx(17.683, abs=5e-4)
    assert test.p == pytest.approx(0.0058, abs=5e-5)
    assert 1 - found.effects["superiority"].estimate == pytest.approx(0.789, abs=5e-4)


def test_welchs_t_of_students_sleep():
    found = compare(SLEEP).together.pairs[0].comparison
    welch = found.tests[0]
    assert welch.statistic == pytest.approx(-1.8608, abs=5e-5)
    assert welch.df[0] == pytest.approx(17.776, abs=5e-4)
    assert welch.p == pytest.approx(0.07939, abs=5e-6)
    interval = found.difference.interval
    assert interval.low == pytest.approx(-3.3654832, abs=5e-8)
    assert interval.high == pytest.approx(0.2054832, abs=5e-8)


def test_borenstein_and_others_2009_chapter_4():
    """Means 103 and 100, SDs 5.5 and 4.5, 50 students each: g .5924, variance .0411."""
    one, two = _sample("one", mean=103, sd=5.5), _sample("two", mean=100, sd=4.5)
    g = two_groups(one, two).effects["hedges_g"]
    assert g.estimate == pytest.approx(0.5924, abs=5e-5)
    assert g.se**2 == pytest.approx(0.0411, abs=5e-5)


def test_benjamini_and_hochberg_1995():
    """Of 15 comparisons, theirs finds 4 at .05, Bonferroni and Holm 3."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    found = corrected(p, Correction.BENJAMINI_HOCHBERG)
    assert sum(one <= 0.05 for one in found) == 4
    assert sum(one <= 0.05 for one in corrected(p, Correction.HOLM)) == 3


def _sample(name, *, mean, sd):
    """Return 50 values of exactly this mean and standard deviation."""
    import numpy as np

    values = np.random.default_rng(8).normal(size=50)
    values = (values - values.mean()) / values.std(ddof=1)
    return Sample(name=name, values=tuple(mean + sd * values))
