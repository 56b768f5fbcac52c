"""The marks of one student as small curves, one a subject, over one common time axis.

Papers have unlike maxima, so the curve is the share of full marks, 0 to 100 on every curve. An
exam that was missed breaks the line; it is never bridged and never zero. Where the class's mean
is known it runs along as a second line, and the distance in standard deviations stands in the
table. Only geometry and figures here: `_curve.html` draws them.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.catalogue.words import say
from kithwork.core.academics import percent, z_score
from kithwork.people.queries.marks import MarkPoint, MarkSeries
from kithwork.people.wording import named

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 34, 44, 12, 24
SAME = 0.5  # points of a percent that make no difference on a curve


@dataclass(frozen=True, slots=True)
class Dot:
    """One exam on the curve, and what is written at it."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: the exam with mark, share of full marks, class mean and distance."""

    point: MarkPoint
    percent: float | None
    mean: float | None
    z: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """One subject: its finding in a sentence, the strokes of both lines, dots, grid and table."""

    subject: str
    finding: str
    alternative: str
    strokes: tuple[str, ...]
    mean_strokes: tuple[str, ...]
    dots: tuple[Dot, ...]
    grid: tuple[Dot, ...]
    ticks: tuple[Dot, ...]
    lines: tuple[Line, ...]

    @property
    def last(self) -> Dot | None:
        return self.dots[-1] if self.dots else None

    @property
    def last_label(self) -> str:
        shares = [line.percent for line in self.lines if line.percent is not None]
        return f"{shares[-1]:.0f} %" if shares else ""


def curves(series: Sequence[MarkSeries], *, language: str) -> tuple[Curve, ...]:
    """Return a curve for each subject; all share one time axis."""
    days = [point.on for one in series for point in one.points]
    return tuple(_curve(one, min(days), max(days), language) for one in series if one.points)


def _curve(series: MarkSeries, first: dt.date, last: dt.date, language: str) -> Curve:
    lines = tuple(_line(point) for point in series.points)
    dots = [_dot(line, first, last, language) for line in lines]
    told = [
        say("people.curve.point", language, on=line.point.on, percent=line.percent)
        for line in lines
        if line.percent is not None
    ]
    return Curve(
        subject=series.subject,
        finding=_finding([line.percent for line in lines if line.percent is not None], language),
        alternative=say(
            "people.curve.alternative",
            language,
            subject=named("subject", series.subject, language),
            points=say("people.curve.between", language).join(told),
        ),
        strokes=_strokes(dots),
        mean_strokes=_strokes([_mean(line, first, last) for line in lines]),
        dots=tuple(dot for dot in dots if dot is not None),
        grid=tuple(Dot(LEFT, _y(share), str(share)) for share in (0, 50, 100)),
        ticks=_ticks(first, last),
        lines=lines,
    )


def _line(point: MarkPoint) -> Line:
    mark = point.as_mark()
    mean = 100 * mark.cohort_mean / mark.maximum if mark.cohort_mean is not None else None
    return Line(point, percent(mark).value, mean, z_score(mark).value)


def _finding(shares: Sequence[float], language: str) -> str:
    if not shares:
        return say("people.curve.none", language)
    if len(shares) == 1:
        return say("people.curve.last", language, percent=shares[-1])
    change = shares[-1] - shares[-2]
    if abs(change) < SAME:
        return say("people.curve.same", language, percent=shares[-1])
    code = "people.curve.higher" if change > 0 else "people.curve.lower"
    return say(code, language, percent=shares[-1], points=round(abs(change)))


def _dot(line: Line, first: dt.date, last: dt.date, language: str) -> Dot | None:
    if line.percent is None:
        return None
    label = say("people.curve.point", language, on=line.point.on, percent=line.percent)
    return Dot(_x(line.point.on, first, last), _y(line.percent), label)


def _mean(line: Line, first: dt.date, last: dt.date) -> Dot | None:
    return None if line.mean is None else Dot(_x(line.point.on, first, last), _y(line.mean), "")


def _strokes(dots: Sequence[Dot | None]) -> tuple[str, ...]:
    """Return the points of each unbroken stretch, as an SVG polyline takes them."""
    stretches: list[list[str]] = [[]]
    for dot in dots:
        if dot is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{dot.x},{dot.y}")
    return tuple(" ".join(stretch) for stretch in stretches if len(stretch) > 1)


def _ticks(first: dt.date, last: dt.date) -> tuple[Dot, ...]:
    floor = HEIGHT - 6
    days = [first] if first == last else [first, last]
    return tuple(Dot(_x(day, first, last), floor, f"{day:%Y-%m}") for day in days)


def _x(on: dt.date, first: dt.date, last: dt.date) -> float:
    span = (last - first).days
    share = (on - first).days / span if span else 0.5
    return round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16), 1)


def _y(share: float) -> float:
    return round(TOP + (100 - share) / 100 * (HEIGHT - TOP - BOTTOM), 1)
