"""A report as a Word file: real styles, A4, and nothing in it that its readers may not know.

What an agency changes in Word (headings, tables, lists) is there as styles, because these files
are edited after us. Equal reports give equal bytes.
"""

from kithwork.documents.report.report import Report

__all__ = ["to_docx"]


def to_docx(report: Report) -> bytes:
    """Return the report as a Word file (Office Open XML)."""
    from kithwork.documents.report.word import blocks, package, page, styles

    document = package.new_document()
    styles.set_styles(document, report.language)
    page.set_page(document, report)
    page.add_masthead(document, report)
    writer = blocks.Blocks(document, report.language)
    for block in report.blocks:
        writer.add(block)
    package.set_properties(document, report)
    return package.packed(document)
