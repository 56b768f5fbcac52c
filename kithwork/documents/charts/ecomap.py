"""An ecomap on paper: the student in the middle, her ties around her, in the field's notation.

Thick or double is strong, dashed weak, a zigzag stressful, an arrow the way that help flows
(Hartman 1975); letters on a tie are functions of support. The geometry is that of the page.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from kithwork.casework.queries.ecomap import Drawn, EcomapTold
from kithwork.core.support.functions import Function
from kithwork.documents.charts.quilt.elements import element, words
from kithwork.documents.charts.quilt.palette import PALETTES, Palette, Theme
from kithwork.documents.fonts import FAMILY

_FONTS = f"{FAMILY}, PingFang SC, Microsoft YaHei, sans-serif"
_OUTER, _CENTRE, _BADGE = 44, 52, 9


def ecomap_svg(ecomap: EcomapTold, *, name: str, alternative: str, language: str) -> str:
    """Return one ecomap as an SVG element; `name` stands in the middle."""
    palette = PALETTES[Theme.LIGHT]
    return element(
        "svg",
        element("title", escape(alternative)),
        "".join(_tie(one, palette) for one in ecomap.drawn),
        element(
            "circle",
            cx=ecomap.centre.x,
            cy=ecomap.centre.y,
            r=_CENTRE,
            fill=palette.paper,
            stroke=palette.ink,
            stroke_width=2.5,
        ),
        _text(name, ecomap.centre.x, ecomap.centre.y, palette=palette, size=15),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=alternative,
        lang=language,
        width=ecomap.width,
        height=ecomap.height,
        viewBox=f"0 0 {ecomap.width:g} {ecomap.height:g}",
        font_family=_FONTS,
    )


def ecomap_alternative(ecomap: EcomapTold) -> str:
    """Return every tie in words, for one who cannot see the drawing."""
    return ". ".join(f"{who}: {said}" for who, said in ecomap.told)


def _tie(tie: Drawn, palette: Palette) -> str:
    return "".join((*_strokes(tie, palette), *_node(tie, palette), *_badges(tie, palette)))


def _strokes(tie: Drawn, palette: Palette) -> Iterator[str]:
    for points in tie.strokes:
        yield element(
            "polyline",
            points=points,
            fill="none",
            stroke=palette.ink,
            stroke_width=2,
            stroke_linejoin="round",
            stroke_dasharray="6 5" if tie.is_dashed else None,
        )
    for points in tie.heads:
        yield element("polygon", points=points, fill=palette.ink)


def _node(tie: Drawn, palette: Palette) -> Iterator[str]:
    yield element(
        "circle",
        cx=tie.x,
        cy=tie.y,
        r=_OUTER,
        fill=palette.paper,
        stroke=palette.middle,
        stroke_width=1.5,
    )
    for said, y in tie.lines:
        yield _text(said, tie.x, y, palette=palette, size=13)


def _badges(tie: Drawn, palette: Palette) -> Iterator[str]:
    for code, letter, x, y in tie.badges:
        colour = palette.functions[Function(code.upper())]
        yield element("circle", cx=x, cy=y, r=_BADGE, fill=colour)
        yield words(
            letter,
            x=x,
            y=y,
            dominant_baseline="central",
            text_anchor="middle",
            font_size=11,
            fill=palette.paper,
        )


def _text(said: str, x: float, y: float, *, palette: Palette, size: float) -> str:
    return words(
        said,
        x=x,
        y=y,
        dominant_baseline="central",
        text_anchor="middle",
        font_size=size,
        fill=palette.ink,
    )
