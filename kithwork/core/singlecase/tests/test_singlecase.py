"""The band, the claims, the word for NAP, and what a series refuses."""

import math
from dataclasses import replace

import pytest

from kithwork.core.reasons import Reason
from kithwork.core.singlecase.band import Signal, band
from kithwork.core.singlecase.claims import Design, claim, claim_of_series, regression_to_the_mean
from kithwork.core.singlecase.indices import indices
from kithwork.core.singlecase.overlap import pnd
from kithwork.core.singlecase.pairs import nap, word_of
from kithwork.core.singlecase.series import Better, SeriesError, summary
from kithwork.core.singlecase.tests.published import OURS, RULES, Points, alone, case


@pytest.mark.parametrize(
    ("estimate", "word"),
    [(0.5, "weak"), (0.6599, "weak"), (0.66, "medium"), (0.9299, "medium"), (0.93, "strong")],
)
def test_words_for_nap_are_half_open(estimate: float, word: str) -> None:
    assert word_of(estimate, RULES) == word


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
    assert nap(absences).estimate == 1
    assert pnd(absences).estimate == 1
    [signal] = band(absences, rules=RULES).signals
    assert signal.is_better
    misread = replace(absences, better=Better.HIGHER)
    assert nap(misread).estimate == 0
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
    for index in indices(alone(short), rules=RULES).values():
        assert index.estimate is index.se is index.interval is None
        assert index.claim.code == f"singlecase.refused.{code}"
    refused = band(short, rules=RULES)
    assert refused.refused == index.claim
    assert (refused.mean, refused.sd, refused.low, refused.signals) == (None, None, None, ())


def test_three_points_are_enough_and_remarked_upon() -> None:
    short = case((3, 4, 3), (5, 6, 7, None, 7, 8))
    result = indices(alone(short), rules=RULES)["nap"]
    assert (result.estimate, result.n, result.missing) == (1, 8, 1)
    assert result.notes == (
        Reason.of("singlecase.note.at_limit"),
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
    ("a", "b", "staggered", "says"),
    [
        ((3, 4, 3), (6, 7, 6, 7, 6), 1, ["consistent", "ab_no_cause"]),
        ((3, 4), (6, 7, 6, 7, 6), 1, ["chart_and_words"]),
        ((3, 4, 3, 4, 3), (6, 7), 3, ["chart_and_words"]),
        ((3, 4, 3, 4, 3), (6, 7, 6, 7, 6), 3, ["stronger"]),
        ((3, 4, 3, 5, 4), (3, 4, 3, 5, 4), 1, ["not_clear", "ab_no_cause"]),
        ((3, 4, 3, 5, 4), (4, 4, 4, 5, 4), 3, ["not_clear", "ab_no_cause"]),
        ((6, 7, 6, 7, 6), (3, 4, 3, 4, 3), 1, ["worse", "ab_no_cause"]),
        ((1, 2, 3, 4, 5), (6, 7, 8, 9, 10), 1, ["as_before", "ab_no_cause"]),  # Tarlow (2017)
        ((5, 4, 3, 2, 1), (6, 7, 8, 9, 10), 1, ["consistent", "ab_no_cause"]),
    ],
)
def test_claim_of_a_series(a: Points, b: Points, staggered: int, says: list[str]) -> None:
    assert codes(claim_of_series(case(a, b), rules=RULES, staggered=staggered).says) == says


def test_where_phases_come_back_no_line_is_looked_at() -> None:
    rising = case((1, 2, 3, 4, 5), (6, 7, 8, 9, 10))
    assert codes(claim_of_series(rising, rules=RULES, in_order=False).says)[0] == "consistent"


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
