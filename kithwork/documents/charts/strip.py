"""How values lie within groups: one dot a student, one row a group, a line at the median.

The dots of one value stand above each other, so that many equal marks look like many; where they
would become too small to be told apart, a column as high as their number stands for them. A group
smaller than `fewest` is not drawn (part H8: one could read a single child's mark off the page);
its row stands in the table with its mark. The table gives quartiles and not the extremes, which
are single children too. Quartiles are interpolated linearly (type 7 of Hyndman & Fan 1996).
"""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kithwork.catalogue.words import say
from kithwork.documents.cells import Cell, Mark, cell_text
from kithwork.documents.charts.colours import HAIRLINE, INK, NEUTRAL, PAPER
from kithwork.documents.charts.drawing import Drawing, canonical
from kithwork.documents.charts.theme import Layer, finished, label_axis, label_lines, layer

ROW = 62  # points
PILE = 0.68  # of a row's height, the highest pile
HIGHEST_PILE_OF_DOTS = 16
LOWEST_FULL_PILE = 7  # fewer dots do not grow to fill a row's height
MOST_PLACES = 48

_HEADS = ("group", "n", "lower", "middle", "upper")


@dataclass(frozen=True, slots=True)
class Group:
    """A named group with one value for each of its students."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A group as it is drawn: its label's lines, and what may be shown of its values."""

    label: tuple[str, ...]
    values: tuple[float, ...]
    median: str


@dataclass(frozen=True, slots=True)
class _Pile:
    """Students of one group at one place of the axis."""

    row: int
    value: float
    size: int


def strip(
    groups: Sequence[Group],
    *,
    finding: str,
    measure: str,
    limits: tuple[float, float],
    fewest: int,
    language: str,
    decimals: int = 0,
) -> Drawing:
    """Draw the values of each group as dots over one common axis.

    `limits` are the lowest and the highest value that the measure can take: the axis shows them
    all. Raises ValueError without values in any group, or for a value outside the limits.
    """
    _require_values(groups, limits)
    figures = [_figures(group, fewest) for group in groups]
    rows = [
        _row(group, figure, decimals=decimals, language=language)
        for group, figure in zip(groups, figures, strict=True)
    ]
    piles = _piles(rows, limits)
    kind = "strip" if _fits_dots(piles) else "heights"
    told = say("report.chart.between", language).join(
        _told(figure, decimals=decimals, language=language) for figure in figures
    )
    return Drawing(
        finding=finding,
        alternative=say(f"report.chart.{kind}", language, measure=measure, items=told),
        heads=tuple(say(f"report.chart.heads.{name}", language) for name in _HEADS),
        rows=tuple(figures),
        decimals=(0, 0, decimals, decimals, decimals),
        specification=canonical(_specification(rows, piles, measure=measure, limits=limits)),
    )


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return lower quartile, median and upper quartile, interpolated linearly (type 7).

    >>> quartiles([8, 10, 11, 15])
    (9.5, 10.5, 12.0)
    """
    if len(values) == 1:
        return values[0], values[0], values[0]
    lower, middle, upper = statistics.quantiles(values, n=4, method="inclusive")
    return lower, middle, upper


def _require_values(groups: Sequence[Group], limits: tuple[float, float]) -> None:
    values = [value for group in groups for value in group.values]
    low, high = limits
    if not values or low >= high:
        raise ValueError("a strip chart needs values, and limits that differ")
    if min(values) < low or max(values) > high:
        raise ValueError("a value lies outside the limits of its measure")


def _figures(group: Group, fewest: int) -> tuple[Cell, ...]:
    size = len(group.values)
    if 0 < size < fewest:
        return (group.label, Mark.SUPPRESSED, *[Mark.WITHHELD] * 3)
    if size == 0:
        return (group.label, 0, *[Mark.NOT_COMPUTED] * 3)
    return (group.label, size, *quartiles(group.values))


def _told(figures: tuple[Cell, ...], *, decimals: int, language: str) -> str:
    label, size, *quarters = figures
    if isinstance(size, Mark) or size == 0:
        shown = cell_text(size, decimals=0, language=language)
        return say("report.chart.group_hidden", language, group=str(label), n=shown)
    lower, middle, upper = (
        cell_text(value, decimals=decimals, language=language) for value in quarters
    )
    return say(
        "report.chart.group",
        language,
        group=str(label),
        n=size,
        lower=lower,
        middle=middle,
        upper=upper,
    )


def _row(group: Group, figures: tuple[Cell, ...], *, decimals: int, language: str) -> _Row:
    size, middle = figures[1], figures[3]
    shown = cell_text(size, decimals=0, language=language)
    label = (*label_lines(group.label), say("report.chart.n", language, n=shown))
    if isinstance(middle, Mark):
        return _Row(label, (), "")
    median = cell_text(middle, decimals=decimals, language=language)
    return _Row(label, group.values, say("report.chart.median", language, value=median))


def _piles(rows: Sequence[_Row], limits: tuple[float, float]) -> list[_Pile]:
    """Pile up values where they are; measures of very many values are gathered at fewer places."""
    low, high = limits
    values = {value for row in rows for value in row.values}
    step = (high - low) / MOST_PLACES if len(values) > MOST_PLACES else 0
    piles = []
    for place, row in enumerate(rows):
        at = (low + (int((v - low) / step) + 0.5) * step if step else v for v in row.values)
        piles += [_Pile(place, value, size) for value, size in sorted(Counter(at).items())]
    return piles


def _fits_dots(piles: Sequence[_Pile]) -> bool:
    return max((pile.size for pile in piles), default=0) <= HIGHEST_PILE_OF_DOTS


def _specification(
    rows: Sequence[_Row], piles: Sequence[_Pile], *, measure: str, limits: tuple[float, float]
) -> dict[str, Any]:
    down = label_axis([row.label for row in rows])
    down["values"] = [place + 0.5 for place in range(len(rows))]
    axes = {
        "x": {
            "field": "value",
            "type": "quantitative",
            "title": measure,
            "scale": {"domain": list(limits), "nice": False, "padding": 6},
            "axis": {"grid": False},
        },
        "y": {
            "field": "foot",
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [len(rows), 0], "nice": False},
            "axis": down,
        },
    }
    marks = _dots(piles, axes) if _fits_dots(piles) else _columns(piles, axes)
    layers = [_baselines(len(rows), limits, axes), marks, *_medians(rows, axes)]
    return finished(layers, height=ROW * len(rows))


def _dots(piles: Sequence[_Pile], axes: Mapping[str, Any]) -> Layer:
    highest = max((pile.size for pile in piles), default=0)
    step = PILE / max(highest, LOWEST_FULL_PILE)
    dots = [
        {"value": pile.value, "foot": pile.row + 1 - step * (place + 0.5)}
        for pile in piles
        for place in range(pile.size)
    ]
    look = {"color": NEUTRAL, "opacity": 1, "stroke": PAPER, "strokeWidth": 0.4}
    return layer({"type": "circle", "size": (step * ROW * 1.15) ** 2, **look}, dots, **axes)


def _columns(piles: Sequence[_Pile], axes: Mapping[str, Any]) -> Layer:
    highest = max(pile.size for pile in piles)
    columns = [
        {"value": p.value, "foot": p.row + 1, "head": p.row + 1 - PILE * p.size / highest}
        for p in piles
    ]
    look = {"type": "rule", "color": NEUTRAL, "strokeWidth": 5}
    return layer(look, columns, **axes, y2={"field": "head"})


def _medians(rows: Sequence[_Row], axes: Mapping[str, Any]) -> list[Layer]:
    """Return a line at each group's median, and the median beside its head."""
    lines = [
        {
            "value": quartiles(row.values)[1],
            "foot": place + 1,
            "head": place + 0.9 - PILE,
            "text": row.median,
        }
        for place, row in enumerate(rows)
        if row.values
    ]
    heads = [line | {"foot": line["head"]} for line in lines]
    rule = {"type": "rule", "color": INK, "strokeWidth": 1.6}
    words = {"type": "text", "align": "left", "dx": 4, "dy": 3, "fontSize": 9, "color": INK}
    return [
        layer(rule, lines, **axes, y2={"field": "head"}),
        layer(words, heads, **axes, text={"field": "text"}),
    ]


def _baselines(rows: int, limits: tuple[float, float], axes: Mapping[str, Any]) -> Layer:
    low, high = limits
    feet = [{"foot": place + 1, "value": low, "end": high} for place in range(rows)]
    return layer({"type": "rule", "color": HAIRLINE}, feet, **axes, x2={"field": "end"})
