"""The quilt's colours on a light and a dark ground, or as the page's own tokens.

The function colours pass 4.5 : 1 on their ground and are apart for colour-blind readers; the edges
are three depths of one neutral scale, at 3 : 1 or more. Red is kept for danger to a child. `PAGE`
takes the values of the page's style sheet, so that the picture follows the reader's theme.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.support.functions import Function
from kithwork.documents.charts.colours import OF_FUNCTION


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours by use; `on_function` is for a letter on a tile of a function's colour."""

    functions: Mapping[Function, str]
    on_function: str
    paper: str
    ink: str
    ink_soft: str
    deep: str
    middle: str
    pale: str
    danger: str


PALETTES: Mapping[Theme, Palette] = {
    Theme.LIGHT: Palette(
        functions=OF_FUNCTION,
        on_function="#ffffff",
        paper="#ffffff",
        ink="#20252c",
        ink_soft="#565d66",
        deep="#20252c",
        middle="#565d66",
        pale="#858b94",
        danger="#b3261e",
    ),
    Theme.DARK: Palette(
        functions={
            Function.EM: "#F08CA8",
            Function.IS: "#F0B35B",
            Function.IN: "#7FB2F5",
            Function.AP: "#7CCB9A",
            Function.CO: "#B9A3F2",
        },
        on_function="#1c2026",
        paper="#1c2026",
        ink="#e7e9ec",
        ink_soft="#a9b1bb",
        deep="#e7e9ec",
        middle="#a9b1bb",
        pale="#7d858f",
        danger="#ff9a92",
    ),
    Theme.PAGE: Palette(
        functions={function: f"var(--kw-{function.lower()})" for function in Function},
        on_function="var(--kw-paper)",
        paper="var(--kw-paper)",
        ink="var(--kw-ink)",
        ink_soft="var(--kw-ink-soft)",
        deep="var(--kw-ink)",
        middle="var(--kw-ink-soft)",
        pale="var(--kw-gap-some)",
        danger="var(--kw-danger)",
    ),
}
