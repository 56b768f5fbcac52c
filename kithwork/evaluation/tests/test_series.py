"""Series, phases and drawn starts: written once, read as the field reads them, never re-drawn."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.casework.models import Case
from kithwork.casework.tests.filing import opened
from kithwork.evaluation.actions.admissions import Population, chosen_for
from kithwork.evaluation.actions.series import (
    NewSeries,
    add_point,
    begin_phase,
    begin_series,
    draw_start,
)
from kithwork.evaluation.models import Series, SeriesPoint, StartDraw
from kithwork.evaluation.queries.measured import measured_of
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

A, B = (3, 4, 3, 5, 4), (5, 6, 4, 7, 6, 7)  # the worked vector of the field specification
DAY = dt.timedelta(days=1)
EVENINGS = NewSeries(name="晚上学习", kind="rating", higher_is_better=True, unit="0–10")


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def series(cast: Cast, case: Case) -> Series:
    return begin_series(case=case, series=EVENINGS, by=cast.lin)


def filled(series: Series, by) -> None:
    for place, value in enumerate((*A, *B)):
        add_point(series=series, on=TODAY + place * DAY, value=value, by=by)
    begin_phase(series=series, label="A", on=TODAY, by=by)
    begin_phase(series=series, label="B", on=TODAY + len(A) * DAY, by=by)


def test_the_worked_vector_is_read_from_the_case(cast, case, series):
    filled(series, cast.lin)
    (found,) = measured_of(cast.lin, case, (), "en")
    assert found.name == "晚上学习"
    assert found.reading is not None
    assert found.reading.indices["nap"].estimate == pytest.approx(27.5 / 30)
    assert found.reading.indices["pnd"].estimate == pytest.approx(4 / 6)
    assert [point.phase for point in found.points] == ["A"] * 5 + ["B"] * 6
    assert found.says


def test_two_points_a_phase_give_words_only(cast, case, series):
    for place, value in enumerate((3, 4, 6, 7)):
        add_point(series=series, on=TODAY + place * DAY, value=value, by=cast.lin)
    begin_phase(series=series, label="A", on=TODAY, by=cast.lin)
    begin_phase(series=series, label="B", on=TODAY + 2 * DAY, by=cast.lin)
    (found,) = measured_of(cast.lin, case, (), "en")
    assert found.reading is not None
    assert found.reading.is_words_only


def test_a_corrected_point_keeps_the_first(cast, series):
    add_point(series=series, on=TODAY, value=3, by=cast.lin)
    add_point(series=series, on=TODAY, value=4, by=cast.lin)
    assert list(SeriesPoint.objects.order_by("version").values_list("value", flat=True)) == [3, 4]
    assert series.points.get(superseded_by=None).value == 4
    with pytest.raises(DatabaseError), transaction.atomic():
        series.points.update(value=9)


def test_whoever_does_not_work_on_the_case_writes_nothing(cast, case, series):
    for user in (cast.tan, cast.su, cast.gu, cast.luo):
        with pytest.raises(NotAllowed):
            add_point(series=series, on=TODAY, value=1, by=user)
        with pytest.raises(NotAllowed):
            begin_series(case=case, series=EVENINGS, by=user)
    assert not SeriesPoint.objects.exists()


def test_a_fed_series_has_no_points_of_its_own(cast, case):
    marks = NewSeries(name="数学", kind="mark", measure="maths", higher_is_better=True)
    made = begin_series(case=case, series=marks, by=cast.lin)
    with pytest.raises(Refused, match="is_fed"):
        add_point(series=made, on=TODAY, value=60, by=cast.lin)


def test_the_baseline_comes_first(cast, series):
    begin_phase(series=series, label="A", on=TODAY, by=cast.lin)
    with pytest.raises(Refused, match="baseline_first"):
        begin_phase(series=series, label="B", on=TODAY - DAY, by=cast.lin)
    with pytest.raises(Refused, match="phase_on_that_day"):
        begin_phase(series=series, label="B", on=TODAY, by=cast.lin)


def test_a_start_is_drawn_once_among_those_that_leave_both_phases_enough(cast, series):
    drawn = draw_start(series=series, sessions=20, on=TODAY, by=cast.lin)
    assert (drawn.first, drawn.last) == (6, 16)
    assert drawn.first <= drawn.drawn <= drawn.last
    with pytest.raises(Refused, match="drawn_already"):
        draw_start(series=series, sessions=20, on=TODAY, by=cast.lin)


@pytest.mark.parametrize(("sessions", "is_drawn"), [(9, False), (10, True)])
def test_fewer_than_ten_sessions_are_not_drawn_among(cast, series, sessions, is_drawn):
    if is_drawn:
        assert draw_start(series=series, sessions=sessions, on=TODAY, by=cast.lin).drawn == 6
    else:
        with pytest.raises(Refused, match="too_few"):
            draw_start(series=series, sessions=sessions, on=TODAY, by=cast.lin)
    assert StartDraw.objects.exists() is is_drawn


def test_a_p_stands_only_on_a_draw_before_the_work(cast, case, series):
    draw_start(series=series, sessions=11, on=TODAY - DAY, by=cast.lin)
    drawn = StartDraw.objects.get()
    for place in range(11):
        value = 3 + place % 2 if place < drawn.drawn - 1 else 7 + place % 2
        add_point(series=series, on=TODAY + place * DAY, value=value, by=cast.lin)
    begin_phase(series=series, label="A", on=TODAY, by=cast.lin)
    begin_phase(series=series, label="B", on=TODAY + (drawn.drawn - 1) * DAY, by=cast.lin)
    (found,) = measured_of(cast.lin, case, (), "en")
    assert found.p.startswith("p = 0.500")  # the better of two possible starts


def test_without_a_draw_no_p_is_given(cast, case, series):
    filled(series, cast.lin)
    (found,) = measured_of(cast.lin, case, (), "en")
    assert not found.p.startswith("p =")
    assert found.p


def test_a_student_chosen_for_a_low_score_has_the_expected_beside_it(cast, case, series):
    filled(series, cast.lin)
    norm = Population(mean=5, sd=2, r=0.8, source="the grade, autumn")
    chosen_for(case=case, measure="rating:", population=norm, by=cast.lin)
    (found,) = measured_of(cast.lin, case, (), "en")
    assert found.expected is not None
    assert found.expected.expected == pytest.approx(5 + 0.8 * (3 - 5))
    assert found.chosen
    with pytest.raises(Refused, match="chosen_already"):
        chosen_for(case=case, measure="rating:", population=None, by=cast.lin)


def test_without_a_population_the_sentence_stands_alone(cast, case, series):
    filled(series, cast.lin)
    chosen_for(case=case, measure="rating:", population=None, by=cast.lin)
    (found,) = measured_of(cast.lin, case, (), "en")
    assert found.expected is None
    assert "by itself" in found.chosen
