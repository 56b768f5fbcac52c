"""Each series under its outcome, with the measure that fits; and those who had a gap at first."""

import datetime as dt
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kithwork.access.console import OPERATOR
from kithwork.casework.models import Case, Goal, GoalVersion
from kithwork.catalogue.words import say
from kithwork.core.academics.units import Unit
from kithwork.core.support.functions import ALL
from kithwork.evaluation.across import tables
from kithwork.evaluation.actions.admissions import chosen_for
from kithwork.evaluation.models import PhaseStart, Series, SeriesPoint
from kithwork.evaluation.queries.across.cases import seen_at
from kithwork.evaluation.queries.across.effects import Outcome, Together, brought_together
from kithwork.evaluation.queries.across.learned import learned_in, periods_of, programme_of
from kithwork.evaluation.queries.measured import measured_of
from kithwork.evaluation.tests.closing import closed_cases, students
from kithwork.people.actions.attendance import NewAttendance, record_attendance_many
from kithwork.people.actions.exams import NewMark, announce_exam, enter_marks_many
from kithwork.people.models import Student, Term
from kithwork.people.queries.marks import marks_of, marks_of_many
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
RISES = (3, 4, 3, 5, 4, 5, 6, 4, 7, 6, 7)
FIRST_B = 3  # of six exams, or days, the first of phase B
OTHERS = (40, 50, 60, 70, 80)  # who sat the same exams
UP = (40, 42, 41, 60, 62, 61)
MARKS = Outcome("marks", "z")


def series_of(case: Case, kind: str, measure: str = "", **more) -> Series:
    series = Series.objects.create(case=case, kind=kind, measure=measure, better="higher", **more)
    PhaseStart.objects.create(series=series, label="A", starts_on=TODAY)
    PhaseStart.objects.create(series=series, label="B", starts_on=TODAY + FIRST_B * DAY)
    return series


def examined(cast: Cast, marks: dict[Student, Sequence[int | None]], *, others=OTHERS) -> None:
    """Hold six exams of a subject, a day apart, with some others whose marks never move."""
    term = Term.objects.filter(year__school=cast.college).first()
    beside = students(cast.college, len(others))
    for place in range(len(UP)):
        exam = announce_exam(
            term=term,
            sitting=f"{place}",
            subject="maths",
            maximum=100,
            held_on=TODAY + place * DAY,
            by=OPERATOR,
        )
        rows = [NewMark(one, exam, score, "sat") for one, score in zip(beside, others, strict=True)]
        for student, scores in marks.items():
            state = "absent" if scores[place] is None else "sat"
            rows.append(NewMark(student, exam, scores[place], state))
        enter_marks_many(school=cast.college, marks=rows, by=OPERATOR)


def attended(cast: Cast, student: Student, days: Sequence[int]) -> None:
    term = Term.objects.filter(year__school=cast.college).first()
    rows = [
        NewAttendance(student, term, on=TODAY + place * DAY, due=8, attended=count)
        for place, count in enumerate(days)
    ]
    record_attendance_many(school=cast.college, rows=rows, by=OPERATOR)


def together(cast: Cast) -> dict[Outcome, Together]:
    return {one.outcome: one for one in brought_together(seen_at(cast.college), "en")}


def test_marks_are_brought_together_as_the_difference_of_their_z(cast):
    cases = closed_cases(cast.college, cast.shen, 3)
    down = tuple(reversed(UP))
    examined(cast, {cases[0].student: UP, cases[1].student: UP, cases[2].student: down})
    for case in cases:
        series_of(case, "mark", "maths")
    found = together(cast)[MARKS]
    assert (found.cases, found.left_out, found.short) == (3, 0, 3)
    falling, *rising = [one.estimate for one in found.effects]
    assert falling < 0 < rising[0] == pytest.approx(rising[1])
    [told] = measured_of(cast.shen, cases[0], (), "en")
    z = [point.value for point in told.points]
    assert rising[0] == pytest.approx(sum(z[3:]) / 3 - sum(z[:3]) / 3)
    assert found.synthesis.mean.estimate is not None


def test_one_exam_without_a_spread_puts_the_whole_series_in_percent(cast):
    [case] = closed_cases(cast.college, cast.shen, 1)
    examined(cast, {case.student: UP}, others=OTHERS[:2])
    series_of(case, "mark", "maths")
    found = together(cast)
    assert list(found) == [Outcome("marks", "percent")]
    [effect] = found[Outcome("marks", "percent")].effects
    assert effect.estimate == pytest.approx(20)
    [told] = measured_of(cast.shen, case, (), "en")
    assert [point.value for point in told.points] == list(UP)


def test_the_marks_of_many_are_those_of_each(cast):
    pair = students(cast.college, 2)
    examined(cast, {pair[0]: UP, pair[1]: tuple(reversed(UP))})
    found = marks_of_many([one.pk for one in pair], ["maths"])
    for one in pair:
        [series] = marks_of(OPERATOR, one)
        assert found[one.pk, "maths"] == series.points


def test_an_exam_that_was_missed_is_no_point(cast):
    [case] = closed_cases(cast.college, cast.shen, 1)
    examined(cast, {case.student: (40, None, 41, 60, 62, 61)})
    series_of(case, "mark", "maths")
    assert together(cast)[MARKS].left_out == 1  # two marks before the work are too few


def test_attendance_is_a_difference_and_full_attendance_counts(cast):
    cases = closed_cases(cast.college, cast.shen, 3)
    for case in cases:
        attended(cast, case.student, (6, 4, 5, 8, 8, 8))
        series_of(case, "attendance")
    found = together(cast)[Outcome("attendance")]
    assert [one.estimate for one in found.effects] == [pytest.approx(37.5)] * 3


def test_what_is_rated_for_a_goal_stands_under_the_function_of_the_goal(cast):
    cases = closed_cases(cast.college, cast.shen, 3)
    for case in cases:
        goal = Goal.objects.create(case=case, number=2)
        GoalVersion.objects.create(goal=goal, baseline_level=-1, anchors_written=5, function="AP")
        series = series_of(case, "rating", goal=goal)
        for place, value in enumerate((3, 4, 3, 6, 7, 6)):
            SeriesPoint.objects.create(series=series, on=TODAY + place * DAY, value=value)
    closed_cases(cast.college, cast.shen, 1, ratings=RISES)
    found = together(cast)
    assert [one.kind for one in found] == ["function", "rating"]
    assert found[Outcome("function", "AP")].cases == 3


def test_the_number_of_queries_does_not_grow_with_the_cases(cast):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            together(cast)
        return len(queries)

    for number in (1, 3):
        cases = closed_cases(cast.college, cast.shen, number)
        for case in cases:
            attended(cast, case.student, (6, 4, 5, 8, 8, 8))
            series_of(case, "attendance")
            series_of(case, "mark", "maths")
        if number == 1:
            examined(cast, {cases[0].student: UP})
            few = asked()
    assert asked() == few


def test_that_students_were_chosen_for_low_marks_is_told(cast):
    cases = closed_cases(cast.college, cast.shen, 3)
    examined(cast, {case.student: UP for case in cases})
    for case in cases:
        series_of(case, "mark", "maths")
    assert not together(cast)[MARKS].was_chosen
    chosen_for(case=cases[0], measure="mark:maths", population=None, by=cast.shen)
    assert together(cast)[MARKS].was_chosen


def test_of_a_case_without_consent_to_research_nothing_stands(cast):
    [case] = closed_cases(cast.college, cast.shen, 1, research=False)
    examined(cast, {case.student: UP})
    series_of(case, "mark", "maths")
    assert together(cast) == {}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize(
    "outcome",
    [
        *(Outcome("function", one.value) for one in ALL),
        *(Outcome("marks", unit.value) for unit in Unit),
        *map(Outcome, ("rating", "count", "attendance")),
        Outcome("score", "phq-9"),
    ],
)
def test_each_outcome_and_its_measure_have_words(outcome, language):
    assert outcome.title_in(language)
    assert say(outcome.measure, language)


def moved(cast: Cast):
    everything = periods_of(cast.college, "en")[0]
    table = tables.moved_table(learned_in(cast.shen, cast.college, everything).counted, "en")
    return {line.code: line.numbers for line in table.lines}


def test_of_those_with_a_gap_at_first_stands_what_they_say_at_last(cast):
    closed_cases(cast.college, cast.shen, 12)
    closed_cases(cast.college, cast.shen, 6, is_lost=True)
    assert moved(cast)["EM"] == (18, 12, 0, 0, 6)


def test_a_few_who_were_not_asked_again_are_hidden_and_others_beside_them(cast):
    closed_cases(cast.college, cast.shen, 12)
    closed_cases(cast.college, cast.shen, 3, is_lost=True)
    assert moved(cast)["EM"] == (15, None, 0, 0, None)


def test_by_pathway_the_table_is_not_shown_and_why(cast):
    closed_cases(cast.college, cast.shen, 12)
    counted = programme_of(cast.shen, cast.college, "P2").counted
    assert tables.moved_table(counted, "en") is None
    assert "over all cases only" in " ".join(tables.support_table(counted, "en").notes)
