"""Marks, trend, rank, attendance and the target line: reference values, edges, refusals."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from kithwork.core.academics import (
    AcademicsError,
    AdmissionLine,
    Attendance,
    Claim,
    Figure,
    Mark,
    attended_share,
    change_in_z,
    chronic_absence,
    distance_to,
    handed_in_share,
    percent,
    percentile,
    trend,
    z_score,
)
from kithwork.core.reasons import Reason

marks = st.floats(0, 100, allow_nan=False)


def maths(raw: float | None, *, mean: float | None = 70.0, sd: float | None = 10.0) -> Mark:
    day = dt.date(2026, 1, 15)
    return Mark("mid-term", "maths", raw, 100.0, on=day, cohort_mean=mean, cohort_sd=sd)


def test_a_figure_has_a_value_or_a_reason() -> None:
    with pytest.raises(ValueError, match="not both"):
        Figure(None)
    with pytest.raises(ValueError, match="not both"):
        Figure(1.0, Reason.of("academics.no_mark"))


def test_percent_and_z() -> None:
    assert percent(maths(58.0)).value == 58.0
    assert z_score(maths(58.0)).value == pytest.approx(-1.2)


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (maths(None), "academics.no_mark"),
        (maths(58.0, mean=None), "academics.no_cohort"),
        (maths(58.0, sd=None), "academics.no_cohort"),
        (maths(58.0, sd=0.0), "academics.sd_zero"),
    ],
)
def test_no_z_without_mark_cohort_or_spread(mark: Mark, code: str) -> None:
    figure = z_score(mark)
    assert figure.value is None
    assert figure.reason is not None
    assert figure.reason.code == code


def test_change_in_z_of_the_demo_case() -> None:
    # the worked case of the demo world: z −1.2 → −0.1
    change = change_in_z(maths(58.0), maths(69.0))
    assert change.value == pytest.approx(1.1)


def test_change_in_z_passes_the_reason_on_and_refuses_two_subjects() -> None:
    assert change_in_z(maths(None), maths(69.0)).reason == Reason.of(
        "academics.no_mark", exam="mid-term", subject="maths"
    )
    assert change_in_z(maths(69.0), maths(50.0, sd=0.0)).reason == Reason.of(
        "academics.sd_zero", exam="mid-term", subject="maths"
    )
    english = Mark("mid-term", "English", 50.0, 100.0, cohort_mean=60.0, cohort_sd=9.0)
    assert change_in_z(maths(69.0), english).reason == Reason.of(
        "academics.other_subject", before="maths", after="English"
    )


@pytest.mark.parametrize(
    ("raw", "maximum", "sd"),
    [(101.0, 100.0, 9.0), (-1.0, 100.0, 9.0), (math.nan, 100.0, 9.0), (50.0, 0.0, 9.0),
     (50.0, math.inf, 9.0), (50.0, 100.0, -1.0), (50.0, 100.0, math.nan)],
)  # fmt: skip
def test_an_impossible_mark_is_refused_without_its_value(
    raw: float, maximum: float, sd: float
) -> None:
    with pytest.raises(AcademicsError) as caught:
        Mark("mid-term", "maths", raw, maximum, cohort_mean=1.0, cohort_sd=sd)
    assert caught.value.reason.code.startswith("academics.error.")
    assert str(raw) not in str(caught.value)


@given(st.lists(marks, min_size=3, max_size=12))
def test_the_slope_is_theil_and_sens(values: list[float]) -> None:
    """Authority: scipy.stats.theilslopes, whose x is the position."""
    expected = theilslopes(values, range(len(values))).slope
    assert trend(values, at_least=3).value == pytest.approx(expected, abs=1e-9)


def test_a_missed_exam_keeps_its_place() -> None:
    assert trend([10.0, None, 30.0, 40.0], at_least=3).value == 10.0


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0], [1.0, None, 2.0, None]])
def test_two_marks_are_no_trend(values: list[float | None]) -> None:
    n = sum(value is not None for value in values)
    assert trend(values, at_least=3).reason == Reason.of("academics.too_few", n=n, needed=3)


def test_a_slope_of_one_mark_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least two"):
        trend([1.0], at_least=1)


@given(st.lists(marks, min_size=3, max_size=8), st.floats(-50, 50))
def test_adding_to_all_marks_leaves_the_slope(values: list[float], shift: float) -> None:
    before = trend(values, at_least=3).value
    after = trend([value + shift for value in values], at_least=3).value
    assert before is not None
    assert after == pytest.approx(before, abs=1e-9)


@pytest.mark.parametrize(
    ("rank", "size", "expected"),
    [(10, 40, 76.25), (1, 40, 98.75), (40, 40, 1.25), (1, 1, 50.0), (2.5, 4, 50.0)],
)
def test_mid_rank_percentile(rank: float, size: int, expected: float) -> None:
    assert percentile(rank, size).value == expected  # 76.25: docs/methods/academics.md


@pytest.mark.parametrize(("rank", "size"), [(0, 40), (41, 40), (-1, 40), (1, 0)])
def test_an_impossible_rank_is_refused(rank: float, size: int) -> None:
    with pytest.raises(AcademicsError):
        percentile(rank, size)


def test_no_rank_no_percentile() -> None:
    assert percentile(None, 40).reason == Reason.of("academics.no_rank")
    assert percentile(10, None).reason == Reason.of("academics.no_cohort_size")


@pytest.mark.parametrize(
    ("attended", "is_chronic"), [(91, False), (90, True), (89, True), (100, False), (0, True)]
)
def test_chronic_absence_below_at_and_above_the_threshold(attended: int, is_chronic: bool) -> None:
    claim = chronic_absence(Attendance(due=100, attended=attended), from_share=10)
    assert claim.truth is is_chronic
    assert claim.reason.values() == {"absent": 100 - attended, "due": 100, "from_share": 10}


def test_excused_absence_counts_and_lateness_does_not() -> None:
    assert chronic_absence(Attendance(20, 18, excused=2), from_share=10).truth is True
    assert chronic_absence(Attendance(20, 20, late=9), from_share=10).truth is False


def test_attendance_that_nobody_counted_is_unknown() -> None:
    not_counted = Claim(None, Reason.of("academics.not_counted"))
    assert chronic_absence(Attendance(None, 10), from_share=10) == not_counted
    assert chronic_absence(Attendance(10, None), from_share=10) == not_counted
    assert attended_share(Attendance(0, 0)).reason == Reason.of("academics.nothing_due")
    assert chronic_absence(Attendance(0, 0), from_share=10).truth is None


@pytest.mark.parametrize(
    "counts",
    [{"due": -1, "attended": 0}, {"due": 10, "attended": 11},
     {"due": 10, "attended": 9, "excused": 2}, {"due": 10, "attended": 3, "late": 4}],
)  # fmt: skip
def test_impossible_attendance_is_refused(counts: dict[str, int]) -> None:
    with pytest.raises(AcademicsError):
        Attendance(**counts)


@pytest.mark.parametrize("from_share", [0, -1, 101])
def test_a_threshold_is_a_percentage(from_share: float) -> None:
    with pytest.raises(ValueError, match="percentage"):
        chronic_absence(Attendance(10, 9), from_share=from_share)


def test_homework_handed_in() -> None:
    assert handed_in_share(9, 12).value == 75.0
    assert handed_in_share(None, 12).reason == Reason.of("academics.not_counted")
    with pytest.raises(AcademicsError):
        handed_in_share(13, 12)


def test_distance_to_the_line_is_history_and_no_promise() -> None:
    lines = [AdmissionLine(2023, 548, 750), AdmissionLine(2025, 571, 750)]
    result = distance_to(lines, 563, maximum=750)
    assert [(year.line.year, year.points) for year in result.years] == [(2025, -8), (2023, 15)]
    assert result.newest == result.years[0]
    assert Reason.of("academics.no_promise") in result.notes


def test_distance_says_what_is_missing() -> None:
    other = distance_to([AdmissionLine(2025, 571, 750)], 563, maximum=800).years[0]
    assert other.points is None
    assert other.reason is not None
    assert other.reason.code == "academics.other_maximum"
    unknown = distance_to([AdmissionLine(2025, 571, 750)], None, maximum=750).years[0]
    assert unknown.reason == Reason.of("academics.no_points")
    without_lines = distance_to([], 563, maximum=750)
    assert without_lines.newest is None
    assert Reason.of("academics.no_lines") in without_lines.notes


def test_impossible_lines_are_refused() -> None:
    with pytest.raises(AcademicsError):
        AdmissionLine(2025, 800, 750)
    with pytest.raises(AcademicsError):
        distance_to([], 751, maximum=750)
    with pytest.raises(AcademicsError):
        distance_to([AdmissionLine(2025, 5, 9), AdmissionLine(2025, 6, 9)], 5, maximum=9)
