"""Indices against printed figures, each to the digits that are printed, with its source.

"Documentation" is the public documentation of the R package SingleCaseES ("Basic effect size
calculations"), which prints figures for the series of Parker, Vannest and Davis; its own roots are
found to about 2e-5, ours to the last digit.
"""

import math

import pytest

from kithwork.core.singlecase.dual_criterion import (
    chance_of_at_least,
    dual_criterion,
    points_needed,
)
from kithwork.core.singlecase.indices import Asked, indices
from kithwork.core.singlecase.lines import least_squares, theil_sen
from kithwork.core.singlecase.pairs import ErrorOfNap, nap, newcombe_interval
from kithwork.core.singlecase.ratios import log_ratio_of_medians
from kithwork.core.singlecase.series import Better, TwoPhases
from kithwork.core.singlecase.standardized import small_sample_factor
from kithwork.core.singlecase.tests.published import (
    OURS,
    PARKER_1,
    PARKER_2,
    RULES,
    TARLOW,
    alone,
    case,
)
from kithwork.core.singlecase.trend_tau import (
    Correct,
    tau_b_with_phase,
    tau_bc,
    tau_bc_kendall,
    tau_u_of,
)

# Example series printed in the same documentation, of skewed data (Bonett and Price Bonett 2020)
BONETT = case(
    (21, 14, 11, 27, 19, 32, 21, 23, 18, 26, 24, 23),
    (34, 19, 26, 31, 39, 42, 27, 14, 25, 29, 33, 36),
)


@pytest.mark.parametrize(
    ("series", "name", "printed", "digits"),
    [
        # Parker, Vannest and Davis (2011), example 1
        (PARKER_1, "pnd", 5 / 7, 6),
        (PARKER_1, "pand_sort", 11 / 13, 6),
        (PARKER_1, "pand_minimum", 11 / 13, 6),
        (PARKER_1, "pem", 1, 6),
        (PARKER_1, "ird", 0.690476, 6),
        (PARKER_1, "nap", 0.916667, 6),
        (PARKER_1, "tau", 0.833333, 6),
        (PARKER_1, "tau_u_parker", 0.738095, 6),
        (PARKER_1, "tau_bc", 0.285714, 6),
        (PARKER_1, "tau_bc_kendall", 0.211014, 6),
        (PARKER_1, "smd_baseline", 1.649932, 6),
        (PARKER_1, "smd_pooled", 1.876247, 6),
        # Documentation: LRRi and LRRd of the same series
        (PARKER_1, "lrr_increasing", 0.1953962, 7),
        (PARKER_1, "lrr_decreasing", -0.1953962, 7),
        # Parker, Vannest and Davis (2011), example 2
        (PARKER_2, "tau", 16 / 20, 6),
        (PARKER_2, "tau_u_parker", 11 / 20, 6),
        (PARKER_2, "nap", 0.90, 2),
        # Tarlow (2017)
        (TARLOW, "tau", 1, 6),
        (TARLOW, "tau_u_parker", 0.6, 6),
        (TARLOW, "tau_bc", 0, 6),
        # domain specification L
        (OURS, "nap", 0.916667, 6),
        (OURS, "pnd", 0.666667, 6),
    ],
)
def test_printed_estimates(series: TwoPhases, name: str, printed: float, digits: int) -> None:
    found = indices(alone(series), rules=RULES)[name].estimate
    assert found == pytest.approx(printed, abs=0.5 * 10**-digits)


def test_errors_and_intervals_of_the_documentation() -> None:
    found = indices(alone(PARKER_1), rules=RULES)
    assert found["nap"].se == pytest.approx(0.06900656, abs=5e-9)
    interval = found["nap"].interval
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((0.5973406, 0.9860176), abs=3e-5)
    ratio = found["lrr_increasing"]
    assert ratio.se == pytest.approx(0.05557723, abs=5e-9)
    assert ratio.interval is not None
    limits = (ratio.interval.low, ratio.interval.high)
    assert limits == pytest.approx((0.0864669, 0.3043256), abs=1.1e-7)


def test_falling_is_good_mirrors_error_and_interval() -> None:
    # Documentation: NAP with improvement = "decrease"
    found = nap(TwoPhases(baseline=PARKER_1.a, intervention=PARKER_1.b, better=Better.LOWER))
    assert found.estimate == pytest.approx(0.08333333, abs=5e-9)
    assert found.se == pytest.approx(0.06900656, abs=5e-9)
    assert found.interval is not None
    limits = (found.interval.low, found.interval.high)
    assert limits == pytest.approx((0.01398242, 0.4026594), abs=3e-5)


def test_hanley_and_mcneil() -> None:
    # documentation of the R package scda, NAP: SE .07739185
    found = nap(PARKER_1, error=ErrorOfNap.HANLEY_MCNEIL)
    assert found.se == pytest.approx(0.07739185, abs=5e-9)
    assert found.variant == "nap-hanley-mcneil"


def test_newcombe_is_the_root_of_its_equation() -> None:
    low, high = newcombe_interval(0.9, 4, 5)
    for theta in (low, high):
        spread = 1 + 3.5 * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        variance = theta * (1 - theta) * spread / 20
        assert abs(0.9 - theta) == pytest.approx(1.959964 * math.sqrt(variance), rel=1e-6)


def test_tau_b_where_the_tie_after_correction_is_not_counted() -> None:
    # Tau-BC with Kendall's tau of Parker's example 1: .211014 as strict tau-b; .209657 where
    # sessions 1 and 6, equal after correction, are told apart by the last bit of a float
    line = theil_sen(PARKER_1.times_a, PARKER_1.a)
    assert line is not None
    assert (line.slope, line.intercept) == pytest.approx((0.6, 19.4))
    a = [y - line.slope * t for t, y in zip(PARKER_1.times_a, PARKER_1.a, strict=True)]
    b = [y - line.slope * t for t, y in zip(PARKER_1.times_b, PARKER_1.b, strict=True)]
    a[5] += 1e-7
    assert tau_b_with_phase(a, b) == pytest.approx(0.209657, abs=5e-7)
    a[5] -= 1e-7
    assert tau_b_with_phase(a, b, same=1e-9) == pytest.approx(0.211014, abs=5e-7)


def test_kendall_agrees_with_scipy() -> None:
    from scipy.stats import kendalltau

    for series in (PARKER_1, PARKER_2, OURS):
        phase = [0] * len(series.a) + [1] * len(series.b)
        whole = (*series.a, *series.b)
        assert tau_b_with_phase(series.a, series.b) == pytest.approx(
            kendalltau(whole, phase).statistic
        )


def test_whether_to_correct_is_a_choice() -> None:
    never = tau_bc(TARLOW, correct=Correct.NEVER)
    assert (never.estimate, never.variant) == (1, "tau-bc-theil-sen-never")
    # Tarlow's baseline rises without exception: exact p of 5 points in order is 2/120
    assert tau_bc(TARLOW, correct=Correct.IF_TREND).estimate == 0
    # Parker's example 1 has no significant trend of the baseline (S = 4 of 15): not corrected
    assert tau_bc(PARKER_1, correct=Correct.IF_TREND).estimate == pytest.approx(35 / 42)
    assert [note.code for note in tau_bc_kendall(PARKER_1).notes] == ["singlecase.note.corrected"]


def test_tau_u_pairs_of_both_examples() -> None:
    one, two = (tau_u_of(series.a, series.b) for series in (PARKER_1, PARKER_2))
    assert (one.s_ab, one.s_a, one.s_b) == (35, 4, 8)
    assert (two.s_ab, two.s_a) == (16, 5)
    assert (one.pairs_ab, one.pairs_a, one.pairs_b) == (42, 15, 21)
    assert one.complete == pytest.approx(39 / 78)
    assert one.minus_trend_a == pytest.approx(31 / 57)
    assert one.plus_trend_b == pytest.approx(43 / 63)


def test_parkers_own_example_of_tau_u() -> None:
    # Parker, Vannest, Davis and Sauber (2011), Behavior Therapy 42: .80, .65, .77, .56
    forms = tau_u_of((2, 3, 5, 3), (4, 5, 5, 7, 6))
    found = (forms.a_vs_b, forms.parker, forms.plus_trend_b, forms.complete)
    assert found == pytest.approx((0.80, 0.65, 0.77, 0.56), abs=0.005)


def test_tau_u_passes_one_and_is_not_cut_off() -> None:
    falling = case((5, 4, 3, 2, 1), (6, 7, 8, 9, 10))
    found = indices(alone(falling), rules=RULES)["tau_u_parker"]
    assert found.estimate == pytest.approx(35 / 25)
    assert found.notes[0].code == "singlecase.note.above_one"


def test_ratio_of_medians() -> None:
    # medians 22 and 30: ratio 1.363636; order statistics 3 and 10 of 12, z of 79/4096
    found = log_ratio_of_medians(BONETT)
    assert found.claim.values()["ratio"] == pytest.approx(30 / 22)
    assert found.estimate == pytest.approx(0.310155, abs=5e-7)
    z = 2.0687
    by_hand = math.hypot(math.log(26 / 18), math.log(36 / 25)) / (2 * z)
    assert found.se == pytest.approx(by_hand, rel=1e-3)


def test_hedges_table_of_small_sample_factors() -> None:
    # Hedges (1981), table 1, exact c(m); the approximation is printed as within .007 of it
    for df, exact in ((3, 0.7236), (4, 0.7979), (5, 0.8408), (10, 0.9228), (20, 0.9619)):
        assert small_sample_factor(df) == pytest.approx(exact, abs=0.0043)


@pytest.mark.parametrize(
    ("n", "needed"),
    # one-sided binomial table at p < .05, as for the sign test (Siegel and Castellan, table D)
    [(4, None), (5, 5), (6, 6), (7, 7), (8, 7), (9, 8), (10, 9), (11, 9), (12, 10), (20, 15)],
)
def test_points_that_the_dual_criterion_needs(n: int, needed: int | None) -> None:
    assert points_needed(n, alpha=0.05) == needed


def test_binomial_tails_that_are_printed() -> None:
    # documentation of the R package scan, PEM and PET of its example: 15 and 14 of 15 points
    assert chance_of_at_least(15, 15) == pytest.approx(3.05e-05, abs=5e-8)
    assert chance_of_at_least(14, 15) == pytest.approx(4.88e-04, abs=5e-7)


def test_dual_criterion_by_hand() -> None:
    # flat baseline with mean 3 and SD .7071: both lines at 3.177
    met = dual_criterion(case((3, 2, 4, 3, 3), (4, 5, 4, 4, 4)), rules=RULES)
    assert (met.beyond, met.needed, met.is_met) == (5, 5, True)
    assert met.p == pytest.approx(1 / 32)
    # a line that rises by 1 a session, lifted by .25 · 1.581: 6.395, 7.395, … are never passed
    never = dual_criterion(TARLOW, rules=RULES)
    assert (never.beyond, never.is_met, never.p) == (0, False, 1)


def test_lines() -> None:
    # Sen's own property: one wild point of five moves the median slope not at all
    assert theil_sen((1, 2, 3, 4, 5), (1, 2, 30, 4, 5)).slope == 1  # type: ignore[union-attr]
    # Anscombe (1973), first series: y = 3.00 + 0.500x
    x = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
    y = (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)
    usual = least_squares(x, y)
    assert usual is not None
    assert (usual.slope, usual.intercept) == pytest.approx((0.500, 3.00), abs=5e-4)
    assert theil_sen((1,), (1,)) is least_squares((1,), (1,)) is None


def test_asking_for_more_gives_more() -> None:
    asked = Asked(goal=40)
    found = indices(alone(PARKER_1), rules=RULES, asked=asked)["pogo"]
    # (27.571 − 22.667) / (40 − 22.667)
    assert found.estimate == pytest.approx(28.2967, abs=5e-5)
