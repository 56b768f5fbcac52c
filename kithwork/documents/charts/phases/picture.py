"""The chart of one case or of several under each other, as SVG without script or style.

The convention of the field: a panel for each case over one common axis of time, so that staggered
starts stand under each other; a dashed upright line where the phase changes and the phases' names
above; points joined by a line that never crosses a change of phase and breaks at a session without
a value; the median of each phase as a thin line, its trend (Theil–Sen) as a dashed one; on request
the band of the baseline's mean ± 2 standard deviations. All is told apart by shape as well as by
colour, so that it prints in black and white.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.words import say, shown
from kithwork.core.singlecase.lines import theil_sen
from kithwork.core.singlecase.phases import Phase
from kithwork.core.singlecase.reading import SeriesReading
from kithwork.core.singlecase.series import summary
from kithwork.documents.charts.phases.axes import Scale, scale_of_times, scale_of_values
from kithwork.documents.charts.phases.telling import (
    FEWEST_FOR_LINES,
    phase_alternative,
    points_of,
    stretches,
)
from kithwork.documents.charts.quilt.elements import element, words
from kithwork.documents.charts.quilt.palette import PALETTES, Palette, Theme
from kithwork.documents.charts.quilt.wrapping import width_of, wrapped
from kithwork.documents.fonts import FAMILY
from kithwork.documents.texts import readable

WIDTH, PANEL = 640.0, 190.0
LEFT, RIGHT, TOP, BETWEEN, FOOT = 64.0, 16.0, 30.0, 34.0, 58.0
POINT, TYPE, SMALL = 3.2, 12.0, 11.0
NUMBERS, DATES = 10, 6  # labels that find room beside each other
_DASH = "5 3"
_FONTS = f"{FAMILY}, PingFang SC, Microsoft YaHei, sans-serif"


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What was measured, and what the time is counted in, as the reader calls them.

    `has_dates` says that times are days (proleptic ordinals), which stand at the axis as dates.
    """

    measure: str
    time: str
    has_dates: bool = False


def phase_chart(
    readings: Mapping[str, SeriesReading],
    *,
    words: ChartWords,
    language: str,
    theme: Theme = Theme.LIGHT,
    has_band: bool = False,
) -> str:
    """Return the chart of one or more cases; raises ValueError where none has a point."""
    picture = _Picture(readings, words, language, palette=PALETTES[theme], has_band=has_band)
    title = say("singlecase.chart.title", language, measure=readable(words.measure))
    alternative = readable(phase_alternative(readings, language=language))
    return element(
        "svg",
        element("title", escape(title)),
        element("desc", escape(alternative)),
        *picture.whole(),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=f"{title}: {alternative}",
        lang=language,
        width=WIDTH,
        height=picture.height,
        viewBox=f"0 0 {WIDTH:g} {picture.height:g}",
        font_family=_FONTS,
        font_size=TYPE,
    )


class _Picture:
    """Panels under each other; coordinates grow right and down."""

    def __init__(
        self,
        readings: Mapping[str, SeriesReading],
        said: ChartWords,
        language: str,
        *,
        palette: Palette,
        has_band: bool,
    ) -> None:
        self.readings, self.said, self.language = readings, said, language
        self.palette, self.has_band = palette, has_band
        phases = [phase for one in readings.values() for phase in one.compared.phases]
        points = [point for phase in phases for point in points_of(phase)]
        if not points:
            raise ValueError("a chart needs at least one point")
        times = [time for phase in phases for time in phase.times]
        most = DATES if said.has_dates else NUMBERS
        self.across = scale_of_times(times, start=LEFT, end=WIDTH - RIGHT, most=most)
        self.values = [value for _, value in points]
        self.values += [*self._edges_of_bands(), *_ends_of_trends(phases)]

    @property
    def height(self) -> float:
        count = len(self.readings)
        return TOP + count * PANEL + (count - 1) * BETWEEN + FOOT

    def whole(self) -> Iterator[str]:
        for place, (name, reading) in enumerate(self.readings.items()):
            top = TOP + place * (PANEL + BETWEEN)
            up = scale_of_values(self.values, start=top + PANEL, end=top)
            yield from self._frame(up, top)
            if self.has_band:
                yield from self._band(reading, up)
            for earlier, later in pairwise(reading.compared.phases):
                yield self._change(earlier, later, top)
            for phase in reading.compared.phases:
                yield from self._phase(phase, up, top)
            if len(self.readings) > 1:
                yield self._name(name, top)
        yield from self._time_axis()
        yield from self._key()

    def _edges_of_bands(self) -> Iterator[float]:
        for reading in self.readings.values() if self.has_band else ():
            if reading.band.low is not None and reading.band.high is not None:
                yield from (reading.band.low, reading.band.high)

    def _frame(self, up: Scale, top: float) -> Iterator[str]:
        yield self._line(LEFT, top, LEFT, top + PANEL, self.palette.ink_soft)
        yield self._line(LEFT, top + PANEL, WIDTH - RIGHT, top + PANEL, self.palette.ink_soft)
        for tick in up.ticks:
            y = up.at(tick)
            yield self._line(LEFT - 4, y, LEFT, y, self.palette.ink_soft)
            yield self._words(shown(float(tick), self.language), LEFT - 8, y, anchor="end")
        yield self._upright(readable(self.said.measure), top + PANEL / 2)

    def _band(self, reading: SeriesReading, up: Scale) -> Iterator[str]:
        if reading.band.low is None or reading.band.high is None:
            return
        y, foot = up.at(reading.band.high), up.at(reading.band.low)
        yield element(
            "rect",
            x=LEFT,
            y=y,
            width=WIDTH - RIGHT - LEFT,
            height=foot - y,
            fill=self.palette.pale,
            fill_opacity=0.18,
            stroke=self.palette.pale,
            stroke_dasharray="1 3",
        )

    def _change(self, earlier: Phase, later: Phase, top: float) -> str:
        x = (self.across.at(earlier.times[-1]) + self.across.at(later.times[0])) / 2
        return self._line(x, top - 6, x, top + PANEL, self.palette.ink, dash="6 4", width=1.4)

    def _phase(self, phase: Phase, up: Scale, top: float) -> Iterator[str]:
        start, end = self.across.at(phase.times[0]), self.across.at(phase.times[-1])
        middle = (start + end) / 2
        room = max(end - start, 40.0)
        label = wrapped(readable(phase.label), width=room, size=TYPE, most=1)[0]
        yield self._words(label, middle, top - 12, anchor="middle", fill=self.palette.ink)
        yield from self._level(phase, up)
        for run in stretches(phase):
            yield self._path(run, up)
            for time, value in run:
                yield element(
                    "circle",
                    cx=self.across.at(time),
                    cy=up.at(value),
                    r=POINT,
                    fill=self.palette.ink,
                )

    def _level(self, phase: Phase, up: Scale) -> Iterator[str]:
        points = points_of(phase)
        line = theil_sen([time for time, _ in points], [value for _, value in points])
        median = summary(phase.values).median
        if len(points) < FEWEST_FOR_LINES or line is None or median is None:
            return
        first, last = points[0][0], points[-1][0]
        start, end = self.across.at(first), self.across.at(last)
        colour = self.palette.middle
        yield self._line(start, up.at(median), end, up.at(median), colour, width=1.4)
        low, high = up.at(line.at(first)), up.at(line.at(last))
        yield self._line(start, low, end, high, colour, dash=_DASH, width=1.4)

    def _path(self, run: list[tuple[float, float]], up: Scale) -> str:
        places = [f"{self.across.at(time):.2f},{up.at(value):.2f}" for time, value in run]
        return element(
            "polyline",
            points=" ".join(places),
            fill="none",
            stroke=self.palette.ink,
            stroke_width=1.2,
        )

    def _name(self, name: str, top: float) -> str:
        label = wrapped(readable(name), width=200, size=TYPE, most=1)[0]
        return words(
            label,
            x=WIDTH - RIGHT - 4,
            y=top + PANEL - 10,
            text_anchor="end",
            font_weight="bold",
            fill=self.palette.ink,
        )

    def _time_axis(self) -> Iterator[str]:
        foot = self.height - FOOT
        for tick in self.across.ticks:
            x = self.across.at(tick)
            yield self._line(x, foot, x, foot + 4, self.palette.ink_soft)
            yield self._words(self._time(tick), x, foot + 14, anchor="middle")
        middle = (LEFT + WIDTH - RIGHT) / 2
        yield self._words(readable(self.said.time), middle, foot + 30, anchor="middle")

    def _time(self, tick: float) -> str:
        if self.said.has_dates:
            return dt.date.fromordinal(int(tick)).isoformat()
        return shown(tick, self.language)

    def _key(self) -> Iterator[str]:
        y = self.height - 10
        x = LEFT
        for code, dash in (("median", None), ("trend", _DASH)):
            text = say(f"singlecase.chart.key.{code}", self.language)
            yield self._line(x, y, x + 22, y, self.palette.middle, dash=dash, width=1.4)
            yield self._words(text, x + 28, y)
            x += 44 + width_of(text, size=SMALL)
        if self.has_band:
            deviations = single_case().rules.deviations
            text = say("singlecase.chart.key.band", self.language, deviations=deviations)
            yield element(
                "rect", x=x, y=y - 5, width=22, height=10, fill=self.palette.pale, fill_opacity=0.3
            )
            yield self._words(text, x + 28, y)

    def _upright(self, text: str, y: float) -> str:
        label = wrapped(text, width=PANEL, size=SMALL, most=1)[0]
        return words(
            label,
            x=14,
            y=y,
            transform=f"rotate(-90 14 {y:g})",
            text_anchor="middle",
            font_size=SMALL,
            fill=self.palette.ink_soft,
        )

    def _words(
        self, text: str, x: float, y: float, *, anchor: str = "start", fill: str | None = None
    ) -> str:
        return words(
            text,
            x=x,
            y=y,
            text_anchor=anchor,
            dominant_baseline="central",
            font_size=SMALL,
            fill=fill or self.palette.ink_soft,
        )

    def _line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        stroke: str,
        *,
        dash: str | None = None,
        width: float = 1.0,
    ) -> str:
        return element(
            "line",
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            stroke=stroke,
            stroke_width=width,
            stroke_dasharray=dash,
        )


def _ends_of_trends(phases: Sequence[Phase]) -> Iterator[float]:
    for phase in phases:
        points = points_of(phase)
        line = theil_sen([time for time, _ in points], [value for _, value in points])
        if line is not None and len(points) >= FEWEST_FOR_LINES:
            yield from (line.at(points[0][0]), line.at(points[-1][0]))
