"""The forest plot: one effect a row with its interval, the mean and a next case below.

Squares grow with an effect's weight in the mean, so that the eye goes where the evidence is; the
diamond is the mean with its interval, the bar below it where a next case may lie. The line at 0 is
"no change", with words for its two sides, because a left is not everywhere a worse. The figures
stand in print beside the marks: the picture is never their only carrier.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from xml.sax.saxutils import escape

from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say
from kithwork.core.estimates import LEVEL, Interval
from kithwork.core.support.functions import Function
from kithwork.core.synthesis import Effect, Synthesis
from kithwork.documents.cells import MINUS
from kithwork.documents.charts.quilt.elements import element, words
from kithwork.documents.charts.quilt.palette import PALETTES, Palette, Theme
from kithwork.documents.charts.quilt.wrapping import wrapped
from kithwork.documents.fonts import FAMILY

WIDTH, LABEL, FIGURES, MARGIN = 640.0, 190.0, 150.0, 10.0
ROW, TOP, AXIS, TEXT = 24.0, 26.0, 34.0, 12.0
SQUARE = (3.0, 9.0)  # half a side, at weight 0 and at the largest weight
TICKS = 5  # about so many on the axis

_FONTS = f"{FAMILY}, PingFang SC, Microsoft YaHei, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One effect with its interval; `weight` ≥ 0 is its share in the mean.

    A row of a function of support has that function's colour, and its letter before the label.
    """

    label: str
    estimate: float
    low: float
    high: float
    weight: float = 0.0
    function: Function | None = None

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.estimate, self.low, self.high, self.weight))):
            raise ValueError("a row of a forest plot has finite figures")
        if not self.low <= self.estimate <= self.high:
            raise ValueError("an effect lies within its interval")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestPlot:
    """The picture, what it shows in words, and its figures as a table."""

    svg: str
    alternative: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


def forest_of(
    effects: Sequence[Effect],
    synthesis: Synthesis,
    *,
    measure: str,
    language: str,
    theme: Theme = Theme.LIGHT,
) -> ForestPlot:
    """Draw a synthesis: its effects with normal 95 % intervals, its mean, and a next case."""
    shares = synthesis.weights or (0.0,) * len(effects)
    reach = NormalDist().inv_cdf((1 + LEVEL) / 2)
    rows = [
        ForestRow(
            label=one.name,
            estimate=one.estimate,
            low=one.estimate - reach * one.se,
            high=one.estimate + reach * one.se,
            weight=share,
        )
        for one, share in zip(effects, shares, strict=True)
    ]
    return forest(
        rows,
        measure=measure,
        language=language,
        theme=theme,
        mean=_row_of_mean(synthesis, language),
        prediction=synthesis.prediction,
    )


def forest(
    rows: Sequence[ForestRow],
    *,
    measure: str,
    language: str,
    mean: ForestRow | None = None,
    prediction: Interval | None = None,
    theme: Theme = Theme.LIGHT,
) -> ForestPlot:
    """Draw rows, and below them the mean and the prediction interval where they are given.

    Effects are positive where the change is for the better. Raises ValueError without rows.
    """
    if not rows:
        raise ValueError("a forest plot needs at least one effect")
    told = say("synthesis.forest.between", language).join(
        say("synthesis.forest.item", language, label=row.label, value=_figures(row, language))
        for row in (*rows, *((mean,) if mean else ()))
    )
    alternative = say("synthesis.forest.alternative", language, measure=measure, items=told)
    picture = _Picture(rows, mean, prediction, PALETTES[theme], language)
    heads = ("label", "effect", "low", "high", "weight")
    return ForestPlot(
        svg=picture.svg(measure, alternative),
        alternative=alternative,
        heads=tuple(say(f"synthesis.forest.head.{head}", language) for head in heads),
        rows=tuple(
            (row.label, row.estimate, row.low, row.high, row.weight)
            for row in (*rows, *((mean,) if mean else ()))
        ),
    )


def _row_of_mean(synthesis: Synthesis, language: str) -> ForestRow | None:
    mean = synthesis.mean
    if mean.estimate is None or mean.interval is None:
        return None
    return ForestRow(
        label=say("synthesis.forest.mean", language),
        estimate=mean.estimate,
        low=mean.interval.low,
        high=mean.interval.high,
        weight=1.0,
    )


def _figures(row: ForestRow, language: str) -> str:
    told = say("synthesis.forest.value", language, est=row.estimate, low=row.low, high=row.high)
    return told.replace("-", MINUS)


class _Picture:
    """Rows on a common axis; coordinates grow right and down."""

    def __init__(
        self,
        rows: Sequence[ForestRow],
        mean: ForestRow | None,
        prediction: Interval | None,
        palette: Palette,
        language: str,
    ) -> None:
        self.rows, self.mean, self.prediction = rows, mean, prediction
        self.palette, self.language = palette, language
        ends = [end for row in (*rows, *((mean,) if mean else ())) for end in (row.low, row.high)]
        if prediction:
            ends += [prediction.low, prediction.high]
        self.low, self.high = min(0.0, *ends), max(0.0, *ends)
        if self.low == self.high:
            self.low, self.high = -1.0, 1.0
        self.left, self.right = LABEL, WIDTH - FIGURES

    @property
    def height(self) -> float:
        below = (1 if self.mean else 0) + (1 if self.prediction else 0)
        return TOP + ROW * (len(self.rows) + below) + AXIS

    def svg(self, measure: str, alternative: str) -> str:
        return element(
            "svg",
            element("title", escape(measure)),
            element("desc", escape(alternative)),
            *self._sides(),
            *self._axis(),
            *(
                part
                for at, row in enumerate(self.rows)
                for part in self._row(row, self._middle(at))
            ),
            *self._summary(),
            xmlns="http://www.w3.org/2000/svg",
            role="img",
            aria_label=alternative,
            lang=self.language,
            width=WIDTH,
            height=self.height,
            viewBox=f"0 0 {WIDTH:g} {self.height:g}",
            font_family=_FONTS,
        )

    def _x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.left + MARGIN + share * (self.right - self.left - 2 * MARGIN)

    def _middle(self, at: int) -> float:
        return TOP + ROW * (at + 0.5)

    def _sides(self) -> Iterator[str]:
        """Yield the words for what left and right of 0 means, and the line at 0."""
        zero = self._x(0)
        for word, anchor, dx in (("worse", "end", -6), ("better", "start", 6)):
            yield words(
                say(f"synthesis.forest.{word}", self.language),
                x=zero + dx,
                y=TOP - 12,
                text_anchor=anchor,
                font_size=TEXT - 1,
                fill=self.palette.ink_soft,
            )
        yield self._line(zero, TOP - 6, zero, self.height - AXIS + 6, self.palette.middle)

    def _axis(self) -> Iterator[str]:
        bottom = self.height - AXIS + 6
        yield self._line(self.left, bottom, self.right, bottom, self.palette.middle)
        for tick in _ticks(self.low, self.high):
            x = self._x(tick)
            yield self._line(x, bottom, x, bottom + 4, self.palette.middle)
            yield words(
                f"{tick:g}".replace("-", MINUS),
                x=x,
                y=bottom + 17,
                text_anchor="middle",
                font_size=TEXT - 1,
                fill=self.palette.ink_soft,
            )

    def _row(self, row: ForestRow, y: float) -> Iterator[str]:
        colour = self.palette.functions[row.function] if row.function else self.palette.deep
        yield from self._text(row, y, is_bold=False)
        yield self._line(self._x(row.low), y, self._x(row.high), y, colour, width=1.6)
        largest = max(one.weight for one in self.rows)
        share = math.sqrt(row.weight / largest) if largest > 0 else 0.0
        half = SQUARE[0] + share * (SQUARE[1] - SQUARE[0])
        x = self._x(row.estimate)
        yield element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, fill=colour)

    def _summary(self) -> Iterator[str]:
        at = len(self.rows)
        if self.mean:
            y = self._middle(at)
            yield from self._text(self.mean, y, is_bold=True)
            low, middle, high = map(self._x, (self.mean.low, self.mean.estimate, self.mean.high))
            points = (
                f"{low:.2f},{y:g} {middle:.2f},{y - 7:g} {high:.2f},{y:g} {middle:.2f},{y + 7:g}"
            )
            yield element("polygon", points=points, fill=self.palette.deep)
            at += 1
        if self.prediction:
            y = self._middle(at)
            yield self._label(say("synthesis.forest.prediction", self.language), y)
            low, high = self._x(self.prediction.low), self._x(self.prediction.high)
            yield self._line(low, y, high, y, self.palette.middle, width=5)

    def _text(self, row: ForestRow, y: float, *, is_bold: bool) -> Iterator[str]:
        letter = ""
        if row.function:
            letter = functions()[row.function].letter.said_in(self.language) + " "
        yield self._label(letter + row.label, y, is_bold=is_bold)
        yield words(
            _figures(row, self.language),
            x=WIDTH - 4,
            y=y,
            dominant_baseline="central",
            text_anchor="end",
            font_size=TEXT,
            font_weight="bold" if is_bold else None,
            fill=self.palette.ink,
        )

    def _label(self, text: str, y: float, *, is_bold: bool = False) -> str:
        [shown] = wrapped(text, width=LABEL - MARGIN, size=TEXT, most=1)
        return words(
            shown,
            x=4,
            y=y,
            dominant_baseline="central",
            font_size=TEXT,
            font_weight="bold" if is_bold else None,
            fill=self.palette.ink,
        )

    def _line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1
    ) -> str:
        return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width)


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers within an axis, about TICKS of them."""
    rough = (high - low) / TICKS
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(place * step, 10) for place in range(first, last + 1)]
