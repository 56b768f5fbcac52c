"""A report as one HTML file that needs nothing else: no script, no request, print as A4.

The page is built as a tree, so that everything people typed is text by construction. Pictures
stand in it as `<img>` with a `data:` address: inside an image nothing can act or load. The file
forbids itself everything but its own style and pictures.
"""

import base64
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from kithwork.documents.cells import Cell, Mark, cell_text
from kithwork.documents.report import wording
from kithwork.documents.report.blocks import (
    Bullets,
    Callout,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    SignatureLines,
)
from kithwork.documents.report.pictures import Chart, Figure
from kithwork.documents.report.report import Block, Report
from kithwork.documents.report.tables import Column, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TEXT_WIDTH = 736  # CSS pixels
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def to_html(report: Report) -> bytes:
    """Return the report as a complete HTML document in UTF-8."""
    from lxml import html

    page = _element(
        "html",
        _element(
            "head",
            _element("meta", charset="utf-8"),
            _element("meta", http_equiv="Content-Security-Policy", content=POLICY),
            _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            _element("meta", name="robots", content="noindex"),
            _element("title", report.title),
            _element("style", _style()),
        ),
        _element("body", _element("main", article(report))),
        lang=report.language,
    )
    return bytes(html.tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8"))


def fragment(report: Report) -> str:
    """Return the report as the markup of an `<article>`, every text in it escaped."""
    from lxml import html

    return str(html.tostring(article(report), encoding="unicode"))


def body(blocks: Sequence[Block], *, language: str) -> str:
    """Return blocks as markup for a page that has a heading of its own, every text escaped."""
    from lxml import html

    made = (Blocks(language).element(block) for block in blocks)
    return "".join(str(html.tostring(one, encoding="unicode")) for one in made)


def article(report: Report) -> "Element":
    """Return the report as an `<article>` for a page that brings its own style."""
    masthead = _element("header", _element("h1", report.title), class_="masthead")
    if report.subtitle:
        masthead.append(_element("p", report.subtitle, class_="subtitle"))
    if report.confidentiality:
        masthead.append(_element("p", report.confidentiality, class_="confidentiality"))
    for line in wording.colophon(report):
        masthead.append(_element("p", line, class_="colophon"))
    blocks = [Blocks(report.language).element(block) for block in report.blocks]
    return _element("article", masthead, *blocks, class_="report", lang=report.language)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a report in one language, as elements."""

    language: str

    @functools.singledispatchmethod
    def element(self, block: object) -> "Element":
        """Return one block as an element."""
        raise TypeError(f"{type(block).__name__} is not a block of a report")

    @element.register(Heading)
    def _(self, block: Heading) -> "Element":
        return _element(f"h{block.level + 1}", block.text)

    @element.register(Paragraph)
    def _(self, block: Paragraph) -> "Element":
        return _paragraph(block, "p")

    @element.register(Bullets)
    def _(self, block: Bullets) -> "Element":
        items = [_paragraph(item, "li") for item in block.items]
        return _element("ol" if block.ordered else "ul", *items)

    @element.register(Facts)
    def _(self, block: Facts) -> "Element":
        pairs = [
            _element("div", _element("dt", fact.label), _element("dd", fact.value))
            for fact in block.items
        ]
        return _element("dl", *pairs)

    @element.register(Callout)
    def _(self, block: Callout) -> "Element":
        title = _element("p", wording.callout_title(block, self.language), class_="label")
        body = [self.element(part) for part in block.body]
        return _element("aside", title, *body, class_=f"callout is-{block.kind.value}")

    @element.register(Quote)
    def _(self, block: Quote) -> "Element":
        words = _element(
            "blockquote", _element("p", block.words), lang=block.language or self.language
        )
        if not block.said_by:
            return _element("figure", words, class_="quote")
        said_by = _element("figcaption", wording.said_by(block, self.language))
        return _element("figure", words, said_by, class_="quote")

    @element.register(SignatureLines)
    def _(self, block: SignatureLines) -> "Element":
        lines = [
            _element(
                "div",
                _element("span", label),
                _element("span", class_="rule"),
                _element("span", wording.date(self.language)),
                _element("span", class_="rule short"),
                class_="signature",
            )
            for label in block.labels
        ]
        return _element("div", *lines, class_="signatures")

    @element.register(PageBreak)
    def _(self, _: PageBreak) -> "Element":
        return _element("div", class_="page-break")

    @element.register(Table)
    def _(self, block: Table) -> "Element":
        # A wide table scrolls by itself on a narrow screen, and can be reached by keyboard there.
        table = _element(
            "div",
            _table(block, self.language),
            class_="scrolls",
            tabindex="0",
            role="region",
            aria_label=block.caption,
        )
        return _with_notes(table, wording.table_notes(block, self.language))

    @element.register(Chart)
    def _(self, block: Chart) -> "Element":
        drawing = block.drawing
        figure = _element(
            "figure",
            _element("figcaption", drawing.finding),
            _picture(drawing.svg, drawing.alternative, width=1.0),
            class_="chart",
        )
        notes = wording.chart_notes(block, self.language)
        return _element("div", _with_notes(figure, notes), self.element(block.table))

    @element.register(Figure)
    def _(self, block: Figure) -> "Element":
        caption = _element("figcaption", block.caption)
        picture = _picture(block.svg, block.alternative, width=block.width)
        return _element("figure", caption, picture, class_="chart")


def _table(block: Table, language: str) -> "Element":
    heads = [
        _element(
            "th",
            wording.column_head(column, language),
            scope="col",
            class_="number" if column.numeric else "",
        )
        for column in block.columns
    ]
    body = [_row(row, block.columns, language) for row in block.rows]
    parts = [_element("tbody", *body)]
    if block.has_total:
        parts = [_element("tbody", *body[:-1]), _element("tfoot", body[-1])]
    caption = _element("caption", block.caption)
    return _element("table", caption, _element("thead", _element("tr", *heads)), *parts)


def _row(row: tuple[Cell, ...], columns: tuple[Column, ...], language: str) -> "Element":
    cells = []
    for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
        kinds = ["number"] if column.numeric else []
        kinds += ["mark"] if isinstance(cell, Mark) else []
        text = cell_text(cell, decimals=column.decimals, language=language)
        scope = {"scope": "row"} if place == 0 else {}
        tag = "td" if place else "th"
        cells.append(_element(tag, text, class_=" ".join(kinds), **scope))
    return _element("tr", *cells)


def _with_notes(element: "Element", notes: tuple[str, ...]) -> "Element":
    lines = [_element("p", note, class_="note") for note in notes]
    return _element("div", element, *lines, class_="with-notes")


def _picture(svg: str, alternative: str, *, width: float) -> "Element":
    encoded = base64.b64encode(svg.encode()).decode("ascii")
    return _element(
        "img",
        src=f"data:image/svg+xml;base64,{encoded}",
        alt=alternative,
        width=str(round(TEXT_WIDTH * width)),
    )


def _paragraph(block: Paragraph, tag: str) -> "Element":
    runs = [_element("strong", run.text) if run.strong else run.text for run in block.runs]
    return _element(tag, *runs)


def _element(tag: str, *parts: "str | Element", **attributes: str) -> "Element":
    """Return an element; `class_` and `http_equiv` stand for the attributes so called in HTML."""
    from lxml.html.builder import E

    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value}
    element: Element = E(tag, *parts, **named)
    return element


@functools.cache
def _style() -> str:
    return files("kithwork.documents.report").joinpath("report.css").read_text("utf-8")
