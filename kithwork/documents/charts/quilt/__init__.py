"""The support quilt drawn as SVG: one picture in a list, on a card, a page and on paper.

`svg.quilt_svg` draws a `core.support.quilt.Quilt`; `telling` gives its text alternative and its
table, which always stand with it. Fill is the amount (solid: received or recorded, striped:
perceived), the edge says whether it is enough, a red corner that it harms, a ring that it changed.
Nothing is told by colour alone, and all of it survives a black-and-white printer.
"""

from kithwork.documents.charts.quilt.geometry import Size
from kithwork.documents.charts.quilt.palette import Theme
from kithwork.documents.charts.quilt.svg import quilt_svg
from kithwork.documents.charts.quilt.telling import (
    QuiltTable,
    quilt_alternative,
    quilt_legend,
    quilt_table,
)

__all__ = [
    "QuiltTable",
    "Size",
    "Theme",
    "quilt_alternative",
    "quilt_legend",
    "quilt_svg",
    "quilt_table",
]
