"""A report as a Word file: real styles, A4, and nothing in it that its readers may not know.

What an agency changes in Word (headings, tables, lists) is there as styles, because these files
are edited after us. Equal reports give equal bytes.
"""

from typing import TYPE_CHECKING

from kithwork.documents.report.blocks import PageBreak
from kithwork.documents.report.report import Report

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["to_docx"]


def to_docx(report: Report) -> bytes:
    """Return the report as a Word file (Office Open XML)."""
    from kithwork.documents.report.word import package, page, styles

    document = package.new_document()
    styles.set_styles(document, report.language)
    page.set_page(document, report)
    page.add_masthead(document, report)
    _add_blocks(document, report)
    package.set_properties(document, report)
    return package.packed(document)


def _add_blocks(document: "Document", report: Report) -> None:
    from kithwork.documents.report.word import blocks

    writer, before = blocks.Blocks(document, report.language), None
    for block in report.blocks:
        end = len(document.paragraphs) if isinstance(before, PageBreak) else 0
        writer.add(block)
        if end and len(document.paragraphs) > end:
            document.paragraphs[end].paragraph_format.page_break_before = True
        before = block
