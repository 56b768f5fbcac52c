"""Lines over time: marks over terms, ratings over weeks.

Each line bears its name at its end instead of a legend, and a mark and dash of its own, so that
lines are told apart without colour. A missing value breaks the line; it is never drawn as zero
and never bridged. The axis shows the whole range that the measure can take, so that a small
change does not look like a large one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kithwork.catalogue.words import say
from kithwork.core.support.functions import Function
from kithwork.documents.cells import Cell, Mark, cell_text
from kithwork.documents.charts.colours import DASHES, OF_FUNCTION, OF_SERIES, SHAPES
from kithwork.documents.charts.drawing import Drawing, canonical
from kithwork.documents.charts.theme import WIDTH, Layer, finished, label_lines, layer, width_of

HEIGHT = 190  # points
LABEL = 15  # points from one name to the next
GAP = 10  # points from a line's end to its name


@dataclass(frozen=True, slots=True)
class Line:
    """A named series: one value, or the mark that says why there is none, for each time."""

    label: str
    values: tuple[float | Mark, ...]
    function: Function | None = None


def lines(
    series: Sequence[Line],
    times: Sequence[str],
    *,
    finding: str,
    measure: str,
    time_head: str,
    limits: tuple[float, float],
    language: str,
    decimals: int = 0,
) -> Drawing:
    """Draw at most five series over common times.

    `limits` are the lowest and the highest value that the measure can take. Raises ValueError
    without series or times, for another number of values than times, or for a value outside.
    """
    _require_series(series, times, limits)
    told = say("report.chart.between", language).join(
        say(
            "report.chart.point",
            language,
            series=line.label,
            label=time,
            value=cell_text(value, decimals=decimals, language=language),
        )
        for line in series
        for time, value in zip(times, line.values, strict=True)
    )
    return Drawing(
        finding=finding,
        alternative=say("report.chart.lines", language, measure=measure, items=told),
        heads=(time_head, *(line.label for line in series)),
        rows=tuple(_table_rows(series, times)),
        decimals=(0, *(decimals for _ in series)),
        specification=canonical(_specification(series, times, measure=measure, limits=limits)),
    )


def _table_rows(series: Sequence[Line], times: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for at, time in enumerate(times):
        yield (time, *(line.values[at] for line in series))


def _require_series(
    series: Sequence[Line], times: Sequence[str], limits: tuple[float, float]
) -> None:
    if not 1 <= len(series) <= len(OF_SERIES) or not times:
        raise ValueError(f"a line chart needs times and 1 to {len(OF_SERIES)} series")
    if any(len(line.values) != len(times) for line in series):
        raise ValueError("a line chart needs one value, or a mark, for each time")
    values = [value for line in series for value in line.values if not isinstance(value, Mark)]
    if any(not limits[0] <= value <= limits[1] for value in values):
        raise ValueError("a value lies outside the limits of its measure")


def _specification(
    series: Sequence[Line], times: Sequence[str], *, measure: str, limits: tuple[float, float]
) -> dict[str, Any]:
    names = json.dumps([label_lines(time) for time in times], ensure_ascii=False)
    axes = {
        "x": {
            "field": "at",
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [-0.15, _end_of_axis(series, len(times))], "nice": False},
            "axis": {
                "labelExpr": f"{names}[datum.value]",
                "values": list(range(len(times))),
                "grid": False,
                "labelAngle": 0,
            },
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": measure,
            "scale": {"domain": list(limits), "nice": False},
        },
    }
    heights = _label_heights(series, limits)
    layers = []
    for place, line in enumerate(series):
        name = {"at": len(times) - 1, "value": heights[place]}
        layers += [*_line(line, place, axes), _name(line, place, name, axes)]
    return finished(layers, height=HEIGHT)


def _line(line: Line, place: int, axes: Mapping[str, Any]) -> list[Layer]:
    colour = _colour(line, place)
    points = [
        {"at": at, "value": None if isinstance(value, Mark) else value}
        for at, value in enumerate(line.values)
    ]
    known = [point for point in points if point["value"] is not None]
    broken = {"invalid": "break-paths-show-path-domains", "strokeDash": list(DASHES[place])}
    path = {"type": "line", "color": colour, "strokeWidth": 1.8, **broken}
    look = {"shape": SHAPES[place], "filled": True, "size": 46, "opacity": 1}
    dots = {"type": "point", "color": colour, **look}
    return [layer(path, points, **axes), layer(dots, known, **axes)]


def _name(line: Line, place: int, at: Mapping[str, float], axes: Mapping[str, Any]) -> Layer:
    look = {"color": _colour(line, place), "align": "left", "dx": GAP, "fontWeight": "bold"}
    return layer({"type": "text", "text": label_lines(line.label), **look}, [at], **axes)


def _label_heights(series: Sequence[Line], limits: tuple[float, float]) -> list[float]:
    """Return where each line's name stands: at its last value, moved up where names would meet."""
    apart = (limits[1] - limits[0]) * LABEL / HEIGHT
    last = [_last_known(line, limits[0]) for line in series]
    heights, floor = list(last), float("-inf")
    for place in sorted(range(len(series)), key=last.__getitem__):
        heights[place] = max(last[place], floor)
        floor = heights[place] + apart
    return heights


def _end_of_axis(series: Sequence[Line], times: int) -> float:
    """Return where the time axis ends: the names of the lines have their place within it."""
    widest = max(width_of(part) for line in series for part in label_lines(line.label))
    names = min((widest + 2 * GAP) / (WIDTH - 2 * LABEL), 0.5)
    return (times - 0.85) / (1 - names)


def _last_known(line: Line, otherwise: float) -> float:
    known = [value for value in line.values if not isinstance(value, Mark)]
    return known[-1] if known else otherwise


def _colour(line: Line, place: int) -> str:
    return OF_FUNCTION[line.function] if line.function else OF_SERIES[place]
