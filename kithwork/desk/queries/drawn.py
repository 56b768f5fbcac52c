"""A support quilt ready for a page: the picture, its table, and the meaning of its signs."""

from dataclasses import dataclass

from kithwork.core.support.quilt import Quilt
from kithwork.documents.charts.quilt import (
    QuiltTable,
    Size,
    Theme,
    quilt_legend,
    quilt_svg,
    quilt_table,
)


@dataclass(frozen=True, slots=True)
class DrawnQuilt:
    """The picture as SVG, its table and the sentences that explain it."""

    svg: str
    table: QuiltTable
    legend: tuple[str, ...]
    is_small: bool = False


def drawn(quilt: Quilt, language: str, *, size: Size = Size.PAGE) -> DrawnQuilt:
    """Draw a quilt for a page, in the reader's theme."""
    return DrawnQuilt(
        svg=quilt_svg(quilt, size=size, language=language, theme=Theme.PAGE),
        table=quilt_table(quilt, language),
        legend=quilt_legend(quilt, language),
        is_small=size is Size.CARD,
    )
