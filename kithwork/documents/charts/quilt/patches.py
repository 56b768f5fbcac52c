"""One patch: ground, fill, edge, words, harm, ring."""

from dataclasses import dataclass

from kithwork.core.support.cells import Aspect
from kithwork.core.support.quilt import Edge, Layer, Patch
from kithwork.documents.charts.quilt.elements import element, lines
from kithwork.documents.charts.quilt.geometry import Geometry, Saying
from kithwork.documents.charts.quilt.marks import harm_mark
from kithwork.documents.charts.quilt.palette import Palette
from kithwork.documents.charts.quilt.telling import patch_words

_FULL = 4
_TINT = 0.34
_STRIPE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a patch stands, and how it is drawn."""

    x: float
    y: float
    height: float
    geometry: Geometry
    palette: Palette
    language: str
    layer: Layer
    is_head: bool = False

    @property
    def width(self) -> float:
        return self.geometry.patch_width


def draw_patch(patch: Patch, frame: Frame) -> str:
    """Return the elements of one patch."""
    return "".join(
        (
            _ring(frame) if patch.is_changed else "",
            _rect(frame, inset=0, fill=frame.palette.paper),
            _fill(patch, frame),
            _edge(patch, frame),
            _words(patch, frame),
            _harm(frame) if patch.is_harmful else "",
        )
    )


def _fill(patch: Patch, frame: Frame) -> str:
    """Fill from the bottom, with a gauge at the left: a tint where it happened, else stripes."""
    colour = frame.palette.functions[patch.function]
    if patch.fill is None and _is_recorded(patch, frame):
        return _rect(frame, inset=0, fill=colour, fill_opacity=_TINT)
    if not patch.fill:
        return ""
    height = frame.height * patch.fill / _FULL
    top, bottom = frame.y + frame.height - height, frame.y + frame.height
    gauge = element(
        "rect", x=frame.x, y=top, width=frame.geometry.gauge, height=height, fill=colour
    )
    if patch.aspect is Aspect.PERCEIVED:
        step = _STRIPE * frame.geometry.edge
        count = int(frame.width / step)
        stripes = " ".join(
            f"M{frame.x + step * (place + 0.5):g} {top:g} V{bottom:g}" for place in range(1, count)
        )
        return gauge + element("path", d=stripes, stroke=colour, stroke_opacity=_TINT)
    return gauge + element(
        "rect",
        x=frame.x,
        y=top,
        width=frame.width,
        height=height,
        fill=colour,
        fill_opacity=_TINT,
    )


def _is_recorded(patch: Patch, frame: Frame) -> bool:
    """Whether the record says something of the place, by an amount or without one."""
    return patch.is_there and frame.layer is not Layer.SUPPORT


def _edge(patch: Patch, frame: Frame) -> str:
    palette, scale, edge = frame.palette, frame.geometry.edge, patch.edge
    if _is_recorded(patch, frame):
        return _rect(frame, inset=0.5, stroke=palette.pale)
    if edge is Edge.LARGE_GAP:
        width = 3.5 * scale
        return _rect(frame, inset=width / 2, stroke=palette.deep, stroke_width=width)
    if edge is Edge.SOME_GAP:
        width = 2.5 * scale
        dashes = f"{6 * scale:g} {4 * scale:g}"
        return _rect(
            frame,
            inset=width / 2,
            stroke=palette.middle,
            stroke_width=width,
            stroke_dasharray=dashes,
        )
    if edge is Edge.ENOUGH:
        return _rect(frame, inset=0.5, stroke=palette.pale)
    if edge is Edge.TOO_MUCH:
        inner = _rect(frame, inset=0.5 + 2.4 * scale, stroke=palette.middle)
        return _rect(frame, inset=0.5, stroke=palette.middle) + inner
    dots = f"{1.5 * scale:g} {2.5 * scale:g}"
    return _rect(frame, inset=0.5, stroke=palette.pale, stroke_dasharray=dots)


def _ring(frame: Frame) -> str:
    away = frame.geometry.gap * 0.42
    return _rect(frame, inset=-away, stroke=frame.palette.ink, stroke_width=1.6, rx=5)


def _rect(
    frame: Frame,
    *,
    inset: float,
    fill: str = "none",
    fill_opacity: float | None = None,
    stroke: str | None = None,
    stroke_width: float | None = None,
    stroke_dasharray: str | None = None,
    rx: float | None = None,
) -> str:
    return element(
        "rect",
        x=frame.x + inset,
        y=frame.y + inset,
        width=frame.width - 2 * inset,
        height=frame.height - 2 * inset,
        rx=rx,
        fill=fill,
        fill_opacity=fill_opacity,
        stroke=stroke,
        stroke_width=stroke_width,
        stroke_dasharray=stroke_dasharray,
    )


def _words(patch: Patch, frame: Frame) -> str:
    said = patch_words(
        patch,
        layer=frame.layer,
        language=frame.language,
        is_head=frame.is_head,
        saying=frame.geometry.saying,
    )
    is_letter = frame.geometry.saying is Saying.LETTER
    shift = 0 if is_letter else frame.geometry.gauge / 2
    size = frame.geometry.text * (0.92 if len(said) > 1 else 1)
    return lines(
        said,
        x=frame.x + frame.width / 2 + shift,
        y=frame.y + frame.height / 2,
        step=size * 1.22,
        font_size=size,
        font_weight="bold" if frame.is_head or is_letter else None,
        text_anchor="middle",
        fill=frame.palette.ink,
    )


def _harm(frame: Frame) -> str:
    size = min(frame.height * 0.5, 14)
    return harm_mark(right=frame.x + frame.width, top=frame.y, size=size, palette=frame.palette)
