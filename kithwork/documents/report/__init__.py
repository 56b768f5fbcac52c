"""One report model for the page, Word, PDF, HTML and JSON.

A report is composed once, in one language, of the blocks below; each renderer takes the same
`Report` and returns bytes.
"""

from kithwork.documents.cells import Cell, Mark
from kithwork.documents.report.blocks import (
    Bullets,
    Callout,
    CalloutKind,
    Fact,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    SignatureLines,
    strong,
)
from kithwork.documents.report.html import body, fragment, to_html
from kithwork.documents.report.pdf import to_pdf
from kithwork.documents.report.pictures import Chart, Figure
from kithwork.documents.report.plain import to_json
from kithwork.documents.report.report import Block, Report
from kithwork.documents.report.tables import Column, Table, number
from kithwork.documents.report.texts import ReportError
from kithwork.documents.report.word import to_docx

__all__ = [
    "Block",
    "Bullets",
    "Callout",
    "CalloutKind",
    "Cell",
    "Chart",
    "Column",
    "Fact",
    "Facts",
    "Figure",
    "Heading",
    "Mark",
    "PageBreak",
    "Paragraph",
    "Quote",
    "Report",
    "ReportError",
    "Run",
    "SignatureLines",
    "Table",
    "body",
    "fragment",
    "number",
    "strong",
    "to_docx",
    "to_html",
    "to_json",
    "to_pdf",
]
