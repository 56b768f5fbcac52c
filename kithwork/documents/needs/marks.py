"""Marks beside support: medians by how many kinds of support are enough, as Know tells them.

It describes and explains nothing, and says so under the table.
"""

from collections.abc import Iterator

from kithwork.catalogue.words import say
from kithwork.documents.cells import Cell, Mark, withheld
from kithwork.documents.charts.lines import Line, lines
from kithwork.documents.report import Block, Chart, Column, Heading, Paragraph, Table, number
from kithwork.needs.queries.marks_by_support import (
    MarksBySupport,
    MarksOfGroup,
    marks_by_support,
)
from kithwork.needs.school import SchoolNeeds

WIDEST = 1.5  # of the axis, in standard deviations to either side, or as far as a median lies


def marks(needs: SchoolNeeds, language: str) -> Iterator[Block]:
    """Yield the sentence, the chart and the table; where nobody can be told of, the sentence."""
    yield from marks_told(marks_by_support(needs, language), language)


def marks_told(found: MarksBySupport | None, language: str) -> Iterator[Block]:
    """Yield the same of marks that were counted already."""
    yield Heading(1, say("know.report.head.marks", language))
    if found is None:
        yield Paragraph.of(say("know.marks.too_few", language))
        return
    yield Paragraph.of(found.sentence)
    table = _table(found, language)
    has_medians = any(group.median is not None for group in found.groups)
    yield _chart(found, table, language) if has_medians else table


def _chart(found: MarksBySupport, table: Table, language: str) -> Chart:
    median = say("know.report.marks.median", language)
    values = tuple(withheld(group.median) for group in found.groups)
    widest = max(WIDEST, *(abs(one) for one in values if not isinstance(one, Mark)))
    drawing = lines(
        [Line(median, values)],
        [str(group.enough) for group in found.groups],
        finding=say("know.report.marks.chart", language),
        measure=median,
        time_head=say("know.report.marks.enough", language),
        limits=(-widest, widest),
        decimals=2,
        language=language,
    )
    return Chart(drawing, table)


def _table(found: MarksBySupport, language: str) -> Table:
    return Table(
        say("know.report.marks.table", language),
        (
            Column(say("know.report.marks.enough", language)),
            number(say("screening.table.students", language)),
            number(say("know.report.marks.median", language), decimals=2),
        ),
        tuple(_row(group) for group in found.groups),
        note=say("know.report.marks.note", language),
    )


def _row(group: MarksOfGroup) -> tuple[Cell, ...]:
    return (str(group.enough), withheld(group.students), withheld(group.median))
