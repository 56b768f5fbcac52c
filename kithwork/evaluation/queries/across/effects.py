"""The effects of many cases' series, of one kind at a time, ready to be brought together.

An effect is the difference between the phases in standard deviations within the case (pooled,
corrected for small samples): one unit for whatever was rated or counted. Cases stand singly here,
so only those whose student agreed to research come in; they are numbered by their effect, anew in
each kind, and have no other name. Marks and attendance need the reader's leave to each student's
file and stay with their case.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kithwork.casework.models import GoalRating
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say
from kithwork.core.estimates import Estimate
from kithwork.core.singlecase.series import refusal
from kithwork.core.singlecase.standardized import smd_pooled
from kithwork.core.support.functions import Function
from kithwork.core.synthesis import Effect, Synthesis, synthesize
from kithwork.evaluation.across.seen import CaseSeen
from kithwork.evaluation.models import PhaseStart, Series, SeriesPoint
from kithwork.evaluation.queries.measured import two_conditions
from kithwork.evaluation.queries.series import SeriesSaid
from kithwork.surveys.queries.given import forms_of_many

KINDS = ("rating", "count", "goal", "score")
FEWEST = 3  # cases from which effects are brought together
Point = tuple[dt.date, float | None]


@dataclass(frozen=True, slots=True)
class Together:
    """The effects of one kind of series, and their synthesis where there are cases enough.

    `code` is the function of support for goals, "" else. `left_out` counts series that give no
    effect: a phase has too few points, or nothing varies.
    """

    kind: str
    title: str
    code: str
    effects: tuple[Effect, ...]
    cases: int
    left_out: int
    synthesis: Synthesis | None


def brought_together(cases: Sequence[CaseSeen], language: str) -> tuple[Together, ...]:
    """Return the series of cases that allow it, kind by kind."""
    allowing = [case for case in cases if case.allows_research]
    by_kind: dict[tuple[str, str], list[tuple[int, Estimate | None]]] = defaultdict(list)
    for said in _series(allowing):
        by_kind[_kind(said.series)].append((said.series.case_id, _effect(said)))
    return tuple(_together(kind, found, language) for kind, found in sorted(by_kind.items()))


def _together(
    kind: tuple[str, str], found: Iterable[tuple[int, Estimate | None]], language: str
) -> Together:
    read = list(found)
    stated = [(case, one) for case, one in read if one is not None]
    ordered = sorted(stated, key=lambda pair: (pair[1].estimate or 0.0, pair[0]))
    cases = list(dict.fromkeys(case for case, _one in ordered))
    effects = tuple(
        Effect(
            name=say("across.synthesis.case", language, n=cases.index(case) + 1),
            estimate=one.estimate,
            se=one.se,
            cluster=str(case),
        )
        for case, one in ordered
        if one.estimate is not None and one.se is not None
    )
    return Together(
        kind=kind[0],
        title=_title(kind, language),
        code=kind[1] if kind[0] == "goal" else "",
        effects=effects,
        cases=len(cases),
        left_out=len(read) - len(effects),
        synthesis=synthesize(effects) if len(cases) >= FEWEST else None,
    )


def _title(kind: tuple[str, str], language: str) -> str:
    name, what = kind
    function = functions()[Function(what)].short.said_in(language) if name == "goal" else ""
    title = instruments()[what].instrument.title.said_in(language) if name == "score" else ""
    return say(f"across.synthesis.kind.{name}", language, function=function, title=title)


def _kind(series: Series) -> tuple[str, str]:
    """What a series is brought together with: a scale by its name, a goal by its function."""
    if series.kind == "score":
        return "score", series.measure.partition(":")[0]
    if series.kind == "goal" and series.goal is not None:
        return "goal", series.goal.versions.all()[0].function
    return series.kind, ""


def _effect(said: SeriesSaid) -> Estimate | None:
    compared = two_conditions(said)
    if compared is None or refusal(compared.pooled, single_case().rules):
        return None
    found = smd_pooled(compared.pooled)
    return found if found.estimate is not None and found.se else None


def _series(cases: Sequence[CaseSeen]) -> Iterable[SeriesSaid]:
    """The series of cases with their values and phases; names stay sealed."""
    keys = [case.pk for case in cases]
    rows = Series.objects.filter(case__in=keys, kind__in=KINDS).select_related("goal")
    series = list(rows.prefetch_related("goal__versions").order_by("case_id", "pk"))
    phases, points = _phases(series), _points(series)
    ratings, forms = _ratings(series), _forms(cases, series)
    students = {case.pk: case.student for case in cases}
    for one in series:
        values: Sequence[Point]
        if one.kind == "goal":
            values = ratings.get(one.goal_id or 0, ())
        elif one.kind == "score":
            values = forms.get((students[one.case_id], one.measure), ())
        else:
            values = points.get(one.pk, ())
        yield SeriesSaid(one, "", "", tuple(values), tuple(phases.get(one.pk, ())))


def _phases(series: Sequence[Series]) -> dict[int, list[tuple[str, dt.date]]]:
    rows = PhaseStart.objects.filter(series__in=series, superseded_by=None).order_by("starts_on")
    found: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
    for key, label, since in rows.values_list("series_id", "label", "starts_on"):
        found[key].append((label, since))
    return found


def _points(series: Sequence[Series]) -> dict[int, list[Point]]:
    rows = SeriesPoint.objects.filter(series__in=series, superseded_by=None).order_by("on")
    found: dict[int, list[Point]] = defaultdict(list)
    for key, on, value in rows.values_list("series_id", "on", "value"):
        found[key].append((on, value))
    return found


def _ratings(series: Sequence[Series]) -> dict[int, list[Point]]:
    goals = [one.goal_id for one in series if one.goal_id]
    rows = GoalRating.objects.filter(goal__in=goals, superseded_by=None).order_by("on", "pk")
    days: dict[int, dict[dt.date, float | None]] = defaultdict(dict)
    for key, on, level in rows.values_list("goal_id", "on", "level"):
        days[key][on] = float(level)
    return {key: list(by_day.items()) for key, by_day in days.items()}


def _forms(
    cases: Sequence[CaseSeen], series: Sequence[Series]
) -> dict[tuple[int, str], list[Point]]:
    """Each student's scores by what a series measures ("phq-9:total")."""
    measures = {one.measure for one in series if one.kind == "score"}
    codes = {measure.partition(":")[0] for measure in measures}
    forms = forms_of_many({case.student for case in cases}, codes)
    found: dict[tuple[int, str], list[Point]] = defaultdict(list)
    for student, given in forms.items():
        for one in given:
            for score, value in one.result.scores.items():
                key = student, f"{one.instrument.code}:{score}"
                found[key].append((one.administration.given_on, value))
    return found
