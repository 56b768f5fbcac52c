"""The series of many cases with their values and phases, read at once; names stay sealed.

For numbers over all of them: whoever shows one student's series asks `series_of`, which holds the
reader to what she may open of that student.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kithwork.casework.models import GoalRating
from kithwork.evaluation.across.seen import CaseSeen
from kithwork.evaluation.models import PhaseStart, Selection, Series, SeriesPoint
from kithwork.evaluation.queries.measured import measure_of
from kithwork.evaluation.queries.series import (
    SeriesSaid,
    Value,
    days_in_percent,
    marks_in_one_unit,
)
from kithwork.people.queries.attendance import days_of_many
from kithwork.people.queries.marks import marks_of_many
from kithwork.surveys.queries.given import forms_of_many

Fed = Mapping[tuple[int, str], tuple[str, Sequence[Value]]]  # by student and measure


@dataclass(frozen=True, slots=True)
class SeriesSeen:
    """A series of a case; `unit` is that of its marks, "" else.

    `was_chosen`: the student was chosen for casework because of this measure.
    """

    said: SeriesSaid
    unit: str
    was_chosen: bool


def series_of_many(cases: Sequence[CaseSeen]) -> Iterator[SeriesSeen]:
    """Yield the series of cases, case by case in the order in which they were set up."""
    students = {case.pk: case.student for case in cases}
    rows = Series.objects.filter(case__in=students).select_related("goal")
    series = list(rows.prefetch_related("goal__versions").order_by("case_id", "pk"))
    phases, fed = _phases(series), _fed(series, students)
    chosen = set(Selection.objects.filter(case__in=students).values_list("case_id", "measure"))
    points, ratings = _points(series), _ratings(series)
    for one in series:
        unit, values = fed.get((students[one.case_id], _measure(one)), ("", ()))
        if one.kind == "goal":
            values = ratings.get(one.goal_id or 0, ())
        elif one.kind in ("rating", "count"):
            values = points.get(one.pk, ())
        said = SeriesSaid(one, "", "", tuple(values), tuple(phases.get(one.pk, ())))
        yield SeriesSeen(said, unit, (one.case_id, measure_of(one)) in chosen)


def _measure(series: Series) -> str:
    """What a fed series is of, as `measure_of` names it; a scale without a score is its total."""
    if series.kind == "score":
        code, _colon, score = series.measure.partition(":")
        return f"score:{code}:{score or 'total'}"
    return measure_of(series)


def _phases(series: Sequence[Series]) -> dict[int, list[tuple[str, dt.date]]]:
    rows = PhaseStart.objects.filter(series__in=series, superseded_by=None).order_by("starts_on")
    found: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
    for key, label, since in rows.values_list("series_id", "label", "starts_on"):
        found[key].append((label, since))
    return found


def _points(series: Sequence[Series]) -> dict[int, list[Value]]:
    rows = SeriesPoint.objects.filter(series__in=series, superseded_by=None).order_by("on")
    found: dict[int, list[Value]] = defaultdict(list)
    for key, on, value in rows.values_list("series_id", "on", "value"):
        found[key].append((on, value))
    return found


def _ratings(series: Sequence[Series]) -> dict[int, list[Value]]:
    goals = [one.goal_id for one in series if one.goal_id and one.kind == "goal"]
    rows = GoalRating.objects.filter(goal__in=goals, superseded_by=None).order_by("on", "pk")
    days: dict[int, dict[dt.date, float | None]] = defaultdict(dict)
    for key, on, level in rows.values_list("goal_id", "on", "level"):
        days[key][on] = float(level)
    return {key: list(by_day.items()) for key, by_day in days.items()}


def _fed(series: Sequence[Series], students: Mapping[int, int]) -> Fed:
    """What marks, attendance and scales feed, of the students whose series ask for it."""

    def asking(kind: str) -> list[Series]:
        return [one for one in series if one.kind == kind]

    return {
        **_marks(asking("mark"), students),
        **_attendance(asking("attendance"), students),
        **_forms(asking("score"), students),
    }


def _students(series: Iterable[Series], students: Mapping[int, int]) -> set[int]:
    return {students[one.case_id] for one in series}


def _marks(series: Sequence[Series], students: Mapping[int, int]) -> Fed:
    subjects = {one.measure for one in series}
    found = marks_of_many(_students(series, students), subjects)
    return {
        (student, f"mark:{subject}"): marks_in_one_unit(points)
        for (student, subject), points in found.items()
    }


def _attendance(series: Sequence[Series], students: Mapping[int, int]) -> Fed:
    found = days_of_many(_students(series, students))
    return {
        (student, measure_of(series[0])): ("", tuple(days_in_percent(days)))
        for student, days in found.items()
    }


def _forms(series: Sequence[Series], students: Mapping[int, int]) -> Fed:
    """Each student's scores by what a series measures ("score:phq-9:total")."""
    codes = {one.measure.partition(":")[0] for one in series}
    scores: dict[tuple[int, str], list[Value]] = defaultdict(list)
    for student, given in forms_of_many(_students(series, students), codes).items():
        for one in given:
            for score, value in one.result.scores.items():
                key = student, f"score:{one.instrument.code}:{score}"
                scores[key].append((one.administration.given_on, value))
    return {key: ("", values) for key, values in scores.items()}
