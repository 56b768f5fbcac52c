"""Paragraphs set apart by a line at their left, and a pale ground if they are a callout.

Paragraph borders and not a table of one cell: what is read aloud stays a text, and Word joins the
borders of paragraphs that follow each other.
"""

from collections.abc import Sequence
from typing import Any

from docx.shared import Mm, Pt

from kithwork.documents.report.word.xml import w

INDENT = Mm(5)
HANGING = Mm(6)  # of the lists inside
SPACE_OUTSIDE, SPACE_INSIDE = Pt(10), Pt(3)

_AFTER_BORDERS = (
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
)


def box(paragraphs: Sequence[Any], *, edge: int, color: str, ground: str = "") -> None:
    """Set paragraphs apart together; `edge` is the line's width in eighths of a point."""
    for paragraph in paragraphs:
        _draw(paragraph, edge=edge, color=color, ground=ground)
        form = paragraph.paragraph_format
        is_item = paragraph.style.name.startswith("List")
        form.left_indent = INDENT + HANGING if is_item else INDENT
        form.first_line_indent = -HANGING if is_item else None
        form.space_before, form.space_after = Pt(0), SPACE_INSIDE
        form.keep_with_next = paragraph is not paragraphs[-1]
    paragraphs[0].paragraph_format.space_before = SPACE_OUTSIDE
    paragraphs[-1].paragraph_format.space_after = SPACE_OUTSIDE


def _draw(paragraph: Any, *, edge: int, color: str, ground: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    border = w("pBdr", w("left", val="single", sz=edge, space=8, color=color))
    properties.insert_element_before(border, *_AFTER_BORDERS)
    if ground:
        shade = w("shd", val="clear", color="auto", fill=ground)
        properties.insert_element_before(shade, *_AFTER_BORDERS[1:])
