"""Longer designs, and one series read as a whole."""

import datetime as dt
from dataclasses import replace

import pytest

from kithwork.core.randomization.designs import Design, Limits
from kithwork.core.randomization.plans import Plan, RandomizationResult
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.phases import Session, compared, phases_of
from kithwork.core.singlecase.reading import Draw, drawn_case, p_of_draw, read_series
from kithwork.core.singlecase.series import Better, SeriesError
from kithwork.core.singlecase.stability import baseline_stability
from kithwork.core.singlecase.tests.published import RULES
from kithwork.core.singlecase.visual import (
    immediacy,
    look,
    phase_look,
    share_in_envelope,
    spread_of_levels,
)

BEGAN = dt.date(2026, 10, 12)
PLAN = Plan(design=Design.AB, limits=Limits(min_a=3, min_b=3), better=Better.HIGHER)


def sessions(spelt: str, values: list[float | None]) -> list[Session]:
    return [
        Session(time, phase, value)
        for time, (phase, value) in enumerate(zip(spelt, values, strict=True), start=1)
    ]


def higher(spelt: str, values: list[float | None], labels: tuple[str, str] | None = None):
    return compared(phases_of(sessions(spelt, values)), better=Better.HIGHER, labels=labels)


def test_two_phases_in_order_of_time() -> None:
    shuffled = sessions("AAABBB", [1, 2, 3, 4, 5, 6])[::-1]
    found = compared(phases_of(shuffled), better=Better.HIGHER)
    assert (found.labels, found.returns) == (("A", "B"), False)
    assert (found.pooled.baseline, found.pooled.intervention) == ((1, 2, 3), (4, 5, 6))
    assert found.pooled.times_b == (4, 5, 6)


def test_phases_that_come_back_are_pooled_and_have_no_trend() -> None:
    found = higher("AAABBBAAABBB", [1, 2, 1, 5, 6, 5, 2, 1, 2, 6, 7, 6])
    assert found.returns
    assert found.pooled.baseline == (1, 2, 1, 2, 1, 2)
    result = read_series(found, rules=RULES)
    assert result.indices["nap"].estimate == 1
    assert result.indices["tau_u_parker"].claim.code == "singlecase.refused.returns"
    assert result.dual_criterion is result.tau_u is None
    codes = [note.code for note in result.indices["nap"].notes]
    assert "singlecase.note.pooled" in codes
    assert spread_of_levels(found.values_of("A")) == 1
    assert spread_of_levels(found.values_of("B")) == 1


def test_a_third_phase_stands_aside_when_two_are_named() -> None:
    found = higher("AAABBBFFF", [1, 2, 3, 4, 5, 6, 9, 9, 9], ("A", "B"))
    assert found.pooled.intervention == (4, 5, 6)
    follow_up = higher("AAABBBFFF", [1, 2, 3, 4, 5, 6, 9, 9, 9], ("A", "F"))
    assert follow_up.pooled.intervention == (9, 9, 9)
    assert follow_up.pooled.times_b == (7, 8, 9)


@pytest.mark.parametrize(
    ("spelt", "labels", "code"),
    [
        ("AAABBBFFF", None, "phases"),
        ("AAAAAAAAA", None, "phases"),
        ("BBBAAABBB", ("A", "B"), "order"),
    ],
)
def test_which_phases_are_meant_is_never_guessed(
    spelt: str, labels: tuple[str, str] | None, code: str
) -> None:
    with pytest.raises(SeriesError) as refused:
        higher(spelt, [1.0] * 9, labels)
    assert refused.value.reason.code == f"singlecase.error.{code}"


def test_one_time_twice_is_refused() -> None:
    twice = [Session(1, "A", 3), Session(1, "A", 4)]
    with pytest.raises(SeriesError) as refused:
        phases_of(twice)
    assert refused.value.reason == Reason.of("singlecase.error.time_twice", time=1)


def test_a_phase_that_is_not_there_has_no_points() -> None:
    result = read_series(higher("AAA", [1, 2, 3], ("A", "B")), rules=RULES)
    assert result.is_words_only
    assert result.indices["nap"].claim == Reason.of(
        "singlecase.refused.intervention", n=0, needed=3
    )
    assert [one.code for one in result.says] == ["singlecase.claim.chart_and_words"]
    assert result.look.mean_change is result.look.immediacy is None


def test_the_sentences_under_a_chart() -> None:
    result = read_series(higher("AAAAABBBBB", [3, 4, 3, 5, 4, 5, 6, 4, 7, 6]), rules=RULES)
    assert [one.code for one in result.says] == [
        "singlecase.says.nap",
        "singlecase.claim.consistent",
        "singlecase.claim.ab_no_cause",
    ]


def test_a_p_only_for_a_draw_on_record_before_the_work() -> None:
    found = higher("AAAABBBB", [1, 2, 1, 2, 6, 7, 6, 7])
    early = Draw(BEGAN - dt.timedelta(days=1), BEGAN, PLAN)
    given = p_of_draw("Lin", found, early)
    assert isinstance(given, RandomizationResult)
    assert (given.p, given.arrangements) == (pytest.approx(1 / 3), 3)
    assert p_of_draw("Lin", found, None) == Reason.of("singlecase.draw.none")
    late = replace(early, recorded_on=BEGAN)
    assert p_of_draw("Lin", found, late) == Reason.of(
        "singlecase.draw.after_start", drawn=BEGAN, began=BEGAN
    )
    assert drawn_case("Lin", found).is_b == (False,) * 4 + (True,) * 4


def test_what_the_eye_looks_for() -> None:
    found = look(higher("AAAABBBB", [2, 4, 3, None, 5, 7, 6, 8]).pooled, rules=RULES)
    assert (found.a.n, found.a.missing, found.a.mean, found.a.median) == (3, 1, 3, 3)
    assert (found.a.low, found.a.high, found.a.sd) == (2, 4, 1)
    assert found.a.slope == pytest.approx(0.5)
    assert found.b.slope == pytest.approx(0.75)
    assert (found.mean_change, found.median_change) == (3.5, 3.5)
    assert found.immediacy == 6 - 3
    assert found.slope_change == pytest.approx(0.25)
    assert phase_look((), (), rules=RULES).mean is None
    assert immediacy((1, 2), (3, 4, 5)) is None


@pytest.mark.parametrize(
    ("points", "share"), [((8, 10, 12), 1), ((7, 10, 13), 1 / 3), ((7.5, 10, 12.5), 1), ((), None)]
)
def test_the_stability_envelope(points: tuple[float, ...], share: float | None) -> None:
    assert share_in_envelope(points, width=0.25) == (
        None if share is None else pytest.approx(share)
    )
    assert share_in_envelope((0, 0, 1), width=0.25) is None  # no envelope around nothing


@pytest.mark.parametrize(
    ("points", "better", "why"),
    [
        ((4, 4, 5, 4, 4), Better.HIGHER, []),
        ((4, 4, 5, 4), Better.HIGHER, ["short"]),
        ((4, 4, None, 5, 4), Better.HIGHER, ["short"]),
        ((2, 9, 4, 8, 3), Better.HIGHER, ["scattered"]),
        ((5, 5, 4, 5, 6), Better.HIGHER, ["improving"]),
        ((5, 5, 4, 5, 6), Better.LOWER, []),  # getting worse is no hindrance
        ((6, 6, 6, 5, 4.8), Better.LOWER, ["improving"]),
        ((), Better.HIGHER, ["short"]),
    ],
)
def test_is_the_baseline_steady_enough(
    points: tuple[float | None, ...], better: Better, why: list[str]
) -> None:
    found = baseline_stability(points, better=better, rules=RULES)
    codes = [one.code.removeprefix("singlecase.unstable.") for one in found.reasons]
    assert found.is_enough is (not why)
    assert codes == (why or ["singlecase.stable"])
