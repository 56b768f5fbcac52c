"""NAP, PND, the band and the claims: published examples, boundaries, refusals, properties."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.reasons import Reason
from kithwork.core.singlecase.band import Signal, band
from kithwork.core.singlecase.claims import Design, claim, claim_of_series, regression_to_the_mean
from kithwork.core.singlecase.overlap import nap, pnd
from kithwork.core.singlecase.series import Better, Rules, SeriesError, TwoPhases, summary

RULES = Rules(fewest=3, advised=5, deviations=2, run=2, medium=0.66, strong=0.93)
Points = tuple[float | None, ...]


def case(a: Points, b: Points, better: Better = Better.HIGHER) -> TwoPhases:
    return TwoPhases(baseline=a, intervention=b, better=better)


# Parker, Vannest and Davis (2011), examples 1 and 2
PARKER_1 = case((20, 20, 26, 25, 22, 23), (28, 25, 24, 27, 30, 30, 29))
PARKER_2 = case((3, 3, 4, 5), (4, 5, 6, 7, 7))
# Tarlow (2017)
TARLOW = case((1, 2, 3, 4, 5), (6, 7, 8, 9, 10))
# domain specification L
OURS = case((3, 4, 3, 5, 4), (5, 6, 4, 7, 6, 7))


@pytest.mark.parametrize(
    ("series", "nap_value", "pnd_value", "word"),
    [
        (PARKER_1, 0.916667, 5 / 7, "medium"),
        (PARKER_2, 0.90, 3 / 5, "medium"),
        (TARLOW, 1.0, 1.0, "strong"),
        (OURS, 27.5 / 30, 4 / 6, "medium"),
    ],
)
def test_published_values(series: TwoPhases, nap_value: float, pnd_value: float, word: str) -> None:
    result = nap(series, rules=RULES)
    assert result.estimate == pytest.approx(nap_value, abs=5e-7)
    assert (result.variant, result.word) == ("nap", word)
    assert pnd(series, rules=RULES).estimate == pytest.approx(pnd_value)


@pytest.mark.parametrize(
    ("medium", "strong", "word"),
    [(0.9, 0.93, "medium"), (0.95, 0.97, "weak"), (0.5, 0.9, "strong")],
)
def test_words_for_nap_are_half_open(medium: float, strong: float, word: str) -> None:
    # PARKER_2 has a NAP of exactly .90.
    rules = replace(RULES, medium=medium, strong=strong)
    assert nap(PARKER_2, rules=rules).word == word


def test_the_band_of_the_specification() -> None:
    result = band(OURS, rules=RULES)
    assert result.mean == pytest.approx(3.8)
    assert result.sd == pytest.approx(0.837, abs=5e-4)
    assert result.low == pytest.approx(2.13, abs=5e-3)
    assert result.high == pytest.approx(5.47, abs=5e-3)
    # B = 5 6 4 7 6 7: the run from the fourth session on
    assert result.signals == (Signal(first=4, length=3, is_better=True),)


@pytest.mark.parametrize(
    ("b", "signals"),
    [
        ((6, 5, 6, 5), ()),  # outside twice, never in a row
        ((6, 6, 4, 4), (Signal(first=1, length=2, is_better=True),)),
        ((6, None, 6, 4), ()),  # a session without a value breaks the run
        (
            (2, 1, 6, 6),
            (
                Signal(first=1, length=2, is_better=False),
                Signal(first=3, length=2, is_better=True),
            ),
        ),
        ((6, 1, 6, 1), ()),  # both sides are not one run
    ],
)
def test_a_signal_is_two_in_a_row_on_one_side(b: Points, signals: tuple[Signal, ...]) -> None:
    a = (3, 4, 3, 5, 4)
    assert band(case(a, b), rules=RULES).signals == signals


def test_a_point_on_the_edge_of_the_band_is_inside() -> None:
    a = (2, 4, 6)  # mean 4, sd 2, band 0 to 8
    assert band(case(a, (8, 8, 8)), rules=RULES).signals == ()
    assert len(band(case(a, (8.1, 8.1, 8)), rules=RULES).signals) == 1


def test_which_way_is_better_decides() -> None:
    absences = case((5, 4, 5, 4, 5), (1, 0, 1, 0, 0), Better.LOWER)
    assert nap(absences, rules=RULES).estimate == 1
    assert pnd(absences, rules=RULES).estimate == 1
    [signal] = band(absences, rules=RULES).signals
    assert signal.is_better
    misread = replace(absences, better=Better.HIGHER)
    assert nap(misread, rules=RULES).estimate == 0
    assert not band(misread, rules=RULES).signals[0].is_better


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ((3, 4), (5, 6, 7), "baseline"),
        ((3, 4, None), (5, 6, 7), "baseline"),
        ((), (5, 6, 7), "baseline"),
        ((3, 4, 5), (5, 6), "intervention"),
        ((3, 4, 5), (), "intervention"),
    ],
)
def test_too_few_points_give_a_reason_and_no_number(a: Points, b: Points, code: str) -> None:
    short = case(a, b)
    results = (nap(short, rules=RULES), pnd(short, rules=RULES))
    for result in results:
        assert result.estimate is result.word is None
        assert result.refused is not None
        assert result.refused.code == f"singlecase.refused.{code}"
    refused = band(short, rules=RULES)
    assert refused.refused == results[0].refused
    assert (refused.mean, refused.sd, refused.low, refused.signals) == (None, None, None, ())


def test_three_points_are_enough_and_remarked_upon() -> None:
    result = nap(case((3, 4, 3), (5, 6, 7, None, 7, 8)), rules=RULES)
    assert result.estimate == 1
    assert (result.n, result.n_a, result.n_b, result.missing) == (8, 3, 5, 1)
    assert result.notes == (
        Reason.of("singlecase.note.few", phase="A", n=3, advised=5),
        Reason.of("singlecase.note.missing", n=1),
    )


def test_a_baseline_that_does_not_vary_is_said() -> None:
    result = band(case((4,) * 5, (4, 5, 5, 4, 4)), rules=RULES)
    assert (result.low, result.high) == (4, 4)
    assert result.notes == (Reason.of("singlecase.note.no_variation"),)


@pytest.mark.parametrize("point", [math.nan, math.inf, -math.inf])
def test_a_point_that_is_no_number_is_refused_by_phase_and_session(point: float) -> None:
    with pytest.raises(SeriesError) as caught:
        case((1, 2, 3), (1, point, 3))
    assert caught.value.reason == Reason.of("singlecase.error.not_finite", phase="B", session=2)


def test_summary_of_a_phase() -> None:
    phase = summary((3, 4, None, 8))
    assert (phase.n, phase.missing, phase.mean, phase.median) == (3, 1, 5, 4)
    assert phase.sd == pytest.approx(math.sqrt(7))
    assert summary((3,)).sd is None
    assert summary(()).mean is None


def codes(says: tuple[Reason, ...]) -> list[str]:
    return [reason.code.removeprefix("singlecase.claim.") for reason in says]


def test_no_design_without_its_limits() -> None:
    assert codes(claim(Design.PRE_POST).says) == ["changed", "not_caused"]
    assert codes(claim(Design.AB).says) == ["consistent", "ab_no_cause"]
    assert all(claim(design).says for design in Design)


@pytest.mark.parametrize(
    ("n_a", "n_b", "staggered", "says"),
    [
        (3, 5, 1, ["consistent", "ab_no_cause"]),
        (2, 5, 1, ["chart_and_words"]),
        (5, 2, 3, ["chart_and_words"]),
        (5, 5, 3, ["stronger"]),
    ],
)
def test_claim_of_a_series(n_a: int, n_b: int, staggered: int, says: list[str]) -> None:
    assert codes(claim_of_series(n_a=n_a, n_b=n_b, rules=RULES, staggered=staggered).says) == says


def test_regression_to_the_mean() -> None:
    # H1: z −1.2, r .8 → −0.96
    expected = regression_to_the_mean(before=-1.2, mean=0, r=0.8, source="grade, mid-term")
    assert expected.values()["expected"] == pytest.approx(-0.96)
    for lacking in ({"mean": None}, {"r": None}, {"source": None}, {"source": ""}):
        known: dict[str, object] = {"mean": 0.0, "r": 0.8, "source": "grade", **lacking}
        said = regression_to_the_mean(before=-1.2, **known)  # type: ignore[arg-type]
        assert said.code == "singlecase.claim.chosen_for_score"
    with pytest.raises(ValueError, match="between 0 and 1"):
        regression_to_the_mean(before=1, mean=0, r=1.1, source="grade")


phases = st.lists(st.integers(0, 20), min_size=3, max_size=9).map(tuple)


@given(phases, phases)
def test_nap_and_its_mirror_make_one(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    there = nap(case(a, b), rules=RULES).estimate
    for mirror in (case(b, a), case(a, b, Better.LOWER)):
        assert nap(mirror, rules=RULES).estimate == pytest.approx(1 - (there or 0))


@given(phases, phases)
def test_pnd_is_a_share_and_full_only_without_overlap(
    a: tuple[int, ...], b: tuple[int, ...]
) -> None:
    series = case(a, b)
    share = pnd(series, rules=RULES).estimate
    assert share is not None
    assert 0 <= share <= 1
    assert (share == 1) is (nap(series, rules=RULES).estimate == 1)


@given(phases, phases, st.integers(-50, 50), st.integers(1, 9))
def test_another_unit_changes_nothing(
    a: tuple[int, ...], b: tuple[int, ...], shift: int, factor: int
) -> None:
    moved = case(tuple(x * factor + shift for x in a), tuple(x * factor + shift for x in b))
    same = case(a, b)
    assert nap(moved, rules=RULES).estimate == nap(same, rules=RULES).estimate
    assert pnd(moved, rules=RULES).estimate == pnd(same, rules=RULES).estimate


@given(phases, phases)
def test_sessions_of_one_phase_may_be_shuffled_for_nap(
    a: tuple[int, ...], b: tuple[int, ...]
) -> None:
    assert nap(case(a, b), rules=RULES) == nap(case(a[::-1], b[::-1]), rules=RULES)
