"""The between-case effect against published figures, its laws, and what is refused."""

import csv
from pathlib import Path

import numpy as np
import pytest

from kithwork.core._kernels import betweencase as kernel
from kithwork.core.betweencase import CasesError, Design, Session, between_case, case
from kithwork.core.betweencase.layout import layout_of
from kithwork.core.singlecase.series import Better

DATA = Path(__file__).parents[5] / "shared" / "data"

MB, AB_K = Design.MULTIPLE_BASELINE, Design.AB_K


def sessions(values, phases, times=None):
    """Return sessions from values and a text of phases such as "AAABBB"."""
    return [
        Session(time=time, value=value, is_treated=phase == "B")
        for time, value, phase in zip(times or range(1, 99), values, phases, strict=False)
    ]


def staggered(change=4.0, seed=5):
    source = np.random.default_rng(seed)
    return [
        case(
            name,
            sessions(
                [level + change * (at >= start) + source.normal() for at in range(12)],
                "A" * start + "B" * (12 - start),
            ),
        )
        for name, level, start in (("a", 1, 4), ("b", 3, 5), ("c", 2, 6), ("d", 4, 7))
    ]


def reversal(k=2, seed=6):
    source = np.random.default_rng(seed)
    phases = ("A" * 4 + "B" * 5) * k
    return [
        case(
            str(level), sessions([level + 2 * (p == "B") + source.normal() for p in phases], phases)
        )
        for level in (3, 4, 5, 7)
    ]


# ── published figures ───────────────────────────────────────────────────────────────────────


def read(name, **only):
    with (DATA / name).open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if only.items() <= row.items()]
    found = {}
    for row in rows:
        session = Session(
            time=float(row["time"]),
            value=float(row["outcome"]),
            is_treated=row["treatment"] == "treatment",
        )
        found.setdefault(row["case"], []).append(session)
    return [case(*one) for one in found.items()]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "only", "delta", "variance", "df"),
    [
        ("saddler.csv", {"measure": "writing quality"}, 1.963073, 0.33491289, 8.918146),
        ("laski.csv", {}, 1.388385, 0.10050132, 13.100415),
    ],
)
def test_hedges_pustejovsky_and_shadish_2013(name, only, delta, variance, df):
    found = between_case(read(name, **only), design=MB, better=Better.HIGHER)
    assert found.delta.estimate == pytest.approx(delta, abs=5e-7)
    assert found.variance == pytest.approx(variance, abs=5e-9)
    assert found.df == pytest.approx(df, abs=5e-7)


# ── against the model itself ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("design", list(Design))
def test_moments_are_unbiased_under_the_model(design):
    """E(y'Ay)/tr(A) = τ² + σ², and the weights of D give the variance θ²."""
    layout = layout_of(staggered() if design is MB else reversal(), design)
    form = kernel.centring(layout.cell)
    weights = kernel.weights_of_difference(layout)
    sigma = kernel.correlations(layout, phi=0.0, rho=0.4)
    assert (form @ sigma).trace() / form.trace() == pytest.approx(1)
    assert weights @ layout.condition == pytest.approx(1)
    assert weights.sum() == pytest.approx(0)


def test_independent_errors_give_the_variance_of_a_mean_of_means():
    layout = layout_of(reversal(), AB_K)
    sigma = kernel.correlations(layout, phi=0.0, rho=0.3)
    theta = kernel.weights_of_difference(layout) @ sigma @ kernel.weights_of_difference(layout)
    assert theta == pytest.approx(0.7 * (1 / 4 + 1 / 5) / (2 * 4))


def test_neighbours_follow_each_other_in_a_phase_or_in_a_case():
    """Deviations −1, 1 in every phase: within it their products are −1; across a change too."""
    phases = [case(str(n), sessions([n, n + 2, n + 5, n + 7], "AABB")) for n in range(3)]
    layout = layout_of(phases, AB_K)
    assert kernel.within(layout, follows_phases=True).lagged == pytest.approx(-6)
    assert kernel.within(layout, follows_phases=False).lagged == pytest.approx(-9)
    assert kernel.within(layout, follows_phases=True).squares == pytest.approx(12)


# ── laws ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("cases", "design"), [(staggered, MB), (reversal, AB_K)])
def test_unit_order_and_direction(cases, design):
    there = between_case(cases(), design=design, better=Better.HIGHER)
    other = between_case(cases(), design=design, better=Better.LOWER)
    turned = between_case(cases()[::-1], design=design, better=Better.HIGHER)
    assert there.delta.estimate > 0
    assert other.delta.estimate == pytest.approx(-there.delta.estimate)
    assert turned.delta.estimate == pytest.approx(there.delta.estimate)
    assert (turned.df, turned.variance) == pytest.approx((there.df, there.variance))
    scaled = [
        case(
            one.name,
            [
                Session(time=p.time + 7, value=3 * p.value - 8, is_treated=p.is_treated)
                for p in one.points
            ],
        )
        for one in cases()
    ]
    moved = between_case(scaled, design=design, better=Better.HIGHER)
    assert moved.delta.estimate == pytest.approx(there.delta.estimate)
    assert moved.raw_difference == pytest.approx(3 * there.raw_difference)


def test_phases_of_other_lengths_are_compared_at_common_places():
    phases = ("AAAABBBB", "AAABBBBB", "AAAAABBB")
    cases = [
        case(str(at), sessions([at, at + 1, at, at + 2, at + 3, at + 5, at + 4, at + 6], one))
        for at, one in enumerate(phases)
    ]
    layout = layout_of(cases, AB_K)
    assert np.bincount(layout.cell[layout.cell >= 0]).tolist() == [3] * 6
    assert (layout.cell < 0).sum() == 24 - 18


def test_a_missing_session_is_a_gap():
    full = sessions([1, 2, 1, 2, 5, 4, 5, 6], "AAAABBBB")
    gap = [Session(time=3, value=None, is_treated=False) if s.time == 3 else s for s in full]
    found = between_case([case("a", gap), *staggered()], design=MB, better=Better.HIGHER)
    assert found.delta.missing == 1
    assert "betweencase.note.missing" in [note.code for note in found.delta.notes]


def test_days_that_are_no_whole_numbers_are_counted_in_order():
    times = [0.5, 1.5, 2.5, 4.0, 5.5, 6.0]
    cases = [
        case(str(at), sessions([at, 1 + at, at, 4, 5 + at, 4], "AAABBB", times)) for at in range(3)
    ]
    found = between_case(cases, design=MB, better=Better.HIGHER)
    assert "betweencase.note.order_of_sessions" in [note.code for note in found.delta.notes]


# ── refusals ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        (staggered()[:2], "cases"),
        ([case(str(n), sessions([2] * 6, "AAABBB")) for n in range(3)], "no_variation"),
        ([case(str(n), sessions([1 + n, 5], "AB")) for n in range(4)], "single_points"),
        (
            [
                case(str(n), sessions([1, 2, 5, 6], "AABB", [n * 10 + i for i in range(4)]))
                for n in range(3)
            ],
            "not_comparable",
        ),
    ],
)
def test_where_there_is_no_effect_the_reason_stands(cases, code):
    found = between_case(cases, design=MB, better=Better.HIGHER)
    assert found.delta.estimate is None
    assert found.delta.claim.code == f"betweencase.refused.{code}"


@pytest.mark.parametrize(
    ("values", "phases", "times", "code"),
    [
        ([1, 2], "AB", [1, 1], "twice"),
        ([1, 2], "BA", None, "begins"),
        ([1, 2], "AA", None, "ends"),
        ([1, 2, 3], "ABA", None, "ends"),
        ([], "", None, "ends"),
        ([float("inf"), 2], "AB", None, "not_finite"),
    ],
)
def test_series_that_do_not_have_the_design(values, phases, times, code):
    with pytest.raises(CasesError) as refused:
        case("Lin", sessions(values, phases, times))
    assert refused.value.reason.code == f"betweencase.error.{code}"


def test_designs_are_not_mixed_up():
    with pytest.raises(CasesError, match=r"betweencase\.error\.one_ab"):
        between_case(reversal(), design=MB, better=Better.HIGHER)
    with pytest.raises(CasesError, match=r"betweencase\.error\.other_k"):
        between_case([*reversal(), *reversal(3)], design=AB_K, better=Better.HIGHER)
