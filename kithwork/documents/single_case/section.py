"""The part of a report that tells one series: its chart, its sentences, then its numbers.

With fewer points than a statistic needs there are the chart and words only. A p stands there only
where the draw of the start is on record; where none was drawn nothing is said of it.
"""

from collections.abc import Iterator

from kithwork.catalogue.words import say
from kithwork.core.estimates import Estimate
from kithwork.core.randomization.plans import RandomizationResult
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.reading import SeriesReading
from kithwork.documents.cells import Cell, Mark
from kithwork.documents.charts.phases import ChartWords, phase_alternative, phase_chart
from kithwork.documents.report.blocks import Bullets
from kithwork.documents.report.pictures import Figure
from kithwork.documents.report.report import Block
from kithwork.documents.report.tables import Column, Table, number

DECIMALS = 2
_NONE = "–"  # no published error: nothing that could be computed is missing


def series_section(
    name: str,
    reading: SeriesReading,
    *,
    words: ChartWords,
    language: str,
    p: RandomizationResult | None = None,
    has_band: bool = False,
) -> tuple[Block, ...]:
    """Return the blocks of one series; `name` is what the report calls the student or the goal.

    Raises ValueError for a series without a single point.
    """
    figure = Figure(
        phase_chart({name: reading}, words=words, language=language, has_band=has_band),
        alternative=phase_alternative({name: reading}, language=language),
        caption=say("singlecase.chart.title", language, measure=words.measure),
    )
    sentences = Bullets.of(*(say(reason, language) for reason in _said(reading, p)))
    if reading.is_words_only:
        return (figure, sentences)
    return (figure, sentences, _table(reading, language))


def _said(reading: SeriesReading, p: RandomizationResult | None) -> Iterator[Reason]:
    """Yield each sentence once: what was found, the p of the draw, and what weakens both."""
    reasons = [*reading.says]
    if p is not None:
        reasons += [p.claim, *p.notes]
    yield from dict.fromkeys([*reasons, *reading.remarks])


def _table(reading: SeriesReading, language: str) -> Table:
    heads = [say(f"singlecase.table.{head}", language) for head in ("est", "se", "low", "high")]
    columns = [number(head, decimals=DECIMALS) for head in heads]
    rows = tuple(
        (say(f"singlecase.{name}", language), *_cells(index))
        for name, index in reading.indices.items()
    )
    return Table(
        say("singlecase.table.caption", language),
        (Column(say("singlecase.table.index", language)), *columns),
        rows,
        note=say("singlecase.table.note", language),
    )


def _cells(index: Estimate) -> Iterator[Cell]:
    yield Mark.NOT_COMPUTED if index.estimate is None else index.estimate
    limits = (index.interval.low, index.interval.high) if index.interval else (None, None)
    for figure in (index.se, *limits):
        yield _NONE if figure is None else figure
