"""A report as plain values: what the JSON file holds, and what the PDF template is given.

Texts stand as they are, cells both as printed and as values, so that a reader of the JSON needs
neither our words nor our rules for printing numbers. The schema's number changes when a key does.
"""

import functools
import json
from dataclasses import dataclass
from typing import Any

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
from kithwork.documents.report.report import Report
from kithwork.documents.report.tables import Column, Table

SCHEMA = "kithwork.report/1"

Plain = dict[str, Any]


def to_json(report: Report) -> bytes:
    """Return the report as JSON (UTF-8): equal reports give equal bytes."""
    return json.dumps(plain(report), ensure_ascii=False, indent=1).encode()


def plain(report: Report) -> Plain:
    """Return the report as dictionaries, lists, texts and numbers."""
    return {
        "schema": SCHEMA,
        "title": report.title,
        "subtitle": report.subtitle,
        "language": report.language,
        "made_on": report.made_on.isoformat(),
        "versions": report.versions,
        "confidentiality": report.confidentiality,
        "colophon": list(wording.colophon(report)),
        "blocks": [Blocks(report.language).plain(block) for block in report.blocks],
    }


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a report in one language, as plain values."""

    language: str

    @functools.singledispatchmethod
    def plain(self, block: object) -> Plain:
        """Return one block as plain values; its kind stands under "kind"."""
        raise TypeError(f"{type(block).__name__} is not a block of a report")

    @plain.register(Heading)
    def _(self, block: Heading) -> Plain:
        return {"kind": "heading", "level": block.level, "text": block.text}

    @plain.register(Paragraph)
    def _(self, block: Paragraph) -> Plain:
        return {"kind": "paragraph", "runs": _runs(block)}

    @plain.register(Bullets)
    def _(self, block: Bullets) -> Plain:
        items = [_runs(item) for item in block.items]
        return {"kind": "bullets", "ordered": block.ordered, "items": items}

    @plain.register(Facts)
    def _(self, block: Facts) -> Plain:
        items = [{"label": fact.label, "value": fact.value} for fact in block.items]
        return {"kind": "facts", "items": items}

    @plain.register(Callout)
    def _(self, block: Callout) -> Plain:
        return {
            "kind": "callout",
            "tone": block.kind.value,
            "title": wording.callout_title(block, self.language),
            "body": [self.plain(part) for part in block.body],
        }

    @plain.register(Quote)
    def _(self, block: Quote) -> Plain:
        return {
            "kind": "quote",
            "words": block.words,
            "said_by": wording.said_by(block, self.language),
            "language": block.language or self.language,
        }

    @plain.register(SignatureLines)
    def _(self, block: SignatureLines) -> Plain:
        return {
            "kind": "signatures",
            "labels": list(block.labels),
            "date": wording.date(self.language),
        }

    @plain.register(PageBreak)
    def _(self, _: PageBreak) -> Plain:
        return {"kind": "page_break"}

    @plain.register(Table)
    def _(self, block: Table) -> Plain:
        return {
            "kind": "table",
            "caption": block.caption,
            "columns": [_column(column, self.language) for column in block.columns],
            "rows": [
                [
                    _cell(cell, column, self.language)
                    for cell, column in zip(row, block.columns, strict=True)
                ]
                for row in block.rows
            ],
            "has_total": block.has_total,
            "notes": list(wording.table_notes(block, self.language)),
        }

    @plain.register(Chart)
    def _(self, block: Chart) -> Plain:
        return {
            "kind": "chart",
            "finding": block.drawing.finding,
            "alternative": block.drawing.alternative,
            "table": self.plain(block.table),
            "notes": list(wording.chart_notes(block, self.language)),
        }

    @plain.register(Figure)
    def _(self, block: Figure) -> Plain:
        return {
            "kind": "figure",
            "caption": block.caption,
            "alternative": block.alternative,
            "width": block.width,
        }


def _runs(paragraph: Paragraph) -> list[Plain]:
    return [{"text": run.text, "strong": run.strong} for run in paragraph.runs]


def _column(column: Column, language: str) -> Plain:
    head = wording.column_head(column, language)
    return {"head": head, "numeric": column.numeric, "share": column.share}


def _cell(cell: Cell, column: Column, language: str) -> Plain:
    printed = {"text": cell_text(cell, decimals=column.decimals, language=language)}
    if isinstance(cell, Mark):
        return {**printed, "mark": cell.value}
    return printed if isinstance(cell, str) else {**printed, "value": cell}
