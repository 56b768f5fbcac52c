"""Horizontal bars with their numbers written at their ends.

For counts of needs by code or by function, and for any short list of amounts. The axis begins at
zero, because a bar's length is its number; its scale is not drawn, because each bar says its
number. A bar of a function of support has the function's colour and bears its letter. The order
is the composer's: bands and lists have an order of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say
from kithwork.core.support.functions import Function
from kithwork.documents.cells import Mark, cell_text
from kithwork.documents.charts.colours import INK, NEUTRAL, OF_FUNCTION
from kithwork.documents.charts.drawing import Drawing, canonical
from kithwork.documents.charts.theme import finished, label_axis, label_lines, layer, row_height

THICKNESS = 14  # points


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled amount, 0 or more, or the mark that says why there is no number."""

    label: str
    value: float | Mark
    function: Function | None = None


def bars(
    items: Sequence[Bar],
    *,
    finding: str,
    heads: tuple[str, str],
    language: str,
    decimals: int = 0,
) -> Drawing:
    """Draw horizontal bars.

    `finding` is the chart's title as a sentence; `heads` name what the bars are and what is
    counted ("Need", "Students"). Raises ValueError without bars or for an amount below 0.
    """
    if not items or any(not isinstance(item.value, Mark) and item.value < 0 for item in items):
        raise ValueError("bars need at least one amount, and none below 0")
    shown = [cell_text(item.value, decimals=decimals, language=language) for item in items]
    told = say("report.chart.between", language).join(
        say("report.chart.item", language, label=item.label, value=text)
        for item, text in zip(items, shown, strict=True)
    )
    return Drawing(
        finding=finding,
        alternative=say("report.chart.bars", language, measure=heads[1], items=told),
        heads=heads,
        rows=tuple((item.label, item.value) for item in items),
        decimals=(0, decimals),
        specification=canonical(_specification(items, shown, language)),
    )


def _specification(items: Sequence[Bar], shown: Sequence[str], language: str) -> dict[str, Any]:
    labels = [label_lines(item.label) for item in items]
    rows = [
        _row(at, item, text, language)
        for at, (item, text) in enumerate(zip(items, shown, strict=True))
    ]
    length = {"field": "value", "type": "quantitative", "axis": None, "scale": _FROM_ZERO}
    place = {
        "field": "at",
        "type": "ordinal",
        "title": None,
        "axis": label_axis(labels, padding=16),
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    at_zero = {"datum": 0, "type": "quantitative", "axis": None}
    letter, number = {"field": "letter"}, {"field": "shown"}
    layers = [
        layer({"type": "bar", "size": THICKNESS}, rows, x=length, y=place, color=colour),
        layer(_LETTER, rows, x=at_zero, y=place, color=colour, text=letter),
        layer(_NUMBER, rows, x=length, y=place, text=number),
    ]
    return finished(layers, height=row_height(labels) * len(items))


_FROM_ZERO = {"zero": True, "nice": False}
_LETTER = {"type": "text", "align": "right", "dx": -4, "fontWeight": "bold", "fontSize": 9.5}
_NUMBER = {"type": "text", "align": "left", "dx": 5, "color": INK}


def _row(at: int, item: Bar, shown: str, language: str) -> dict[str, Any]:
    function = item.function
    return {
        "at": at,
        "value": 0 if isinstance(item.value, Mark) else item.value,
        "shown": shown,
        "colour": OF_FUNCTION[function] if function else NEUTRAL,
        "letter": functions()[function].letter.said_in(language) if function else "",
    }
