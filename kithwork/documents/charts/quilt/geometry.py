"""The four sizes of the quilt, in user units (CSS pixels; on paper scaled to the text's width)."""

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """`BADGE` is a row of 16 pixels in a list, `CARD` for a card, `PAGE` and `PRINT` say words."""

    BADGE = "badge"
    CARD = "card"
    PAGE = "page"
    PRINT = "print"


class Saying(StrEnum):
    """What stands inside a patch: its function's letter, a number, or words."""

    LETTER = "letter"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Measures of one size.

    `label` is the width of the row labels, `head_height` the height of the column heads,
    `total_height` of the patches that sum up, `gap` stands between patches, `text` is the font
    size, `gauge` the width of the bar that shows the amount, `edge` multiplies the edges' widths.
    """

    label: float
    patch_width: float
    patch_height: float
    head_height: float
    total_height: float
    gauge: float
    gap: float
    text: float
    edge: float
    saying: Saying
    has_rows: bool = True


GEOMETRIES = {
    Size.BADGE: Geometry(
        label=0,
        patch_width=16,
        patch_height=16,
        head_height=0,
        total_height=16,
        gauge=2.5,
        gap=2,
        text=8.5,
        edge=0.6,
        saying=Saying.LETTER,
        has_rows=False,
    ),
    Size.CARD: Geometry(
        label=96,
        patch_width=46,
        patch_height=22,
        head_height=20,
        total_height=30,
        gauge=4,
        gap=6,
        text=9.5,
        edge=0.75,
        saying=Saying.NUMBER,
    ),
    Size.PAGE: Geometry(
        label=150,
        patch_width=122,
        patch_height=40,
        head_height=28,
        total_height=34,
        gauge=7,
        gap=9,
        text=12,
        edge=1,
        saying=Saying.WORDS,
    ),
    Size.PRINT: Geometry(
        label=140,
        patch_width=112,
        patch_height=30,
        head_height=26,
        total_height=28,
        gauge=7,
        gap=7,
        text=11,
        edge=1,
        saying=Saying.WORDS,
    ),
}
