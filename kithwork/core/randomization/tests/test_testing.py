"""The p of a draw: by hand, against brute force, by Monte Carlo, and what is refused."""

import math
from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.randomization.designs import (
    Design,
    DesignError,
    Limits,
    Scheme,
    alternations,
    arrangements_of_ab,
    starting_at,
)
from kithwork.core.randomization.plans import Case, Plan, Tail
from kithwork.core.randomization.statistics import Statistic
from kithwork.core.randomization.testing import randomization_test
from kithwork.core.singlecase.series import Better

AB = Plan(design=Design.AB, limits=Limits(min_a=2, min_b=2), better=Better.HIGHER)
whole = st.integers(0, 9)


def ab(values: tuple[float | None, ...], start: int, name: str = "Lin") -> Case:
    return Case(name, values, starting_at(start, len(values)))


def turned(case: Case) -> Case:
    return replace(case, values=tuple(None if v is None else -v for v in case.values))


def test_by_hand() -> None:
    # starts 2, 3, 4 of six sessions: differences 2, 3.67 and 5.5; the third happened
    case = ab((2, 3, 1, 2, 7, 8), 4)
    result = randomization_test([case], AB)
    assert (result.arrangements, result.method, result.draws) == (3, "exact", 3)
    assert result.p == result.smallest_p == pytest.approx(1 / 3)
    assert result.statistic == pytest.approx(5.5)
    first = randomization_test([ab(case.values, 2)], AB)
    assert first.p == 1
    assert randomization_test([ab(case.values, 3)], AB).p == pytest.approx(2 / 3)


def test_the_direction_decides() -> None:
    case = ab((8, 7, 8, 7, 2, 1), 4)
    falling = replace(AB, better=Better.LOWER)
    assert randomization_test([case], falling).p == pytest.approx(1 / 3)
    assert randomization_test([case], AB).p == 1
    assert randomization_test([case], replace(AB, tail=Tail.WORSENING)).p == pytest.approx(1 / 3)
    both = randomization_test([case], replace(AB, tail=Tail.BOTH))
    assert both.p == pytest.approx(1 / 3)
    assert both.claim.code == "randomization.says.both"


def brute(cases: list[Case], plan: Plan) -> float:
    """Compute p by listing every combination and computing each statistic plainly."""
    function = plan.statistic.function  # type: ignore[union-attr]

    def of(case: Case, row: tuple[bool, ...]) -> float:
        sign = plan.better.sign
        pairs = [(v, b) for v, b in zip(case.values, row, strict=True) if v is not None]
        return function([sign * v for v, b in pairs if not b], [sign * v for v, b in pairs if b])

    if plan.design is Design.ALTERNATING:
        rows = [
            list(alternations(len(c.values), c.is_b.count(False), max_run=plan.limits.max_run))
            for c in cases
        ]
    else:
        rows = [arrangements_of_ab(len(c.values), plan.limits) for c in cases]
    happened = sum(of(c, c.is_b) for c in cases)
    every = [
        sum(of(c, row) for c, row in zip(cases, chosen, strict=True)) for chosen in product(*rows)
    ]
    return sum(one >= happened - 1e-9 for one in every) / len(every)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.lists(whole, min_size=6, max_size=8).map(tuple), st.integers(2, 4)),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(list(Statistic)),
    st.sampled_from(list(Better)),
)
def test_listed_is_brute_force(
    drawn: list[tuple[tuple[float, ...], int]], statistic: Statistic, better: Better
) -> None:
    cases = [ab(values, start, f"case {n}") for n, (values, start) in enumerate(drawn)]
    plan = replace(AB, statistic=statistic, better=better)
    result = randomization_test(cases, plan)
    assert result.p == pytest.approx(brute(cases, plan))
    assert result.arrangements == math.prod(len(c.values) - 3 for c in cases)
    assert result.smallest_p <= result.p <= 1


@settings(deadline=None, max_examples=30)
@given(
    st.lists(whole, min_size=6, max_size=8).map(tuple),
    st.sampled_from([Statistic.MEAN_DIFFERENCE, Statistic.NAP, Statistic.MEDIAN_DIFFERENCE]),
    st.sampled_from([None, 2]),
)
def test_alternating_is_brute_force(
    values: tuple[float, ...], statistic: Statistic, longest: int | None
) -> None:
    is_b = tuple(place % 2 == 1 for place in range(len(values)))
    limits = Limits(min_a=1, min_b=1, max_run=longest)
    plan = replace(AB, design=Design.ALTERNATING, limits=limits, statistic=statistic)
    case = Case("Lin", values, is_b)
    assert randomization_test([case], plan).p == pytest.approx(brute([case], plan))


@given(st.lists(whole, min_size=6, max_size=10).map(tuple), st.integers(1, 5), st.integers(-5, 5))
@settings(deadline=None)
def test_another_unit_and_another_side_change_nothing(
    values: tuple[float, ...], factor: int, shift: int
) -> None:
    case = ab(values, 3)
    p = randomization_test([case], AB).p
    moved = replace(case, values=tuple(v * factor + shift for v in values))
    assert randomization_test([moved], AB).p == p
    assert randomization_test([turned(case)], replace(AB, better=Better.LOWER)).p == p


@given(st.lists(whole, min_size=8, max_size=12).map(tuple), st.sampled_from(list(Statistic)))
@settings(deadline=None)
def test_without_an_effect_p_keeps_its_promise(
    values: tuple[float, ...], statistic: Statistic
) -> None:
    # whichever start the draw gives, no more than k of N starts come to a p of k/N or less
    plan = replace(AB, statistic=statistic)
    starts = range(2, len(values) - 1)
    ps = sorted(randomization_test([ab(values, start)], plan).p for start in starts)
    for place, p in enumerate(ps, start=1):
        assert p >= place / len(ps) - 1e-12


def test_nap_and_tau_give_the_same_p() -> None:
    case = ab((3, 4, 3, 5, 4, 5, 6, 4, 7, 6, 7), 5)
    by = {
        one: randomization_test([case], replace(AB, statistic=one))
        for one in (Statistic.NAP, Statistic.TAU)
    }
    assert by[Statistic.NAP].p == by[Statistic.TAU].p
    assert by[Statistic.NAP].statistic == pytest.approx(0.916667, abs=5e-7)
    assert by[Statistic.TAU].statistic == pytest.approx(0.833333, abs=5e-7)


def test_any_function_will_do() -> None:
    case = ab((2, 3, 1, 2, 7, 8), 4)
    plan = replace(AB, statistic=lambda a, b: max(b) - max(a))
    assert randomization_test([case], plan).statistic == 5


def staggered() -> list[Case]:
    return [
        ab((2, 3, 2, 7, 8, 7, 8, 9, 8, 9), 3, "one"),
        ab((3, 2, 3, 3, 2, 8, 7, 8, 9, 8), 5, "two"),
        ab((1, 2, 2, 1, 2, 2, 1, 6, 7, 6), 7, "three"),
    ]


def mean_change(case: Case, start: int) -> float:
    values = [v for v in case.values if v is not None]
    return sum(values[start:]) / len(values[start:]) - sum(values[:start]) / start


def test_wampold_and_worsham_permute_the_starts() -> None:
    cases = staggered()
    plan = replace(AB, design=Design.MULTIPLE_BASELINE, scheme=Scheme.WAMPOLD_WORSHAM)
    result = randomization_test(cases, plan)
    every = [
        sum(mean_change(case, start) for case, start in zip(cases, order, strict=True))
        for order in permutations((3, 5, 7))
    ]
    happened = sum(mean_change(case, start) for case, start in zip(cases, (3, 5, 7), strict=True))
    assert (result.arrangements, result.method) == (6, "exact")
    assert result.p == pytest.approx(sum(one >= happened - 1e-9 for one in every) / 6)
    assert result.p == pytest.approx(1 / 6)
    codes = [note.code for note in result.notes]
    assert "randomization.note.wampold_worsham" in codes
    assert "randomization.note.few" in codes  # p cannot fall below 1/6


def test_koehler_and_levin_permute_and_draw_within_ranges() -> None:
    cases = staggered()
    ranges = ((2, 3), (4, 5), (6, 7))
    plan = replace(AB, design=Design.MULTIPLE_BASELINE, scheme=Scheme.KOEHLER_LEVIN, ranges=ranges)
    result = randomization_test(cases, plan)
    every = [
        sum(mean_change(case, start) for case, start in zip(cases, starts, strict=True))
        for order in permutations(ranges)
        for starts in product(*order)
    ]
    happened = sum(mean_change(case, start) for case, start in zip(cases, (3, 5, 7), strict=True))
    # Koehler and Levin (1998): k! times the product of the ranges' lengths
    assert result.arrangements == len(every) == math.factorial(3) * 2**3
    assert result.p == pytest.approx(sum(one >= happened - 1e-9 for one in every) / len(every))


def test_marascuilo_and_busk_draw_each_start_by_itself() -> None:
    cases = staggered()
    plan = replace(AB, design=Design.MULTIPLE_BASELINE)
    result = randomization_test(cases, plan)
    assert result.arrangements == 7**3
    assert result.p == pytest.approx(brute(cases, plan))


@pytest.mark.parametrize("design", ["independent", "orders", "alternating"])
def test_monte_carlo_comes_to_the_exact_p(design: str) -> None:
    cases = staggered()
    plan = replace(AB, design=Design.MULTIPLE_BASELINE)
    if design == "orders":
        ranges = ((2, 3), (4, 5), (6, 7))
        plan = replace(plan, scheme=Scheme.KOEHLER_LEVIN, ranges=ranges)
    if design == "alternating":
        cases = [Case("Lin", (3, 5, 4, 6, 3, 4, 5, 7, 4, 6), (False, True) * 5)]
        limits = Limits(min_a=1, min_b=1, max_run=3)
        plan = replace(plan, design=Design.ALTERNATING, limits=limits)
    exact = randomization_test(cases, plan)
    drawn = randomization_test(cases, replace(plan, listed=1, draws=40_000, seed=7))
    assert (exact.method, drawn.method) == ("exact", "monte-carlo")
    assert drawn.arrangements == exact.arrangements
    assert drawn.statistic == exact.statistic
    error = math.sqrt(exact.p * (1 - exact.p) / 40_000)
    assert abs(drawn.p - exact.p) < 4 * error + 1 / 40_000
    again = randomization_test(cases, replace(plan, listed=1, draws=40_000, seed=7))
    assert again.p == drawn.p


def test_a_drawn_p_is_never_zero() -> None:
    cases = [ab((*([0] * 9), *([9] * 9)), 9, str(n)) for n in range(6)]
    result = randomization_test(cases, replace(AB, listed=1, draws=99))
    assert result.p == pytest.approx(1 / 100)


def test_a_missed_session_keeps_its_place() -> None:
    case = ab((2, 3, None, 2, 7, 8), 4)
    result = randomization_test([case], AB)
    assert result.arrangements == 3
    assert result.p == pytest.approx(brute([case], AB))
    assert result.notes[-1].code == "randomization.note.missing"


@pytest.mark.parametrize(
    ("cases", "plan", "code"),
    [
        ([], AB, "no_case"),
        ([ab((1, 2, 3, 4, 5), 1)], AB, "not_drawn"),
        ([ab((1, 2, 3, 4, 5), 4)], AB, "not_drawn"),
        ([Case("Lin", (1, 2, 3, 4), (False, True, False, True))], AB, "shape"),
        ([ab((1, 2, 3, 4), 2)], replace(AB, design=Design.ABAB), "shape"),
        ([ab((1, None, 3, None, None), 2)], AB, "empty_phase"),
        (
            [Case("Lin", (1, 2, 3, 4), (False, False, True, True))],
            replace(AB, design=Design.ALTERNATING, limits=Limits(min_a=1, min_b=1, max_run=1)),
            "not_drawn",
        ),
        (
            staggered(),
            replace(AB, design=Design.MULTIPLE_BASELINE, scheme=Scheme.KOEHLER_LEVIN),
            "ranges",
        ),
        (
            staggered(),
            replace(
                AB,
                design=Design.MULTIPLE_BASELINE,
                scheme=Scheme.KOEHLER_LEVIN,
                ranges=((3, 5), (6,), (7,)),
            ),
            "not_in_ranges",
        ),
    ],
)
def test_what_the_draw_could_not_have_given_is_refused(
    cases: list[Case], plan: Plan, code: str
) -> None:
    with pytest.raises(DesignError) as refused:
        randomization_test(cases, plan)
    assert refused.value.reason.code == f"randomization.error.{code}"


def test_abab() -> None:
    values = (2, 3, 8, 9, 2, 3, 8, 9)
    is_b = (False, False, True, True) * 2
    plan = replace(AB, design=Design.ABAB, limits=Limits(min_a=1, min_b=1))
    result = randomization_test([Case("Lin", values, is_b)], plan)
    assert result.arrangements == math.comb(8 - 4 + 3, 3)
    assert result.p == pytest.approx(1 / 35)
    assert result.statistic == 6
