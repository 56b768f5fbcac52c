"""What came of a case, drawn: quilts before and after, each series as the field charts it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.casework.models import Case
from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.support import sources, thresholds
from kithwork.catalogue.words import say
from kithwork.core.singlecase.series import Better
from kithwork.core.singlecase.stability import baseline_stability
from kithwork.core.support.quilt import quilts_of
from kithwork.desk.queries.drawn import DrawnQuilt, drawn
from kithwork.documents.charts.phases import ChartWords, phase_chart
from kithwork.documents.charts.quilt import Size, Theme
from kithwork.evaluation.outcome import CaseOutcome, Measured, SupportChange
from kithwork.evaluation.queries.outcome import outcome_of


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One index of a series with its number and interval in words."""

    name: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """A series with its chart and its indices.

    While there are not two phases the chart is "", and `steady` says whether the baseline is steady
    enough to begin, each reason for or against it.
    """

    measured: Measured
    chart: str
    indices: tuple[IndexLine, ...]
    steady: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """All of the page; `quilts` are the first and the latest, or the first alone."""

    outcome: CaseOutcome
    quilts: tuple[DrawnQuilt, ...]
    series: tuple[DrawnSeries, ...]
    missing: tuple[str, ...]
    has_band: bool


def outcome_page(user: User, case: Case, *, language: str, has_band: bool = False) -> OutcomePage:
    """Return the page of a case's outcome for its reader; on request with the band of 2 SD."""
    outcome = outcome_of(user, case, language=language)
    return OutcomePage(
        outcome=outcome,
        quilts=tuple(_quilts(outcome.support, language)) if outcome.support else (),
        series=tuple(_series(one, language, has_band=has_band) for one in outcome.measured),
        missing=tuple(say(reason, language) for reason in outcome.missing),
        has_band=has_band,
    )


def _quilts(support: SupportChange, language: str) -> Iterator[DrawnQuilt]:
    after = support.after or support.before
    changed = support.difference.places if support.difference else frozenset()
    first, latest = quilts_of(
        support.before, after, thresholds=thresholds(), order=sources(), changed=changed
    )
    yield drawn(first, language, size=Size.CARD)
    if support.after is not None:
        yield drawn(latest, language, size=Size.CARD)


def _series(one: Measured, language: str, *, has_band: bool) -> DrawnSeries:
    if one.reading is None:
        return DrawnSeries(one, "", (), steady=_steady(one, language))
    words = ChartWords(
        measure=one.name, time=say("casereport.series.time", language), has_dates=True
    )
    chart = phase_chart(
        {one.name: one.reading},
        words=words,
        language=language,
        theme=Theme.PAGE,
        has_band=has_band,
    )
    indices = () if one.reading.is_words_only else tuple(_indices(one, language))
    return DrawnSeries(one, chart, indices)


def _steady(one: Measured, language: str) -> tuple[str, ...]:
    if not one.points:
        return ()
    found = baseline_stability(
        tuple(point.value for point in one.points),
        better=Better.HIGHER if one.higher_is_better else Better.LOWER,
        rules=single_case().rules,
    )
    return tuple(say(reason, language) for reason in found.reasons)


def _indices(one: Measured, language: str) -> Iterator[IndexLine]:
    assert one.reading is not None
    for name, index in one.reading.indices.items():
        if index.estimate is None:
            continue
        limits = index.interval
        yield IndexLine(
            name=say(f"singlecase.{name}", language),
            value=f"{index.estimate:.2f}",
            interval=f"{limits.low:.2f} – {limits.high:.2f}" if limits else "",
        )
