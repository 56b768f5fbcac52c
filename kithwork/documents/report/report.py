"""A report as a whole: what it is, for whom it is confidential, and its blocks in order.

The catalogue's versions stand on every report, because a figure without the version of the rules
behind it cannot be compared with a later one. Headings descend by one level at a time, so that a
reader who moves by headings, with or without eyes, never falls into a hole.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.core.text import LANGUAGES
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
from kithwork.documents.report.tables import Table
from kithwork.documents.report.texts import ReportError, collection, line, line_or_empty

Block = (
    Heading
    | Paragraph
    | Facts
    | Table
    | Bullets
    | Callout
    | Chart
    | Figure
    | PageBreak
    | Quote
    | SignatureLines
)


@dataclass(frozen=True, slots=True)
class Report:
    """A document in one language ("en" or "zh-Hans"), ready for every renderer.

    `versions` names the catalogue entries behind its figures; `confidentiality` says on every
    page who may read it.
    """

    title: str
    subtitle: str
    language: str
    made_on: dt.date
    versions: str
    confidentiality: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ReportError(f"report: language is not one of {', '.join(LANGUAGES)}")
        if not isinstance(self.made_on, dt.date) or isinstance(self.made_on, dt.datetime):
            raise ReportError("report: made_on is not a date")
        object.__setattr__(self, "title", line(self.title, "report, title"))
        for field in ("subtitle", "versions", "confidentiality"):
            cleaned = line_or_empty(getattr(self, field), f"report, {field}")
            object.__setattr__(self, field, cleaned)
        collection(self.blocks, "report, blocks")
        _require_heading_order(self.blocks)


def _require_heading_order(blocks: tuple[Block, ...]) -> None:
    above, empty = 0, False
    for place, block in enumerate(blocks, start=1):
        if not isinstance(block, Heading):
            empty = empty and isinstance(block, PageBreak)
            continue
        if block.level > above + 1:
            level = block.level
            raise ReportError(
                f"report, block {place}: heading of level {level} under level {above}"
            )
        if empty and block.level <= above:
            raise ReportError(f"report, block {place}: the heading before it has nothing under it")
        above, empty = block.level, True
    if empty:
        raise ReportError("report: the last heading has nothing under it")
