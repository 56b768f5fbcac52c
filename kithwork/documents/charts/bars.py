"""Horizontal bars with their numbers written at their ends.

For counts of needs by code or by function, and for any short list of amounts. The axis begins at
zero, because a bar's length is its number; its scale is not drawn, because each bar says its
number. A bar of a function of support has the function's colour and bears its letter. The order
is the composer's: bands and lists have an order of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kithwork.catalogue.words import say
from kithwork.core.support.functions import Function
from kithwork.documents.cells import Mark, cell_text
from kithwork.documents.charts.colours import INK, NEUTRAL, OF_FUNCTION
from kithwork.documents.charts.drawing import Drawing, canonical
from kithwork.documents.charts.theme import finished, label_axis, label_lines, row_height

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
    import altair as alt

    labels = [label_lines(item.label) for item in items]
    rows = [
        _row(at, item, text, language)
        for at, (item, text) in enumerate(zip(items, shown, strict=True))
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("value:Q", axis=None, scale=alt.Scale(zero=True, nice=False)),
        y=alt.Y("at:O", title=None, axis=label_axis(labels, padding=16)),
        color=alt.Color("colour:N", scale=None),
    )
    bar = base.mark_bar(size=THICKNESS)
    letter = base.mark_text(align="right", dx=-4, fontWeight="bold", fontSize=9.5)
    letter = letter.encode(x=alt.XDatum(0, axis=None), text="letter:N")
    number = base.mark_text(align="left", dx=5, color=INK).encode(text="shown:N")
    number = number.encode(color=alt.value(INK))
    return finished(
        alt.layer(bar, letter, number).properties(height=row_height(labels) * len(items))
    )


def _row(at: int, item: Bar, shown: str, language: str) -> dict[str, Any]:
    known = item.function is not None
    return {
        "at": at,
        "value": 0 if isinstance(item.value, Mark) else item.value,
        "shown": shown,
        "colour": OF_FUNCTION[item.function] if item.function else NEUTRAL,
        "letter": say(f"report.letter.{item.function}", language) if known else "",
    }
