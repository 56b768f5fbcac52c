"""A genogram on paper, in the field's notation; black and white says everything.

The geometry is that of the page. What a line means is told by dashes, slashes and shape; a line of
violence is never on paper, for it is never in what is handed over here.
"""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from kithwork.casework.queries.genogram import Drawn, GenogramTold, Written
from kithwork.documents.charts.quilt.elements import Attribute, element, words
from kithwork.documents.charts.quilt.palette import PALETTES, Theme
from kithwork.documents.fonts import FAMILY

_FONTS = f"{FAMILY}, PingFang SC, Microsoft YaHei, sans-serif"
_INK = PALETTES[Theme.LIGHT]
_PLAIN: Mapping[str, Attribute] = {"fill": "none", "stroke": _INK.ink, "stroke_width": 1.75}
_STYLES: Mapping[str, Mapping[str, Attribute]] = {
    "symbol": {"fill": _INK.paper, "stroke_width": 2},
    "not_recorded": {
        "fill": _INK.paper,
        "stroke": _INK.middle,
        "stroke_width": 1.25,
        "stroke_dasharray": "3 3",
    },
    "household": {
        "fill": "#f4f4f2",
        "stroke_linecap": "round",
        "stroke_dasharray": "0.1 5",
    },
    "couple": {"stroke": _INK.middle, "stroke_width": 1},
    "cohabiting": {"stroke_dasharray": "6 4"},
    "adopted": {"stroke_dasharray": "6 4"},
    "distant": {"stroke_width": 2.25, "stroke_linecap": "round", "stroke_dasharray": "0.1 6"},
    "close": {"stroke_width": 1.5},
    "conflict": {"stroke_width": 1.5},
    "cut_off": {"stroke_width": 1.5},
    "carer": {"fill": _INK.ink, "stroke": _INK.paper},
    "entrusted": {"fill": _INK.paper},
}
_WORDS: Mapping[str, Mapping[str, Attribute]] = {
    "more": {"font_size": 11.5, "fill": _INK.ink_soft},
    "letter_carer": {"font_size": 10, "fill": _INK.paper},
    "letter_entrusted": {"font_size": 10},
}
_HALO = ("name", "more")  # words that stand on lines


def genogram_svg(genogram: GenogramTold, *, alternative: str) -> str:
    """Return one genogram as an SVG element."""
    return element(
        "svg",
        element("title", escape(alternative)),
        "".join(_drawn(one) for one in genogram.drawn),
        "".join(_written(one) for one in genogram.written),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=alternative,
        lang=genogram.names.language,
        width=genogram.width,
        height=genogram.height,
        viewBox=f"0 0 {genogram.width:g} {genogram.height:g}",
        font_family=_FONTS,
    )


def genogram_alternative(genogram: GenogramTold) -> str:
    """Return everybody in words, for one who cannot see the drawing."""
    return ". ".join(f"{who}: {said}" for who, said in genogram.told)


def _drawn(one: Drawn) -> str:
    tag = "polygon" if one.is_closed else "polyline"
    style = {**_PLAIN, **_STYLES.get(one.kind, {})}
    return element(tag, points=one.points, stroke_linejoin="round", **style)


def _written(one: Written) -> str:
    style: dict[str, Attribute] = {"font_size": 13, "fill": _INK.ink, **_WORDS.get(one.kind, {})}
    place: dict[str, Attribute] = {
        "x": one.x,
        "y": one.y,
        "dominant_baseline": "central",
        "text_anchor": "middle",
    }
    halo: dict[str, Attribute] = {
        "stroke": _INK.paper,
        "stroke_width": 3,
        "stroke_linejoin": "round",
    }
    under = words(one.text, **place, **style, **halo) if one.kind in _HALO else ""
    return under + words(one.text, **place, **style)
