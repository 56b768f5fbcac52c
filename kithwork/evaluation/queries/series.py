"""The series of a case on their days: fed by what is recorded elsewhere, or by points of its own.

Nothing is copied: marks come in one unit a subject (z against those who sat the same exams, else
percentile of the rank, else percent of the maximum), attendance as percent of sessions, scale
scores as they were scored, goals as rated.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.casework.models import Case, GoalRating
from kithwork.casework.sealing import CaseVault
from kithwork.core.academics.units import Sat, Unit, in_one_unit
from kithwork.evaluation.models import PhaseStart, Series, SeriesPoint
from kithwork.people.models import Attendance, Mark
from kithwork.people.queries.attendance import days_of
from kithwork.people.queries.marks import MarkPoint, marks_of
from kithwork.surveys.queries.given import Given

NAME, UNIT = "series.name", "series.unit"


@dataclass(frozen=True, slots=True)
class SeriesSaid:
    """A series in the clear, with its values by day and the days on which its phases begin."""

    series: Series
    name: str
    unit: str
    values: tuple[tuple[dt.date, float | None], ...]
    phases: tuple[tuple[str, dt.date], ...]

    def phase_on(self, day: dt.date) -> str:
        """Return the phase of a day, "" before the first."""
        begun = [label for label, since in self.phases if since <= day]
        return begun[-1] if begun else ""


def subjects_of(case: Case) -> list[str]:
    """Return the subjects in which the student has marks."""
    marks = Mark.objects.filter(student=case.student)
    return sorted(set(marks.values_list("exam__subject", flat=True)))


def series_of(user: User, case: Case, *, given: Sequence[Given]) -> tuple[SeriesSaid, ...]:
    """Return the series of a case in the order in which they were set up."""
    vault = CaseVault(case)
    rows = Series.objects.filter(case=case).select_related("goal").order_by("pk")
    return tuple(_said(user, one, vault, given) for one in rows)


def _said(user: User, series: Series, vault: CaseVault, given: Sequence[Given]) -> SeriesSaid:
    starts = PhaseStart.objects.filter(series=series, superseded_by=None).order_by("starts_on")
    return SeriesSaid(
        series=series,
        name=vault.open(series.name, row=series.uid, field=NAME),
        unit=vault.open(series.unit, row=series.uid, field=UNIT),
        values=tuple(_FEEDS.get(series.kind, _own)(user, series, given)),
        phases=tuple(starts.values_list("label", "starts_on")),
    )


Value = tuple[dt.date, float | None]
Values = Iterator[Value]


def marks_in_one_unit(points: Sequence[MarkPoint]) -> tuple[Unit, tuple[Value, ...]]:
    """Return the unit of a subject's marks, one for all of them, and their values by day."""
    told = in_one_unit([Sat(one.as_mark(), one.rank, one.cohort_size) for one in points])
    days = (one.on for one in points)
    return told.unit, tuple(zip(days, told.values, strict=True))


def days_in_percent(days: Iterable[Attendance]) -> Iterator[Value]:
    """Yield how much of each day was attended, 0 to 100; None where that is not known."""
    for row in days:
        if row.on is not None:
            counted = row.due and row.attended is not None
            yield row.on, 100 * (row.attended or 0) / (row.due or 1) if counted else None


def _own(_user: User, series: Series, _given: Sequence[Given]) -> Values:
    points = SeriesPoint.objects.filter(series=series, superseded_by=None).order_by("on")
    yield from points.values_list("on", "value")


def _marks(user: User, series: Series, _given: Sequence[Given]) -> Values:
    for one in marks_of(user, series.case.student):
        if one.subject == series.measure:
            yield from marks_in_one_unit(one.points)[1]


def _attendance(user: User, series: Series, _given: Sequence[Given]) -> Values:
    yield from days_in_percent(reversed(days_of(user, series.case.student)))


def _scores(_user: User, series: Series, given: Sequence[Given]) -> Values:
    instrument, _colon, score = series.measure.partition(":")
    for one in given:
        if one.instrument.code == instrument:
            yield one.administration.given_on, one.result.scores.get(score or "total")


def _goal(_user: User, series: Series, _given: Sequence[Given]) -> Values:
    ratings = GoalRating.objects.filter(goal=series.goal, superseded_by=None).order_by("on", "pk")
    by_day = {one.on: float(one.level) for one in ratings}
    yield from by_day.items()


_FEEDS: dict[str, Callable[[User, Series, Sequence[Given]], Values]] = {
    "mark": _marks,
    "attendance": _attendance,
    "score": _scores,
    "goal": _goal,
}
