"""The small signs of the quilt: a function's icon and letter, the corner that warns of harm."""

from kithwork.catalogue.support import functions
from kithwork.core.support.functions import Function
from kithwork.documents.charts.quilt.elements import element, words
from kithwork.documents.charts.quilt.palette import Palette

# Our own line drawings on a grid of 24: heart, parcel, bulb, medal, two people.
_ICONS = {
    Function.EM: "M12 20 C5 15 3 11.5 3 8.5 A4.5 4.5 0 0 1 12 7 A4.5 4.5 0 0 1 21 8.5 "
    "C21 11.5 19 15 12 20 Z",
    Function.IS: "M3 8 L12 3.5 L21 8 V16.5 L12 21 L3 16.5 Z M3 8 L12 12.5 L21 8 M12 12.5 V21",
    Function.IN: "M9 17 C9 14.5 6 13 6 9 A6 6 0 0 1 18 9 C18 13 15 14.5 15 17 Z M9.5 20.5 H14.5",
    Function.AP: "M12 3 A6 6 0 1 1 11.99 3 Z M8.5 14 L7 21 L12 18.5 L17 21 L15.5 14",
    Function.CO: "M8.5 5 A3.2 3.2 0 1 1 8.49 5 Z M3 20 C3 15.5 5 13.5 8.5 13.5 "
    "C12 13.5 14 15.5 14 20 M16.5 6 A2.8 2.8 0 1 1 16.49 6 Z M16.5 14 C19.5 14 21 16 21 20",
}


def icon(function: Function, *, x: float, y: float, size: float, palette: Palette) -> str:
    """Return a function's icon, its upper left corner at x, y."""
    return element(
        "path",
        d=_ICONS[function],
        transform=f"translate({x:g} {y:g}) scale({size / 24:.4g})",
        fill="none",
        stroke=palette.functions[function],
        stroke_width=1.8,
        stroke_linejoin="round",
        stroke_linecap="round",
    )


def letter_tile(
    function: Function, *, x: float, y: float, size: float, palette: Palette, language: str
) -> str:
    """Return a function's letter on a tile of its colour."""
    letter = functions()[function].letter.said_in(language)
    return element(
        "rect", x=x, y=y, width=size, height=size, rx=size / 5, fill=palette.functions[function]
    ) + words(
        letter,
        x=x + size / 2,
        y=y + size / 2,
        font_size=size * 0.68,
        font_weight="bold",
        text_anchor="middle",
        dominant_baseline="central",
        fill=palette.on_function,
    )


def harm_mark(*, right: float, top: float, size: float, palette: Palette) -> str:
    """Return the red corner with its exclamation mark, at a patch's upper right."""
    corner = f"M{right - size:g} {top:g} H{right:g} V{top + size:g} Z"
    stroke = (
        f"M{right - size * 0.3:g} {top + size * 0.12:g} V{top + size * 0.36:g} "
        f"M{right - size * 0.3:g} {top + size * 0.5:g} V{top + size * 0.54:g}"
    )
    return element("path", d=corner, fill=palette.danger) + element(
        "path",
        d=stroke,
        stroke=palette.on_function,
        stroke_width=max(1, size * 0.11),
        stroke_linecap="round",
    )
