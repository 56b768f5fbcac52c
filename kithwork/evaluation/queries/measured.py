"""Each series of a case read as the field reads one: phases, indices, claim, and what to expect.

Too few points a phase allow a chart and words only. A p stands only where the start was drawn, and
recorded, before the work began. Beside the series for which a student was chosen stands what would
be expected without help.
"""

import datetime as dt
from collections.abc import Sequence

from kithwork.access.models import User
from kithwork.casework.models import Case
from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.words import say
from kithwork.core.randomization.designs import Design, Limits
from kithwork.core.randomization.plans import Plan, RandomizationResult
from kithwork.core.regression_to_mean import Again, Expected, expected_again
from kithwork.core.singlecase.claims import regression_to_the_mean
from kithwork.core.singlecase.phases import Compared, Session, compared, phases_of
from kithwork.core.singlecase.reading import Draw, SeriesReading, p_of_draw, read_series
from kithwork.core.singlecase.series import Better
from kithwork.evaluation.models import Selection, Series, StartDraw
from kithwork.evaluation.outcome import Measured, MeasuredPoint
from kithwork.evaluation.queries.series import SeriesSaid, series_of
from kithwork.surveys.queries.given import Given


def measured_of(
    user: User, case: Case, given: Sequence[Given], language: str
) -> tuple[Measured, ...]:
    """Return every series of a case with what it says."""
    chosen = {one.measure: one for one in Selection.objects.filter(case=case)}
    return tuple(
        _measured(said, chosen.get(measure_of(said.series)), language)
        for said in series_of(user, case, given=given)
    )


def measure_of(series: Series) -> str:
    """Return what a series measures, as a selection names it ("mark:maths")."""
    return f"{series.kind}:{series.measure}"


def _measured(said: SeriesSaid, chosen: Selection | None, language: str) -> Measured:
    runs = two_conditions(said)
    reading = _reading(runs) if runs else None
    expected = _expected(said, chosen)
    return Measured(
        uid=str(said.series.uid),
        name=said.name,
        unit=said.unit,
        kind=said.series.kind,
        higher_is_better=said.series.better == "higher",
        points=tuple(
            MeasuredPoint(on=on, value=value, phase=said.phase_on(on)) for on, value in said.values
        ),
        reading=reading,
        says=tuple(say(one, language) for one in reading.says) if reading else (),
        p=_p(said, runs, language) if runs else "",
        expected=expected,
        chosen=_chosen(said, chosen, expected, language),
    )


def two_conditions(said: SeriesSaid) -> Compared | None:
    """Return the two conditions A and B of a series; None while it is not in both."""
    sessions = [
        Session(float(on.toordinal()), label[0], value)
        for on, value in said.values
        if (label := said.phase_on(on)) and label != "follow_up"
    ]
    if {one.phase for one in sessions} != {"A", "B"}:
        return None
    better = Better(said.series.better)
    return compared(phases_of(sessions), better=better, labels=("A", "B"))


def _reading(runs: Compared) -> SeriesReading:
    return read_series(runs, rules=single_case().rules)


def _p(said: SeriesSaid, runs: Compared, language: str) -> str:
    draw = StartDraw.objects.filter(series=said.series).first()
    found = p_of_draw("case", runs, _draw(said, draw, runs) if draw else None)
    if isinstance(found, RandomizationResult):
        return say("evaluation.p", language, p=f"{found.p:.3f}", arrangements=found.arrangements)
    return say(found, language)


def _draw(said: SeriesSaid, draw: StartDraw, runs: Compared) -> Draw:
    began = dt.date.fromordinal(int(runs.phases[-1].times[0]))
    limits = Limits(min_a=draw.first - 1, min_b=draw.sessions - draw.last + 1)
    plan = Plan(design=Design.AB, limits=limits, better=Better(said.series.better))
    return Draw(recorded_on=draw.on, began_on=began, plan=plan)


def _expected(said: SeriesSaid, chosen: Selection | None) -> Expected | None:
    seen = [value for _on, value in said.values if value is not None]
    if chosen is None or chosen.mean is None or chosen.sd is None or chosen.r is None or not seen:
        return None
    population = Again(mean=chosen.mean, sd=chosen.sd, r=chosen.r, source=chosen.source)
    return expected_again(seen[0], seen[-1] if len(seen) > 1 else None, population=population)


def _chosen(
    said: SeriesSaid, chosen: Selection | None, expected: Expected | None, language: str
) -> str:
    """The sentence that must stand beside the gain of a student chosen for a score."""
    if chosen is None:
        return ""
    if expected is not None:
        return say(expected.claim, language)
    seen = [value for _on, value in said.values if value is not None]
    return say(regression_to_the_mean(before=seen[0] if seen else 0.0), language)
