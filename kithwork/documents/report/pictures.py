"""Pictures of a report: charts with their table, and drawings made elsewhere.

Neither can stand without words: a chart carries its finding, its table and a text alternative,
a figure its caption and its alternative. An SVG drawing is checked to be a drawing and nothing
else, because it may have been filled with what people typed: no script, no foreign content, and
no reference that leaves the file.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.documents.cells import Cell, Mark, is_number
from kithwork.documents.charts.drawing import Drawing
from kithwork.documents.report.tables import Column, Table, number
from kithwork.documents.report.texts import ReportError, filled, line, line_or_empty

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "http://www.w3.org/2000/svg"
_FOREIGN = frozenset(
    {"script", "style", "foreignObject", "image", "iframe", "audio", "video", "use", "a"}
)
_OUTWARD = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing in SVG with its caption and its text alternative.

    `width` is the part of the text's width that it takes, above 0 and at most 1.
    """

    svg: str
    alternative: str
    caption: str
    width: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "alternative", filled(self.alternative, "figure, alternative"))
        object.__setattr__(self, "caption", line(self.caption, "figure, caption"))
        if not 0 < self.width <= 1:
            raise ReportError("figure: width is not above 0 and at most 1")
        _require_plain_drawing(self.svg)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart (its finding is the title), the table of its figures, and where they come from."""

    drawing: Drawing
    table: Table
    source: str = ""

    def __post_init__(self) -> None:
        line(self.drawing.finding, "chart, finding")
        filled(self.drawing.alternative, "chart, alternative")
        object.__setattr__(self, "source", line_or_empty(self.source, "chart, source"))

    @classmethod
    def of(cls, drawing: Drawing, *, caption: str, source: str = "") -> "Chart":
        """Make a chart block, with the table made of the drawing's own figures."""
        columns = tuple(
            number(head, decimals=decimals) if numeric else Column(head)
            for head, decimals, numeric in zip(
                drawing.heads, drawing.decimals, _are_numeric(drawing.rows), strict=True
            )
        )
        return cls(drawing, Table(caption, columns, drawing.rows), source=source)


def _are_numeric(rows: tuple[tuple[Cell, ...], ...]) -> tuple[bool, ...]:
    columns = zip(*rows, strict=True)
    return tuple(any(is_number(c) or isinstance(c, Mark) for c in column) for column in columns)


def _require_plain_drawing(svg: str) -> None:
    from lxml import etree

    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise ReportError("figure: a drawing has no document type and no entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(f"figure: the drawing is not well-formed ({error.msg})") from None
    if root.tag != f"{{{SVG}}}svg":
        raise ReportError("figure: the drawing is not an SVG")
    for element in root.iter("*"):
        _require_plain_element(element)


def _require_plain_element(element: "_Element") -> None:
    from lxml import etree

    name = etree.QName(element).localname
    if name in _FOREIGN:
        raise ReportError(f"figure: the drawing holds <{name}>")
    for attribute, value in element.attrib.items():
        local = etree.QName(attribute).localname.lower()
        outward = local == "href" and not value.startswith("#")
        if outward or local.startswith("on") or _OUTWARD.search(value):
            raise ReportError(f"figure: the drawing refers outward or acts in “{local}”")
