"""The blocks of a report as paragraphs, tables and pictures of a Word file."""

import functools
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm

from kithwork.documents.charts.drawing import png_of
from kithwork.documents.report import wording
from kithwork.documents.report.blocks import (
    Bullets,
    Callout,
    CalloutKind,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    SignatureLines,
)
from kithwork.documents.report.pictures import Chart, Figure
from kithwork.documents.report.tables import Table
from kithwork.documents.report.word.boxes import box
from kithwork.documents.report.word.page import TEXT_WIDTH
from kithwork.documents.report.word.styles import FACT_INDENT, GROUND, HAIRLINE, INK
from kithwork.documents.report.word.tables import table_element
from kithwork.documents.report.word.xml import w

if TYPE_CHECKING:
    from docx.document import Document

_EDGES = {CalloutKind.NOTE: 6, CalloutKind.LIMIT: 16, CalloutKind.WARNING: 32}  # eighths of a point


@dataclass(frozen=True, slots=True)
class Blocks:
    """Adds blocks in one language to a document."""

    document: "Document"
    language: str

    @functools.singledispatchmethod
    def add(self, block: object) -> None:
        """Add one block at the end of the document."""
        raise TypeError(f"{type(block).__name__} is not a block of a report")

    @add.register(Heading)
    def _(self, block: Heading) -> None:
        self.document.add_paragraph(block.text, style=f"Heading {block.level}")

    @add.register(Paragraph)
    def _(self, block: Paragraph) -> None:
        _add_paragraph(block, self.document)

    @add.register(Bullets)
    def _(self, block: Bullets) -> None:
        _add_list(block, self.document)

    @add.register(Facts)
    def _(self, block: Facts) -> None:
        for fact in block.items:
            paragraph = self.document.add_paragraph(style="Report Fact")
            paragraph.paragraph_format.tab_stops.add_tab_stop(FACT_INDENT)
            paragraph.add_run(fact.label).bold = True
            paragraph.add_run(f"\t{fact.value}")

    @add.register(Callout)
    def _(self, block: Callout) -> None:
        title = self.document.add_paragraph()
        title.add_run(wording.callout_title(block, self.language)).bold = True
        paragraphs = [title]
        for part in block.body:
            added = (
                _add_list(part, self.document)
                if isinstance(part, Bullets)
                else [_add_paragraph(part, self.document)]
            )
            paragraphs += added
        box(paragraphs, edge=_EDGES[block.kind], color=str(INK), ground=GROUND)

    @add.register(Quote)
    def _(self, block: Quote) -> None:
        paragraph = self.document.add_paragraph(style="Quote")
        run = paragraph.add_run(block.words)
        if block.language:
            run._r.get_or_add_rPr().append(w("lang", val=block.language, eastAsia=block.language))
        paragraphs = [paragraph]
        if block.said_by:
            paragraphs.append(
                self.document.add_paragraph(wording.said_by(block, self.language), "Report Note")
            )
        box(paragraphs, edge=6, color=HAIRLINE)

    @add.register(SignatureLines)
    def _(self, block: SignatureLines) -> None:
        for label in block.labels:
            paragraph = self.document.add_paragraph(style="Report Signature")
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(TEXT_WIDTH - 52), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
            stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
            paragraph.add_run(f"{label} \t {wording.date(self.language)} \t")

    @add.register(PageBreak)
    def _(self, _: PageBreak) -> None:
        """Add nothing: the block that follows begins the page."""

    @add.register(Table)
    def _(self, block: Table) -> None:
        self.document.add_paragraph(block.caption, style="Caption")
        self.document.element.body.insert_element_before(
            table_element(block, self.language), "w:sectPr"
        )
        _add_notes(wording.table_notes(block, self.language) or ("",), self.document)

    @add.register(Chart)
    def _(self, block: Chart) -> None:
        drawing = block.drawing
        self.document.add_paragraph(drawing.finding, style="Caption")
        picture = _add_picture(self.document, drawing.png(), drawing.alternative, width=1.0)
        notes = wording.chart_notes(block, self.language)
        picture.paragraph_format.keep_with_next = bool(notes)
        _add_notes(notes, self.document)
        self.add(block.table)

    @add.register(Figure)
    def _(self, block: Figure) -> None:
        self.document.add_paragraph(block.caption, style="Caption")
        _add_picture(self.document, png_of(block.svg), block.alternative, width=block.width)


def _add_paragraph(block: Paragraph, document: "Document", style: str = "Normal") -> Any:
    paragraph = document.add_paragraph(style=style)
    for run in block.runs:
        paragraph.add_run(run.text).bold = run.strong or None
    return paragraph


def _add_list(block: Bullets, document: "Document") -> list[Any]:
    style = "List Number" if block.ordered else "List Bullet"
    paragraphs = [_add_paragraph(item, document, style) for item in block.items]
    if block.ordered:
        _count_from_one(paragraphs, document)
    return paragraphs


def _count_from_one(paragraphs: list[Any], document: "Document") -> None:
    """Give a numbered list a count of its own; by style alone Word would go on counting."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    shared = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    abstract = numbering.num_having_numId(int(shared)).abstractNumId.val
    own = numbering.add_num(abstract)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in paragraphs:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = own.numId


def _add_notes(notes: tuple[str, ...], document: "Document") -> None:
    for note in notes:
        document.add_paragraph(note, style="Report Note")


def _add_picture(document: "Document", png: bytes, alternative: str, *, width: float) -> Any:
    paragraph = document.add_paragraph(style="Report Picture")
    picture = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(TEXT_WIDTH * width))
    picture._inline.docPr.set("descr", alternative)
    for side in ("distT", "distB", "distL", "distR"):  # else some readers leave a gap of their own
        picture._inline.set(side, "0")
    return paragraph
