"""What all our charts have in common: the page's width and font, thin axes, no legend, no title.

Labels are as long as people make them, so they are broken into lines here; Vega would cut them.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from kithwork.documents.charts.colours import HAIRLINE, INK, MUTED, PAPER
from kithwork.documents.fonts import FAMILY
from kithwork.documents.texts import readable

WIDTH = 470  # points: the width of an A4 page's text, so that type keeps its size on paper
LABEL_COLUMNS = 36  # of a Latin letter's width; a Chinese character takes two
LABEL_LINES = 3
COLUMN = 5.4  # points
LINE, ROW_MARGIN = 13, 9

Layer = dict[str, Any]

_NEVER_FIRST = frozenset("，。、；：？！）》”’」』…")


def finished(layers: Sequence[Layer], *, height: float) -> dict[str, Any]:
    """Return the specification of layers over common axes, as wide as the text."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",  # a name; nothing is fetched
        "width": WIDTH,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": list(layers),
        "config": _CONFIG,
    }


def layer(mark: Mapping[str, Any], values: Sequence[Mapping[str, Any]], **encoding: Any) -> Layer:
    """Return one layer: a mark for each of the values, placed by the encoding's channels."""
    return {"mark": mark, "data": {"values": values}, "encoding": encoding}


def label_axis(labels: Sequence[Sequence[str]], *, padding: int = 6) -> dict[str, Any]:
    """Return an axis that writes labels, given as lines, at places 0, 1, 2 …

    Equal labels stay apart, and each is centred on its place.
    """
    lines = json.dumps([list(label) for label in labels], ensure_ascii=False)
    offsets = [_offset(labels, count) for count in sorted({len(label) for label in labels})]
    return {
        "labelExpr": f"{lines}[floor(datum.value)]",
        "labelOffset": {"condition": offsets, "value": 0},
        "ticks": False,
        "domain": False,
        "grid": False,
        "labelPadding": padding,
    }


def row_height(labels: Sequence[Sequence[str]]) -> int:
    """Return the height of a row that has place for the longest label."""
    return LINE * max(len(label) for label in labels) + ROW_MARGIN


def width_of(label: str) -> float:
    """Return about how many points wide a label is printed."""
    return sum(_columns(character) for character in label) * COLUMN


def label_lines(label: str) -> list[str]:
    """Break a label into lines of at most LABEL_COLUMNS; what does not fit ends in “…”.

    >>> label_lines("No contact from parents for more than a week")
    ['No contact from parents for more', 'than a week']
    """
    lines: list[str] = []
    rest = readable(label).strip()
    while rest and len(lines) < LABEL_LINES:
        end = _end_of_line(rest)
        lines.append(rest[:end].strip())
        rest = rest[end:].strip()
    if rest:
        lines[-1] = f"{lines[-1]}…"
    return lines or [""]


def _offset(labels: Sequence[Sequence[str]], count: int) -> dict[str, Any]:
    """Return the axis condition that centres labels of `count` lines; Vega hangs them down."""
    places = [place for place, label in enumerate(labels) if len(label) == count]
    test = f"indexof({json.dumps(places)}, floor(datum.value)) >= 0"
    return {"test": test, "value": -LINE * (count - 1) / 2}


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _end_of_line(text: str) -> int:
    """Return where to break: after a closing mark in the second half, else as late as can be."""
    columns, last_break, after_mark = 0, 0, 0
    for at, character in enumerate(text):
        wide = _columns(character)
        if character == " " or (wide == 2 and columns and character not in _NEVER_FIRST):
            last_break = at
            if text[at - 1] in _NEVER_FIRST and columns * 2 >= LABEL_COLUMNS:
                after_mark = at
        columns += wide
        if columns > LABEL_COLUMNS:
            return after_mark or last_break or at
    return len(text)


_CONFIG: dict[str, Any] = {
    "background": PAPER,
    "font": f"{FAMILY}, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif",
    "padding": 2,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 10,
        "labelLimit": 400,
        "labelLineHeight": LINE,
        "titleColor": MUTED,
        "titleFontSize": 9.5,
        "titleFontWeight": "normal",
        "gridColor": HAIRLINE,
        "gridOpacity": 0.6,
        "domainColor": MUTED,
        "tickColor": MUTED,
        "tickSize": 3,
    },
    "text": {"fontSize": 10},
}
