"""The files of a composed report, opened again as a reader sees them."""

import io
from collections.abc import Mapping

from docx import Document

from kithwork.documents.needs.material import material_of
from kithwork.documents.needs.report import needs_report
from kithwork.documents.report import Heading, Report, to_docx, to_html, to_pdf
from kithwork.documents.report.tests.reading import Page, squeezed, text_of_pdf, text_of_word
from tests.cast import TODAY, Cast

LANGUAGES = ("en", "zh-Hans")


def report_of(cast: Cast, language: str = "en") -> Report:
    """The report of the junior high as its social worker gets it."""
    material = material_of(cast.lin, cast.qingshan, language=language, on=TODAY)
    return needs_report(material, language=language, made_on=TODAY)


def texts_of(report: Report) -> Mapping[str, str]:
    """The text of the report in every format, without blanks."""
    return {
        "docx": squeezed(text_of_word(to_docx(report))),
        "pdf": squeezed(text_of_pdf(to_pdf(report))),
        "html": squeezed(Page(to_html(report)).text),
    }


def headings_of(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading)]


def alternatives_of(report: Report) -> list[str]:
    """The text alternatives of the drawings in the Word file."""
    body = Document(io.BytesIO(to_docx(report))).element.body
    return [one.get("descr", "") for one in body.iter() if one.tag.endswith("}docPr")]


def silent_headings(report: Report) -> list[str]:
    """Headings after which nothing is said before the next of the same level or above."""
    blocks = report.blocks
    return [
        block.text
        for block, after in zip(blocks, [*blocks[1:], None], strict=True)
        if isinstance(block, Heading)
        and (after is None or (isinstance(after, Heading) and after.level <= block.level))
    ]
