"""The whole picture: heads, rows, patches, and the title that a screen reader hears."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from kithwork.catalogue.support import functions, label_of
from kithwork.catalogue.words import say
from kithwork.core.support.functions import Function
from kithwork.core.support.quilt import Patch, Quilt, Row
from kithwork.documents.charts.quilt.elements import element, lines, words
from kithwork.documents.charts.quilt.geometry import GEOMETRIES, Geometry, Saying, Size
from kithwork.documents.charts.quilt.marks import icon, letter_tile
from kithwork.documents.charts.quilt.palette import PALETTES, Palette, Theme
from kithwork.documents.charts.quilt.patches import Frame, draw_patch
from kithwork.documents.charts.quilt.telling import head_label, quilt_alternative
from kithwork.documents.charts.quilt.wrapping import width_of, wrapped
from kithwork.documents.fonts import FAMILY

_FONTS = f"{FAMILY}, PingFang SC, Microsoft YaHei, sans-serif"


def quilt_svg(quilt: Quilt, *, size: Size, language: str, theme: Theme = Theme.LIGHT) -> str:
    """Return the quilt as an SVG element with its text alternative; no script, no style.

    The badge holds the head row alone. On a page, `Theme.PAGE` follows the reader's theme.
    """
    picture = _Picture(quilt, GEOMETRIES[size], PALETTES[theme], language)
    content = "".join(picture.badge() if size is Size.BADGE else picture.whole())
    title = say(f"support.quilt.title.{quilt.layer}", language)
    alternative = quilt_alternative(quilt, language)
    return element(
        "svg",
        element("title", escape(title)),
        element("desc", escape(alternative)),
        content,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=alternative,
        lang=language,
        width=picture.width,
        height=picture.height,
        viewBox=f"0 0 {picture.width:g} {picture.height:g}",
        font_family=_FONTS,
    )


class _Picture:
    """A quilt with a size, colours and a language; coordinates grow right and down."""

    def __init__(self, quilt: Quilt, geometry: Geometry, palette: Palette, language: str) -> None:
        self.quilt, self.geometry = quilt, geometry
        self.palette, self.language = palette, language

    @property
    def width(self) -> float:
        columns = len(self.quilt.columns)
        step = self.geometry.patch_width + self.geometry.gap
        return self.geometry.label + columns * step + (self.geometry.gap if self._has_rows else 0)

    @property
    def height(self) -> float:
        if not self._has_rows:
            return self.geometry.total_height
        apart = self.geometry.gap * 1.5 if self._is_apart_last else 0
        return self._row_top(len(self.quilt.rows)) + apart

    def badge(self) -> Iterator[str]:
        for place, patch in enumerate(self.quilt.head):
            yield draw_patch(patch, self._frame(place, 0, is_head=True))

    def whole(self) -> Iterator[str]:
        for place, patch in enumerate(self.quilt.head):
            yield self._heading(place, patch.function)
            yield draw_patch(patch, self._frame(place, self._head_top, is_head=True))
        told = head_label(self.quilt, self.language)
        yield self._label(told, self._head_top + self.geometry.total_height / 2, is_bold=True)
        for place, row in enumerate(self.quilt.rows):
            yield from self._row(row, self._row_top(place))

    @property
    def _has_rows(self) -> bool:
        return self.geometry.has_rows

    @property
    def _is_apart_last(self) -> bool:
        return bool(self.quilt.rows) and self.quilt.rows[-1].is_apart

    @property
    def _head_top(self) -> float:
        return self.geometry.head_height + self.geometry.gap

    def _row_top(self, place: int) -> float:
        step = self.geometry.patch_height + self.geometry.gap
        return self._head_top + self.geometry.total_height + 2 * self.geometry.gap + step * place

    def _column(self, place: int) -> float:
        step = self.geometry.patch_width + self.geometry.gap
        return self.geometry.label + (self.geometry.gap if self._has_rows else 0) + place * step

    def _frame(self, place: int, y: float, *, is_head: bool) -> Frame:
        return Frame(
            x=self._column(place),
            y=y,
            height=self.geometry.total_height if is_head else self.geometry.patch_height,
            geometry=self.geometry,
            palette=self.palette,
            language=self.language,
            layer=self.quilt.layer,
            is_head=is_head,
        )

    def _row(self, row: Row, y: float) -> Iterator[str]:
        top = y + self.geometry.gap * 1.5 if row.is_apart else y
        if row.is_apart:
            yield self._rule(y)
        middle = top + self.geometry.patch_height / 2
        yield self._label(label_of(row.source, self.language), middle)
        for place, patch in enumerate(row.patches):
            if not row.is_apart or _says_something(patch):
                yield draw_patch(patch, self._frame(place, top, is_head=False))

    def _rule(self, y: float) -> str:
        right = self.width - self.geometry.gap
        return element("path", d=f"M0 {y:g} H{right:g}", stroke=self.palette.pale, stroke_width=1)

    def _label(self, text: str, middle: float, *, is_bold: bool = False) -> str:
        size = self.geometry.text
        shown = wrapped(text, width=self.geometry.label, size=size)
        return lines(
            shown,
            x=0,
            y=middle,
            step=size * 1.2,
            font_size=size,
            font_weight="bold" if is_bold else None,
            fill=self.palette.ink,
        )

    def _heading(self, place: int, function: Function) -> str:
        size = self.geometry.head_height * 0.72
        left, top = self._column(place), (self.geometry.head_height - size) / 2
        tile = letter_tile(
            function, x=left, y=top, size=size, palette=self.palette, language=self.language
        )
        beside = left + size * 1.25
        sign = icon(function, x=beside, y=top, size=size, palette=self.palette)
        if self.geometry.saying is not Saying.WORDS:
            return tile + sign
        name = functions()[function].short.said_in(self.language)
        start = beside + size * 1.2
        room = left + self.geometry.patch_width - start
        fitting = self.geometry.text * min(0.92, room / width_of(name, size=self.geometry.text))
        return (
            tile
            + sign
            + words(
                name,
                x=start,
                y=self.geometry.head_height / 2,
                dominant_baseline="central",
                font_size=fitting,
                fill=self.palette.ink,
            )
        )


def _says_something(patch: Patch) -> bool:
    return patch.fill is not None or patch.is_there
