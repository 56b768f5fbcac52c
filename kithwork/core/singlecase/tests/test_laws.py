"""Laws that hold for every series: order, shift, scale, reflection, range, missing sessions."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.singlecase.indices import Asked, indices
from kithwork.core.singlecase.overlap import (
    improvement_rate_difference,
    share_beyond_best,
    share_in_place,
    share_that_stays,
)
from kithwork.core.singlecase.pairs import newcombe_interval, share_of_wins, unbiased_error
from kithwork.core.singlecase.ratios import Scale
from kithwork.core.singlecase.series import Better, TwoPhases
from kithwork.core.singlecase.tests.published import RULES, alone, case
from kithwork.core.singlecase.trend_tau import nonoverlap_tau, tau_u_of

Whole = tuple[int, ...]
phases = st.lists(st.integers(0, 20), min_size=3, max_size=9).map(tuple)
NO_UNIT = (
    *("pnd", "pem", "pand_sort", "pand_minimum", "ird", "nap", "tau"),
    *("tau_u_parker", "tau_u_complete", "tau_bc", "tau_bc_kendall"),
)
BY_SD = ("smd_baseline", "smd_pooled")
NO_ORDER = (
    *("pnd", "pem", "pand_sort", "pand_minimum", "ird", "nap", "tau"),
    *("lrr_increasing", "lrr_decreasing", "lrm", *BY_SD),
)


def estimates(series: TwoPhases) -> dict[str, float | None]:
    found = indices(alone(series), rules=RULES)
    return {name: index.estimate for name, index in found.items()}


def alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(other, abs=1e-9)


@settings(deadline=None)
@given(phases, phases)
def test_nap_is_half_of_tau_plus_one(a: Whole, b: Whole) -> None:
    found = estimates(case(a, b))
    assert alike(found["nap"], ((found["tau"] or 0) + 1) / 2)
    assert alike(found["tau"], nonoverlap_tau(a, b))


@settings(deadline=None)
@given(phases, phases)
def test_nap_and_its_mirror_make_one(a: Whole, b: Whole) -> None:
    there = share_of_wins(a, b)
    assert alike(share_of_wins(b, a), 1 - there)
    assert alike(estimates(case(a, b, Better.LOWER))["nap"], 1 - there)


@settings(deadline=None)
@given(phases, phases)
def test_a_series_turned_over_with_its_direction_is_the_same(a: Whole, b: Whole) -> None:
    there = estimates(case(a, b))
    over = estimates(case(tuple(20 - x for x in a), tuple(20 - x for x in b), Better.LOWER))
    for name in (*NO_UNIT, *BY_SD):
        assert alike(there[name], over[name]), name


@settings(deadline=None)
@given(phases, phases, st.integers(-50, 50), st.integers(1, 9))
def test_another_unit_changes_nothing(a: Whole, b: Whole, shift: int, factor: int) -> None:
    there = estimates(case(a, b))
    moved = estimates(
        case(tuple(x * factor + shift for x in a), tuple(x * factor + shift for x in b))
    )
    for name in (*NO_UNIT, *BY_SD):
        assert alike(there[name], moved[name]), name


@settings(deadline=None)
@given(phases, phases, st.integers(1, 9))
def test_a_ratio_knows_no_factor(a: Whole, b: Whole, factor: int) -> None:
    there = indices(alone(case(a, b)), rules=RULES)
    times = indices(
        alone(case(tuple(x * factor for x in a), tuple(x * factor for x in b))), rules=RULES
    )
    for name in ("lrr_increasing", "lrr_decreasing", "lrm"):
        assert alike(there[name].estimate, times[name].estimate)
        assert alike(there[name].se, times[name].se)


@settings(deadline=None)
@given(phases, phases, st.randoms(use_true_random=False))
def test_the_order_of_sessions_matters_only_to_trends(a: Whole, b: Whole, chance) -> None:
    shuffled = case(tuple(chance.sample(a, len(a))), tuple(chance.sample(b, len(b))))
    there, mixed = estimates(case(a, b)), estimates(shuffled)
    for name in NO_ORDER:
        assert alike(there[name], mixed[name]), name


@settings(deadline=None)
@given(phases, phases)
def test_ranges(a: Whole, b: Whole) -> None:
    found = indices(alone(case(a, b)), rules=RULES)
    for name in ("pnd", "pem", "pand_sort", "pand_minimum", "nap"):
        assert 0 <= (found[name].estimate or 0) <= 1, name
    for name in ("tau", "tau_u_complete", "tau_bc"):
        assert -1 <= (found[name].estimate or 0) <= 1 + 1e-12, name
    for name, index in found.items():
        if index.interval and index.estimate is not None:
            assert index.interval.low - 1e-12 <= index.estimate <= index.interval.high + 1e-12, name
            assert index.se is not None


@settings(deadline=None)
@given(phases, phases)
def test_no_overlap_is_told_alike_by_all(a: Whole, b: Whole) -> None:
    is_apart = min(b) > max(a)
    assert (share_beyond_best(a, b) == 1) is is_apart
    assert (share_of_wins(a, b) == 1) is is_apart
    assert (share_that_stays(a, b) == 1) is is_apart
    assert alike(improvement_rate_difference(a, b), 1.0) is is_apart
    if is_apart:
        assert share_in_place(a, b) == 1


def test_the_variance_of_nap_is_unbiased_but_for_its_limits() -> None:
    # without ties and without an effect, over all orders of the ranks: (m + n + 1) / (12·m·n),
    # and what the limits 1/(2mn) and 1 − 1/(2mn) add where the phases do not overlap at all
    m, n = 3, 4
    orders = [set(chosen) for chosen in combinations(range(m + n), m)]
    parts = [(sorted(a), [rank for rank in range(m + n) if rank not in a]) for a in orders]
    mean = sum((unbiased_error(a, b) or 0) ** 2 for a, b in parts) / len(parts)
    kept = 1 / (2 * m * n)
    added = 2 * kept * (1 - kept) / ((m - 1) * (n - 1)) / len(parts)
    assert mean == pytest.approx((m + n + 1) / (12 * m * n) + added)


small = st.lists(st.integers(0, 6), min_size=1, max_size=4).map(tuple)


@settings(deadline=None)
@given(small, small)
def test_the_fewest_points_removed_are_the_fewest_of_all_ways(a: Whole, b: Whole) -> None:
    def ends_overlap(kept: tuple[tuple[int, int], ...]) -> bool:
        left_a = [x for x, phase in kept if phase == 0]
        left_b = [x for x, phase in kept if phase == 1]
        return not left_a or not left_b or min(left_b) > max(left_a)

    every = [(x, 0) for x in a] + [(x, 1) for x in b]
    most = max(
        size
        for size in range(1, len(every) + 1)
        if any(ends_overlap(kept) for kept in combinations(every, size))
    )
    assert alike(share_that_stays(a, b), most / len(every))


@settings(deadline=None)
@given(phases, phases)
def test_sorting_never_keeps_more_than_the_best_removal(a: Whole, b: Whole) -> None:
    if set(a) & set(b):  # a tie across the border counts for both phases: that is its flaw, told
        notes = indices(alone(case(a, b)), rules=RULES)["pand_sort"].notes
        told = "singlecase.note.tie_at_border" in {note.code for note in notes}
        assert told is (sorted((*a, *b))[len(a)] in set(a) & set(b))
    else:
        assert share_in_place(a, b) <= share_that_stays(a, b) + 1e-12


@settings(deadline=None)
@given(phases, phases)
def test_every_pair_of_the_series_stands_in_tau_u(a: Whole, b: Whole) -> None:
    forms = tau_u_of(a, b)
    n = len(a) + len(b)
    assert forms.pairs_ab + forms.pairs_a + forms.pairs_b == n * (n - 1) // 2
    assert alike(forms.a_vs_b, nonoverlap_tau(a, b))
    # B told backwards turns its trend, and only that
    assert tau_u_of(a, b[::-1]) == replace(forms, s_b=-forms.s_b)


@settings(deadline=None)
@given(phases, phases, st.integers(0, 8))
def test_a_missed_session_is_counted_and_moves_no_other(a: Whole, b: Whole, place: int) -> None:
    at = place % (len(a) + 1)
    gap = case((*a[:at], None, *a[at:]), b)
    there, missed = estimates(case(a, b)), indices(alone(gap), rules=RULES)
    assert all(index.missing == 1 for index in missed.values())
    for name in NO_ORDER:
        assert alike(there[name], missed[name].estimate), name


@settings(deadline=None)
@given(phases, phases)
def test_times_that_are_only_stretched_change_no_tau(a: Whole, b: Whole) -> None:
    stretched = TwoPhases(
        baseline=a,
        intervention=b,
        better=Better.HIGHER,
        baseline_times=tuple(7.0 * t for t in range(len(a))),
        intervention_times=tuple(7.0 * t for t in range(len(a), len(a) + len(b))),
    )
    assert alike(estimates(case(a, b))["tau_bc"], estimates(stretched)["tau_bc"])


@settings(deadline=None)
@given(phases, phases)
def test_proportions_turn_to_the_side_that_improves(a: Whole, b: Whole) -> None:
    shares = case(tuple(x / 20 for x in a), tuple(x / 20 for x in b), Better.LOWER)
    others = case(tuple(1 - x / 20 for x in a), tuple(1 - x / 20 for x in b))
    asked = Asked(scale=Scale.PROPORTION)
    here = indices(alone(shares), rules=RULES, asked=asked)
    there = indices(alone(others), rules=RULES, asked=asked)
    for name in ("lrr_increasing", "lrr_decreasing", "lor"):
        assert alike(here[name].estimate, there[name].estimate), name
        assert alike(here[name].se, there[name].se), name


@settings(deadline=None)
@given(st.floats(0, 1), st.integers(1, 30), st.integers(1, 30))
def test_newcombe_mirrors_and_holds_the_estimate(p: float, m: int, n: int) -> None:
    low, high = newcombe_interval(p, m, n)
    assert 0 <= low <= p <= high <= 1
    mirrored = newcombe_interval(1 - p, n, m)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)
