"""The page of a report's Word file: A4, running header and footer, and what opens the report."""

from typing import TYPE_CHECKING, Any

from docx.shared import Mm

from kithwork.documents.report import wording
from kithwork.documents.report.report import Report
from kithwork.documents.report.word.styles import INK
from kithwork.documents.report.word.xml import field, mm, text_run, w

if TYPE_CHECKING:
    from docx.document import Document

WIDTH, HEIGHT = 210, 297  # millimetres, A4
SIDE = 22
TEXT_WIDTH = WIDTH - 2 * SIDE


def set_page(document: "Document", report: Report) -> None:
    """Set A4, and header and footer: title, confidentiality, date and “page n of m”."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin, section.bottom_margin = Mm(25), Mm(23)
    section.header_distance = section.footer_distance = Mm(12)
    section.different_first_page_header_footer = True
    _fill(
        section.header.paragraphs[0], [text_run(report.title)], [text_run(report.confidentiality)]
    )
    made_on = wording.colophon(report)[0]
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        _fill(paragraph, [text_run(made_on)], _page_number(report.language))


def add_masthead(document: "Document", report: Report) -> None:
    """Open the report: title, subtitle, who may read it, when and from what it was made."""
    document.add_paragraph(report.title, style="Title")
    if report.subtitle:
        document.add_paragraph(report.subtitle, style="Subtitle")
    if report.confidentiality:
        document.add_paragraph().add_run(report.confidentiality).bold = True
    for line in wording.colophon(report):
        document.add_paragraph(line, style="Report Note")
    document.paragraphs[-1]._p.get_or_add_pPr().append(
        w("pBdr", w("bottom", val="single", sz=8, space=8, color=str(INK)))
    )


def _fill(paragraph: Any, left: list[Any], right: list[Any]) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(w("tabs", w("tab", val="right", pos=mm(TEXT_WIDTH))))
    paragraph._p.extend([*left, w("r", w("tab")), *right])


def _page_number(language: str) -> list[Any]:
    before, between, after = wording.page_label(language)
    runs = [text_run(before), *field("PAGE"), text_run(between), *field("NUMPAGES")]
    return [*runs, text_run(after)] if after else runs
